"""Whether a constant default fits the type of its parameter."""

from ..ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)
from .numbers import number_text
from .values import Boolean, Dict, Float, Int64, Integer, Items, Nothing, Poison, Text, Value


def default_fits(value: Value, type_: Type) -> bool:
    """Say whether a constant is a value of a type, Python's way: an int is a float, and a bool is neither."""
    match type_:
        case _ if isinstance(value, Poison):
            return True
        case AnyType() | ShapeType():
            return True
        case NullType():
            return isinstance(value, Nothing)
        case ArrayType():
            return isinstance(value, Items) and all(default_fits(item, type_.item) for item in value.items)
        case RecordType():
            return isinstance(value, Dict) and all(default_fits(pair.value, type_.value) for pair in value.pairs)
        case UnionType():
            return any(default_fits(value, member) for member in type_.members)
        case LiteralType():
            return _is_literal(value, type_)
        case StringType():
            return isinstance(value, Text)
        case NumberType():
            return isinstance(value, Float | Integer)
        case IntegerType():
            return isinstance(value, Integer)
        case Int64Type():
            return isinstance(value, Int64)
        case BooleanType():
            return isinstance(value, Boolean)
        case _:
            return False


def _is_literal(value: Value, literal: LiteralType) -> bool:
    match value:
        case Text():
            return literal == LiteralType(LiteralKind.STRING, value.text)
        case Boolean():
            return literal == LiteralType(LiteralKind.BOOLEAN, "true" if value.truth else "false")
        case Integer() | Float():
            return literal == LiteralType(LiteralKind.NUMBER, number_text(float(value.number)))
        case Int64():
            return literal == LiteralType(LiteralKind.INT64, str(value.number))
        case _:
            return False
