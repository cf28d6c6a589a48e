"""Parts of SQLite's plain and unique indexes, and the columns of sort keys that they read."""

from collections.abc import Iterator

from ...quoting.sql import identifier
from ..columns import KEY_PREFIX, ColumnNames
from ..definitions import Definitions
from ..dialect import NamedTable
from ..parts import FlagPart, Part, PathPart, value_part
from ..physical import Column, IndexPart, Role
from ..stored import StoredTable

_KEY_OF_NULL = "x'03'"


def key_paths(table: StoredTable, definitions: Definitions) -> tuple[str, ...]:
    """Return the paths into JSON that an index or a filter reads: each needs a column of sort keys."""
    indexed = [path for index in table.table.indexes for path in index.fields]
    searched = [path for index in table.table.search_indexes for path in index.filter_fields]
    compared = [path for index in table.table.vector_indexes for path in index.filter_fields]
    read = [value_part(table, path, definitions) for path in (*indexed, *searched, *compared)]
    return tuple(sorted({part.path for part in read if isinstance(part, PathPart)}))


def key_columns(paths: tuple[str, ...], table: NamedTable) -> Iterator[Column]:
    """Yield the columns of sort keys; they are NULL where there is nothing."""
    for path in paths:
        yield Column(table.names.extra[KEY_PREFIX + path], "BLOB", Role.KEY, path)


def part_column(part: Part, names: ColumnNames) -> str:
    """Return the name of the column that holds a part."""
    match part:
        case PathPart():
            return names.extra[KEY_PREFIX + part.path]
        case FlagPart():
            return names.flags[part.field]
        case _:
            return names.fields[part.field]


def index_part(part: Part, names: ColumnNames) -> IndexPart:
    """Return a part whose order is Convex's order of what it reads; SQLite puts NULLs first."""
    column = part_column(part, names)
    return IndexPart(identifier(column), column)


def unique_index_part(part: Part, names: ColumnNames) -> IndexPart:
    """Return a part that is NULL where what it reads is missing or null."""
    if not isinstance(part, PathPart):
        return index_part(part, names)
    return IndexPart(f"nullif({identifier(part_column(part, names))}, {_KEY_OF_NULL})")
