"""Whether arguments that a source spells out fit a function: values as Convex's JSON against types; reports nothing."""

import json
import struct
from base64 import b64decode
from collections.abc import Mapping
from typing import TypeAlias, TypeGuard, assert_never

from ..diagnostics import did_you_mean
from ..ir.nodes import Argument, Function
from ..ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
    IdType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)
from .index import AppIndex

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

_SAFE = 2**53 - 1


def arguments_fault(known: AppIndex, function: Function, text: str) -> tuple[str, str] | None:
    """Return why arguments, given as one JSON object, do not fit a function, as a message and a help."""
    if function.args is None:
        return None
    given: Mapping[str, JSON] = json.loads(text)
    arguments = {argument.field.name: argument for argument in function.args}
    for name in given:
        if name not in arguments:
            return f'"{function.name}" takes no argument "{name}"', _help(name, arguments)
    for name, argument in arguments.items():
        if name not in given:
            if not argument.field.optional:
                return f'"{function.name}" needs the argument "{name}"', f"give it: {argument.python_name}=..."
        elif not _fits(known, given[name], argument.field.type):
            return f'the argument "{name}" of "{function.name}" gets a value that does not fit', "change the value"
    return None


def _help(name: str, arguments: Mapping[str, Argument]) -> str:
    meant = did_you_mean(name, arguments)
    return f'did you mean "{meant}"?' if meant else "remove it"


def _fits(known: AppIndex, value: JSON, type_: Type) -> bool:
    match type_:
        case AnyType():
            return True
        case NullType():
            return value is None
        case BooleanType():
            return isinstance(value, bool)
        case NumberType():
            return _number(value) is not None
        case IntegerType():
            number = _number(value)
            return number is not None and number.is_integer() and abs(number) <= _SAFE
        case Int64Type() | CommitTimestampType():
            return _tagged(value, "$integer") is not None
        case StringType() | IdType():
            return isinstance(value, str)
        case BytesType():
            return _tagged(value, "$bytes") is not None
        case LiteralType():
            return _is_literal(value, type_)
        case ArrayType(item=item):
            return isinstance(value, list) and all(_fits(known, each, item) for each in value)
        case RecordType(value=inner):
            return _is_object(value) and all(_fits(known, each, inner) for each in value.values())
        case ObjectType():
            return _is_object(value) and _fits_object(known, value, type_)
        case UnionType(members=members):
            return any(_fits(known, value, member) for member in members)
        case DocumentType() | ShapeType() | PaginationOptionsType() | PaginationResultType():
            return any(_fits(known, value, meant) for meant in known.opened(type_))
        case _:
            assert_never(type_)


def _fits_object(known: AppIndex, value: Mapping[str, JSON], type_: ObjectType) -> bool:
    fields = {field.name: field for field in type_.fields}
    if not value.keys() <= fields.keys():
        return False
    return all(
        _fits(known, value[name], field.type) if name in value else field.optional for name, field in fields.items()
    )


def _is_object(value: JSON) -> TypeGuard[dict[str, JSON]]:
    """Say whether a value is an object; one with a single key that begins with `$` is another value, encoded."""
    return isinstance(value, dict) and not (len(value) == 1 and next(iter(value)).startswith("$"))


def _number(value: JSON) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    encoded = _tagged(value, "$float")
    if encoded is None:
        return None
    number: float = struct.unpack("<d", encoded)[0]
    return number


def _tagged(value: JSON, tag: str) -> bytes | None:
    """Return the bytes of a value that JSON has no form for."""
    if not isinstance(value, dict) or value.keys() != {tag}:
        return None
    text = value[tag]
    return b64decode(text) if isinstance(text, str) else None


def _is_literal(value: JSON, type_: LiteralType) -> bool:
    match type_.literal:
        case LiteralKind.STRING:
            return value == type_.text
        case LiteralKind.BOOLEAN:
            return isinstance(value, bool) and value is (type_.text == "true")
        case LiteralKind.NUMBER:
            number = _number(value)
            # As texts, so that zero and minus zero differ, as they do on the wire.
            return number is not None and repr(number) == repr(float(type_.text))
        case LiteralKind.INT64:
            encoded = _tagged(value, "$integer")
            return encoded is not None and int.from_bytes(encoded, "little", signed=True) == int(type_.text)
