"""What the two dialects do differently with the same table, as one value; and a table with its names given out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..layout import Doc
from .columns import ColumnNames
from .conditions import Condition
from .definitions import Definitions
from .names import NameRules
from .parts import Part
from .physical import IndexPart
from .storage import Storage
from .stored import StoredField, StoredTable


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table as it is stored, its name in the database and those of its columns."""

    stored: StoredTable
    name: str
    names: ColumnNames
    definitions: Definitions


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect: its types, what its names are like, and how it writes conditions and parts of indexes.

    `column_check` gives what to check for a condition of a column, None where the column's type says it already;
    `unique_part` writes a part that is NULL where the field is missing or null, because NULLs do not collide.
    """

    sql_types: Mapping[Storage, str]
    text_collation: str | None
    rules: NameRules
    column_check: Callable[[Condition, StoredField], Condition | None]
    condition_sql: Callable[[Condition, ColumnNames], Doc]
    part: Callable[[Part, ColumnNames], IndexPart]
    unique_part: Callable[[Part, ColumnNames], IndexPart]
