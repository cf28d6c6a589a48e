"""Documents as rows and back: one value of this module for each table, made once, from its layout and validator."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ..errors import ValidationError
from ..field_paths import opened
from ..validators import VCommitTs, VFloat64, VInt64, VInteger, VLiteral, VObject, VUnion
from ..values import UNSET, Int64
from ..wire import is_object
from .layout import Column, TableLayout, quoted
from .sort_keys import KEY_OF_NULL, sort_key
from .stored_values import from_json, stored_number, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..validators import Validator

Cell: TypeAlias = "str | int | float | bytes | None"
Document: TypeAlias = dict[str, object]

_SYSTEM: Final = ("_id", "_creationTime")


class Part(NamedTuple):
    """One column that an index orders by; `nullable`: it may hold NULL, which comes first.

    `indexed` is what the index has for the column, where that is not the column itself.
    """

    column: str
    nullable: bool
    indexed: str = ""


class _Field(NamedTuple):
    """What a top-level field is written into: its column, its flag, and the sort keys of paths that begin with it."""

    column: str
    write: "Callable[[Any], Cell]"
    flag: str | None
    keys: tuple[tuple[str, str], ...]


class RowFormat:
    """How the documents of one table become rows.

    `selected` are the columns of a row to read, in the order that `document` takes; `written` those that `cells` gives.
    """

    __slots__ = (
        "_columns",
        "_conversions",
        "_fields",
        "_flagged",
        "_flags",
        "_keys",
        "_missing_if_null",
        "_names",
        "_variants",
        "_whole",
        "_writers",
        "layout",
        "selected",
        "written",
    )

    def __init__(self, layout: TableLayout, validator: "Validator") -> None:
        """Settle everything that does not depend on a document."""
        self.layout: Final = layout
        fields = [column for column in layout.of_role("field", "document") if column.name not in layout.private]
        flags = {column.path: column for column in layout.of_role("flag")}
        self._whole = any(column.role == "document" for column in fields)
        self._columns = {column.path: column for column in (*layout.of_role("system"), *fields)}
        self._flags = {path: column.name for path, column in flags.items()}
        self._keys = {column.path: column.name for column in layout.of_role("key")}
        self._names = (*(column.path for column in fields), *_SYSTEM)
        read = (*fields, *layout.of_role("system"), *flags.values())
        self.selected: Final = tuple(column.name for column in read)
        self._missing_if_null = tuple(column.path for column in fields if column.null == "missing")
        first_flag = len(self._names)
        self._flagged = tuple((path, first_flag + number) for number, path in enumerate(flags))
        members = {column.path: _members(validator, column) for column in fields}
        self._variants = validator if _differ_in_numbers(validator, fields) else None
        found = ((column.path, _reader(column, members[column.path])) for column in fields)
        self._conversions = tuple((name, convert) for name, convert in found if convert is not None)
        self._fields = {column.path: self._field(column) for column in fields}
        self._writers = tuple(
            (place, column.path, _WRITERS[column.storage])
            for place, column in enumerate(fields)
            if _WRITERS[column.storage] is not _as_it_is
        )
        self.written: Final = (
            *(column.name for column in fields),
            *self._flags.values(),
            *self._keys.values(),
        )

    def document(self, row: "Sequence[Cell]") -> Document:
        """Return the document of a row that begins with the selected columns."""
        document: Document = dict(zip(self._names, row, strict=False))
        for name in self._missing_if_null:
            if document[name] is None:
                del document[name]
        for name, place in self._flagged:
            if document[name] is None and not row[place]:
                del document[name]
        for name, convert in self._conversions:
            value = document.get(name)
            if value is not None:
                document[name] = convert(value)
        if self._variants is not None:
            return self._read(self._variants, document)
        return self._opened(document) if self._whole else document

    def _read(self, validator: "Validator", document: Document) -> Document:
        """Return a document as its variant has it, where the columns alone do not tell an `int` from a `float`."""
        found = validator.read({name: value for name, value in document.items() if name not in _SYSTEM})
        fields = {str(name): item for name, item in found.items()} if is_object(found) else {}
        return {**fields, **{name: document[name] for name in _SYSTEM}}

    def _opened(self, document: Document) -> Document:
        """Return a document out of the one column that holds it."""
        inner = document.pop(self._names[0])
        fields = {str(name): item for name, item in inner.items()} if is_object(inner) else {}
        return {**fields, **document}

    def cells(self, document: "Mapping[str, object]") -> list[Cell]:
        """Return the written columns of a document in normal form, without its system fields."""
        if self._whole:
            return [to_json(document), *(self.key(document, path) for path in self._keys)]
        found: list[Any] = list(map(document.get, self._fields))  # most values are their own cells
        name = ""
        try:
            for place, name, write in self._writers:
                if name in document:
                    found[place] = write(found[place])
        except ValidationError as error:
            raise error.inside(f".{name}") from None
        found.extend([int(path in document) for path in self._flags])
        found.extend([self.key(document, path) for path in self._keys])
        return found

    def length(self, cells: "Iterable[Cell]") -> int:
        """Return how many characters and bytes the long ones among some columns have."""
        return sum([len(cell) for cell in cells if type(cell) is str or type(cell) is bytes])

    def key(self, document: "Mapping[str, object]", path: str) -> bytes | None:
        """Return the sort key of what stands at a path, None where nothing does."""
        value: object = document
        for step in path.split("."):
            if not is_object(value) or step not in value:
                return None
            value = value[step]
        return sort_key(value)

    def changed(self, changes: "Mapping[str, object]") -> dict[str, Cell]:
        """Return the columns that change with top-level fields in normal form; UNSET is one that goes."""
        found: dict[str, Cell] = {}
        for name, value in changes.items():
            column, write, flag, keys = self._fields[name]
            try:
                found[column] = None if value is UNSET else write(value)
            except ValidationError as error:
                raise error.inside(f".{name}") from None
            if flag is not None:
                found[flag] = int(value is not UNSET)
            for path, key in keys:
                found[key] = None if value is UNSET else self.key({name: value}, path)
        return found

    def _field(self, column: Column) -> "_Field":
        keys = tuple((path, key) for path, key in self._keys.items() if path.partition(".")[0] == column.path)
        return _Field(column.name, _WRITERS[column.storage], self._flags.get(column.path), keys)

    def may_be_missing(self, path: str) -> bool:
        """Say whether the columns of a path tell that nothing is there."""
        return path in self._keys or self._columns[path].null in {"missing", "flag"}

    def parts(self, path: str) -> tuple[Part, ...]:
        """Return the columns by which an index orders what stands at a path."""
        if path in self._keys:
            return (Part(self._keys[path], nullable=True),)
        column = self._columns[path]
        value = Part(column.name, nullable=bool(column.null))
        return (Part(self._flags[path], nullable=False), value) if path in self._flags else (value,)

    def unique_parts(self, path: str) -> tuple[Part, ...]:
        """Return the same for a unique index, in which the key of null is NULL: nulls do not collide."""
        key = self._keys.get(path)
        if key is None:
            return self.parts(path)
        return (Part(key, nullable=True, indexed=f"nullif({quoted(key)}, x'{KEY_OF_NULL.hex()}')"),)

    def part_values(self, path: str, value: object) -> tuple[Cell, ...]:
        """Return what the columns of a path hold for a value in normal form; UNSET where nothing is there."""
        if path in self._keys:
            return (None if value is UNSET else sort_key(value),)
        column = self._columns[path]
        cell = None if value is UNSET else _WRITERS[column.storage](value)
        return (int(value is not UNSET), cell) if path in self._flags else (cell,)

    def absence(self, path: str, cells: "tuple[Cell, ...]") -> str:
        """Return how a full-text table names what is not at a path: missing or null, by the cells of its columns."""
        if path in self._keys:
            return "=missing"
        if path in self._flags:
            return "=null" if cells[0] else "=missing"
        return "=null" if self._columns[path].null == "null" else "=missing"

    def select(self, *more: str) -> str:
        """Return the head of a statement that reads rows, with more columns after those of a document."""
        columns = ", ".join(map(quoted, (*self.selected, *more)))
        return f"SELECT {columns} FROM {quoted(self.layout.name)}"  # noqa: S608  names, quoted


def _differ_in_numbers(validator: "Validator", columns: "Iterable[Column]") -> bool:
    """Say whether variants of a document may have whole numbers and others in one column of numbers."""
    variants = [each for each in opened(validator) if isinstance(each, VObject)]
    columns = [column for column in columns if column.storage == "number"]
    return len(variants) > 1 and any(_reader(column, _members(validator, column)) is not None for column in columns)


def _members(validator: "Validator", column: Column) -> "tuple[Validator, ...]":
    """Return what a column's field may hold in any variant of a document, unions opened."""
    if column.role == "document":
        return ()
    variants = (each for each in opened(validator) if isinstance(each, VObject))
    fields = (variant.fields[column.path] for variant in variants if column.path in variant.fields)
    members = (member for field in fields for member in opened(field))
    return tuple(member.restored(is_optional=False, notes=member.notes) for member in members)


def _reader(column: Column, members: "tuple[Validator, ...]") -> "Callable[[object], object] | None":
    """Return what makes a value of a column's cell, where the cell is not the value itself."""
    match column.storage:
        case "boolean":
            return bool
        case "json" | "vector":
            return _parsed
        case "integer" if any(map(_is_int64, members)):
            return _int64
        case "number" if any(isinstance(member, VLiteral | VInteger) for member in members):
            union = VUnion(*dict.fromkeys(_without_options(members)))
            return union.read
        case _:
            return None


def _without_options(members: "Iterable[Validator]") -> "Iterable[Validator]":
    # The general one last, so that a literal or a whole number is what it was when it was written.
    inner = [member for member in members if isinstance(member, VLiteral | VInteger | VFloat64)]
    return sorted(inner, key=lambda member: isinstance(member, VFloat64))


def _is_int64(validator: "Validator") -> bool:
    is_literal = isinstance(validator, VLiteral) and isinstance(validator.value, Int64)
    return is_literal or isinstance(validator, VInt64 | VCommitTs)


def _int64(cell: object) -> Int64:
    if not isinstance(cell, int):
        raise TypeError("an int64 column holds no integer")
    return Int64(cell)


def _parsed(cell: object) -> object:
    if not isinstance(cell, str):
        raise TypeError("a JSON column holds no text")
    return from_json(cell)


def _as_it_is(value: Any) -> Any:  # noqa: ANN401  a validator has seen that it is a cell
    return value


def _number(value: Any) -> Cell:  # noqa: ANN401  a validator has seen that it is a number, or null
    return None if value is None else stored_number(value)


def _integer(value: Any) -> Cell:  # noqa: ANN401  a validator has seen that it is whole, or null
    return None if value is None else int(value)


def _vector(value: Any) -> Cell:  # noqa: ANN401  a validator has seen that it is a list of numbers, or null
    return None if value is None else to_json(value)


_WRITERS: Final["Mapping[str, Callable[[Any], Cell]]"] = {
    "text": _as_it_is,
    "number": _number,
    "integer": _integer,
    "boolean": _integer,
    "bytes": _as_it_is,
    "nothing": _as_it_is,
    "json": to_json,
    "vector": _vector,
}
