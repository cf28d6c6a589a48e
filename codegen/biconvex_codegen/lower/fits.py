"""Whether a constant, as wire JSON, is a value of a type: the same question a validator answers at run time."""

from collections.abc import Callable

from ..ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    IdType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)
from .json_values import Json

Shapes = Callable[[ShapeType], Type]


def fits(value: Json, type_: Type, shapes: Shapes) -> bool:
    """Say whether a constant fits; documents and pages are never constants, and fit."""
    match type_:
        case NullType():
            return value is None
        case BooleanType():
            return isinstance(value, bool)
        case NumberType():
            return isinstance(value, float) or _is_special(value, "$float")
        case IntegerType():
            return isinstance(value, float) and value.is_integer()
        case Int64Type() | CommitTimestampType():
            return _is_special(value, "$integer")
        case StringType() | IdType():
            return isinstance(value, str)
        case BytesType():
            return _is_special(value, "$bytes")
        case LiteralType():
            return _is_literal(value, type_)
        case ArrayType():
            return isinstance(value, list) and all(fits(item, type_.item, shapes) for item in value)
        case RecordType():
            return isinstance(value, dict) and all(fits(item, type_.value, shapes) for item in value.values())
        case UnionType():
            return any(fits(value, member, shapes) for member in type_.members)
        case ObjectType():
            return isinstance(value, dict) and _is_object(value, type_, shapes)
        case ShapeType():
            return fits(value, shapes(type_), shapes)
        case _:
            return isinstance(type_, AnyType) or value is not None


def _is_special(value: Json, key: str) -> bool:
    return isinstance(value, dict) and list(value) == [key]


def _is_literal(value: Json, literal: LiteralType) -> bool:
    match literal.literal:
        case LiteralKind.STRING:
            return value == literal.text and isinstance(value, str)
        case LiteralKind.BOOLEAN:
            return isinstance(value, bool) and value is (literal.text == "true")
        case LiteralKind.NUMBER:
            return isinstance(value, float) and repr(value) == literal.text
        case LiteralKind.INT64:
            return _is_special(value, "$integer")


def _is_object(value: dict[str, Json], type_: ObjectType, shapes: Shapes) -> bool:
    fields = {field.name: field for field in type_.fields}
    if any(name not in fields for name in value):
        return False
    return all(
        fits(value[name], field.type, shapes) if name in value else field.optional for name, field in fields.items()
    )
