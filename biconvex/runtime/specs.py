"""What the runtime knows of a table once and for all: its validator, its rows, its statements, its indexes."""

from functools import cached_property
from keyword import iskeyword
from typing import TYPE_CHECKING, Final

from ..errors import InvalidIdError, UsageError, ValidationError
from ..field_paths import reached
from ..validators import Validator, VAny, VFloat64, VId, VObject, VUnion
from ..values import UNSET
from .layout import quoted
from .plain import nodes, text, texts, whole
from .ranges import condition, order
from .rows import Part, RowFormat
from .stored_values import may_hold_timestamp, stored_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from .layout import TableLayout
    from .plain import Node
    from .ranges import Piece
    from .rows import Cell
    from .types import Types

    TableOf: TypeAlias = Callable[[str], str | None]

TAIL: Final = ("_creationTime", "_id")
"""What every index ends in, so that it orders documents completely."""


class PathSpec:
    """A field, or a path of fields, of a table: what may stand there, and the columns that hold it."""

    __slots__ = ("_format", "_validator", "parts", "path")

    def __init__(self, table: "TableSpec", path: str) -> None:
        self.path: Final = path
        self._format = table.format
        self._validator = _bound_validator(table, path)
        self.parts: Final = table.format.parts(path)

    def cells(self, value: object, table_of: "TableOf", where: str) -> "tuple[Cell, ...]":
        """Return what the columns hold for a value, UNSET for none; what can never be there raises."""
        if value is UNSET:
            if not self._format.may_be_missing(self.path):
                raise UsageError(f'{where}: "{self.path}" cannot be UNSET: it is never missing')
            return self._format.part_values(self.path, UNSET)
        try:
            found = self._validator.read(value, table_of)
            if isinstance(found, float):
                found = stored_number(found)
        except ValidationError as error:
            if isinstance(value, str) and any(isinstance(each, VId) for each in self._validator.members):
                raise InvalidIdError(f'{where}: "{self.path}" cannot be {error}') from None
            raise UsageError(f'{where}: "{self.path}" cannot be compared: {error}') from None
        return self._format.part_values(self.path, found)

    def absence(self, cells: "tuple[Cell, ...]") -> str:
        """Return how a full-text table names what is not there, by the cells of the columns."""
        return self._format.absence(self.path, cells)


class IndexSpec:
    """An index: its fields in order, the creation time and the id at their end, and the statements that read it."""

    __slots__ = ("_heads", "_statements", "name", "parts", "paths", "table")

    def __init__(self, table: "TableSpec", name: str, fields: tuple[str, ...]) -> None:
        self.table: Final = table
        self.name: Final = name
        more = tuple(path for path in TAIL if path not in fields)
        wanted = fields if fields == ("_id",) else (*fields, *more)
        self.paths: Final = tuple(table.path(path) for path in wanted)
        known = table.layout.indexes.get(name)
        is_unique = known is not None and known.unique
        parts_of = table.format.unique_parts if is_unique else table.format.parts
        self.parts: Final = tuple(part for path in wanted for part in parts_of(path))
        # SQLite takes several indexes for equally good where one has columns of another, and they are not.
        hint = "" if known is None or known.unique else f" INDEXED BY {quoted(known.name)}"
        columns = [part.column for part in self.parts]
        self._heads = {False: table.format.select() + hint, True: table.format.select(*columns) + hint}
        self._statements: dict[object, str] = {}

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a range may name, in their order; the id is there to settle the order alone."""
        names = tuple(path.path for path in self.paths)
        return names if names == ("_id",) else names[:-1]

    def statement(self, piece: "Piece", direction: str, *, limited: bool, positions: bool) -> "tuple[str, list[Cell]]":
        """Return the statement that reads a piece, and its parameters, the limit aside.

        With `positions`, the columns of the index follow those of the document.
        """
        where, cells = condition(piece, self.parts)
        key = (where, direction, limited, positions)
        statement = self._statements.get(key)
        if statement is None:
            by = order(piece, self.parts, direction)
            clauses = (
                self._heads[positions],
                f" WHERE {where}" if where else "",
                f" ORDER BY {by}" if by else "",
                " LIMIT ?" if limited else "",
            )
            statement = self._statements[key] = "".join(clauses)
        return statement, cells


class SearchSpec:
    """A search index: the full-text table, and the fields that filter it."""

    __slots__ = ("filters", "full_text", "name", "table")

    def __init__(self, table: "TableSpec", node: "Node") -> None:
        self.table: Final = table
        self.name: Final = text(node, "name")
        self.full_text: Final = table.layout.searches[self.name]
        self.filters: Final = table.filters(node)


class VectorSpec:
    """A vector index: its field, how many numbers a vector has, and the fields that filter it."""

    __slots__ = ("dimensions", "field", "filters", "name", "table")

    def __init__(self, table: "TableSpec", node: "Node") -> None:
        self.table: Final = table
        self.name: Final = text(node, "name")
        self.field: Final = text(node, "vector_field")
        self.dimensions: Final = whole(node, "dimensions")
        self.filters: Final = table.filters(node)


class TableSpec:
    """A table of the app, or one of the system's."""

    def __init__(self, layout: "TableLayout", validator: Validator, node: "Node", *, validates: bool = True) -> None:
        self.name: Final = layout.source
        self.layout: Final = layout
        self.validator: Final = validator
        self.validates: Final = validates
        self.is_system: Final = layout.source.startswith("_")
        self.format: Final = RowFormat(layout, validator)
        self.holds_timestamp: Final = may_hold_timestamp(validator)
        self._node = node
        self._paths: dict[str, PathSpec] = {}
        table = quoted(layout.name)
        self.get_statement: Final = f'{self.format.select()} WHERE "_id" = ?'
        self.delete_statement: Final = f'DELETE FROM {table} WHERE "_id" = ?'  # noqa: S608  a name, quoted
        written = ("_id", "_creationTime", *self.format.written)
        columns = ", ".join(map(quoted, written))
        marks = ", ".join("?" * len(written))
        self.insert_statement: Final = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  names, quoted
        self._updates: dict[tuple[str, ...], str] = {}

    @cached_property
    def fields(self) -> "Mapping[str, Validator] | None":
        """The fields of a document where all have the same ones and each lies in a column; else None."""
        in_columns = not any(self.layout.of_role("document"))
        is_flat = in_columns and self.validates and isinstance(self.validator, VObject)
        return self.validator.fields if is_flat and isinstance(self.validator, VObject) else None

    @cached_property
    def indexes(self) -> "Mapping[str, IndexSpec]":
        """The indexes by their names in Python; staged ones cannot be read."""
        found = {"by_creation_time": (), "by_id": ("_id",)} | {
            text(node, "name"): texts(node, "fields") for node in _live(self._node, "indexes")
        }
        return {attribute(name): IndexSpec(self, name, fields) for name, fields in found.items()}

    @cached_property
    def searches(self) -> "Mapping[str, SearchSpec]":
        """The search indexes by their names in Python."""
        return {attribute(text(node, "name")): SearchSpec(self, node) for node in _live(self._node, "search_indexes")}

    @cached_property
    def vectors(self) -> "Mapping[str, VectorSpec]":
        """The vector indexes by their names in Python."""
        return {attribute(text(node, "name")): VectorSpec(self, node) for node in _live(self._node, "vector_indexes")}

    def path(self, path: str) -> PathSpec:
        """Return what is known of a field or path."""
        found = self._paths.get(path)
        if found is None:
            found = self._paths[path] = PathSpec(self, path)
        return found

    def filters(self, node: "Node") -> "Mapping[str, PathSpec]":
        """Return the filter fields of a search or vector index, by the keywords that Python calls them with."""
        return {attribute(path.replace(".", "__")): self.path(path) for path in texts(node, "filter_fields")}

    def update_statement(self, columns: tuple[str, ...]) -> str:
        """Return the statement that sets columns of one row."""
        statement = self._updates.get(columns)
        if statement is None:
            sets = ", ".join(f"{quoted(column)} = ?" for column in columns)
            statement = f'UPDATE {quoted(self.layout.name)} SET {sets} WHERE "_id" = ?'  # noqa: S608  names, quoted
            self._updates[columns] = statement
        return statement

    def unique_index(self, message: str) -> str | None:
        """Return the unique index that an error of SQLite is about."""
        for source, index in self.layout.indexes.items():
            if index.unique and (f"index '{index.name}'" in message or message == self._columns_of(source)):
                return source
        return None

    def _columns_of(self, index: str) -> str:
        """Return how SQLite names the columns of a unique index that it found violated."""
        node = next(each for each in nodes(self._node, "indexes") if text(each, "name") == index)
        parts: list[Part] = [self.format.parts(path)[-1] for path in texts(node, "fields")]
        return "UNIQUE constraint failed: " + ", ".join(f"{self.layout.name}.{part.column}" for part in parts)


def table_specs(
    tables: "Iterable[Node]", layouts: "Mapping[str, TableLayout]", types: "Types", *, validates: bool
) -> "dict[str, LazySpec]":
    """Return the tables of an app by their names in Python, each made when it is first asked for."""
    found: dict[str, LazySpec] = {}
    for node in tables:
        name = text(node, "name")
        if name not in layouts:
            raise UsageError(f'schema.sqlite.json has no table "{name}", and ir.json has: run `gen`')
        found[attribute(name)] = LazySpec(layouts[name], types, node, validates=validates)
    return found


class LazySpec:
    """A table that is not looked at before it is used: an app may have hundreds."""

    __slots__ = ("_layout", "_made", "_node", "_types", "_validates")

    def __init__(self, layout: "TableLayout", types: "Types", node: "Node", *, validates: bool) -> None:
        self._layout = layout
        self._types = types
        self._node = node
        self._validates = validates
        self._made: TableSpec | None = None

    @property
    def spec(self) -> TableSpec:
        """The table."""
        if self._made is None:
            validator = self._types.table(self._layout.source)
            self._made = TableSpec(self._layout, validator, self._node, validates=self._validates)
        return self._made


def attribute(name: str) -> str:
    """Return what Python code writes after a dot, or as a keyword, for a name."""
    return f"{name}_" if iskeyword(name) else name


def _live(table: "Node", kind: str) -> "Iterable[Node]":
    return (node for node in nodes(table, kind) if not node.get("staged"))


def _bound_validator(table: TableSpec, path: str) -> VUnion:
    """Return what a path may be compared with: whatever may stand there."""
    if path == "_id":
        return VUnion(VId(table.name))
    if path == "_creationTime":
        return VUnion(VFloat64())
    found = reached(table.validator, path) if table.validates else ()
    members = dict.fromkeys(each.restored(is_optional=False, notes=each.notes) for each in found)
    return VUnion(*members) if members else VUnion(VAny())
