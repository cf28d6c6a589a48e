"""What several rules look up in an app: tables and shapes by name, every type in it; it judges nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..ir.expand import PAGINATION_OPTIONS, document_type, pagination_result
from ..ir.nodes import App, Function, HttpAction, Index, SearchIndex, Shape, Table, VectorIndex
from ..ir.types import (
    AnyType,
    DocumentType,
    PaginationOptionsType,
    PaginationResultType,
    ShapeType,
    Type,
    UnionType,
)
from ..ir.walk import children, walk
from ..source import At, Part

AnyIndex: TypeAlias = Index | SearchIndex | VectorIndex


@dataclass(frozen=True, slots=True)
class AppIndex:
    """An app and its lookups; of several things of one name the first counts.

    `has_holes` is true where a part of the app failed to compile: then any may stand for what is not known.
    `parts` are all types with their places: those of tables, of shapes, of arguments and of results.
    """

    app: App
    has_holes: bool
    tables: Mapping[str, Table]
    shapes: Mapping[tuple[str, str], Shape]
    parts: tuple[tuple[At, Type], ...]

    @property
    def is_enforced(self) -> bool:
        """Whether documents are what the schema says; of one that is not enforced no field is known."""
        return self.app.schema is not None and self.app.schema.validation

    def opened(self, type_: Type) -> Iterator[Type]:
        """Yield what a value of the type can be: the members of unions, and what named types stand for."""
        pending: list[Type] = [type_]
        seen: set[Type] = set()
        while pending:
            each = pending.pop()
            if each in seen:
                continue
            match each:
                case UnionType():
                    pending.extend(reversed(each.members))
                case ShapeType() | DocumentType() | PaginationOptionsType() | PaginationResultType():
                    seen.add(each)
                    pending.append(self._meant(each))
                case _:
                    yield each

    def _meant(self, type_: ShapeType | DocumentType | PaginationOptionsType | PaginationResultType) -> Type:
        match type_:
            case ShapeType():
                shape = self.shapes.get((type_.module, type_.name))
                return AnyType() if shape is None else shape.type
            case DocumentType():
                table = self.tables.get(type_.table)
                return AnyType() if table is None else document_type(table)
            case PaginationOptionsType():
                return PAGINATION_OPTIONS
            case PaginationResultType():
                return pagination_result(type_.item)


def index_of(app: App, *, has_holes: bool) -> AppIndex:
    """Return the lookups of an app."""
    tables: dict[str, Table] = {}
    for table in all_tables(app):
        tables.setdefault(table.name, table)
    shapes: dict[tuple[str, str], Shape] = {}
    for shape in app.shapes:
        shapes.setdefault((shape.module, shape.name), shape)
    return AppIndex(app, has_holes, tables, shapes, tuple(_parts(app)))


def all_tables(app: App) -> tuple[Table, ...]:
    """Return the tables of an app in the order of the source, those whose name is taken included."""
    return () if app.schema is None else app.schema.tables


def indexes_of(table: Table) -> tuple[AnyIndex, ...]:
    """Return the indexes of a table, whatever their kind."""
    return (*table.indexes, *table.search_indexes, *table.vector_indexes)


def all_indexes(app: App) -> Iterator[tuple[Table, AnyIndex]]:
    """Yield every index of every table, with its table."""
    for table in all_tables(app):
        for index in indexes_of(table):
            yield table, index


def all_functions(app: App) -> tuple[Function | HttpAction, ...]:
    """Return everything that is registered: functions first, then HTTP actions."""
    return (*app.functions, *app.http_actions)


def _parts(app: App) -> Iterator[tuple[At, Type]]:
    for table in all_tables(app):
        yield from _placed(table.id, table.document)
    for shape in app.shapes:
        yield At(shape.id), shape.type
        for step, child in children(shape.type):
            yield from _named(shape.id + step, child)
    for function in app.functions:
        for argument in function.args or ():
            yield from _named(argument.id, argument.field.type)
        if function.returns is not None:
            yield from _placed(f"{function.id}->", function.returns)


def _named(id_: str, type_: Type) -> Iterator[tuple[At, Type]]:
    """Yield the parts of an argument or an attribute, the whole of which is its name, and its type another part."""
    yield At(id_, Part.TYPE), type_
    for step, child in children(type_):
        yield from _placed(id_ + step, child)


def _placed(id_: str, type_: Type) -> Iterator[tuple[At, Type]]:
    for each, part in walk(id_, type_):
        yield At(each), part
