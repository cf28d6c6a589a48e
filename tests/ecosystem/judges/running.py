"""The runtime: each writing, opened in a process of its own, keeps documents, refuses others, and reaches functions."""

import pickle
import sys

from tests.programs import ran

from ..case import Case
from ..project import CHECKOUT


def running(case: Case) -> list[str]:
    """Return what goes wrong when both writings run."""
    facts = case.folder / "facts.pickle"
    facts.write_bytes(pickle.dumps(case.plan.app))
    found: list[str] = []
    for name, written in case.writings.items():
        command = [sys.executable, "-m", "tests.ecosystem.run_app", str(written.project.folder), str(facts)]
        done = ran(command, CHECKOUT)
        lines = done.stdout.splitlines()
        if done.returncode:
            lines.append(f"the program ends with {done.returncode}: {done.stderr[-500:]}")
        found += (f"{name}: {line}" for line in lines)
    return found
