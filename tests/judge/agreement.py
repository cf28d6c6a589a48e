"""Whether the compiler and Python are of one mind about an app; what each says by itself is others' to know."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from biconvex_codegen.diagnostics import Code, Severity
from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.pipeline import Analysis
from biconvex_codegen.source import SourceFile

from ..convex_json import crons_json, functions_json, routes_json, schema_json
from .excuses import UNSEEN_IN_CASES, Unseen, reason_of_diagnostic, reason_of_error
from .judge import Verdict
from .live import Said

Json: TypeAlias = Any  # as json.loads gives it


class Outcome(Enum):
    """What becomes of an app that the compiler reads and that Python imports."""

    SAME = "compiled to what Python exports"
    REFUSED = "refused by both"
    UNSEEN = "refused by the compiler alone, for a reason on the list"
    UNSAID = "refused by Python alone, for a reason on the list"
    DIFFERENT = "judged differently"


class Judgement(NamedTuple):
    """How the compiler and Python take an app, and on what they differ, or which excuses they have for it."""

    outcome: Outcome
    about: tuple[str, ...] = ()


def judgement(
    app: Sequence[SourceFile], analysis: Analysis, verdict: Verdict, unseen: Sequence[Unseen] = UNSEEN_IN_CASES
) -> Judgement:
    """Return whether the compiler and Python agree about an app; `unseen` are the excuses that count.

    What compiles must say the same when it is imported; what cannot be imported, or is at fault, must not compile.
    """
    if analysis.app is None:
        return _unseen(app, analysis, unseen) if verdict.works else Judgement(Outcome.REFUSED)
    if verdict.said is None:
        if any(each.code is Code.EARLY_ANNOTATION for each in analysis.diagnostics):
            return Judgement(Outcome.REFUSED if verdict.raised.startswith("NameError") else Outcome.DIFFERENT)
        reason = reason_of_error(verdict.raised, {source.path: source.text for source in app}, *verdict.at)
        if reason is not None:
            return Judgement(Outcome.UNSAID, (reason,))
        return Judgement(Outcome.DIFFERENT, (f"compiles, and Python raises {verdict.raised}",))
    different = (*verdict.said["faults"], *differences(compiled(analysis.app), verdict.said))
    return Judgement(Outcome.DIFFERENT if different else Outcome.SAME, different)


def disagreement(app: Sequence[SourceFile], analysis: Analysis, verdict: Verdict) -> str | None:
    """Return what an app is to the one and not to the other, where nothing excuses it; None where they agree."""
    outcome, about = judgement(app, analysis, verdict)
    return "; ".join(about) if outcome is Outcome.DIFFERENT else None


def _unseen(app: Sequence[SourceFile], analysis: Analysis, unseen: Sequence[Unseen]) -> Judgement:
    """Judge an app whose errors Python does not see."""
    texts = {source.path: source.text for source in app}
    excuses: list[str] = []
    different: list[str] = []
    for each in analysis.diagnostics:
        if each.code.severity is Severity.ERROR:
            span = analysis.places.span(each.at)
            reason = reason_of_diagnostic(each, texts, span, unseen)
            if reason is None:
                different.append(f"[{each.code.value}] {each.message}")
            else:
                excuses.append(f"{each.code.value}: {reason}")
    return Judgement(Outcome.DIFFERENT, tuple(different)) if different else Judgement(Outcome.UNSEEN, tuple(excuses))


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
