"""The names of one table's columns, given out in a fixed order; it knows no types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..quoting.sql import identifier
from .names import Namespace
from .stored import StoredTable

FLAG_PREFIX = "_has_"
KEY_PREFIX = "_key_"
SEARCH_PREFIX = "_fts_"


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Names of columns by field, of flags by field, and of extra columns by what they are wished to be called."""

    fields: Mapping[str, str]
    flags: Mapping[str, str]
    extra: Mapping[str, str]

    def column(self, field: str) -> str:
        """Return the quoted name of a field's column."""
        return identifier(self.fields[field])

    def flag(self, field: str) -> str:
        """Return the quoted name of a field's flag."""
        return identifier(self.flags[field])


def column_names(table: StoredTable, namespace: Namespace, extra: Iterable[str]) -> ColumnNames:
    """Return the names of a table's columns; no user's field begins with `_`, so only case and length can collide."""
    every = (*table.system, *table.fields)
    fields = {field.name: namespace.claim(field.name) for field in every}
    flags = {field.name: namespace.claim(FLAG_PREFIX + field.name) for field in every if field.has_flag}
    return ColumnNames(fields, flags, {wish: namespace.claim(wish) for wish in extra})
