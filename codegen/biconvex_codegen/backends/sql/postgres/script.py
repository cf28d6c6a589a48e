"""The text of a physical model for PostgreSQL."""

from collections.abc import Iterator

from ...layout import HARD, Doc, bracketed, concat, group, indent, join, print_text
from ...marker import SQL_HEAD
from ...quoting.sql import comment, identifier, postgres_string
from ...templating import render
from ..expressions import check
from ..physical import Column, Index, IndexPart, Method, PhysicalSchema, PhysicalTable
from .expressions import SCHEMA, in_schema
from .functions import skeleton

_WIDTH = 100
_STEP = 2


def script(schema: PhysicalSchema) -> str:
    """Return the DDL that makes a physical schema in a database that has none of it."""
    return render(
        "sql/postgres.sql.j2",
        {
            "head": SQL_HEAD.rstrip(),
            "schema": identifier(SCHEMA),
            "extensions": [identifier(each) for each in schema.extensions],
            "functions": [_function(each) for each in schema.functions],
            "tables": [list(_statements(table)) for table in schema.tables],
        },
    )


def _function(name: str) -> str:
    return render(skeleton(name), {"schema": identifier(SCHEMA)}).rstrip()


def _statements(table: PhysicalTable) -> Iterator[str]:
    for statement in (_create_table(table), *(_create_index(index, table) for index in table.indexes)):
        yield print_text(statement, width=_WIDTH, step=_STEP) + ";"
    yield from _comments(table)


def _create_table(table: PhysicalTable) -> Doc:
    key = f'CONSTRAINT {identifier(table.key_name)} PRIMARY KEY ("_id")'
    checks = [concat(check(identifier(each.name), each.condition), ",") for each in table.checks]
    lines = [*map(_column, table.columns), *checks, key]
    return concat(f"CREATE TABLE {in_schema(table.name)} (", indent(HARD, join(HARD, lines)), HARD, ")")


def _column(column: Column) -> Doc:
    collation = "" if column.collation is None else f" COLLATE {identifier(column.collation)}"
    not_null = " NOT NULL" if column.not_null else ""
    # What a remark names is the user's, so it goes through the same gate as any comment.
    remark = "" if column.remark is None else f"  {comment(column.remark)[0]}"
    head = f"{identifier(column.name)} {column.sql_type}{collation}{not_null}"
    if column.generated is None:
        return f"{head},{remark}"
    generated = group("(", indent(HARD, column.generated), HARD, ")")
    return concat(f"{head} GENERATED ALWAYS AS ", generated, " STORED,")


def _create_index(index: Index, table: PhysicalTable) -> Doc:
    unique = "UNIQUE " if index.unique else ""
    using = "" if index.method is Method.BTREE else f" USING {index.method.value}"
    head = f"CREATE {unique}INDEX {identifier(index.name)} ON {in_schema(table.name)}{using} ("
    return bracketed(head, [_part(part) for part in index.parts], ")", trailing="")


def _part(part: IndexPart) -> str:
    operator_class = "" if part.operator_class is None else f" {part.operator_class}"
    return part.sql + operator_class + (" NULLS FIRST" if part.nulls_first else "")


def _comments(table: PhysicalTable) -> Iterator[str]:
    name = in_schema(table.name)
    if table.comment is not None:
        yield f"COMMENT ON TABLE {name} IS {postgres_string(table.comment)};"
    for column in table.columns:
        if column.comment is not None:
            yield f"COMMENT ON COLUMN {name}.{identifier(column.name)} IS {postgres_string(column.comment)};"
    for index in table.indexes:
        if index.comment is not None:
            yield f"COMMENT ON INDEX {in_schema(index.name)} IS {postgres_string(index.comment)};"
