"""Registered functions and their decorators whose names stand for something else at the end of their modules."""

from collections.abc import Container

from ..diagnostics import Code, Related
from ..frontend.expressions import Name
from ..frontend.facts import Change, Facts, Function, Surroundings
from ..source import At, Part
from .decorators import KINDS
from .registration import called
from .report import Report
from .scopes import Bound, Project, bindings_of
from .symbols import Generated


def report_rebound(module: Facts, registered: Container[str], project: Project, report: Report) -> None:
    """Report what binds the name of a registered function after it; `registered` has the ids of all of them."""
    for statement in module.statements:
        if isinstance(statement, Function) and statement.id in registered:
            last = project.statements(module, statement.name)[-1]
            if last is not statement and last.id not in registered:  # two that are registered are another mistake
                message = f'"{statement.name}" is bound again, and no longer the registered function'
                related = (Related(At(statement.id, Part.NAME), "registered here"),)
                at = At(last.id) if isinstance(last, Change) else At(last.id, Part.NAME)
                report.add(Code.DUPLICATE_NAME, message, at, help_="rename one of them", related=related)


def report_rebound_decorators(module: Facts, project: Project, report: Report) -> None:
    """Report what binds the name of a decorator that registers functions again."""
    for statement in module.statements:
        if not isinstance(statement, Function) or statement.within is not Surroundings.MODULE:
            continue
        for written in map(called, statement.decorators):
            if not isinstance(written, Name):
                continue
            bindings = bindings_of(project.statements(module, written.name))
            meant = _registering(module, bindings, project)
            if meant is not None and project.bound(module, meant) != project.bound(module, bindings[-1]):
                message = f'"{bindings[-1].name}" is bound again, and it decorates functions'
                related = (Related(At(meant.id, Part.NAME), "the decorator is bound here"),)
                at = At(bindings[-1].id, Part.NAME)
                report.add(Code.DUPLICATE_NAME, message, at, help_="rename one of them", related=related)


def _registering(module: Facts, bindings: tuple[Bound, ...], project: Project) -> Bound | None:
    """Return what binds a name to a decorator that registers, or None."""
    for binding in bindings:
        match project.bound(module, binding):
            case Generated(module="server", name=name) if name in KINDS:
                return binding
            case _:
                pass
    return None
