"""Conditions as SQL: how "and" and "or" are joined and laid out; the single conditions are a dialect's."""

from collections.abc import Callable, Sequence

from ..layout import LINE, SOFT, Doc, bracketed, concat, group, indent, join
from .conditions import AllOf, AnyOf, Condition, FlagFits, IsVector, OfKinds, SafeInteger

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
    return _parenthesised(printed) if _is_compound(condition) else printed


def _is_compound(condition: Condition) -> bool:
    """Say whether a condition is printed with an "and" or "or" of its own at the outside, in some dialect."""
    match condition:
        case AllOf(parts=(only,)) | AnyOf(parts=(only,)):
            return _is_compound(only)
        case AllOf() | AnyOf():
            return True
        case _:
            return isinstance(condition, FlagFits | IsVector | OfKinds | SafeInteger)


def chain(*operands: Doc) -> Doc:
    """Return that all of these hold; each stands for itself beside an "and"."""
    return _chain("AND", operands)


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
