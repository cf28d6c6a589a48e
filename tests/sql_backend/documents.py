"""Convex values in Python, their order and wire JSON, and rows of them: what a runtime does with the physical model.

The order is written down from Convex's rules and the keys from the head of the function `_key`, both on their own, so
that tests can hold the one against the other.
"""

import base64
import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from biconvex_codegen.backends.sql.physical import Column, PhysicalTable, Role
from biconvex_codegen.backends.sql.storage import Storage


@dataclass(frozen=True, slots=True)
class Int64:
    """An int64; a Python int is no value here, a float is a number."""

    value: int


Value: TypeAlias = "bool | float | str | bytes | Int64 | list[Value] | dict[str, Value] | None"
Document: TypeAlias = Mapping[str, Value]
Scalar: TypeAlias = bool | int | float | str | bytes | list[float] | None
Rank: TypeAlias = tuple[object, ...]

MISSING: Rank = (0,)
"""The rank of a missing field, before all values."""


def rank(value: Value) -> Rank:
    """Return what compares as Convex compares values: by type, then by content."""
    match value:
        case None:
            return (1,)
        case Int64():
            return (2, value.value)
        case bool():
            return (4, value)
        case float():
            return (3, value)
        case str():
            return (5, value.encode())
        case bytes():
            return (6, value)
        case list():
            return (7, [rank(each) for each in value])
        case dict():
            return (8, [(name.encode(), rank(value[name])) for name in sorted(value)])


def sort_key(value: Value) -> bytes:
    """Return the bytes whose order is Convex's order of values."""
    match value:
        case None:
            return b"\x03"
        case Int64():
            return b"\x04" + struct.pack(">Q", value.value + 2**63)
        case bool():
            return b"\x0f" if value else b"\x0e"
        case float():
            (bits,) = struct.unpack(">Q", struct.pack(">d", value))
            return b"\x0d" + struct.pack(">Q", bits ^ (2**64 - 1 if bits >> 63 else 2**63))
        case str():
            return b"\x10" + value.encode().replace(b"\0", b"\0\xff") + b"\0"
        case bytes():
            return b"\x11" + value.replace(b"\0", b"\0\xff") + b"\0"
        case list():
            return b"\x12" + b"".join(map(sort_key, value)) + b"\0"
        case dict():
            return b"\x15" + b"".join(sort_key(name) + sort_key(value[name]) for name in sorted(value)) + b"\0"


def wire(value: Value) -> object:
    """Return a value as what `json.dumps` makes Convex's wire JSON of."""
    match value:
        case Int64():
            return {"$integer": base64.b64encode(struct.pack("<q", value.value)).decode()}
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case float() if math.isinf(value):
            return {"$float": base64.b64encode(struct.pack("<d", value)).decode()}
        case list():
            return [wire(each) for each in value]
        case dict():
            return {name: wire(each) for name, each in value.items()}
        case _:
            return value


def wire_json(value: Value) -> str:
    """Return a value as wire JSON."""
    return json.dumps(wire(value), ensure_ascii=False)


def at(document: Document, path: str) -> tuple[Value, ...]:
    """Return what stands at a path, nothing where it is missing."""
    value: Value = dict(document)
    for segment in path.split("."):
        if not isinstance(value, dict) or segment not in value:
            return ()
        value = value[segment]
    return (value,)


def row(table: PhysicalTable, document: Document, id_: str, time: float = 0.0) -> dict[str, Scalar]:
    """Return the columns of a document, those that the database fills in itself aside."""
    whole: Document = {**document, "_id": id_, "_creationTime": time}
    written = (column for column in table.columns if column.role not in {Role.ROW, Role.SEARCH})
    return {column.name: _cell(column, whole) for column in written}


def _cell(column: Column, document: Document) -> Scalar:
    found = at(document, column.path)
    match column.role:
        case Role.FLAG:
            return _boolean(bool(found), column)
        case Role.KEY:
            return sort_key(found[0]) if found else None
        case Role.DOCUMENT:
            return wire_json({name: each for name, each in document.items() if not name.startswith("_")})
        case _:
            return _stored(found[0], column) if found else None


def _stored(value: Value, column: Column) -> Scalar:
    match column.storage, value:
        case Storage.JSON, _:
            return wire_json(value)
        case Storage.VECTOR, list():
            return [float(str(each)) for each in value] if column.sql_type.endswith("[]") else wire_json(value)
        case Storage.INTEGER, float():
            return int(value)
        case _, Int64():
            return value.value
        case _, bool():
            return _boolean(value, column)
        case _, None | float() | str() | bytes():
            return value
        case _:
            raise AssertionError((column, value))


def _boolean(value: bool, column: Column) -> bool | int:
    return value if column.sql_type == "boolean" else int(value)
