"""The suite's own PostgreSQL: both versions, pgvector, one empty database a test."""

import stat

import pytest

from .postgres import Database

pytestmark = pytest.mark.slow


def test_server_has_vectors_and_is_closed_to_others(postgres: Database) -> None:
    with postgres.connect() as connection:
        row = connection.execute("SELECT current_setting('server_version_num')::int / 10000").fetchone()
        assert row == (postgres.version,)
        connection.execute("CREATE EXTENSION vector")
        assert connection.execute("SELECT '[1,2,2]'::vector <-> '[1,0,2]'::vector").fetchone() == (2.0,)
    assert stat.S_IMODE(postgres.socket_folder.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("attempt", [1, 2])
def test_database_is_empty(postgres: Database, attempt: int) -> None:
    with postgres.connect() as connection:
        connection.execute("CREATE TABLE users (name text)")
        connection.execute("INSERT INTO users VALUES (%s)", (str(attempt),))
        assert connection.execute("SELECT name FROM users").fetchall() == [(str(attempt),)]
