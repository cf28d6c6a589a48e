"""What an assignment, a loop or a pattern binds or changes: the names at the root of its targets."""

import ast
from collections.abc import Iterator


def unpacked(target: ast.expr, value: ast.expr | None) -> tuple[tuple[ast.expr, ast.expr | None], ...]:
    """Return each target with its value: displays of one length are taken apart (`a, b = 1, 2`)."""
    match target, value:
        case (ast.Tuple() | ast.List(), ast.Tuple() | ast.List()) if len(target.elts) == len(value.elts):
            if not any(isinstance(each, ast.Starred) for each in (*target.elts, *value.elts)):
                pairs = zip(target.elts, value.elts, strict=True)
                return tuple(pair for each, given in pairs for pair in unpacked(each, given))
        case _:
            pass
    return ((target, value),)


def roots(target: ast.expr) -> Iterator[tuple[ast.Name, tuple[str, ...]]]:
    """Yield the names that a target binds or changes, each with the attributes that lead on: `a.b[0] = 1` is `a.b`."""
    match target:
        case ast.Tuple() | ast.List():
            for each in target.elts:
                yield from roots(each)
        case ast.Starred():
            yield from roots(target.value)
        case _:
            yield from owner(target)


def owner(expression: ast.expr) -> Iterator[tuple[ast.Name, tuple[str, ...]]]:
    """Yield the name that an expression is a part of, and the attributes on the way to its first other part."""
    attributes: list[str] = []
    while True:
        match expression:
            case ast.Name():
                yield expression, tuple(reversed(attributes))
                return
            case ast.Attribute():
                attributes.append(expression.attr)
                expression = expression.value
            case ast.Subscript():
                attributes.clear()
                expression = expression.value
            case _:
                return
