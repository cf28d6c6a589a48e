"""The rule that modules and functions differ on the wire: one name leads to one module, or to one function."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Function, HttpAction
from ...source import At, Part
from ..index import AppIndex, all_functions


def unique_modules(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every module whose wire path another module has, and every function that is named as a module is."""
    owners: dict[str, Function | HttpAction] = {}
    reported: set[str] = set()
    for function in all_functions(known.app):
        for wire, python in _above(function):
            owner = owners.setdefault(wire, function)
            taken = dict(_above(owner))[wire]
            if taken != python and python not in reported:
                reported.add(python)
                yield _meeting(function, owner, wire, (taken, python))
    for function in known.app.functions:
        owner_inside = owners.get(_path(function))
        if owner_inside is not None:
            yield _hiding(function, owner_inside)


def _above(function: Function | HttpAction) -> Iterator[tuple[str, str]]:
    """Yield the module of a function and the folders that it is in, as wire path and dotted path."""
    wire, python = function.module, function.python_module
    while wire:
        yield wire, python
        wire, python = wire.rpartition("/")[0], python.rpartition(".")[0]


def _path(function: Function) -> str:
    return f"{function.module}/{function.name}" if function.module else function.name


def _meeting(
    function: Function | HttpAction, owner: Function | HttpAction, wire: str, modules: tuple[str, str]
) -> Diagnostic:
    return Diagnostic(
        Code.WIRE_NAME_CLASH,
        f'the modules "{modules[0]}" and "{modules[1]}" are both "{wire}" on the wire',
        At(function.id, Part.NAME),
        related=(Related(At(owner.id, Part.NAME), f'a function of "{modules[0]}"'),),
        help="rename one of the files or folders",
    )


def _hiding(function: Function, inside: Function | HttpAction) -> Diagnostic:
    path = _path(function).replace("/", ".")
    return Diagnostic(
        Code.WIRE_NAME_CLASH,
        f'"{path}" is a function, and a module beside it',
        At(function.id, Part.NAME),
        related=(Related(At(inside.id, Part.NAME), "a function of that module"),),
        help="rename the function or the module",
    )
