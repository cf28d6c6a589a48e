"""What the named types of the IR stand for: documents, shapes and pages as plain objects."""

from collections.abc import Iterator

from .nodes import CheckedApp, Table
from .types import (
    ArrayType,
    BooleanType,
    Field,
    IdType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
)

SYSTEM_TABLES = ("_scheduled_functions", "_storage")

PAGINATION_OPTIONS = ObjectType(
    (
        Field("numItems", NumberType()),
        Field("cursor", UnionType((StringType(), NullType()))),
        Field("endCursor", UnionType((StringType(), NullType())), optional=True),
        Field("id", NumberType(), optional=True),
        Field("maximumRowsRead", NumberType(), optional=True),
        Field("maximumBytesRead", NumberType(), optional=True),
    )
)


def pagination_result(item: Type) -> ObjectType:
    """Return the object that one page of items is on the wire."""
    status = UnionType(
        (
            LiteralType(LiteralKind.STRING, "SplitRecommended"),
            LiteralType(LiteralKind.STRING, "SplitRequired"),
            NullType(),
        )
    )
    return ObjectType(
        (
            Field("page", ArrayType(item)),
            Field("isDone", BooleanType()),
            Field("continueCursor", StringType()),
            Field("splitCursor", UnionType((StringType(), NullType())), optional=True),
            Field("pageStatus", status, optional=True),
        )
    )


def system_fields(table: str) -> tuple[Field, ...]:
    """Return the fields that every document of a table has beside its own."""
    return (Field("_id", IdType(table)), Field("_creationTime", NumberType()))


def document_type(table: Table) -> Type:
    """Return the type of a stored document: system fields added to the object, or to each member of the union."""
    return with_fields(table.document, system_fields(table.name))


def with_fields(document: Type, fields: tuple[Field, ...]) -> Type:
    """Return an object type, or each object of a union, with more fields at its end; any stays any."""
    match document:
        case ObjectType():
            return ObjectType((*document.fields, *fields))
        case UnionType():
            return UnionType(tuple(with_fields(member, fields) for member in document.members))
        case _:
            return document


def tables_by_name(app: CheckedApp) -> dict[str, Table]:
    """Return the tables of an app by their names."""
    return {table.name: table for table in app.tables}


def object_members(document: Type) -> Iterator[ObjectType]:
    """Yield the object of a document type, or every object of its union; nothing for any."""
    match document:
        case ObjectType():
            yield document
        case UnionType():
            for member in document.members:
                yield from object_members(member)
        case _:
            return
