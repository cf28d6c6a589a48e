"""The page about SQL: its queries run on the apps that they are about, and its table is the one that is made."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from biconvex_codegen.backends.sql import postgres as backend
from tests.apps import documents_app
from tests.postgres import Database

from .apps import APPS
from .live_postgres import apply
from .test_sqlite import applied


def blocks(checkout: Path, kind: str) -> list[tuple[str, str]]:
    """Return the rest of the first line, and the text, of each block of a kind."""
    page = (checkout / "docs" / "sql.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}( \w+)?\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_sqlite(checkout: Path) -> None:
    queries = blocks(checkout, "sql sqlite")
    assert queries
    with closing(applied(documents_app())) as connection:
        connection.execute(
            'INSERT INTO "documents" ("_id", "_creationTime", "title", "content", "ownerId", "isPublic", "createdAt",'
            """ "updatedAt", "revision") VALUES ('a', 1, 'Plan', 'The budget of 2027', 'user_1', 0, 1, 1, 1)"""
        )
        for _, text in queries:
            assert connection.execute(text).fetchall() == [("Plan",)]


@pytest.mark.slow
def test_postgres(checkout: Path, postgres: Database) -> None:
    queries = blocks(checkout, "sql postgres")
    assert len(queries) >= 3
    for app, text in queries:
        with postgres.connect() as connection:
            connection.execute("DROP SCHEMA IF EXISTS app CASCADE")
            apply(connection, APPS[app.strip() or "documents"])
            if not app:
                connection.execute(
                    'INSERT INTO "app"."documents" ("_id", "_creationTime", "title", "content", "ownerId", "isPublic",'
                    """ "createdAt", "updatedAt", "revision")
                    VALUES ('a', 1, 'Plan', 'The budget of 2027', 'user_1', false, 1, 1, 1)"""
                )
            rows = [("Plan",)] if not app else []
            for statement in text.strip().rstrip(";").split(";\n"):
                cursor = connection.execute(statement.encode())
            assert cursor.fetchall() == rows


def test_the_data_is_what_is_made(checkout: Path) -> None:
    [(_, shown)] = blocks(checkout, "json")
    made = checkout / "fixtures" / "shop" / "backend" / "_generated" / "schema.sqlite.json"
    lines = [line.strip(" ,") for line in made.read_text(encoding="utf-8").split("\n")]
    assert [line for line in shown.splitlines() if line.strip(",") not in lines] == []


def test_the_table_is_the_one_that_is_made(checkout: Path) -> None:
    [shown] = [text for more, text in blocks(checkout, "sql") if not more]
    assert shown in backend.script(backend.physical_schema(documents_app()))
