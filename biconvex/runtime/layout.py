"""How the documents of a table lie in SQLite, as `schema.sqlite.json` says it: names and kinds of columns."""

from typing import TYPE_CHECKING, Final, NamedTuple

from .plain import flag, nodes, text, text_or

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .plain import Node


class Column(NamedTuple):
    """A column: what it is for, the field or path that it stands for, how values lie in it, and what NULL means."""

    name: str
    role: str
    path: str
    storage: str
    null: str


class Index(NamedTuple):
    """An index of the database."""

    name: str
    unique: bool


class TableLayout(NamedTuple):
    """A table: `source` is its name in the schema, `name` that in the database; indexes by their names in the schema.

    `searches` gives the full-text table of each search index, `private` the columns that are no field of a document.
    """

    source: str
    name: str
    columns: tuple[Column, ...]
    indexes: "dict[str, Index]"
    searches: dict[str, str]
    private: tuple[str, ...] = ()

    def of_role(self, *roles: str) -> "Iterator[Column]":
        """Yield the columns of these roles, in order."""
        return (column for column in self.columns if column.role in roles)


def read_layout(document: "Node") -> dict[str, TableLayout]:
    """Return the tables of a layout file, by their names in the schema."""
    return {text(table, "source"): _table(table) for table in nodes(document, "tables")}


def _table(table: "Node") -> TableLayout:
    return TableLayout(
        text(table, "source"),
        text(table, "name"),
        tuple(map(_column, nodes(table, "columns"))),
        {text(each, "source"): Index(text(each, "name"), flag(each, "unique")) for each in nodes(table, "indexes")},
        {text(each, "source"): text(each, "name") for each in nodes(table, "searches")},
    )


def _column(column: "Node") -> Column:
    name = text(column, "name")
    return Column(
        name,
        text_or(column, "role", "field"),
        text_or(column, "path", name),
        text_or(column, "storage", ""),
        text_or(column, "null", ""),
    )


def quoted(name: str) -> str:
    """Return a name as SQL."""
    return '"' + name.replace('"', '""') + '"'


_ROW: Final = Column("_pk", "row", "_pk", "", "")
_SYSTEM: Final = (
    _ROW,
    Column("_id", "system", "_id", "text", ""),
    Column("_creationTime", "system", "_creationTime", "number", ""),
)


def system_layout(name: str, columns: tuple[Column, ...], private: tuple[str, ...] = ()) -> TableLayout:
    """Return the layout of a table of the runtime's own, which `gen` does not emit."""
    index = Index(f"{name}__by_creation_time", unique=False)
    return TableLayout(name, name, (*_SYSTEM, *columns), {"by_creation_time": index}, {}, private)
