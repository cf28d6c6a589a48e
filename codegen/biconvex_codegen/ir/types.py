"""The type language: a closed union of frozen dataclasses, matched with `match` and `assert_never`.

A part that failed to compile is `AnyType`: it fits everything and raises nothing, and since its mistake was
reported, no backend ever sees it.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal as L  # noqa: N817  `Literal` names a type of this language
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class AnyType:
    """Any value at all, `v.any()`."""

    kind: L["any"] = "any"


@dataclass(frozen=True, slots=True)
class NullType:
    """The value null, `v.null()`."""

    kind: L["null"] = "null"


@dataclass(frozen=True, slots=True)
class BooleanType:
    """True or false, `v.boolean()`."""

    kind: L["boolean"] = "boolean"


@dataclass(frozen=True, slots=True)
class NumberType:
    """An IEEE 754 double, `v.number()`; `number` in Convex's JSON, `float` in Python."""

    kind: L["number"] = "number"


@dataclass(frozen=True, slots=True)
class IntegerType:
    """A double that is a safe whole number, `v.integer()`; `number` in Convex's JSON, `int` in Python."""

    kind: L["integer"] = "integer"


@dataclass(frozen=True, slots=True)
class Int64Type:
    """A signed 64-bit integer, `v.int64()`; `bigint` in Convex's JSON, `Int64` in Python."""

    kind: L["int64"] = "int64"


@dataclass(frozen=True, slots=True)
class CommitTimestampType:
    """The commit timestamp, `v.commit_ts()`: an int64 at rest, a placeholder inside the writing mutation."""

    kind: L["commit_ts"] = "commit_ts"


@dataclass(frozen=True, slots=True)
class StringType:
    """Text, `v.string()`."""

    kind: L["string"] = "string"


@dataclass(frozen=True, slots=True)
class BytesType:
    """Bytes, `v.bytes()`."""

    kind: L["bytes"] = "bytes"


class LiteralKind(Enum):
    """What kind of value a literal is; decides how its canonical text is read."""

    STRING = "string"
    NUMBER = "number"
    INT64 = "int64"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class LiteralType:
    """Exactly one value, `v.literal(...)`, as a kind and a canonical text.

    The text is the string itself; `true` or `false`; decimal digits for an int64; the shortest round-trip text of a
    double with a point or an exponent (`1.0`, `-0.0`, `1e+300`) for a number.
    """

    literal: LiteralKind
    text: str
    kind: L["literal"] = "literal"


@dataclass(frozen=True, slots=True)
class IdType:
    """The id of a document of a table, `v.id("users")`; the table may be a system table, as `_storage`."""

    table: str
    kind: L["id"] = "id"


@dataclass(frozen=True, slots=True)
class ArrayType:
    """A list of one type, `v.array(...)`."""

    item: "Type"
    kind: L["array"] = "array"


@dataclass(frozen=True, slots=True)
class RecordType:
    """A mapping from strings or ids to one type, `v.record(...)`."""

    key: "Type"
    value: "Type"
    kind: L["record"] = "record"


@dataclass(frozen=True, slots=True)
class UnionType:
    """Any of its members, in the order of the source; may be empty, have one member, or hold unions."""

    members: "tuple[Type, ...]"
    kind: L["union"] = "union"


@dataclass(frozen=True, slots=True)
class Notes:
    """What a user says about a thing beside its meaning; travels to docstrings, JSDoc and SQL comments."""

    doc: str | None = None
    deprecated: str | None = None
    renamed_from: str | None = None


NO_NOTES = Notes()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object: its wire name, type, whether it may be missing, and what its author notes."""

    name: str
    type: "Type"
    optional: bool = False
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object with exactly these fields, in the order of the source."""

    fields: tuple[Field, ...] = field(default=())
    kind: L["object"] = "object"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A document of a table with its system fields: the annotation `Document`."""

    table: str
    kind: L["document"] = "document"


@dataclass(frozen=True, slots=True)
class ShapeType:
    """A named shape of a module, by the module's wire path and the shape's name; defined in `App.shapes`."""

    module: str
    name: str
    kind: L["shape"] = "shape"


@dataclass(frozen=True, slots=True)
class PaginationOptionsType:
    """The options of a page, the annotation `PaginationOpts`; `ir.expand` has its fields."""

    kind: L["pagination_options"] = "pagination_options"


@dataclass(frozen=True, slots=True)
class PaginationResultType:
    """One page of items, the annotation `PaginationResult[T]`; `ir.expand` has its fields."""

    item: "Type"
    kind: L["pagination_result"] = "pagination_result"


Type: TypeAlias = (
    AnyType
    | NullType
    | BooleanType
    | NumberType
    | IntegerType
    | Int64Type
    | CommitTimestampType
    | StringType
    | BytesType
    | LiteralType
    | IdType
    | ArrayType
    | RecordType
    | UnionType
    | ObjectType
    | DocumentType
    | ShapeType
    | PaginationOptionsType
    | PaginationResultType
)
