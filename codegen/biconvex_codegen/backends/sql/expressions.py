"""Conditions as SQL: how "and" and "or" are joined and laid out; the single conditions are a dialect's."""

from collections.abc import Callable, Sequence

from ..layout import LINE, SOFT, Doc, bracketed, concat, group, indent, join
from .conditions import AllOf, AnyOf, Condition

_MANY = 50
"""Operands beyond which a chain is nested: it is as deep as it is long, and SQLite allows a depth of 1,000."""


def expression(condition: Condition, single: Callable[[Condition], Doc]) -> Doc:
    """Return a condition as SQL that can stand in parentheses; `single` prints what is neither "and" nor "or"."""
    match condition:
        case AllOf(parts=()):
            return "1 = 1"
        case AnyOf(parts=()):
            return "1 = 0"
        case AllOf(parts=(only,)) | AnyOf(parts=(only,)):
            return expression(only, single)
        case AllOf():
            return _chain("AND", [_operand(part, single) for part in condition.parts])
        case AnyOf():
            return _chain("OR", [_operand(part, single) for part in condition.parts])
        case _:
            return single(condition)


def _operand(condition: Condition, single: Callable[[Condition], Doc]) -> Doc:
    printed = expression(condition, single)
    if isinstance(condition, AllOf | AnyOf) and len(condition.parts) > 1:
        return _parenthesised(printed)
    return printed


def _chain(operator: str, operands: Sequence[Doc]) -> Doc:
    if len(operands) <= _MANY:
        return join(concat(LINE, f"{operator} "), operands)
    size = -(-len(operands) // _MANY)
    pieces = [operands[start : start + size] for start in range(0, len(operands), size)]
    return _chain(operator, [_parenthesised(_chain(operator, piece)) for piece in pieces])


def _parenthesised(inner: Doc) -> Doc:
    return group("(", indent(SOFT, inner), SOFT, ")")


def check(name: str, condition: Doc) -> Doc:
    """Return a table constraint; the name is quoted already."""
    return concat(f"CONSTRAINT {name} CHECK ", _parenthesised(condition))


def one_of(value: str, constants: Sequence[str]) -> Doc:
    """Return that a value is one of these constants; of none, that it is NULL, which a CHECK lets pass anyway."""
    if not constants:
        return f"{value} IS NULL"
    if len(constants) == 1:
        return f"{value} = {constants[0]}"
    return bracketed(f"{value} IN (", constants, ")", trailing="")
