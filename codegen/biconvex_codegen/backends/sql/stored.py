"""How a table's documents lie in one row: one column a top-level field, or the whole document in one JSON column."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...ir.expand import object_members, system_fields
from ...ir.nodes import CheckedApp, Table
from ...ir.types import (
    NO_NOTES,
    AnyType,
    ArrayType,
    Field,
    IntegerType,
    Notes,
    NullType,
    NumberType,
    ObjectType,
    RecordType,
    Type,
    UnionType,
)
from .conditions import Condition, FlagFits, value_conditions
from .definitions import Definitions
from .storage import Null, Storage, Stored, stored

DOCUMENT = "doc"
"""The field, and column, that holds the whole of a document that may have any fields."""

WIDEST = 400
"""Fields beyond which a document lies in one column: a row fits a page of 8 KB, where a long text takes 18 bytes."""


@dataclass(frozen=True, slots=True)
class StoredField:
    """One field of a document, or the whole document, as a column and sometimes a flag beside it."""

    name: str
    members: tuple[Type, ...]
    optional: bool
    stored: Stored
    notes: Notes = NO_NOTES

    @property
    def storage(self) -> Storage:
        """The kind of column."""
        return self.stored.storage

    @property
    def has_flag(self) -> bool:
        """Say whether "missing" and null are both possible and NULL cannot tell them apart."""
        return self.optional and self.stored.null_is_absence

    @property
    def null(self) -> Null | None:
        """What SQL's NULL stands for; None where the column cannot hold it."""
        if self.has_flag:
            return Null.FLAG
        if self.optional:
            return Null.MISSING
        return Null.NULL if self.stored.null_is_absence else None

    @property
    def can_be_null(self) -> bool:
        """Say whether the column may hold SQL's NULL."""
        return self.null is not None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must hold for this column alone."""
        flag = (FlagFits(self.name),) if self.has_flag else ()
        return (*value_conditions(self.name, self.members, self.storage), *flag)


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table's columns: `system` ones, then the document's `fields`; `is_whole` where one of them is the document."""

    table: Table
    system: tuple[StoredField, ...]
    fields: tuple[StoredField, ...]
    variants: tuple[ObjectType, ...]
    is_whole: bool

    def field(self, name: str) -> StoredField:
        """Return the column of this name."""
        return next(each for each in (*self.system, *self.fields) if each.name == name)


def stored_tables(app: CheckedApp, definitions: Definitions) -> tuple[StoredTable, ...]:
    """Return how the documents of all tables lie."""
    validated = app.schema is not None and app.schema.validation
    return tuple(stored_table(table, definitions, validated=validated) for table in app.tables)


def stored_table(table: Table, definitions: Definitions, *, validated: bool) -> StoredTable:
    """Return how a table's documents lie; those that are not `validated` may have any fields."""
    system = tuple(_field(field, definitions) for field in system_fields(table.name))
    members = tuple(definitions.members(table.document))
    variants = tuple(variant for member in members for variant in object_members(member))
    names = {field.name for variant in variants for field in variant.fields}
    if not validated or len(variants) < len(members) or len(names) > WIDEST:
        return StoredTable(table, system, (_whole(definitions, members, validated=validated),), (), is_whole=True)
    fields = tuple(_with_vector(_field(field, definitions), table) for field in _merged(variants))
    return StoredTable(table, system, fields, variants, is_whole=False)


def _whole(definitions: Definitions, members: tuple[Type, ...], *, validated: bool) -> StoredField:
    document: tuple[Type, ...] = members if validated else (AnyType(),)
    objects = tuple(RecordType(AnyType(), AnyType()) if isinstance(each, AnyType) else each for each in document)
    return _field(Field(DOCUMENT, UnionType(objects)), definitions)


def _field(field: Field, definitions: Definitions) -> StoredField:
    members = tuple(definitions.members(field.type))
    return StoredField(field.name, members, field.optional, stored(members), field.notes)


def _merged(variants: tuple[ObjectType, ...]) -> Iterator[Field]:
    """Yield each field that any variant has, in order of first appearance, with the types of all of them."""
    found: dict[str, list[Field]] = {}
    for variant in variants:
        for field in variant.fields:
            found.setdefault(field.name, []).append(field)
    for name, same in found.items():
        optional = len(same) < len(variants) or any(field.optional for field in same)
        notes = next((field.notes for field in same if field.notes != NO_NOTES), NO_NOTES)
        yield Field(name, UnionType(tuple(field.type for field in same)), optional, notes)


def _with_vector(field: StoredField, table: Table) -> StoredField:
    """Return a list of numbers as a vector where a vector index, and nothing else that looks into it, reads it."""
    values = tuple(member for member in field.members if not isinstance(member, NullType))
    is_list = bool(values) and all(_is_list_of_numbers(each) for each in values)
    if not is_list or field.name not in {index.vector_field for index in table.vector_indexes}:
        return field
    if field.name in _read_by_others(table):
        return field
    return replace(field, stored=Stored(Storage.VECTOR, field.stored.nullable))


def _is_list_of_numbers(type_: Type) -> bool:
    return isinstance(type_, ArrayType) and isinstance(type_.item, NumberType | IntegerType)


def _read_by_others(table: Table) -> set[str]:
    indexed = {path for index in table.indexes for path in index.fields}
    searched = {path for index in table.search_indexes for path in (index.search_field, *index.filter_fields)}
    return indexed | searched | {path for index in table.vector_indexes for path in index.filter_fields}
