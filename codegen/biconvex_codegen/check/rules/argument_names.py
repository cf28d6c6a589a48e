"""The rule for the names of arguments: identifiers, each once on the wire and in Python."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Argument, Function
from ...source import At, Part
from .. import identifiers
from ..index import AppIndex


def argument_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every argument whose name is no identifier, or whose name another argument has."""
    for function in known.app.functions:
        for argument in function.args or ():
            wrong = identifiers.fault(argument.field.name)
            if wrong is not None:
                message = f'the argument name "{argument.field.name}" {wrong}'
                at = At(argument.id, Part.NAME)
                yield Diagnostic(Code.INVALID_NAME, message, at, help=identifiers.advice(argument.field.name))
        yield from _clashes(function)


def _clashes(function: Function) -> Iterator[Diagnostic]:
    by_wire: dict[str, Argument] = {}
    by_python: dict[str, Argument] = {}
    for argument in function.args or ():
        name = argument.field.name
        first = by_wire.setdefault(name, argument)
        if first is not argument:
            yield _clash(argument, first, f'two arguments of "{function.handler}" are "{name}" on the wire')
            continue
        first = by_python.setdefault(argument.python_name, argument)
        if first is not argument:
            message = f'two arguments of "{function.handler}" are "{argument.python_name}" in references'
            yield _clash(argument, first, message)


def _clash(argument: Argument, first: Argument, message: str) -> Diagnostic:
    related = (Related(At(first.id, Part.NAME), "the first one"),)
    at = At(argument.id, Part.NAME)
    return Diagnostic(Code.WIRE_NAME_CLASH, message, at, related=related, help="rename one of them")
