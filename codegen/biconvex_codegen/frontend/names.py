"""Which names a piece of Python's grammar binds, in all the ways that there are; what they mean is others' to say."""

import ast
import sys
from collections.abc import Iterator

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def own_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a module or in the body of a class, but not inside the functions and classes there."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, _SCOPES):
            yield from own_nodes(node)


def bound_names(node: ast.ClassDef) -> Iterator[str]:
    """Yield what the body of a class binds."""
    for each in own_nodes(node):
        match each:
            case ast.Name(ctx=ast.Store()):
                yield each.id
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield each.name
            case ast.alias():
                yield each.asname or each.name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)):
                yield name
            case ast.pattern():
                yield from (name for _, name in captured_names(each))
            case _:
                pass


def captured_names(pattern: ast.pattern) -> Iterator[tuple[ast.pattern, str]]:
    """Yield what a pattern of a match statement binds, each name with the part of the pattern that says so."""
    for each in ast.walk(pattern):
        match each:
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield each, name
            case _:
                pass


def assignment_expressions(tree: ast.Module) -> Iterator[ast.Name]:
    """Yield the targets of `:=` that bind names of the module."""
    yield from (each.target for each in own_nodes(tree) if isinstance(each, ast.NamedExpr))


def type_parameters(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> tuple[str, ...]:
    """Return the names in the brackets of `def f[T]` or `class A[T]`."""
    if sys.version_info < (3, 12):
        return ()
    return tuple(each.name for each in node.type_params)
