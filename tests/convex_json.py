"""Convex's JSON of a checked app, as the library exports a live one: what the compiler says, for comparison."""

import base64
import json
import struct
from typing import TypeAlias, assert_never

from biconvex_codegen.ir.expand import PAGINATION_OPTIONS, document_type, pagination_result
from biconvex_codegen.ir.nodes import CheckedApp, Function, Interval, Schedule, Table
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


def functions_json(app: CheckedApp) -> dict[str, Json]:
    """Return what each function exports, by its path on the wire; its name is there, and not said again."""
    return {f"{each.module}:{each.name}": _function(each, app) for each in app.functions}


def crons_json(app: CheckedApp) -> list[Json]:
    """Return the crons: name, schedule, path of the target, arguments as the wire has them."""
    return [
        {
            "name": cron.name,
            "schedule": _schedule(cron.schedule),
            "target": cron.target,
            "arguments": json.loads(cron.arguments),
        }
        for cron in app.crons
    ]


def routes_json(app: CheckedApp) -> list[Json]:
    """Return the routes, each with the path of its HTTP action."""
    return [
        {"path": route.path, "isPrefix": route.is_prefix, "method": route.method, "handler": route.handler}
        for route in app.routes
    ]


def _function(function: Function, app: CheckedApp) -> Json:
    args = None if function.args is None else ObjectType(tuple(argument.field for argument in function.args))
    return {
        "name": None,
        "kind": function.kind.value,
        "visibility": function.visibility.value,
        "args": {"type": "any"} if args is None else type_json(args, app),
        "returns": None if function.returns is None else type_json(function.returns, app),
    }


def _schedule(schedule: Schedule) -> list[Json]:
    """Return the kind of a schedule and its numbers; an interval is in seconds."""
    if isinstance(schedule, Interval):
        return ["interval", schedule.count * {"seconds": 1, "minutes": 60, "hours": 3600}[schedule.unit]]
    return [schedule.kind, *(getattr(schedule, name) for name in schedule.__slots__ if name != "kind")]


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
