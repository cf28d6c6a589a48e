"""Finds what stands inside functions and classes: functions that may seem to be registered, and methods."""

import ast
from collections.abc import Iterator


def decorated(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions with decorators in a body, at any depth; those in one of them are its own."""
    pending = list(body)
    while pending:
        match node := pending.pop():
            case ast.FunctionDef() | ast.AsyncFunctionDef() if node.decorator_list:
                yield node
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.With() | ast.AsyncWith():
                pending += node.body
            case ast.If() | ast.For() | ast.AsyncFor() | ast.While():
                pending += [*node.body, *node.orelse]
            case ast.Try() | ast.TryStar():
                handlers = [statement for handler in node.handlers for statement in handler.body]
                pending += [*node.body, *handlers, *node.orelse, *node.finalbody]
            case ast.Match():
                pending += [statement for each in node.cases for statement in each.body]
            case _:
                pass


def scopes(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield a class, its methods, and the classes in it with theirs."""
    yield node
    for each in node.body:
        if isinstance(each, ast.ClassDef):
            yield from scopes(each)
        elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield each
