"""What every test that makes values of a type has to know: which types have none, and the one value of a literal."""

from collections.abc import Callable
from typing import TypeVar

from biconvex_codegen.ir.types import LiteralKind, LiteralType, ObjectType, Type, UnionType

T = TypeVar("T")


def is_inhabited(type_: Type) -> bool:
    """Say whether a type has a value at all: an empty union has none."""
    match type_:
        case UnionType():
            return any(map(is_inhabited, type_.members))
        case ObjectType():
            return all(field.optional or is_inhabited(field.type) for field in type_.fields)
        case _:
            return True


def literal_value(literal: LiteralType, int64: Callable[[int], T]) -> str | float | bool | T:
    """Return the one value of a literal; `int64` makes one of an integer."""
    match literal.literal:
        case LiteralKind.STRING:
            return literal.text
        case LiteralKind.NUMBER:
            return float(literal.text)
        case LiteralKind.INT64:
            return int64(int(literal.text))
        case LiteralKind.BOOLEAN:
            return literal.text == "true"
