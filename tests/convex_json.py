"""Convex's JSON of a checked app's schema, as its `export()` gives it: what the compiler says, for comparison."""

import base64
import struct
from typing import TypeAlias, assert_never

from biconvex_codegen.ir.expand import PAGINATION_OPTIONS, document_type, pagination_result
from biconvex_codegen.ir.nodes import CheckedApp, Table
from biconvex_codegen.ir.types import (
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

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def schema_json(app: CheckedApp) -> Json:
    """Return what the schema exports, tables in the order of their names."""
    assert app.schema is not None
    return {
        "tables": [_table(table, app) for table in app.tables],
        "schemaValidation": app.schema.validation,
    }


def _table(table: Table, app: CheckedApp) -> dict[str, Json]:
    found: dict[str, Json] = {"tableName": table.name, "documentType": type_json(table.document, app)}
    for key, staged in (("indexes", False), ("stagedDbIndexes", True)):
        found[key] = [
            {"indexDescriptor": index.name, "fields": list(index.fields)}
            for index in table.indexes
            if index.staged is staged
        ]
    for key, staged in (("searchIndexes", False), ("stagedSearchIndexes", True)):
        found[key] = [
            {"indexDescriptor": each.name, "searchField": each.search_field, "filterFields": list(each.filter_fields)}
            for each in table.search_indexes
            if each.staged is staged
        ]
    for key, staged in (("vectorIndexes", False), ("stagedVectorIndexes", True)):
        found[key] = [
            {
                "indexDescriptor": each.name,
                "vectorField": each.vector_field,
                "dimensions": each.dimensions,
                "filterFields": list(each.filter_fields),
            }
            for each in table.vector_indexes
            if each.staged is staged
        ]
    return found


def type_json(type_: Type, app: CheckedApp) -> Json:
    """Return a type as Convex's JSON of a validator."""
    match type_:
        case AnyType() | NullType() | BooleanType() | StringType() | BytesType():
            return {"type": type_.kind}
        case NumberType() | IntegerType():
            return {"type": "number"}
        case Int64Type():
            return {"type": "bigint"}
        case CommitTimestampType():
            return {"type": "commitTs"}
        case LiteralType():
            return {"type": "literal", "value": _literal(type_)}
        case IdType():
            return {"type": "id", "tableName": type_.table}
        case ArrayType():
            return {"type": "array", "value": type_json(type_.item, app)}
        case RecordType():
            values: Json = {"fieldType": type_json(type_.value, app), "optional": False}
            return {"type": "record", "keys": type_json(type_.key, app), "values": values}
        case UnionType():
            return {"type": "union", "value": [type_json(member, app) for member in type_.members]}
        case ObjectType():
            fields: dict[str, Json] = {
                field.name: {"fieldType": type_json(field.type, app), "optional": field.optional}
                for field in type_.fields
            }
            return {"type": "object", "value": fields}
        case DocumentType():
            table = next(table for table in app.tables if table.name == type_.table)
            return type_json(document_type(table), app)
        case ShapeType():
            shape = next(each for each in app.shapes if (each.module, each.name) == (type_.module, type_.name))
            return type_json(shape.type, app)
        case PaginationOptionsType():
            return type_json(PAGINATION_OPTIONS, app)
        case PaginationResultType():
            return type_json(pagination_result(type_.item), app)
        case _:
            assert_never(type_)


def _literal(literal: LiteralType) -> Json:
    match literal.literal:
        case LiteralKind.STRING:
            return literal.text
        case LiteralKind.BOOLEAN:
            return literal.text == "true"
        case LiteralKind.INT64:
            return {"$integer": base64.b64encode(struct.pack("<q", int(literal.text))).decode()}
        case LiteralKind.NUMBER if literal.text == "-0.0":
            return {"$float": base64.b64encode(struct.pack("<d", -0.0)).decode()}
        case LiteralKind.NUMBER:
            return float(literal.text)
        case _:
            assert_never(literal.literal)
