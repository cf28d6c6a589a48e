"""Columns, checks and plain indexes of a table: what both dialects have, each in its own types and expressions."""

from collections.abc import Iterator

from ...ir.nodes import Index as SchemaIndex
from ...ir.types import IdType
from ..quoting.sql import identifier
from .columns import ColumnNames
from .comments import comment_text
from .conditions import FlagFits
from .dialect import Dialect, NamedTable
from .names import Namespace
from .parts import Part, parts, value_part
from .physical import Check, Column, Index, IndexPart, Method, Role
from .storage import Storage
from .stored import StoredField
from .variants import variant_condition

TAIL = ("_creationTime", "_id")
"""What every index but a unique one ends in, so that it orders documents completely."""

BY_CREATION_TIME = "by_creation_time"
"""The index that every table has; no other may be called so."""


def field_columns(table: NamedTable, dialect: Dialect) -> Iterator[Column]:
    """Yield the columns that a document is in, each with its flag after it."""
    role = Role.DOCUMENT if table.stored.is_whole else Role.FIELD
    for field in table.stored.system:
        yield _column(field, table.names, Role.SYSTEM, dialect)
    for field in table.stored.fields:
        yield _column(field, table.names, role, dialect)
        if field.has_flag:
            flag = table.names.flags[field.name]
            yield Column(flag, dialect.sql_types[Storage.BOOLEAN], Role.FLAG, field.name, not_null=True)


def _column(field: StoredField, names: ColumnNames, role: Role, dialect: Dialect) -> Column:
    tables = [member.table for member in field.members if isinstance(member, IdType)]
    refers = bool(tables) and role is Role.FIELD and field.storage is Storage.TEXT
    return Column(
        names.fields[field.name],
        dialect.sql_types[field.storage],
        role,
        field.name,
        storage=field.storage,
        null=field.null,
        collation=dialect.text_collation if field.storage is Storage.TEXT else None,
        not_null=not field.can_be_null,
        comment=comment_text(field.notes),
        remark=f"id of {', '.join(tables)}" if refers else None,
    )


def checks(table: NamedTable, dialect: Dialect) -> Iterator[Check]:
    """Yield the checks of single columns, then the one that tells the variants of a union apart."""
    taken = Namespace(dialect.rules)
    for field in (*table.stored.system, *table.stored.fields):
        for condition in field.conditions:
            check = dialect.column_check(condition, field)
            if check is not None:
                named = table.names.flags if isinstance(condition, FlagFits) else table.names.fields
                name = taken.claim(f"{table.name}_{named[field.name]}_check")
                yield Check(name, dialect.condition_sql(check, table.names))
    variants = variant_condition(table.stored, table.definitions)
    if variants is not None:
        yield Check(taken.claim(f"{table.name}__variant_check"), dialect.condition_sql(variants, table.names))


def plain_indexes(table: NamedTable, relations: Namespace, dialect: Dialect) -> Iterator[Index]:
    """Yield the index by creation time, then those of the schema, by name."""
    tail = tuple(IndexPart(identifier(each), each) for each in TAIL)
    name = relations.claim(f"{table.name}__{BY_CREATION_TIME}")
    yield Index(name, BY_CREATION_TIME, Method.BTREE, unique=False, parts=tail)
    for index in sorted(table.stored.table.indexes, key=lambda each: each.name):
        own = tuple(_own_parts(table, index, dialect))
        yield Index(
            relations.claim(f"{table.name}__{index.name}"),
            index.name,
            Method.BTREE,
            unique=index.unique,
            parts=own if index.unique else (*own, *tail),
            comment=comment_text(index.notes),
        )


def _own_parts(table: NamedTable, index: SchemaIndex, dialect: Dialect) -> Iterator[IndexPart]:
    write = dialect.unique_part if index.unique else dialect.part
    return (write(part, table.names) for path in index.fields for part in _read(table, path, index))


def _read(table: NamedTable, path: str, index: SchemaIndex) -> tuple[Part, ...]:
    if index.unique:
        return (value_part(table.stored, path, table.definitions),)
    return parts(table.stored, path, table.definitions)
