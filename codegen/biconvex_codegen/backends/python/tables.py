"""Prints `tables/<table>.pyi`: what a table's documents are and what may be written; its indexes are in `indexes`."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...ir.expand import system_fields
from ...ir.nodes import Table
from ...ir.types import AnyType, CommitTimestampType, Field, ObjectType
from ..artifact import Artifact
from ..layout import Doc, concat, print_text
from ..names import Taken, pascal
from .directory import Directory, TableNames
from .imports import Imports
from .indexes import attributes, index_classes
from .located import Located, members, opened
from .scope import Scope
from .stub import stub
from .typed_dict import Key, class_form, fits_class, notes_text, typed_dict
from .types import Operands, bare, either, is_anything, operands, parenthesized, subscript


@dataclass(frozen=True, slots=True)
class TableStub:
    """The stub of a table, and its classes beside those that every table has."""

    artifact: Artifact
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One object that a document of a table may be, and the classes for reading and writing it."""

    object: ObjectType
    path: str
    reads: str
    writes: str


@dataclass(frozen=True, slots=True)
class _Column:
    """A field, its annotation when read, and what else may be written; `Unset` stands for leaving it out."""

    field: Field
    reads: Operands
    also_written: tuple[str, ...]


def table_stub(table: Table, directory: Directory, taken: Taken) -> TableStub:
    """Return the stub of a table; `taken` has the names of the classes of all tables."""
    names = directory.tables[table.name]
    scope = Scope(directory, Imports(depth=1, taken=attributes(table)), taken)
    documents = _documents(table, names, scope)
    accesses = list(index_classes(table, names, scope))
    blocks = (*documents, *scope.classes, *accesses)
    return TableStub(stub(f"tables/{names.file}.pyi", scope.imports, blocks), tuple(scope.nested))


def _documents(table: Table, names: TableNames, scope: Scope) -> list[str]:
    found = members((opened(Located(table.document, names.row), scope.directory.shapes),))
    if any(isinstance(each.type, AnyType) for each in found):
        return _anything(names, scope)
    objects = [(each.type, each.path) for each in found if isinstance(each.type, ObjectType)]
    rows = [_row(object_, path, names, scope, count=len(objects)) for object_, path in objects]
    blocks = [block for row in rows for block in _row_classes(row, table, scope)]
    if len(rows) != 1:
        blocks.append(_alias(names.fields, tuple(row.writes for row in rows), scope))
        blocks.append(_alias(names.row, tuple(row.reads for row in rows), scope))
    return [*blocks, _patch(rows, names.patch, table, scope)]


def _row(object_: ObjectType, path: str, names: TableNames, scope: Scope, *, count: int) -> _Row:
    if count == 1:
        return _Row(object_, names.row, names.row, names.fields)
    return _Row(object_, path, scope.claim_name(path), scope.claim_name(f"{path}Fields"))


def _anything(names: TableNames, scope: Scope) -> list[str]:
    anything = subscript(scope.imports.builtin("dict"), scope.imports.builtin("str"), scope.imports.typing("Any"))
    return [_alias(name, (anything,), scope) for name in (names.fields, names.row, names.patch)]


def _row_classes(row: _Row, table: Table, scope: Scope) -> tuple[str, str]:
    """Return what may be written as a new document, and below it the document as it is read."""
    columns = [_column(field, row.path, scope) for field in row.object.fields]
    system = [_column(field, row.path, scope) for field in system_fields(table.name)]
    writes = [*(_written(column, scope) for column in columns), *(_left_out(column, scope) for column in system)]
    narrower = [_read(column, scope) for column in columns if column.also_written]
    own = [_read(column, scope) for column in system]
    said = next(notes_text(table.notes), "")
    told = f'What `insert` and `replace` take for a document of "{table.name}".'
    first = typed_dict(row.writes, writes, scope.imports, doc=told)
    if fits_class(writes) and fits_class([*narrower, *own]):
        return first, class_form(row.reads, row.writes, [*narrower, *own], doc=said)
    every = [*(_read(column, scope) for column in columns), *own]
    return first, typed_dict(row.reads, every, scope.imports, doc=said)


def _patch(rows: list[_Row], name: str, table: Table, scope: Scope) -> str:
    """Return what `patch` takes: any field of any of the objects; the fields that some lack may be unset."""
    fields = [[(field, row) for field in row.object.fields] for row in rows]
    by_name: dict[str, list[tuple[Field, _Row]]] = {}
    for field, row in (pair for pairs in fields for pair in pairs):
        by_name.setdefault(field.name, []).append((field, row))
    keys: list[Key] = []
    for field_name, found in by_name.items():
        located = [Located(field.type, row.path + pascal(field_name)) for field, row in found]
        lacking = len(found) < len(rows) or any(field.optional for field, _ in found)
        read = operands(located, scope)
        alternatives = either(read, *_also_written(read, located, scope, lacking=lacking))
        keys.append(Key(field_name, parenthesized(alternatives, scope), found[0][0].notes))
    told = f'What `patch` takes for a document of "{table.name}"; `UNSET` removes an optional field.'
    return typed_dict(name, keys, scope.imports, doc=told, option="total=False")


def _column(field: Field, path: str, scope: Scope) -> _Column:
    located = Located(field.type, path + pascal(field.name))
    read = operands((located,), scope)
    return _Column(field, read, _also_written(read, (located,), scope, lacking=field.optional))


def _also_written(read: Operands, types: Sequence[Located], scope: Scope, *, lacking: bool) -> tuple[str, ...]:
    if is_anything(read):
        return ()
    stamps = any(isinstance(each.type, CommitTimestampType) for each in members(types))
    stamp = (scope.imports.library("values", "CommitTs"),) if stamps else ()
    return (*stamp, scope.imports.library("values", "Unset")) if lacking else stamp


def _written(column: _Column, scope: Scope) -> Key:
    alternatives = either(column.reads, *column.also_written)
    return Key(column.field.name, _qualified(column, alternatives, scope), column.field.notes)


def _read(column: _Column, scope: Scope) -> Key:
    return Key(column.field.name, _qualified(column, column.reads, scope), column.field.notes)


def _left_out(column: _Column, scope: Scope) -> Key:
    optional = subscript(scope.imports.typing("NotRequired"), _qualified(column, column.reads, scope))
    return Key(column.field.name, optional, column.field.notes)


def _qualified(column: _Column, alternatives: Operands, scope: Scope) -> Doc:
    read_only = subscript(scope.imports.typing("ReadOnly"), bare(alternatives, scope))
    return subscript(scope.imports.typing("NotRequired"), read_only) if column.field.optional else read_only


def _alias(name: str, alternatives: Operands, scope: Scope) -> str:
    return print_text(concat(f"{name}: ", scope.imports.typing("TypeAlias"), " = ", parenthesized(alternatives, scope)))
