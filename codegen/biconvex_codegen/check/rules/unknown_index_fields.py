"""The rule that indexes name fields which documents can have."""

from collections.abc import Iterator
from dataclasses import replace

from ...diagnostics import Code, Diagnostic
from ...ir.nodes import Index, SearchIndex, Table, VectorIndex
from ...source import At, Part
from ..field_paths import malformed, missing
from ..index import AnyIndex, AppIndex, all_tables, indexes_of


def unknown_index_fields(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every field of an index that no document has."""
    for table in all_tables(known.app) if known.is_enforced else ():
        for index in indexes_of(table):
            for at, path in _fields(index):
                yield from _fault(known, table, at, path)


def _fault(known: AppIndex, table: Table, at: At, path: str) -> Iterator[Diagnostic]:
    found = None if malformed(path) is not None else missing(known, table, path)
    if found is not None:
        message, help_, stretch = found
        yield Diagnostic(Code.UNKNOWN_INDEX_FIELD, message, replace(at, within=stretch), help=help_)


def _fields(index: AnyIndex) -> Iterator[tuple[At, str]]:
    match index:
        case Index(fields=fields):
            # Those of the system are another rule's: a database index can have none of them.
            yield from ((At(index.id, number), path) for number, path in enumerate(fields) if not _is_system(path))
        case SearchIndex(search_field=main, filter_fields=paths) | VectorIndex(vector_field=main, filter_fields=paths):
            yield At(index.id, Part.VALUE), main
            yield from ((At(index.id, number), path) for number, path in enumerate(paths))


def _is_system(path: str) -> bool:
    return any(name.startswith("_") for name in path.split("."))
