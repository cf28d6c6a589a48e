"""Prints `data_model.pyi` and `_names.py`: every name that users import from the data model, and what it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...ir.nodes import Table
from ...ir.reserved import SYSTEM_ID_CLASSES
from ..artifact import Artifact
from ..layout import Indent, bracketed, print_text
from ..marker import PYTHON_HEAD
from ..quoting.python import string_literal
from ..templating import render
from .directory import Directory, TableNames
from .imports import statement


@dataclass(frozen=True, slots=True)
class Export:
    """A name of the data model: the stub that defines it, and what the library makes of it at run time."""

    name: str
    stub: str
    kind: str
    of: str


def exports(tables: Sequence[Table], directory: Directory, objects: Mapping[str, Iterable[str]]) -> tuple[Export, ...]:
    """Return all names, tables in order; `objects` has, by table, the classes beside those that every table has."""
    system = (Export(name, "biconvex.database", "system", name) for name in SYSTEM_ID_CLASSES)
    tabled = (
        export
        for table in tables
        for export in _of_table(table, directory.tables[table.name], objects.get(table.name, ()))
    )
    return (*system, *tabled)


def data_model_stub(names: Iterable[Export]) -> Artifact:
    """Return the stub that re-exports all names."""
    lines = sorted((export.stub, statement(export.stub, export.name, export.name)) for export in names)
    library = [line for stub, line in lines if not stub.startswith(".")]
    generated = [line for stub, line in lines if stub.startswith(".")]
    view = {"head": PYTHON_HEAD, "library": library, "generated": generated}
    return Artifact("data_model.pyi", render("python/data_model.pyi.j2", view))


def names_module(names: Iterable[Export]) -> Artifact:
    """Return the table by which the library makes a name when it is first used."""
    entries = [_entry(export) for export in sorted(names, key=lambda export: export.name)]
    return Artifact("_names.py", render("python/_names.py.j2", {"head": PYTHON_HEAD, "entries": entries}))


def _entry(export: Export) -> str:
    value = bracketed("(", (string_literal(export.kind), string_literal(export.of)), ")")
    return print_text(Indent(("    ", string_literal(export.name), ": ", value, ",")))


def _of_table(table: Table, names: TableNames, objects: Iterable[str]) -> Iterator[Export]:
    stub = f".tables.{names.file}"
    yield Export(names.id, ".tables.ids", "id", table.name)
    yield Export(names.row, stub, "document", table.name)
    yield Export(names.fields, stub, "fields", table.name)
    yield Export(names.patch, stub, "patch", table.name)
    yield Export(names.indexes, stub, "indexes", table.name)
    if any(not index.staged for index in table.search_indexes):
        yield Export(names.search, stub, "search", table.name)
    if any(not index.staged for index in table.vector_indexes):
        yield Export(names.vectors, stub, "vectors", table.name)
    for name in sorted(objects):
        yield Export(name, stub, "object", table.name)
