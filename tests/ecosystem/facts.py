"""The facts of one app, as values: what a file of the corpus says of its tables and functions, and nothing else."""

import base64
import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from biconvex_codegen.ir.nodes import FunctionKind, Index, SearchIndex, VectorIndex, Visibility
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    Field,
    IdType,
    Int64Type,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    RecordType,
    StringType,
    Type,
    UnionType,
)

Raw = Any
"""A part of a file as JSON gives it: its form is what `read` finds out."""

_PLAIN: dict[str, Type] = {
    "any": AnyType(),
    "bigint": Int64Type(),
    "boolean": BooleanType(),
    "bytes": BytesType(),
    "commitTs": CommitTimestampType(),
    "null": NullType(),
    "number": NumberType(),
    "string": StringType(),
}


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: its documents without system fields, and its indexes, whose ids are empty."""

    name: str
    document: Type
    indexes: tuple[Index, ...] = ()
    search_indexes: tuple[SearchIndex, ...] = ()
    vector_indexes: tuple[VectorIndex, ...] = ()


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """A function: `args` is None where whatever comes is taken, `returns` where the result is not checked."""

    name: str
    kind: FunctionKind
    visibility: Visibility
    args: ObjectType | None
    returns: Type | None


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """A module by its path on the wire, such as `functions/documents`, and the names of its HTTP actions."""

    path: str
    functions: tuple[FunctionFacts, ...]
    http_actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppFacts:
    """An app, called as its file."""

    name: str
    tables: tuple[TableFacts, ...]
    validation: bool
    modules: tuple[ModuleFacts, ...]


def read(path: Path) -> AppFacts:
    """Return what a file says."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return app_facts(path.stem, raw)


def app_facts(name: str, raw: Raw) -> AppFacts:
    """Return what the JSON of a file says."""
    schema = raw["schema"]
    modules = tuple(_module(path, functions) for path, functions in raw["functions"].items())
    tables = tuple(map(_table, schema["tables"]))
    return AppFacts(name, tables, schema["schemaValidation"], tuple(each for each in modules if each is not None))


def _table(raw: Raw) -> TableFacts:
    return TableFacts(
        raw["tableName"],
        type_of(raw["documentType"]),
        tuple(_indexes(raw, "indexes", "stagedDbIndexes")),
        tuple(_search_indexes(raw)),
        tuple(_vector_indexes(raw)),
    )


def _indexes(raw: Raw, *keys: str) -> Iterator[Index]:
    for key in keys:
        for each in raw.get(key, ()):
            yield Index("", each["indexDescriptor"], tuple(each["fields"]), staged=key.startswith("staged"))


def _search_indexes(raw: Raw) -> Iterator[SearchIndex]:
    for key in ("searchIndexes", "stagedSearchIndexes"):
        for each in raw.get(key, ()):
            filters = tuple(each["filterFields"])
            yield SearchIndex("", each["indexDescriptor"], each["searchField"], filters, key != "searchIndexes")


def _vector_indexes(raw: Raw) -> Iterator[VectorIndex]:
    for key in ("vectorIndexes", "stagedVectorIndexes"):
        for each in raw.get(key, ()):
            name, field, size = each["indexDescriptor"], each["vectorField"], int(each["dimensions"])
            yield VectorIndex("", name, field, size, tuple(each["filterFields"]), key != "vectorIndexes")


def _module(path: str, raw: Sequence[Raw]) -> ModuleFacts | None:
    """Return a module; None where nothing of it could be read."""
    functions = tuple(_function(each) for each in raw if each["kind"] != "httpAction" and "args" in each)
    http_actions = tuple(each["name"] for each in raw if each["kind"] == "httpAction")
    return ModuleFacts(path, functions, http_actions) if functions or http_actions else None


def _function(raw: Raw) -> FunctionFacts:
    args = type_of(raw["args"])
    return FunctionFacts(
        raw["name"],
        FunctionKind(raw["kind"]),
        Visibility(raw["visibility"]),
        args if isinstance(args, ObjectType) else None,
        None if raw["returns"] is None else type_of(raw["returns"]),
    )


def type_of(raw: Raw) -> Type:
    """Return the type of a validator that is given as Convex's JSON."""
    match raw["type"]:
        case "id":
            return IdType(raw["tableName"])
        case "literal":
            return _literal(raw["value"])
        case "array":
            return ArrayType(type_of(raw["value"]))
        case "record":
            return RecordType(type_of(raw["keys"]), type_of(raw["values"]["fieldType"]))
        case "union":
            return UnionType(tuple(map(type_of, raw["value"])))
        case "object":
            return ObjectType(
                tuple(Field(name, type_of(each["fieldType"]), each["optional"]) for name, each in raw["value"].items())
            )
        case other:
            return _PLAIN[other]


def _literal(value: Raw) -> LiteralType:
    match value:
        case bool():
            return LiteralType(LiteralKind.BOOLEAN, "true" if value else "false")
        case str():
            return LiteralType(LiteralKind.STRING, value)
        case {"$integer": text}:
            (number,) = struct.unpack("<q", base64.b64decode(text))
            return LiteralType(LiteralKind.INT64, str(number))
        case {"$float": text}:
            (double,) = struct.unpack("<d", base64.b64decode(text))
            return LiteralType(LiteralKind.NUMBER, repr(double))
        case _:
            return LiteralType(LiteralKind.NUMBER, repr(float(value)))
