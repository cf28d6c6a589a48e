"""Emits `dataModel.d.ts`: the tables, their documents, ids and indexes, as the official `convex` package reads them."""

from collections.abc import Iterable
from typing import TypeVar

from ...ir.expand import system_fields
from ...ir.nodes import CheckedApp, Index, Schema, SearchIndex, Table, VectorIndex
from ...ir.types import ObjectType, ShapeType, Type, UnionType
from ...source import At, Part
from ..artifact import Artifact
from ..layout import Doc, Mark, bracketed, concat
from ..marker import TYPESCRIPT_HEAD
from ..quoting.typescript import key, string
from .field_paths import Named, field_paths
from .imports import DATA_MODEL, SERVER, VALUES, Imports
from .statements import file_of, statement
from .types import comment_doc, fields_doc, lines_doc, lines_union_doc, type_doc, union_doc

_AnyIndex = TypeVar("_AnyIndex", Index, SearchIndex, VectorIndex)

_SYSTEM_INDEXES: tuple[Doc, ...] = ('by_id: ["_id"]', 'by_creation_time: ["_creationTime"]')
_TIEBREAKER = '"_creationTime"'


def emit_data_model(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return the types of the data model; any table of any form where there is no schema."""
    imports = Imports(DATA_MODEL)
    if app.schema is None:
        return (_without_schema(imports),)
    data_model = statement(concat("export type DataModel = ", _tables(app.schema, Named.of(app), imports)))
    view = {
        "head": TYPESCRIPT_HEAD,
        "generic_id": imports.use(VALUES, "GenericId"),
        "document_by_name": imports.use(SERVER, "DocumentByName"),
        "system_table_names": imports.use(SERVER, "SystemTableNames"),
        "table_names_in": imports.use(SERVER, "TableNamesInDataModel"),
        "data_model": data_model,
        "imports": imports.statements(),
    }
    return (file_of("dataModel.d.ts", "typescript/dataModel.d.ts.j2", view, (data_model,)),)


def _without_schema(imports: Imports) -> Artifact:
    view = {
        "head": TYPESCRIPT_HEAD,
        "generic_id": imports.use(VALUES, "GenericId"),
        "any_data_model": imports.use(SERVER, "AnyDataModel"),
        "imports": imports.statements(),
    }
    return file_of("dataModel.d.ts", "typescript/dataModel.any.d.ts.j2", view, ())


def _tables(schema: Schema, named: Named, imports: Imports) -> Doc:
    tables = sorted(schema.tables, key=lambda table: table.name)
    listed = lines_doc(_table(table, named, imports) for table in tables)
    if schema.strict_table_names:
        return listed
    return concat(listed, " & ", imports.use(SERVER, "AnyDataModel"))


def _table(table: Table, named: Named, imports: Imports) -> Doc:
    parts = (
        concat("document: ", lines_union_doc(_rows(table.document, table, table.id, named, imports))),
        concat("fieldPaths: ", lines_union_doc(field_paths(table, named))),
        concat("indexes: ", lines_doc((*_SYSTEM_INDEXES, *map(_index, _live(table.indexes))))),
        concat("searchIndexes: ", lines_doc(map(_search_index, _live(table.search_indexes)))),
        concat("vectorIndexes: ", lines_doc(map(_vector_index, _live(table.vector_indexes)))),
    )
    return concat(comment_doc(table.notes), Mark(At(table.id, Part.NAME)), key(table.name), ": ", lines_doc(parts))


def _rows(document: Type, table: Table, at: str, named: Named, imports: Imports) -> Iterable[Doc]:
    """Yield the object types that a document may have, a field a line; those of the system come last.

    An optional field whose type has no value is left out, for TypeScript reads `x?: never` as `x?: undefined`: no
    value of Convex's, so that `DataModel` would be no data model. Convex's own types are none in that case.
    """
    match document:
        case UnionType():
            for number, member in enumerate(document.members):
                yield from _rows(member, table, f"{at}|{number}", named, imports)
        case ObjectType():
            fields = (each for each in document.fields if not (each.optional and _is_never(each.type, named)))
            yield lines_doc((*fields_doc(fields, at, imports), *_system_fields(table, imports)))
        case _:
            yield lines_doc(("[key: string]: any", *_system_fields(table, imports)))


def _is_never(type_: Type, named: Named) -> bool:
    match type_:
        case UnionType():
            return all(_is_never(member, named) for member in type_.members)
        case ShapeType():
            return _is_never(named.shapes[type_.module, type_.name].type, named)
        case _:
            return False


def _system_fields(table: Table, imports: Imports) -> Iterable[Doc]:
    for field in system_fields(table.name):
        yield concat(key(field.name), ": ", type_doc(field.type, "", imports))


def _live(indexes: Iterable[_AnyIndex]) -> list[_AnyIndex]:
    """Return the indexes that queries may use, sorted; a staged one is still being filled."""
    return sorted((index for index in indexes if not index.staged), key=lambda index: index.name)


def _index(index: Index) -> Doc:
    fields = (*map(string, index.fields), _TIEBREAKER)
    return concat(_index_name(index), bracketed("[", fields, "]"))


def _search_index(index: SearchIndex) -> Doc:
    return concat(_index_name(index), lines_doc((f"searchField: {string(index.search_field)}", _filter_fields(index))))


def _vector_index(index: VectorIndex) -> Doc:
    field = f"vectorField: {string(index.vector_field)}"
    return concat(_index_name(index), lines_doc((field, "dimensions: number", _filter_fields(index))))


def _index_name(index: Index | SearchIndex | VectorIndex) -> Doc:
    return concat(comment_doc(index.notes), Mark(At(index.id, Part.NAME)), key(index.name), ": ")


def _filter_fields(index: SearchIndex | VectorIndex) -> Doc:
    literals = [string(path) for path in sorted(set(index.filter_fields))]
    return concat("filterFields: ", union_doc(literals))
