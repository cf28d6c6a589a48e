"""SQLite and both versions of PostgreSQL apply the emitted DDL."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from tests.postgres import INSTALLATIONS, Database, Servers

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
        ((made,),) = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
    return [] if made >= len(case.plan.app.tables) else [f"sqlite: there are only {made} tables"]


def postgres(case: Case) -> list[str]:
    """Apply the DDL of PostgreSQL to an empty database of each version."""
    servers = Servers(Path(os.environ[SERVERS]))
    found: list[str] = []
    for version in INSTALLATIONS:
        with servers.database(version) as database:
            found += applied(case, database)
    return found


def applied(case: Case, database: Database) -> list[str]:
    """Apply the DDL of PostgreSQL to a database; both writings have the same one."""
    text = (case.explicit.project.outputs / "schema.postgres.sql").read_text(encoding="utf-8")
    with database.connect() as connection:
        try:
            connection.execute(text.encode())
        except psycopg.Error as error:
            return [f"postgres {database.version}: {error}"]
    return []
