"""Which column, flag and check a field becomes in each dialect."""

import pytest

from biconvex_codegen.backends.layout import group, print_text
from biconvex_codegen.backends.sql import postgres, sqlite
from biconvex_codegen.backends.sql.physical import PhysicalSchema, Role
from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.ir.types import ArrayType, Field, IdType, LiteralKind, LiteralType, RecordType, Type, UnionType
from tests.apps import (
    ANY,
    BOOLEAN,
    BYTES,
    COMMIT_TIMESTAMP,
    INT64,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    TRUE,
    app,
    nullable,
    obj,
    one_of,
    optional,
    table,
    union,
)

SAFE = "BETWEEN -9007199254740991 AND 9007199254740991"


def number(text: str) -> LiteralType:
    return LiteralType(LiteralKind.NUMBER, text)


def int64(text: str) -> LiteralType:
    return LiteralType(LiteralKind.INT64, text)


def stored(schema: PhysicalSchema) -> tuple[list[str], list[str]]:
    """Return the columns that the field `level` of `readings` becomes, and the conditions of its checks."""
    (physical,) = schema.tables
    columns = [
        f"{each.name} {each.sql_type}{' NOT NULL' if each.not_null else ''}"
        for each in physical.columns
        if each.role in {Role.FIELD, Role.FLAG}
    ]
    checks = [each for each in physical.checks if each.name in {"readings_level_check", "readings__has_level_check"}]
    return columns, [print_text(group(each.condition), width=10_000) for each in checks]


def schema_of(given: Type | Field) -> CheckedApp:
    return app((table("readings", "Reading", obj({"level": given})),))


POSTGRES: list[tuple[Type | Field, list[str], list[str]]] = [
    (STRING, ["level text NOT NULL"], []),
    (optional(STRING), ["level text"], []),
    (nullable(STRING), ["level text"], []),
    (
        optional(nullable(STRING)),
        ["level text", "_has_level boolean NOT NULL"],
        ['"_has_level" OR "level" IS NULL'],
    ),
    (IdType("users"), ["level text NOT NULL"], []),
    (union(IdType("users"), STRING), ["level text NOT NULL"], []),
    (NUMBER, ["level double precision NOT NULL"], ["\"level\" <> 'NaN'"]),
    (union(NUMBER, INTEGER), ["level double precision NOT NULL"], ["\"level\" <> 'NaN'"]),
    (INTEGER, ["level bigint NOT NULL"], [f'"level" {SAFE}']),
    (union(INTEGER, number("3.0")), ["level bigint NOT NULL"], [f'"level" {SAFE}']),
    (
        union(INTEGER, number("0.5")),
        ["level double precision NOT NULL"],
        [f'("level" = trunc("level") AND "level" {SAFE}) OR "level" = 0.5'],
    ),
    (INT64, ["level bigint NOT NULL"], []),
    (COMMIT_TIMESTAMP, ["level bigint NOT NULL"], []),
    (BOOLEAN, ["level boolean NOT NULL"], []),
    (TRUE, ["level boolean NOT NULL"], ['"level" = true']),
    (union(TRUE, LiteralType(LiteralKind.BOOLEAN, "false")), ["level boolean NOT NULL"], []),
    (BYTES, ["level bytea NOT NULL"], []),
    (NULL, ["level boolean"], ['"level" IS NULL']),
    (
        optional(NULL),
        ["level boolean", "_has_level boolean NOT NULL"],
        ['"level" IS NULL', '"_has_level" OR "level" IS NULL'],
    ),
    (UnionType(()), ["level boolean NOT NULL"], ['"level" IS NULL']),
    (one_of("on"), ["level text NOT NULL"], ["\"level\" = 'on'"]),
    (one_of("on", "off"), ["level text NOT NULL"], ["\"level\" IN ('on', 'off')"]),
    (union(one_of("on"), STRING), ["level text NOT NULL"], []),
    (one_of("nul\0"), ["level text NOT NULL"], ['"level" IS NULL']),
    (union(number("0.0"), number("-0.0")), ["level double precision NOT NULL"], ['"level" = 0.0']),
    (union(number("1.0"), int64("1")), ["level jsonb NOT NULL"], ["jsonb_typeof(\"level\") IN ('object', 'number')"]),
    (int64(str(-(2**63))), ["level bigint NOT NULL"], ['"level" = -9223372036854775808']),
    (ArrayType(STRING), ["level jsonb NOT NULL"], ["jsonb_typeof(\"level\") = 'array'"]),
    (RecordType(STRING, ANY), ["level jsonb NOT NULL"], ["jsonb_typeof(\"level\") = 'object'"]),
    (optional(nullable(obj({}))), ["level jsonb"], ["jsonb_typeof(\"level\") IN ('object', 'null')"]),
    (union(STRING, NUMBER), ["level jsonb NOT NULL"], ["jsonb_typeof(\"level\") IN ('object', 'string', 'number')"]),
    (union(STRING, INTEGER), ["level jsonb NOT NULL"], ["jsonb_typeof(\"level\") IN ('string', 'number')"]),
    (ANY, ["level jsonb NOT NULL"], []),
    (optional(ANY), ["level jsonb"], []),
]

SQLITE: list[tuple[Type | Field, list[str], list[str]]] = [
    (STRING, ["level TEXT NOT NULL"], []),
    (
        optional(nullable(STRING)),
        ["level TEXT", "_has_level INTEGER NOT NULL"],
        ['"_has_level" = 1 OR ("_has_level" = 0 AND "level" IS NULL)'],
    ),
    (NUMBER, ["level REAL NOT NULL"], []),
    (INTEGER, ["level INTEGER NOT NULL"], [f'"level" {SAFE}']),
    (INT64, ["level INTEGER NOT NULL"], []),
    (BOOLEAN, ["level INTEGER NOT NULL"], ['"level" IN (0, 1)']),
    (TRUE, ["level INTEGER NOT NULL"], ['"level" = 1']),
    (BYTES, ["level BLOB NOT NULL"], []),
    (NULL, ["level INTEGER"], ['"level" IS NULL']),
    (one_of("a\nb"), ["level TEXT NOT NULL"], ["\"level\" = ('a' || char(10) || 'b')"]),
    (ArrayType(STRING), ["level TEXT NOT NULL"], ['json_valid("level") AND json_type("level") = \'array\'']),
    (
        union(BOOLEAN, INTEGER, NULL),
        ["level TEXT NOT NULL"],
        ["json_valid(\"level\") AND json_type(\"level\") IN ('integer', 'real', 'true', 'false', 'null')"],
    ),
    (ANY, ["level TEXT NOT NULL"], ['json_valid("level")']),
]


@pytest.mark.parametrize(("given", "columns", "checks"), POSTGRES)
def test_postgres(given: Type | Field, columns: list[str], checks: list[str]) -> None:
    assert stored(postgres.physical_schema(schema_of(given))) == (columns, checks)


@pytest.mark.parametrize(("given", "columns", "checks"), SQLITE)
def test_sqlite(given: Type | Field, columns: list[str], checks: list[str]) -> None:
    assert stored(sqlite.physical_schema(schema_of(given))) == (columns, checks)
