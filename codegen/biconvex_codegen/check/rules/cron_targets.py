"""The rule for what crons run: a mutation or an action, with less than 1 MiB of arguments."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Cron, Function, FunctionKind
from ...source import At, Part
from ..index import AppIndex

_TOO_LARGE = 1 << 20


def cron_targets(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every cron that runs a query, and every one with too large arguments."""
    functions = {function.id: function for function in known.app.functions}
    for cron in known.app.crons:
        # A target that is not there was reported when its reference was followed.
        function = functions.get(cron.target)
        if function is not None:
            yield from _faults(cron, function)


def _faults(cron: Cron, function: Function) -> Iterator[Diagnostic]:
    at = At(cron.id, Part.TARGET)
    if function.kind is FunctionKind.QUERY:
        message = f'the cron "{cron.name}" runs "{function.name}", which is a query'
        related = (Related(At(function.id, Part.NAME), "defined here"),)
        yield Diagnostic(Code.INVALID_CRON, message, at, related=related, help="run a mutation or an action")
    if len(cron.arguments.encode()) >= _TOO_LARGE:
        message = f'the arguments of the cron "{cron.name}" have 1 MiB or more, and less is allowed'
        yield Diagnostic(Code.LIMIT_EXCEEDED, message, at, help="store the data in a table, and read it there")
