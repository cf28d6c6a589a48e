"""What an index path reads of a row: a column, a flag, or something inside a JSON column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...ir.types import AnyType, NullType, ObjectType, RecordType, Type
from .definitions import Definitions
from .storage import Family, Storage, family
from .stored import StoredField, StoredTable


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """A typed column; its own order is Convex's order."""

    field: str
    storage: Storage
    can_be_null: bool


@dataclass(frozen=True, slots=True)
class FlagPart:
    """The flag that tells a missing field from null: false, and so first, where the field is missing."""

    field: str


@dataclass(frozen=True, slots=True)
class PathPart:
    """A value inside a JSON column, or all of it where there are no segments; `path` is what the schema calls it.

    `is_text`: strings are all there is beside one kind of absence, so that SQL's text and NULL say everything.
    """

    path: str
    field: str
    segments: tuple[str, ...]
    is_text: bool
    can_be_null: bool


Part: TypeAlias = ColumnPart | FlagPart | PathPart


def parts(table: StoredTable, path: str, definitions: Definitions) -> tuple[Part, ...]:
    """Return what decides the order of a path's values, in order: a flag where there is one, then the value."""
    field, segments = _located(table, path)
    if field.storage is Storage.JSON:
        return (_inside(path.strip("."), field, segments, definitions),)
    flag = (FlagPart(field.name),) if field.has_flag else ()
    return (*flag, ColumnPart(field.name, field.storage, field.can_be_null))


def value_part(table: StoredTable, path: str, definitions: Definitions) -> ColumnPart | PathPart:
    """Return what holds a path's value, which a unique key and a search read alone."""
    value = parts(table, path, definitions)[-1]
    assert not isinstance(value, FlagPart)  # noqa: S101  tells the type checker what `parts` promises
    return value


def _located(table: StoredTable, path: str) -> tuple[StoredField, tuple[str, ...]]:
    segments = tuple(path.strip(".").split("."))
    if table.is_whole and segments[0] not in {field.name for field in table.system}:
        return table.fields[0], segments
    return table.field(segments[0]), segments[1:]


def _inside(path: str, field: StoredField, segments: tuple[str, ...], definitions: Definitions) -> PathPart:
    found: tuple[Type | None, ...] = (*field.members, *((None,) if field.optional else ()))
    for segment in segments:
        found = tuple(_step(found, segment, definitions))
    can_be_missing = None in found
    can_be_null = any(isinstance(each, NullType) for each in found)
    values = [each for each in found if each is not None and not isinstance(each, NullType)]
    is_text = bool(values) and all(family(each) is Family.STRING for each in values)
    is_text = is_text and bool(segments) and not (can_be_missing and can_be_null)
    return PathPart(path, field.name, segments, is_text, can_be_missing or (is_text and can_be_null))


def _step(found: Iterable[Type | None], segment: str, definitions: Definitions) -> Iterator[Type | None]:
    """Yield what may stand at a field of values of these types; None for nothing."""
    for type_ in found:
        match type_:
            case AnyType():
                yield from (type_, None)
            case RecordType():
                yield from (*definitions.members(type_.value), None)
            case ObjectType():
                yield from _field_of(type_, segment, definitions)
            case _:
                yield None


def _field_of(type_: ObjectType, segment: str, definitions: Definitions) -> Iterator[Type | None]:
    field = next((each for each in type_.fields if each.name == segment), None)
    if field is None:
        yield None
        return
    yield from definitions.members(field.type)
    if field.optional:
        yield None
