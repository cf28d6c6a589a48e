"""Search indexes of SQLite: an FTS5 table without content of its own, kept by triggers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....ir.nodes import SearchIndex
from ...layout import HARD, LINE, Doc, bracketed, concat, group, indent, join
from ...quoting.sql import identifier, sqlite_string
from ..comments import comment_text
from ..dialect import NamedTable
from ..names import Namespace
from ..parts import ColumnPart, PathPart, value_part
from ..physical import FullText, Trigger
from ..storage import Storage
from .indexes import part_column

COLUMNS = ("body", "filters")
_TRIGGERS = ("_delete", "_insert", "_update")
_SHADOWS = ("_config", "_content", "_data", "_docsize", "_idx")


@dataclass(frozen=True, slots=True)
class _Search:
    """What a search index reads of a table's row."""

    name: str
    table: NamedTable
    text: ColumnPart | PathPart
    filters: tuple[ColumnPart | PathPart, ...]


def full_texts(table: NamedTable, relations: Namespace) -> Iterator[FullText]:
    """Yield the FTS5 table of each search index."""
    for index in sorted(table.stored.table.search_indexes, key=lambda each: each.name):
        name = relations.claim(f"{table.name}__{index.name}", suffixes=(*_SHADOWS, *_TRIGGERS))
        triggers = tuple(_triggers(_search(name, index, table)))
        yield FullText(name, index.name, COLUMNS, triggers, comment_text(index.notes))


def _search(name: str, index: SearchIndex, table: NamedTable) -> _Search:
    text, *filters = (
        value_part(table.stored, path, table.definitions) for path in (index.search_field, *index.filter_fields)
    )
    return _Search(name, table, text, tuple(dict.fromkeys(filters)))


def _triggers(search: _Search) -> Iterator[Trigger]:
    enter, forget = _enter(search), _forget(search)
    changed = ", ".join(map(identifier, _columns(search)))
    yield Trigger(f"{search.name}_insert", "AFTER INSERT", (enter,))
    yield Trigger(f"{search.name}_update", f"AFTER UPDATE OF {changed}", (forget, enter))
    yield Trigger(f"{search.name}_delete", "AFTER DELETE", (forget,))


def _columns(search: _Search) -> tuple[str, ...]:
    """Return the columns whose change concerns the index."""
    names = search.table.names
    flags = [names.flags[part.field] for part in search.filters if part.field in names.flags]
    filters = [part_column(part, names) for part in search.filters]
    return tuple(dict.fromkeys(("_pk", names.fields[search.text.field], *filters, *flags)))


def _enter(search: _Search) -> Doc:
    columns = ", ".join(map(identifier, COLUMNS))
    head = f"INSERT INTO {identifier(search.name)} (rowid, {columns})"
    return _insert(head, ['NEW."_pk"', _body(search, "NEW"), _filters(search, "NEW")])


def _forget(search: _Search) -> Doc:
    """Return the command that takes a row out; an index without content must be told what is in it."""
    name, columns = identifier(search.name), ", ".join(map(identifier, COLUMNS))
    head = f"INSERT INTO {name} ({name}, rowid, {columns})"
    return _insert(head, ["'delete'", 'OLD."_pk"', _body(search, "OLD"), _filters(search, "OLD")])


def _insert(head: str, values: Sequence[Doc]) -> Doc:
    return concat(head, indent(HARD, bracketed("VALUES (", values, ")", trailing="")))


def _body(search: _Search, row: str) -> str:
    """Return the text to search, NULL where the value is none."""
    column = f"{row}.{search.table.names.column(search.text.field)}"
    match search.text:
        case PathPart():
            path = sqlite_string("$" + "".join(f'."{segment}"' for segment in search.text.segments))
            return f"CASE json_type({column}, {path}) WHEN 'text' THEN json_extract({column}, {path}) END"
        case ColumnPart(storage=Storage.TEXT):
            return column
        case _:
            return "NULL"


def _filters(search: _Search, row: str) -> Doc:
    """Return the tokens of the filters, each the hexadecimal digits of what names field and value."""
    tokens = [_token(search.table, part, row) for part in search.filters]
    return group(join(concat(LINE, "|| ' ' || "), tokens)) if tokens else "''"


def _token(table: NamedTable, part: ColumnPart | PathPart, row: str) -> str:
    path = part.path if isinstance(part, PathPart) else part.field
    column = f"{row}.{identifier(part_column(part, table.names))}"
    return f"hex({sqlite_string('=' + path)} || coalesce(':' || {_value(part, column)}, {_absence(table, part, row)}))"


def _value(part: ColumnPart | PathPart, column: str) -> str:
    """Return a filter's value as text that no release of SQLite prints differently: of a number its whole part.

    A token that changed with the library would corrupt the index, because FTS5 is told what it has to forget.
    """
    if isinstance(part, PathPart) or part.storage is Storage.BYTES:
        # hex() makes an empty text of NULL.
        digits = f"lower(hex({column}))"
        return f"CASE WHEN {column} IS NOT NULL THEN {digits} END" if part.can_be_null else digits
    return f"CAST({column} AS INTEGER)" if part.storage is Storage.NUMBER else column


def _absence(table: NamedTable, part: ColumnPart | PathPart, row: str) -> str:
    field = table.stored.field(part.field)
    if isinstance(part, PathPart) or not field.stored.null_is_absence:
        return "'=missing'"
    if not field.has_flag:
        return "'=null'"
    return f"CASE {row}.{table.names.flag(part.field)} WHEN 1 THEN '=null' ELSE '=missing' END"
