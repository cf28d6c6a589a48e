"""What tells the variants of a union of objects apart in one row: one condition over the columns of all of them."""

from collections.abc import Iterator

from ...ir.types import Field, NullType, ObjectType
from .conditions import AllOf, AnyOf, Condition, IsMissing, IsNotNull, IsNull, IsPresent, value_conditions
from .definitions import Definitions
from .storage import Storage
from .stored import StoredField, StoredTable


def variant_condition(table: StoredTable, definitions: Definitions) -> Condition | None:
    """Return what a row must satisfy to be one of the table's variants; None where the columns alone see to it."""
    if table.is_whole or len(table.variants) == 1:
        return None
    variants = tuple(AllOf(tuple(_variant(table, variant, definitions))) for variant in table.variants)
    if any(not variant.parts for variant in variants):
        return None
    return AnyOf(tuple(dict.fromkeys(variants)))


def _variant(table: StoredTable, variant: ObjectType, definitions: Definitions) -> Iterator[Condition]:
    fields = {field.name: field for field in variant.fields}
    for column in table.fields:
        if column.name in fields:
            yield from _field(column, fields[column.name], definitions)
        else:
            yield _absent(column)


def _absent(column: StoredField) -> Condition:
    return IsMissing(column.name) if column.has_flag else IsNull(column.name)


def _field(column: StoredField, field: Field, definitions: Definitions) -> Iterator[Condition]:
    """Yield what the variant asks of a column beyond what the column asks already; none of it is ever unknown."""
    members = tuple(definitions.members(field.type))
    null_allowed = any(isinstance(member, NullType) for member in members)
    presence = _presence(column, is_optional=field.optional, null_allowed=null_allowed)
    yield from presence
    holds_values = column.storage not in {Storage.JSON, Storage.NOTHING}
    if holds_values and all(isinstance(member, NullType) for member in members):
        yield IsNull(column.name)
        return
    never_null = not column.can_be_null or IsNotNull(column.name) in presence
    for condition in value_conditions(column.name, members, column.storage):
        if condition not in column.conditions:
            yield condition if never_null else AnyOf((IsNull(column.name), condition))


def _presence(column: StoredField, *, is_optional: bool, null_allowed: bool) -> tuple[Condition, ...]:
    if not column.can_be_null:
        return ()
    if column.storage is Storage.JSON:
        return () if is_optional else (IsNotNull(column.name),)
    if not null_allowed:
        if not is_optional:
            return (IsNotNull(column.name),)
        return (AnyOf((IsMissing(column.name), IsNotNull(column.name))),) if column.has_flag else ()
    return (IsPresent(column.name),) if column.has_flag and not is_optional else ()
