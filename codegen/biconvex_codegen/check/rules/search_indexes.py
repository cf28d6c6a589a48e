"""The rule for search indexes: a field that can hold a string, and filter fields that differ."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.nodes import SearchIndex, Table
from ...ir.types import AnyType, IdType, LiteralKind, LiteralType, StringType, Type
from ...source import At, Part
from ..field_paths import fields_where, malformed, reached
from ..filter_fields import filter_faults
from ..index import AppIndex, all_tables


def search_indexes(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every search index over a field that is never a string, and its faulty filter fields."""
    for table in all_tables(known.app):
        for index in table.search_indexes:
            yield from _main_field(known, table, index)
            yield from filter_faults(index, Code.INVALID_SEARCH_INDEX)


def _main_field(known: AppIndex, table: Table, index: SearchIndex) -> Iterator[Diagnostic]:
    at = At(index.id, Part.VALUE)
    path = index.search_field
    wrong = malformed(path)
    if wrong is not None:
        message = f'the search field "{path}" {wrong}'
        yield Diagnostic(Code.INVALID_SEARCH_INDEX, message, at, help="name one field that holds text")
        return
    types = reached(known, table, path) if known.is_enforced else ()
    if types and not any(_can_be_string(type_) for type_ in types):
        message = f'the search field "{path}" of the table "{table.name}" never holds a string'
        fitting = fields_where(known, table, _can_be_string)
        yield Diagnostic(Code.INVALID_SEARCH_INDEX, message, at, help=f"search a field that holds text{fitting}")


def _can_be_string(type_: Type) -> bool:
    match type_:
        case StringType() | IdType() | AnyType() | LiteralType(literal=LiteralKind.STRING):
            return True
        case _:
            return False
