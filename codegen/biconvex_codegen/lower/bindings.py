"""Whether a name has one value that nothing changes: bound once, unconditionally, at module level."""

from ..diagnostics import Code, Related
from ..frontend.facts import Binding, Change, Statement, Surroundings
from ..source import At, Part
from .report import Report
from .scopes import Project
from .symbols import Defined


def bound_once(project: Project, symbol: Defined, report: Report) -> bool:
    """Say whether a definition is the one value of its name, after a report at whatever makes it another."""
    statement = symbol.statement
    others = [each for each in project.statements(symbol.module, statement.name) if each is not statement]
    if others:
        _report_other(symbol, others[0], report)
        return False
    call = project.method_call(symbol.module, statement.name)
    if call is not None and isinstance(statement, Binding):
        report.add(
            Code.NOT_STATIC,
            f'this call may change "{statement.name}", or is lost: the schema uses it',
            At(call.id),
            help_="build the final value in one expression",
            related=(Related(At(statement.id, Part.NAME), "bound here"),),
        )
        return False
    if statement.within not in (Surroundings.MODULE, Surroundings.TYPE_CHECKING):
        message = f'"{statement.name}" is bound inside {statement.within.value}'
        report.add(Code.NOT_STATIC, message, At(statement.id, Part.NAME), help_="bind it once, at module level")
        return False
    return True


def _report_other(symbol: Defined, other: Statement, report: Report) -> None:
    statement = symbol.statement
    here = At(statement.id, Part.NAME)
    if isinstance(other, Change):
        report.add(
            Code.NOT_STATIC,
            f'the {other.how} makes "{statement.name}" unknown: the schema uses it',
            At(other.id),
            help_="bind the name once, to its final value",
            related=(Related(here, "bound here"),),
        )
        return
    report.add(
        Code.DUPLICATE_NAME,
        f'"{statement.name}" is bound twice, and the schema uses it',
        here,
        help_="give one of them another name",
        related=(Related(At(other.id, Part.NAME), "first bound here"),),
    )
