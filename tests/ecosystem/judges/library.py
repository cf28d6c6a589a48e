"""Python as the judge of the compiler: imported with the real library, an app says the same of itself.

The schema is imported from disk as it stands there. All that the app says is asked of `tests.judge`, which knows apps
in a folder `backend` whose names are camelCase on the wire: those that are written otherwise say their schema alone.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from tests.judge.agreement import compiled, differences
from tests.judge.judge import Judge
from tests.programs import ran

from .. import compare
from ..annotated import annotated
from ..case import Case
from ..explicit import explicit
from ..facts import app_facts
from ..plan import Plan
from ..project import CHECKOUT, Compiled, Project

_EXPORT = """
import tests.judge.forgetful
import json, sys
from {source}.schema import schema
json.dump(schema.export(wire_names={wire_names!r}), sys.stdout)
"""
_WRITERS: dict[str, Callable[[Plan], dict[str, str]]] = {"explicit": explicit, "annotated": annotated}


def library(case: Case) -> list[str]:
    """Import both writings, and compare what they say with the facts and with what the compiler says."""
    found = [f"{name}: {each}" for name, written in case.writings.items() for each in _schema(case, written)]
    if case.plan.camel:
        found += (f"{name}: {each}" for name, written in case.writings.items() for each in _app(case, name, written))
    return found


def _schema(case: Case, written: Compiled) -> list[str]:
    facts = compare.of_facts(case.plan.app)
    tables = {name: line for name, line in facts.items() if name == "schema" or name.startswith("table ")}
    exported = _exported(written.project, "camel" if case.plan.camel else "as-written")
    if isinstance(exported, str):
        return [exported]
    live = compare.of_facts(app_facts(case.plan.app.name, {"schema": exported, "functions": {}}))
    return compare.differences(compare.regardless_of_order(tables), compare.regardless_of_order(live))


def _exported(project: Project, wire_names: str) -> dict[str, object] | str:
    """Return what the schema of a project exports, or why it does not."""
    command = [sys.executable, "-c", _EXPORT.format(source=project.source, wire_names=wire_names)]
    done = ran(command, project.root, {**os.environ, "PYTHONPATH": str(CHECKOUT)})
    if done.returncode:
        return (done.stderr.splitlines() or ["it cannot be imported"])[-1]
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _app(case: Case, name: str, written: Compiled) -> list[str]:
    texts = _WRITERS[name](replace(case.plan, source="backend"))
    files = {f"backend/{path}": text for path, text in texts.items()}
    for path in written.project.outputs.rglob("*.py"):
        files[f"backend/_generated/{path.relative_to(written.project.outputs)}"] = path.read_text(encoding="utf-8")
    packages = {path.rpartition("/")[0] for path in files}
    verdict = _judge()({**{f"{package}/__init__.py": "" for package in packages}, **files})
    if verdict.said is None:
        return [f"Python raises {verdict.raised}"]
    return [*verdict.said["faults"], *differences(compiled(written.app), verdict.said)]


@cache
def _judge() -> Judge:
    """Return the process that imports apps, one for all apps of this process."""
    return Judge()
