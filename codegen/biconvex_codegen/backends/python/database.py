"""Prints `database.pyi` and `tables/ids.pyi`: the tables as attributes, and the types of their ids."""

from collections.abc import Sequence

from ...ir.nodes import Table
from ..artifact import Artifact
from ..layout import Doc
from ..quoting.python import string_literal
from .callables import deprecated, method
from .directory import Directory, TableNames
from .imports import Imports
from .stub import stub
from .types import subscript


def ids_stub(tables: Sequence[Table], directory: Directory) -> Artifact:
    """Return the stub of all ids: it imports no table, so that tables may name each other's ids without a cycle."""
    imports = Imports(depth=1)
    new_type, text = imports.typing("NewType"), imports.builtin("str")
    names = [directory.tables[table.name].id for table in tables]
    lines = [f"{name} = {new_type}({string_literal(name)}, {text})" for name in names]
    return stub("tables/ids.pyi", imports, ["\n".join(lines)])


def database_stub(tables: Sequence[Table], directory: Directory) -> Artifact:
    """Return the stub of the database as queries and mutations see it, and of the vector indexes as actions do."""
    imports = Imports(depth=0, taken=[names.attribute for names in directory.tables.values()])
    entries = [(table, directory.tables[table.name]) for table in tables]
    reader = [_property(table, names, _reader(table, names, imports), imports) for table, names in entries]
    writer = [_property(table, names, _writer(table, names, imports), imports) for table, names in entries]
    vectors = [
        _property(table, names, _class(names, names.vectors, imports), imports)
        for table, names in entries
        if any(not index.staged for index in table.vector_indexes)
    ]
    blocks = [
        _members("DatabaseReader", imports.library("database", "DatabaseReader"), reader),
        _members("DatabaseWriter", "DatabaseReader", writer),
        _members("VectorSearch", imports.library("database", "VectorSearch"), vectors),
    ]
    return stub("database.pyi", imports, blocks)


def _members(name: str, bases: str, members: Sequence[str]) -> str:
    head = f"class {name}({bases}):"
    return "\n".join((head, *members)) if members else f"{head} ..."


def _property(table: Table, names: TableNames, returns: Doc, imports: Imports) -> str:
    """Return a table as a property: the writer may narrow what the reader has, which an attribute may not."""
    decorators = (imports.builtin("property"), *deprecated(table.notes, imports))
    return method(names.attribute, ("self",), returns, decorators=decorators)


def _reader(table: Table, names: TableNames, imports: Imports) -> Doc:
    return subscript(imports.library("database", "TableReader"), *_access(table, names, imports))


def _writer(table: Table, names: TableNames, imports: Imports) -> Doc:
    written = (_class(names, names.fields, imports), _class(names, names.patch, imports))
    return subscript(imports.library("database", "TableWriter"), *_access(table, names, imports), *written)


def _access(table: Table, names: TableNames, imports: Imports) -> tuple[str, ...]:
    searched = any(not index.staged for index in table.search_indexes)
    return (
        _class(names, names.row, imports),
        imports.generated("tables.ids", names.id),
        _class(names, names.indexes, imports),
        _class(names, names.search, imports) if searched else imports.library("database", "NoSearch"),
    )


def _class(names: TableNames, name: str, imports: Imports) -> str:
    return imports.generated(f"tables.{names.file}", name)
