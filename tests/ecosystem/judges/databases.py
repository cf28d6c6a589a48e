"""SQLite and both versions of PostgreSQL apply the emitted DDL."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from tests.postgres import INSTALLATIONS, Servers

from ..case import Case

SERVERS = "POSTGRES_FOLDER"
"""The variable of the environment that names the folder of the servers, which whoever runs the judges has prepared."""


def sqlite(case: Case) -> list[str]:
    """Apply the DDL of SQLite; both writings have the same one."""
    text = (case.explicit.project.outputs / "schema.sqlite.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.executescript(text)
        except sqlite3.Error as error:
            return [f"sqlite: {error}"]
        made = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [f"sqlite: there is no table {each.name}" for each in case.plan.app.tables if each.name not in made]


def postgres(case: Case) -> list[str]:
    """Apply the DDL of PostgreSQL to an empty database of each version."""
    text = (case.explicit.project.outputs / "schema.postgres.sql").read_text(encoding="utf-8")
    servers = Servers(Path(os.environ[SERVERS]))
    found: list[str] = []
    for version in INSTALLATIONS:
        with servers.database(version) as database, database.connect() as connection:
            try:
                connection.execute(text.encode())
            except psycopg.Error as error:
                found.append(f"postgres {version}: {error}")
    return found
