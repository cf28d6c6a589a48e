"""Conditions as SQLite expressions."""

from functools import partial
from typing import assert_never

from ...layout import Doc
from ...quoting.sql import sqlite_literal, sqlite_string
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
from ..storage import LARGEST_SAFE_INTEGER, JsonKind, Storage
from ..stored import StoredField

_JSON_TYPES = {
    JsonKind.OBJECT: ("object",),
    JsonKind.ARRAY: ("array",),
    JsonKind.STRING: ("text",),
    JsonKind.NUMBER: ("integer", "real"),
    JsonKind.BOOLEAN: ("true", "false"),
    JsonKind.NULL: ("null",),
}


def column_check(condition: Condition, field: StoredField) -> Condition | None:
    """Return what is to be checked for a condition of a column.

    NaN is NULL to SQLite; and before 3.45 `json_valid` says of NULL that it is not valid, later that it is unknown.
    """
    match condition:
        case IsNumber():
            return None
        case OfKinds() | IsVector() if field.can_be_null:
            return AnyOf((IsNull(field.name), condition))
        case _:
            return condition


def condition_sql(condition: Condition, names: ColumnNames) -> Doc:
    """Return a condition as an expression."""
    return expression(condition, partial(_single, names=names))


def _single(condition: Condition, names: ColumnNames) -> Doc:
    match condition:
        case OneOf():
            return one_of(names.column(condition.field), [sqlite_literal(each) for each in condition.literals])
        case SafeInteger():
            return _safe_integer(names.column(condition.field), condition.storage)
        case IsNumber():
            return f"typeof({names.column(condition.field)}) = 'real'"
        case IsBoolean():
            return f"{names.column(condition.field)} IN (0, 1)"
        case IsVector():
            return _json(names.column(condition.field), (JsonKind.ARRAY,))
        case OfKinds():
            return _json(names.column(condition.field), condition.kinds)
        case IsNull():
            return f"{names.column(condition.field)} IS NULL"
        case IsNotNull():
            return f"{names.column(condition.field)} IS NOT NULL"
        case IsPresent():
            return f"{names.flag(condition.field)} = 1"
        case IsMissing():
            return f"{names.flag(condition.field)} = 0"
        case FlagFits():
            flag, column = names.flag(condition.field), names.column(condition.field)
            return f"{flag} = 1 OR ({flag} = 0 AND {column} IS NULL)"
        case AllOf() | AnyOf():
            return condition_sql(condition, names)
        case _:
            assert_never(condition)


def _safe_integer(column: str, storage: Storage) -> Doc:
    in_range = f"{column} BETWEEN -{LARGEST_SAFE_INTEGER} AND {LARGEST_SAFE_INTEGER}"
    return in_range if storage is Storage.INTEGER else chain(f"{column} = CAST({column} AS INTEGER)", in_range)


def _json(column: str, kinds: tuple[JsonKind, ...]) -> Doc:
    """Return that a column is JSON of these kinds; `json_type` raises on what is not JSON, so validity comes first."""
    if len(kinds) == len(JsonKind):
        return f"json_valid({column})"
    types = [sqlite_string(each) for kind in kinds for each in _JSON_TYPES[kind]]
    return chain(f"json_valid({column})", one_of(f"json_type({column})", types))
