"""Search indexes of PostgreSQL: a generated column of words and filters, and a GIN index over it."""

from collections.abc import Iterator

from ....ir.nodes import SearchIndex
from ...layout import LINE, SOFT, Doc, bracketed, concat, group, indent
from ...quoting.sql import identifier, postgres_string
from ..columns import SEARCH_PREFIX, ColumnNames
from ..comments import comment_text
from ..dialect import NamedTable
from ..names import Namespace
from ..parts import ColumnPart, PathPart, value_part
from ..physical import Column, Index, IndexPart, Method, Role
from ..storage import Storage
from .expressions import in_schema, path_json, path_key
from .functions import KEY, TOKEN

_LONGEST_TEXT = 250_000
"""Characters that are indexed: a tsvector is at most 1 MB, and no text so long comes near it."""


def _in_order(table: NamedTable) -> tuple[SearchIndex, ...]:
    return tuple(sorted(table.stored.table.search_indexes, key=lambda each: each.name))


def search_columns(table: NamedTable) -> Iterator[Column]:
    """Yield the column of words and filters of each search index."""
    for index in _in_order(table):
        text, *filters = (_value_part(table, path) for path in (index.search_field, *index.filter_fields))
        tokens = [_token(table, part) for part in dict.fromkeys(filters)]
        key = (KEY,) if any(isinstance(part, PathPart) for part in filters) else ()
        yield Column(
            table.names.extra[SEARCH_PREFIX + index.name],
            "tsvector",
            Role.SEARCH,
            index.search_field,
            generated=_contents(_text(text, table.names), tokens),
            calls=(*key, TOKEN) if tokens else (),
        )


def _value_part(table: NamedTable, path: str) -> ColumnPart | PathPart:
    return value_part(table.stored, path, table.definitions)


def gin_indexes(table: NamedTable, relations: Namespace) -> Iterator[Index]:
    """Yield the index over the column of each search index."""
    for index in _in_order(table):
        column = table.names.extra[SEARCH_PREFIX + index.name]
        yield Index(
            relations.claim(f"{table.name}__{index.name}"),
            index.name,
            Method.GIN,
            unique=False,
            parts=(IndexPart(identifier(column), column),),
            comment=comment_text(index.notes),
        )


def _contents(text: str, tokens: list[Doc]) -> Doc:
    """Return words and filters as one tsvector.

    The words are cut as Convex cuts them, at everything that is neither letter nor digit, by the rules of the
    database's own locale: those of "C" know ASCII letters alone.
    """
    cut = f"""regexp_replace(left({text}, {_LONGEST_TEXT}) COLLATE "default", '[^[:alnum:]]+', ' ', 'g')"""
    words = bracketed("to_tsvector(", ["'pg_catalog.simple'", cut], ")", trailing="")
    if not tokens:
        return words
    return concat(words, LINE, bracketed("|| array_to_tsvector(ARRAY[", tokens, "])", trailing=""))


def _text(part: ColumnPart | PathPart, names: ColumnNames) -> str:
    """Return the text to search, NULL where the value is none."""
    match part:
        case PathPart():
            json = path_json(part, names)
            return f"CASE WHEN jsonb_typeof({json}) = 'string' THEN ({json}) #>> '{{}}' END"
        case ColumnPart(storage=Storage.TEXT):
            return names.column(part.field)
        case _:
            return "NULL::text"


def _token(table: NamedTable, part: ColumnPart | PathPart) -> Doc:
    path = part.path if isinstance(part, PathPart) else part.field
    arguments = (postgres_string(path), _value(part, table.names), _is_null(table, part))
    return group(f"{in_schema(TOKEN)}(", indent(SOFT, ", ".join(arguments)), SOFT, ")")


def _value(part: ColumnPart | PathPart, names: ColumnNames) -> str:
    """Return a filter's value as text, by functions whose result no setting of a session changes."""
    if isinstance(part, PathPart):
        return f"encode({path_key(part, names)}, 'hex')"
    column = names.column(part.field)
    match part.storage:
        case Storage.TEXT:
            return column
        case Storage.NUMBER:
            return f"encode(float8send({column} + 0), 'hex')"
        case Storage.BYTES:
            return f"encode({column}, 'hex')"
        case _:
            return f"{column}::text"


def _is_null(table: NamedTable, part: ColumnPart | PathPart) -> str:
    """Return whether a filter that has no value is null, rather than missing."""
    field = table.stored.field(part.field)
    if isinstance(part, PathPart) or not field.stored.null_is_absence:
        return "false"
    return table.names.flag(part.field) if field.has_flag else "true"
