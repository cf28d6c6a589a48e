"""The field paths of a table: what an index or a filter may name, as Convex derives them from a schema's types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...ir.expand import document_type, pagination_result
from ...ir.nodes import CheckedApp, Shape, Table
from ...ir.types import (
    AnyType,
    DocumentType,
    ObjectType,
    PaginationResultType,
    RecordType,
    ShapeType,
    Type,
    UnionType,
)
from ..quoting.typescript import string, string_starting_with

_ANYTHING = "string"
_SYSTEM_PATHS = ("_creationTime", "_id")


@dataclass(frozen=True, slots=True)
class Named:
    """What the named types of an app stand for."""

    tables: Mapping[str, Table]
    shapes: Mapping[tuple[str, str], Shape]

    @staticmethod
    def of(app: CheckedApp) -> "Named":
        """Return the named types of an app."""
        tables = {table.name: table for table in app.tables}
        return Named(tables, {(shape.module, shape.name): shape for shape in app.shapes})


def field_paths(table: Table, named: Named) -> tuple[str, ...]:
    """Return the members of the union of a table's paths, as TypeScript types, sorted by path."""
    paths = {*_SYSTEM_PATHS, *_paths(table.document, named)}
    if "" in paths:
        return (_ANYTHING,)
    return tuple(string_starting_with(path) if path.endswith(".") else string(path) for path in sorted(paths))


def _paths(type_: Type, named: Named) -> Iterator[str]:
    """Yield the paths into a type; one that ends in a dot, or is empty, stands for itself and whatever follows it."""
    match type_:
        case ObjectType():
            for field in type_.fields:
                yield field.name
                yield from (f"{field.name}.{path}" for path in _paths(field.type, named))
        case UnionType():
            for member in type_.members:
                yield from _paths(member, named)
        case AnyType() | RecordType():
            yield ""
        case ShapeType():
            yield from _paths(named.shapes[type_.module, type_.name].type, named)
        case DocumentType():
            yield from _paths(document_type(named.tables[type_.table]), named)
        case PaginationResultType():
            yield from _paths(pagination_result(type_.item), named)
        case _:
            return
