"""The annotations of a live function as objects, also those that its module imports for type checkers alone."""

import ast
import sys
from importlib import import_module
from inspect import getsource, unwrap
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType


def hints_of(function: "Callable[..., object] | type") -> dict[str, Any]:
    """Return the annotations of a function or class; one that names what nobody can import is Any."""
    function = unwrap(function) if not isinstance(function, type) else function
    try:
        return get_type_hints(function, include_extras=True)
    except NameError:
        module = sys.modules[function.__module__]
        return _one_by_one(function, dict(_for_checkers(module)))


def _one_by_one(function: "Callable[..., object] | type", names: dict[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    annotations: dict[str, object] = getattr(function, "__annotations__", {})
    for name, annotation in annotations.items():
        alone = type("Alone", (), {"__annotations__": {name: annotation}, "__module__": function.__module__})
        try:
            found.update(get_type_hints(alone, localns=names, include_extras=True))
        except NameError:
            found[name] = Any
    return found


def _for_checkers(module: "ModuleType") -> "Iterator[tuple[str, object]]":
    """Yield what a module imports under `if TYPE_CHECKING:`; by now nothing stands in the way of importing it."""
    for statement in ast.parse(getsource(module)).body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test).endswith("TYPE_CHECKING"):
            for each in statement.body:
                yield from _imported(each, module)


def _imported(statement: ast.stmt, module: "ModuleType") -> "Iterator[tuple[str, object]]":
    if isinstance(statement, ast.ImportFrom):
        source = "." * statement.level + (statement.module or "")
        imported = import_module(source, module.__package__)
        for alias in statement.names:
            name = alias.asname or alias.name
            if hasattr(imported, alias.name):
                yield name, getattr(imported, alias.name)
            else:
                yield name, import_module(f"{imported.__name__}.{alias.name}")
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            imported = import_module(alias.name)
            root = alias.name.partition(".")[0]
            yield alias.asname or root, imported if alias.asname else sys.modules[root]
