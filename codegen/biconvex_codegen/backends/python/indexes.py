"""Prints the classes by which a table is read: its indexes, its search indexes, its vector indexes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...ir.expand import system_fields
from ...ir.nodes import Index, SearchIndex, Table, VectorIndex
from ...ir.types import Type
from ..layout import Doc, concat
from ..names import Taken, attribute
from ..quoting.python import docstring, string_literal
from .callables import deprecated, method
from .directory import TableNames
from .located import Located, find
from .scope import Scope
from .typed_dict import member
from .types import Operands, bare, either, id_class, is_anything, operands, parenthesized, subscript

_BUILT_IN = (Index("", "by_creation_time", ()), Index("", "by_id", ("_id",)))
_CREATION_TIME = "_creationTime"

AnyIndex = TypeVar("AnyIndex", Index, SearchIndex, VectorIndex)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read through an index: documents of a type, written so, that have these system fields."""

    document: Located
    system: Mapping[str, Type]
    row: str


def attributes(table: Table) -> set[str]:
    """Return what the indexes of a table are called in Python."""
    database = {attribute(index.name) for index in table.indexes}
    searched = {attribute(index.name) for index in table.search_indexes}
    return database | searched | {attribute(index.name) for index in table.vector_indexes}


def index_classes(table: Table, names: TableNames, scope: Scope) -> Iterator[str]:
    """Yield the classes of a table's indexes; of search and vector indexes only where it has any."""
    system = {field.name: field.type for field in system_fields(table.name)}
    read = _Read(Located(table.document, names.row), system, scope.own(names.row, attributes(table)))
    indexes = [index for index in (*_BUILT_IN, *table.indexes) if not index.staged]
    searches = [index for index in table.search_indexes if not index.staged]
    vectors = [index for index in table.vector_indexes if not index.staged]
    yield _class(names.indexes, [_index(index, name, read, scope) for index, name in _named(indexes)])
    if searches:
        yield _class(names.search, [_search(index, name, read, scope) for index, name in _named(searches)])
    if vectors:
        yield _class(names.vectors, [_vector(index, name, read, table, scope) for index, name in _named(vectors)])


def _class(name: str, members: Sequence[str]) -> str:
    return "\n".join((f"class {name}:", *members))


def _named(indexes: Sequence[AnyIndex]) -> list[tuple[AnyIndex, str]]:
    taken = Taken()
    return [(index, taken.claim(attribute(index.name))) for index in sorted(indexes, key=lambda index: index.name)]


def _index(index: Index, name: str, read: _Read, scope: Scope) -> str:
    chain = _chain(index, read, scope)
    marks = deprecated(index.notes, scope.imports)
    if marks:
        decorators = (scope.imports.builtin("property"), *marks)
        return method(name, ("self",), chain, decorators=decorators, doc=index.notes.doc or "")
    line = member(name, ": ", chain)
    return "\n".join((line, docstring(index.notes.doc))) if index.notes.doc else line


def _chain(index: Index, read: _Read, scope: Scope) -> Doc:
    """Return the type of an index: its first field, the type of a bound, and the index that is left after `eq`."""
    imports = scope.imports
    chain: Doc = subscript(imports.library("database", "Query"), read.row)
    paths = index.fields if index.fields == ("_id",) else (*index.fields, _CREATION_TIME)
    for path in reversed(paths):
        field = subscript(imports.typing("Literal"), string_literal(path))
        value = bare(_bound(path, read, scope), scope)
        chain = subscript(imports.library("database", "Index"), read.row, field, value, chain)
    return chain


def _search(index: SearchIndex, name: str, read: _Read, scope: Scope) -> str:
    filters = [(path, _bound(path, read, scope)) for path in index.filter_fields]
    parameters = _parameters("text", scope.imports.builtin("str"), filters, scope)
    returns = subscript(scope.imports.library("database", "OrderedQuery"), read.row)
    marks = deprecated(index.notes, scope.imports)
    return method(name, parameters, returns, decorators=marks, doc=index.notes.doc or "")


def _vector(index: VectorIndex, name: str, read: _Read, table: Table, scope: Scope) -> str:
    filters: list[tuple[str, Operands]] = []
    for path in index.filter_fields:
        bound = _bound(path, read, scope)
        if not is_anything(bound):
            bound = either(bound, subscript(scope.imports.library("values", "AnyOf"), bare(bound, scope)))
        filters.append((path, bound))
    vector = subscript(scope.imports.typing("Sequence"), scope.imports.builtin("float"))
    parameters = _parameters("vector", vector, filters, scope)
    returns = subscript(scope.imports.library("database", "VectorQuery"), id_class(table.name, scope))
    marks = deprecated(index.notes, scope.imports)
    return method(name, parameters, returns, decorators=marks, doc=index.notes.doc or "")


def _bound(path: str, read: _Read, scope: Scope) -> Operands:
    """Return what a field may be compared with; a missing value is looked for by `UNSET`."""
    if path in read.system:
        return operands((Located(read.system[path], ""),), scope)
    found = find(read.document, path, scope.directory.shapes)
    bound = operands(found.types, scope)
    if not found.may_be_missing or is_anything(bound):
        return bound
    return either(bound, scope.imports.library("values", "Unset"))


def _parameters(subject: str, type_: Doc, filters: Sequence[tuple[str, Operands]], scope: Scope) -> list[Doc]:
    """Return `self` and the subject by position, then filters by keyword, which may have any names."""
    keywords = [(attribute(path.replace(".", "__")), bound) for path, bound in filters]
    taken = Taken(name for name, _ in keywords)
    itself = "_self" if any(name == "self" for name, _ in keywords) else "self"
    positional = (taken.claim(itself), concat(taken.claim(subject), ": ", type_), "/")
    optional = [concat(name, ": ", parenthesized(bound, scope), " = ...") for name, bound in keywords]
    return [*positional, "*", *optional] if optional else [*positional]
