"""Conditions and index parts as PostgreSQL expressions."""

from functools import partial
from typing import assert_never

from ...layout import Doc
from ...quoting.sql import identifier, postgres_literal, postgres_string
from ..columns import ColumnNames
from ..conditions import (
    AllOf,
    AnyOf,
    Condition,
    FlagFits,
    IsBoolean,
    IsMissing,
    IsNotNull,
    IsNull,
    IsNumber,
    IsPresent,
    IsVector,
    OfKinds,
    OneOf,
    SafeInteger,
)
from ..expressions import chain, expression, one_of
from ..parts import PathPart
from ..storage import LARGEST_SAFE_INTEGER, JsonKind, Storage
from ..stored import StoredField

SCHEMA = "app"


def in_schema(name: str) -> str:
    """Return the quoted name of a thing in the schema that the DDL creates."""
    return f"{identifier(SCHEMA)}.{identifier(name)}"


def column_check(condition: Condition, _field: StoredField) -> Condition | None:
    """Return what is to be checked for a condition of a column; on NULL it is unknown, which a CHECK lets pass."""
    match condition:
        case IsBoolean():
            return None
        case OfKinds() if len(condition.kinds) == len(JsonKind):
            return None
        case _:
            return condition


def condition_sql(condition: Condition, names: ColumnNames) -> Doc:
    """Return a condition as an expression."""
    return expression(condition, partial(_single, names=names))


def _single(condition: Condition, names: ColumnNames) -> Doc:
    match condition:
        case OneOf():
            # PostgreSQL's text holds no U+0000, so no stored text equals such a literal.
            constants = [postgres_literal(each) for each in condition.literals if "\0" not in each.text]
            return one_of(names.column(condition.field), constants)
        case SafeInteger():
            return _safe_integer(names.column(condition.field), condition.storage)
        case IsNumber():
            return f"{names.column(condition.field)} <> 'NaN'"
        case IsBoolean():
            return f"{names.column(condition.field)} IN (true, false)"
        case IsVector():
            return _vector(names.column(condition.field))
        case OfKinds():
            kinds = [postgres_string(kind.value) for kind in condition.kinds]
            return one_of(f"jsonb_typeof({names.column(condition.field)})", kinds)
        case IsNull():
            return f"{names.column(condition.field)} IS NULL"
        case IsNotNull():
            return f"{names.column(condition.field)} IS NOT NULL"
        case IsPresent():
            return names.flag(condition.field)
        case IsMissing():
            return f"NOT {names.flag(condition.field)}"
        case FlagFits():
            return f"{names.flag(condition.field)} OR {names.column(condition.field)} IS NULL"
        case AllOf() | AnyOf():
            return condition_sql(condition, names)
        case _:
            assert_never(condition)


def _safe_integer(column: str, storage: Storage) -> Doc:
    in_range = f"{column} BETWEEN -{LARGEST_SAFE_INTEGER} AND {LARGEST_SAFE_INTEGER}"
    return in_range if storage is Storage.INTEGER else chain(f"{column} = trunc({column})", in_range)


def _vector(column: str) -> Doc:
    """Return that an array is one row of numbers: PostgreSQL's arrays have any dimensions, and NULL and NaN in them."""
    is_flat = f"coalesce(array_ndims({column}), 1) = 1"
    return chain(is_flat, *(f"array_position({column}, {each}) IS NULL" for each in ("NULL", "'NaN'")))


def path_json(part: PathPart, names: ColumnNames) -> str:
    """Return the JSON at a path, NULL where there is nothing."""
    steps = "".join(f" -> {postgres_string(segment)}" for segment in part.segments)
    return names.column(part.field) + steps


def path_text(part: PathPart, names: ColumnNames) -> str:
    """Return the text at a path that has one segment at least: of a string its characters, of null NULL."""
    *inner, last = part.segments
    steps = "".join(f" -> {postgres_string(segment)}" for segment in inner)
    return f"{names.column(part.field)}{steps} ->> {postgres_string(last)}"


def path_key(part: PathPart, names: ColumnNames) -> str:
    """Return the sort key of what is at a path, NULL where there is nothing."""
    return f"{in_schema('_key')}({path_json(part, names)})"
