"""Prints a schema as users of Convex write it in TypeScript, so that Convex itself can say what its types are."""

import json
from collections.abc import Iterable
from typing import assert_never

from biconvex_codegen.ir.nodes import CheckedApp, SearchIndex, Table, VectorIndex
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
    Field,
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


def convex_schema(app: CheckedApp) -> str:
    """Return the text of the `schema.ts` that means the same tables."""
    tables = "".join(f"  {json.dumps(table.name)}: {_table(table, app)},\n" for table in app.tables)
    head = 'import { defineSchema, defineTable } from "convex/server";\nimport { v } from "convex/values";\n\n'
    strict = "true" if app.schema is None or app.schema.strict_table_names else "false"
    return f"{head}export default defineSchema({{\n{tables}}}, {{ strictTableNameTypes: {strict} }});\n"


def _table(table: Table, app: CheckedApp) -> str:
    parts = [f"defineTable({validator(table.document, app)})"]
    for index in table.indexes:
        staged = f"{{ fields: {json.dumps(index.fields)}, staged: true }}" if index.staged else json.dumps(index.fields)
        parts.append(f".index({json.dumps(index.name)}, {staged})")
    for search in table.search_indexes:
        options = {"searchField": search.search_field, "filterFields": search.filter_fields, **_staged(search)}
        parts.append(f".searchIndex({json.dumps(search.name)}, {json.dumps(options)})")
    for vector in table.vector_indexes:
        settings = {
            "vectorField": vector.vector_field,
            "dimensions": vector.dimensions,
            "filterFields": vector.filter_fields,
            **_staged(vector),
        }
        parts.append(f".vectorIndex({json.dumps(vector.name)}, {json.dumps(settings)})")
    return "".join(parts)


def _staged(index: SearchIndex | VectorIndex) -> dict[str, bool]:
    return {"staged": True} if index.staged else {}


def validator(type_: Type, app: CheckedApp) -> str:
    """Return a type as Convex's `v` builds it."""
    match type_:
        case AnyType():
            return "v.any()"
        case NullType():
            return "v.null()"
        case BooleanType():
            return "v.boolean()"
        case NumberType() | IntegerType():
            return "v.number()"
        case Int64Type():
            return "v.int64()"
        case CommitTimestampType():
            return "v.commitTs()"
        case StringType():
            return "v.string()"
        case BytesType():
            return "v.bytes()"
        case LiteralType():
            return f"v.literal({_literal(type_)})"
        case IdType():
            return f"v.id({json.dumps(type_.table)})"
        case ArrayType():
            return f"v.array({validator(type_.item, app)})"
        case RecordType():
            return f"v.record({validator(type_.key, app)}, {validator(type_.value, app)})"
        case UnionType():
            return f"v.union({', '.join(validator(member, app) for member in type_.members)})"
        case ObjectType():
            return f"v.object({{ {', '.join(_fields(type_.fields, app))} }})"
        case ShapeType():
            named = (shape.type for shape in app.shapes if (shape.module, shape.name) == (type_.module, type_.name))
            return validator(next(named), app)
        case DocumentType() | PaginationOptionsType() | PaginationResultType():
            raise ValueError(f"no table holds a {type_.kind}")
        case _:
            assert_never(type_)


def _fields(fields: Iterable[Field], app: CheckedApp) -> Iterable[str]:
    for field in fields:
        printed = validator(field.type, app)
        yield f"{json.dumps(field.name)}: {f'v.optional({printed})' if field.optional else printed}"


def _literal(literal: LiteralType) -> str:
    match literal.literal:
        case LiteralKind.STRING:
            return json.dumps(literal.text)
        case LiteralKind.INT64:
            return f"{literal.text}n"
        case LiteralKind.NUMBER | LiteralKind.BOOLEAN:
            return literal.text
        case _:
            assert_never(literal.literal)
