"""The rule for the names of functions and modules on the wire: what Convex can address."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...source import At, Part
from .. import identifiers
from ..index import AppIndex, all_functions

# Convex counts the ending of the JavaScript file that a module would be.
LONGEST_MODULE = identifiers.LONGEST - len(".js")


def function_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every function, and every module that holds one, whose name Convex cannot address."""
    modules: set[str] = set()
    for function in all_functions(known.app):
        at = At(function.id, Part.NAME)
        wrong = identifiers.fault(function.name)
        if wrong is not None:
            message = f'the function name "{function.name}" {wrong}'
            yield Diagnostic(
                Code.INVALID_NAME, message, At(function.id, Part.VALUE), help=identifiers.advice(function.name)
            )
        if function.module not in modules:
            modules.add(function.module)
            fault = _module_fault(function.module)
            if fault is not None:
                yield Diagnostic(Code.INVALID_NAME, fault, at, help="rename the file or its folder")


def _module_fault(module: str) -> str | None:
    *folders, name = module.split("/")
    for folder in folders:
        wrong = identifiers.fault(folder)
        if wrong is not None:
            return f'the folder name "{folder}" {wrong}'
    wrong = identifiers.fault(name) if name else None
    if wrong is None and len(name) > LONGEST_MODULE:
        wrong = f"has {len(name)} characters, and at most {LONGEST_MODULE} are allowed"
    return None if wrong is None else f'the module name "{name}" {wrong}'
