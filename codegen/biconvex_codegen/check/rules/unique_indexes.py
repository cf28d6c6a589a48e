"""The rule that the indexes of a table differ: in name, whatever their kind, and in what they index."""

from collections.abc import Hashable, Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Index, SearchIndex, Table, VectorIndex
from ...source import At, Part
from ..index import AnyIndex, AppIndex, all_tables, indexes_of


def unique_indexes(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every index whose name or whose content an index of the same table has already."""
    for table in all_tables(known.app):
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[Diagnostic]:
    names: dict[str, AnyIndex] = {}
    contents: dict[Hashable, AnyIndex] = {}
    for index in indexes_of(table):
        namesake = names.setdefault(index.name, index)
        if namesake is not index:
            message = f'the table "{table.name}" has two indexes named "{index.name}"'
            yield _duplicate(index, namesake, message, "rename one of them")
            continue
        content = _content(index)
        twin = index if content is None else contents.setdefault(content, index)
        if twin is not index:
            message = f'the index "{index.name}" of the table "{table.name}" indexes what "{twin.name}" does'
            yield _duplicate(index, twin, message, "remove one of them")


def _duplicate(index: AnyIndex, first: AnyIndex, message: str, help_: str) -> Diagnostic:
    related = (Related(At(first.id, Part.NAME), "the first one"),)
    return Diagnostic(Code.DUPLICATE_INDEX, message, At(index.id, Part.NAME), related=related, help=help_)


def _content(index: AnyIndex) -> Hashable | None:
    """Return what makes two indexes one in Convex; None for an index of nothing, which is another mistake."""
    match index:
        case Index(fields=fields):
            return ("index", fields) if fields else None
        case SearchIndex():
            return ("search", index.search_field, frozenset(index.filter_fields))
        case VectorIndex():
            return ("vector", index.vector_field, index.dimensions)
