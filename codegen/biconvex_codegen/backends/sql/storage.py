"""How values of a type lie in one column: which kind of column, whether null is a value, which values are allowed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ...ir.types import (
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
    StringType,
    Type,
)
from ..quoting.sql import is_storable

LARGEST_SAFE_INTEGER = 2**53 - 1


class Storage(Enum):
    """The kinds of columns; each dialect has one SQL type for each."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    BYTES = "bytes"
    NOTHING = "nothing"
    """Null is the only value."""
    JSON = "json"
    """Convex's wire JSON; null is JSON's own."""
    VECTOR = "vector"
    """A list of numbers that a vector index alone reads."""


class Null(Enum):
    """What SQL's NULL in a field's column stands for."""

    MISSING = "missing"
    """The field is missing."""
    NULL = "null"
    """The value null."""
    FLAG = "flag"
    """One of the two; the flag of the field tells which."""


class JsonKind(Enum):
    """What a JSON value is."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


class Family(Enum):
    """The kinds of Convex values that one typed column can hold."""

    STRING = "string"
    DOUBLE = "double"
    INT64 = "int64"
    BOOLEAN = "boolean"
    BYTES = "bytes"


_STORAGE = {
    Family.STRING: Storage.TEXT,
    Family.DOUBLE: Storage.NUMBER,
    Family.INT64: Storage.INTEGER,
    Family.BOOLEAN: Storage.BOOLEAN,
    Family.BYTES: Storage.BYTES,
}
_LITERAL_FAMILY = {
    LiteralKind.STRING: Family.STRING,
    LiteralKind.NUMBER: Family.DOUBLE,
    LiteralKind.INT64: Family.INT64,
    LiteralKind.BOOLEAN: Family.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class Stored:
    """How values lie in a column. `nullable`: null is one of them. Neither says that a field may be missing."""

    storage: Storage
    nullable: bool

    @property
    def null_is_absence(self) -> bool:
        """Say whether SQL's NULL stands for null, which it cannot do and stand for "missing" as well."""
        return self.nullable and self.storage is not Storage.JSON


def stored(members: Iterable[Type]) -> Stored:
    """Return how values of these types, no union among them, lie in one column."""
    all_members = tuple(members)
    nullable = any(isinstance(member, NullType) for member in all_members)
    values = tuple(member for member in all_members if not isinstance(member, NullType))
    families = {family(member) for member in values}
    if not families:
        return Stored(Storage.NOTHING, nullable)
    only = families.pop()
    if families or only is None:
        return Stored(Storage.JSON, nullable)
    if only is Family.DOUBLE and _is_whole(values):
        return Stored(Storage.INTEGER, nullable)
    return Stored(_STORAGE[only], nullable)


def family(type_: Type) -> Family | None:
    """Return the kind of scalar that a type is; None for what only JSON can hold."""
    match type_:
        case StringType() | IdType():
            return Family.STRING
        case NumberType() | IntegerType():
            return Family.DOUBLE
        case Int64Type() | CommitTimestampType():
            return Family.INT64
        case BooleanType():
            return Family.BOOLEAN
        case BytesType():
            return Family.BYTES
        case LiteralType():
            return _LITERAL_FAMILY[type_.literal]
        case _:
            return None


def _is_whole(values: tuple[Type, ...]) -> bool:
    """Say whether doubles are all safe integers, and not by their literals alone."""
    return any(isinstance(value, IntegerType) for value in values) and all(
        isinstance(value, IntegerType) or (isinstance(value, LiteralType) and is_safe_integer(value))
        for value in values
    )


def is_safe_integer(literal: LiteralType) -> bool:
    """Say whether a number's literal is a value of `v.integer()`."""
    value = float(literal.text)
    return value.is_integer() and abs(value) <= LARGEST_SAFE_INTEGER


def literals(members: Iterable[Type]) -> tuple[LiteralType, ...]:
    """Return the literals among the types that a column can hold, each once; a stored zero has no sign."""
    found = (_unsigned(member) for member in members if isinstance(member, LiteralType))
    return tuple(dict.fromkeys(literal for literal in found if is_storable(literal.text)))


def _unsigned(literal: LiteralType) -> LiteralType:
    is_negative_zero = literal.literal is LiteralKind.NUMBER and literal.text == "-0.0"
    return LiteralType(LiteralKind.NUMBER, "0.0") if is_negative_zero else literal


def json_kinds(members: Iterable[Type]) -> frozenset[JsonKind]:
    """Return what values of these types are in wire JSON: an int64, bytes and an infinity are objects there."""
    return frozenset(kind for member in members for kind in _kinds(member))


def _kinds(type_: Type) -> Iterator[JsonKind]:
    match type_:
        case AnyType():
            yield from JsonKind
        case NullType():
            yield JsonKind.NULL
        case NumberType():
            yield from (JsonKind.NUMBER, JsonKind.OBJECT)
        case IntegerType() | LiteralType(literal=LiteralKind.NUMBER):
            yield JsonKind.NUMBER
        case ArrayType():
            yield JsonKind.ARRAY
        case BooleanType() | LiteralType(literal=LiteralKind.BOOLEAN):
            yield JsonKind.BOOLEAN
        case StringType() | IdType() | LiteralType(literal=LiteralKind.STRING):
            yield JsonKind.STRING
        case ObjectType() | RecordType() | BytesType() | Int64Type() | CommitTimestampType() | LiteralType():
            yield JsonKind.OBJECT
        case _:
            raise AssertionError(f"not a member of a type: {type_}")
