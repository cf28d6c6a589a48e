"""Registered functions whose names stand for something else at the end of their modules, where a runtime looks."""

from collections.abc import Container

from ..diagnostics import Code, Related
from ..frontend.facts import Change, Facts, Function
from ..source import At, Part
from .report import Report
from .scopes import Project


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
