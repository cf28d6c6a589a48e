"""Whether the compiler and Python are of one mind about an app; what each says by itself is others' to know."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from biconvex_codegen.diagnostics import Severity
from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.pipeline import Analysis
from biconvex_codegen.source import SourceFile

from ..convex_json import crons_json, functions_json, routes_json, schema_json
from .bodies import lines_of_bodies
from .excuses import is_unsaid, is_unseen
from .judge import Verdict
from .live import Said

Json: TypeAlias = Any  # as json.loads gives it


def disagreement(app: Sequence[SourceFile], analysis: Analysis, verdict: Verdict) -> str | None:
    """Return what an app is to the one and not to the other, where nothing excuses it; None where they agree.

    What compiles must say the same when it is imported; what cannot be imported, or is at fault, must not compile.
    """
    if analysis.app is None:
        return "; ".join(_unseen(app, analysis)) or None if verdict.works else None
    if verdict.said is None:
        return None if is_unsaid(verdict.raised) else f"compiles, and Python raises {verdict.raised}"
    return "; ".join((*verdict.said["faults"], *differences(compiled(analysis.app), verdict.said))) or None


def _unseen(app: Sequence[SourceFile], analysis: Analysis) -> Iterator[str]:
    """Yield the errors of an app that Python should see too; what stands in a function, only its caller sees."""
    bodies = {source.path: lines_of_bodies(source.text) for source in app}
    for each in analysis.diagnostics:
        span = analysis.places.span(each.at)
        is_seen = each.code.severity is Severity.ERROR and span.line not in bodies.get(span.path, ())
        if is_seen and not is_unseen(each):
            yield f"[{each.code.value}] {each.message}"


def compiled(app: CheckedApp) -> Said:
    """Return what the compiler says of an app, in the form in which a live app says it."""
    return {
        "schema": None if app.schema is None else schema_json(app),
        "functions": functions_json(app),
        "crons": crons_json(app),
        "routes": routes_json(app),
        "faults": [],
    }


def differences(said: Said, live: Said) -> list[str]:
    """Return in what both differ, each at the smallest part; the order of tables, functions and indexes is nothing."""
    return list(_differences(_keyed(said), _keyed(live), ""))


def _keyed(json: Json) -> Json:
    """Return a value with lists of named things as dicts, and with each member of a union once."""
    if isinstance(json, dict):
        keyed = {name: _keyed(each) for name, each in json.items()}
        return _union(keyed) if json.get("type") == "union" else keyed
    if not isinstance(json, list):
        return json
    names = [_name(each) for each in json]
    if None in names or len(set(names)) < len(names):
        return [_keyed(each) for each in json]
    return {name: _keyed(each) for name, each in zip(names, json, strict=True)}


def _union(union: dict[str, Json]) -> Json:
    """Return a union without what stands in it twice: to the compiler, documents of one form differ by their names."""
    members = union["value"]
    different = [each for number, each in enumerate(members) if each not in members[:number]]
    return different[0] if len(different) == 1 < len(members) else {**union, "value": different}


def _name(json: Json) -> str | None:
    """Return what a table, an index, a cron or a route is called."""
    match json:
        case {"tableName": name, "indexes": _} | {"indexDescriptor": name} | {"name": str(name), "schedule": _}:
            return str(name)
        case {"path": path, "method": method}:
            return f"{method} {path}"
        case _:
            return None


def _differences(ours: Json, theirs: Json, place: str) -> Iterator[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in {**ours, **theirs}:
            yield from _differences(ours.get(name), theirs.get(name), f"{place}/{name}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (each, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(each, other, f"{place}[{number}]")
    elif ours != theirs or isinstance(ours, bool) is not isinstance(theirs, bool):
        yield f"{place}: the compiler says {ours}, Python says {theirs}"
