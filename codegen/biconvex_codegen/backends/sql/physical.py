"""The physical model: what a database holds once the DDL of one dialect is applied, as values; it makes no decision.

Introspection, migrations and a runtime can read it. Names are bare; `sql` is ready to stand in a statement.
"""

from dataclasses import dataclass
from enum import Enum

from ..layout import Doc
from .storage import Null, Storage


class Role(Enum):
    """What a column is for."""

    ROW = "row"
    """SQLite's own number of the row, which the full-text index refers to."""
    SYSTEM = "system"
    FIELD = "field"
    DOCUMENT = "document"
    FLAG = "flag"
    """Whether a field is there, where NULL means null."""
    KEY = "key"
    """The sort key of a value inside JSON, set by whoever writes the row."""
    SEARCH = "search"
    """Words and filters of a search index, generated."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    `path` is the field, or path of fields, that it stands for; `null` what its NULL stands for where a field is in it;
    `calls` names our functions in what it is generated from; `remark` is for the reader of the DDL.
    """

    name: str
    sql_type: str
    role: Role
    path: str
    storage: Storage | None = None
    null: Null | None = None
    collation: str | None = None
    not_null: bool = False
    generated: Doc | None = None
    calls: tuple[str, ...] = ()
    comment: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A named condition that every row satisfies."""

    name: str
    condition: Doc


class Method(Enum):
    """The kinds of index."""

    BTREE = "btree"
    GIN = "gin"
    HNSW = "hnsw"


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One part of an index's key.

    `column` names the column where the part is one and nothing else; `calls` names our functions in the part.
    """

    sql: str
    column: str | None = None
    nulls_first: bool = False
    operator_class: str | None = None
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """An index; `source` is its name in the schema."""

    name: str
    source: str
    method: Method
    unique: bool
    parts: tuple[IndexPart, ...]
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger: `event` is what stands between its name and its table, `body` its statements."""

    name: str
    event: str
    body: tuple[Doc, ...]


@dataclass(frozen=True, slots=True)
class FullText:
    """An FTS5 table that indexes another table's rows, and the triggers that keep it so."""

    name: str
    source: str
    columns: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class PhysicalTable:
    """A table with everything that belongs to it; `source` is its name in the schema, `remarks` are for the reader."""

    name: str
    source: str
    columns: tuple[Column, ...]
    key_name: str
    checks: tuple[Check, ...] = ()
    indexes: tuple[Index, ...] = ()
    full_texts: tuple[FullText, ...] = ()
    remarks: tuple[str, ...] = ()
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class PhysicalSchema:
    """All tables, the functions that their definitions call, and the extensions that they need."""

    tables: tuple[PhysicalTable, ...]
    functions: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
