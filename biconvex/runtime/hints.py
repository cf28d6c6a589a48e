"""The annotations of a live function as objects, also those that its module imports for type checkers alone."""

import ast
import sys
from contextlib import suppress
from inspect import getsource, unwrap
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def hints_of(function: "Callable[..., object] | type") -> dict[str, Any]:
    """Return the annotations of a function or class; one that names what nobody can import is Any."""
    function = unwrap(function) if not isinstance(function, type) else function
    try:
        return get_type_hints(function, include_extras=True)
    except NameError:
        bases = reversed(function.__mro__) if isinstance(function, type) else (function,)
        return {name: hint for each in bases for name, hint in _one_by_one(each).items()}


def _one_by_one(function: "Callable[..., object] | type") -> dict[str, Any]:
    """Return the annotations that stand at a function or a class itself."""
    found: dict[str, Any] = {}
    annotations: dict[str, object] = getattr(function, "__annotations__", {})
    names = _for_checkers(sys.modules[function.__module__]) if annotations else {}
    for name, annotation in annotations.items():
        alone = type("Alone", (), {"__annotations__": {name: annotation}, "__module__": function.__module__})
        try:
            found.update(get_type_hints(alone, localns=names, include_extras=True))
        except NameError:
            found[name] = Any
    return found


def _for_checkers(module: "ModuleType") -> dict[str, object]:
    """Return what a module binds under `if TYPE_CHECKING:`; by now nothing stands in the way of importing it."""
    names: dict[str, object] = {}
    for statement in ast.parse(getsource(module)).body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test).endswith("TYPE_CHECKING"):
            for each in statement.body:
                code = compile(ast.Module([each], []), str(module.__file__), "exec")
                with suppress(Exception):  # what only stubs have stays unknown, and so do aliases of it
                    exec(code, {**vars(module), **names}, names)  # noqa: S102  the app's own module, which has run
    return names
