"""The rule that the functions of a module differ, on the wire and in Python."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Function, HttpAction
from ...source import At, Part
from ..index import AppIndex, all_functions


def unique_functions(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every function whose name on the wire, or in references, another one of its module has."""
    by_wire: dict[tuple[str, str], Function | HttpAction] = {}
    by_python: dict[tuple[str, str], Function | HttpAction] = {}
    for function in all_functions(known.app):
        place = (function.python_module, function.name)
        first = by_wire.setdefault(place, function)
        if first is not function:
            yield _clash(function, first)
        elif isinstance(function, Function):
            first = by_python.setdefault((function.python_module, function.python_name), function)
            if first is not function:
                yield _clash_in_python(function, first)


def _clash(function: Function | HttpAction, first: Function | HttpAction) -> Diagnostic:
    # What gives the name: `name=` where it is written.
    at = At(function.id, Part.VALUE)
    related = (Related(At(first.id, Part.VALUE), "the first one"),)
    if function.handler == first.handler:
        message = f'the function "{function.handler}" is defined twice'
        return Diagnostic(Code.DUPLICATE_FUNCTION, message, at, related=related, help="rename one of them")
    wire = f"{function.module}:{function.name}"
    message = f'"{first.handler}" and "{function.handler}" are both "{wire}" on the wire'
    return Diagnostic(Code.WIRE_NAME_CLASH, message, at, related=related, help="rename one of them")


def _clash_in_python(function: Function, first: Function | HttpAction) -> Diagnostic:
    path = f"{function.python_module}.{function.python_name}".lstrip(".")
    return Diagnostic(
        Code.WIRE_NAME_CLASH,
        f'"{first.handler}" and "{function.handler}" are both "{path}" in references',
        At(function.id, Part.NAME),
        related=(Related(At(first.id, Part.NAME), "the first one"),),
        help="rename one of them",
    )
