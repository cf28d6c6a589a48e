"""The text of a physical model for SQLite."""

from collections.abc import Iterator

from ...layout import HARD, LINE, Doc, bracketed, concat, group, indent, join, print_text
from ...marker import SQL_HEAD
from ...quoting.sql import comment, identifier
from ...templating import render
from ..expressions import check
from ..physical import Column, FullText, Index, PhysicalSchema, PhysicalTable, Role, Trigger

_WIDTH = 100
_STEP = 2


def script(schema: PhysicalSchema) -> str:
    """Return the DDL that makes a physical schema in an empty database."""
    needs = ["FTS5"] if any(table.full_texts for table in schema.tables) else []
    return render(
        "sql/sqlite.sql.j2",
        {"head": SQL_HEAD.rstrip(), "needs": needs, "tables": [list(_statements(table)) for table in schema.tables]},
    )


def _statements(table: PhysicalTable) -> Iterator[str]:
    for remark in table.remarks:
        yield from comment(remark)
    yield from _comment(table.comment)
    yield _printed(_create_table(table))
    for index in table.indexes:
        yield from _comment(index.comment)
        yield _printed(_create_index(index, table))
    for full_text in table.full_texts:
        yield from _comment(full_text.comment)
        yield _printed(_create_full_text(full_text))
        yield from (_printed(_create_trigger(trigger, table)) for trigger in full_text.triggers)


def _printed(statement: Doc) -> str:
    return print_text(statement, width=_WIDTH, step=_STEP) + ";"


def _comment(text: str | None) -> tuple[str, ...]:
    return () if text is None else comment(text)


def _create_table(table: PhysicalTable) -> Doc:
    columns = [line for column in table.columns for line in (*_comment(column.comment), _column(column))]
    checks = [concat(check(identifier(each.name), each.condition), ",") for each in table.checks]
    lines = [*columns, *checks, 'UNIQUE ("_id")']
    return concat(f"CREATE TABLE {identifier(table.name)} (", indent(HARD, join(HARD, lines)), HARD, ") STRICT")


def _column(column: Column) -> str:
    key = " PRIMARY KEY" if column.role is Role.ROW else ""
    not_null = " NOT NULL" if column.not_null else ""
    # What a remark names is the user's, so it goes through the same gate as any comment.
    remark = "" if column.remark is None else f"  {comment(column.remark)[0]}"
    return f"{identifier(column.name)} {column.sql_type}{key}{not_null},{remark}"


def _create_index(index: Index, table: PhysicalTable) -> Doc:
    unique = "UNIQUE " if index.unique else ""
    head = f"CREATE {unique}INDEX {identifier(index.name)} ON {identifier(table.name)} ("
    return bracketed(head, [part.sql for part in index.parts], ")", trailing="")


def _create_full_text(full_text: FullText) -> Doc:
    options = ["content=''", "tokenize='unicode61 remove_diacritics 0'"]
    head = f"CREATE VIRTUAL TABLE {identifier(full_text.name)} USING fts5 ("
    return bracketed(head, [*map(identifier, full_text.columns), *options], ")", trailing="")


def _create_trigger(trigger: Trigger, table: PhysicalTable) -> Doc:
    event = f"{trigger.event} ON {identifier(table.name)}"
    head = group(f"CREATE TRIGGER {identifier(trigger.name)}", LINE, event, LINE, "BEGIN")
    body = [concat(statement, ";") for statement in trigger.body]
    return concat(head, indent(HARD, join(HARD, body)), HARD, "END")
