"""The database of an app: one SQLite file with the emitted tables, opened by one process; it knows no documents."""

import sqlite3
import tempfile
from contextlib import suppress
from os import urandom
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final
from weakref import finalize

from ..errors import UsageError
from .ids import FIRST_TABLE, Ids
from .layout import TableLayout, quoted
from .schema_difference import difference
from .system_tables import DDL, PRIVATE_TABLES, SYSTEM_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PREFIX: Final = "sqlite:///"
_MEMORY: Final = ("sqlite://", "sqlite:///:memory:")
_STATEMENTS: Final = 1_000
_SYSTEM_NUMBERS: Final = {name: number for number, name in enumerate(SYSTEM_TABLES, start=1)}


class Database:
    """An open database: one connection that writes, and as many that read as there are readers at once.

    Without a path it is a file of a temporary folder, which goes with it: only files let SQLite show readers a
    snapshot while another connection writes.
    """

    def __init__(self, url: str | None, ddl: str, tables: "Mapping[str, TableLayout]") -> None:
        """Open the database of a URL (`sqlite:///app.db`) and make its tables, or see that they are these tables."""
        path = _path(url)
        self._temporary = Path(tempfile.mkdtemp(prefix="biconvex-")) if path is None else None
        # It goes with its process too, where nobody closes the app.
        self._remove = finalize(self, _remove_folder, self._temporary)
        # Resolved, so that it is the same file wherever this process goes, and by whatever link it is opened.
        self.path: Final = (Path(path or "") if self._temporary is None else self._temporary / "app.db").resolve()
        self._lock: sqlite3.Connection | None = None
        self._idle: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        try:
            self._lock = _locked(self.path)
            self._writer = self._connect()
            _prepare(self._writer, self.path, ddl, tables)
            self.secret: Final = _secret(self._writer)
            self.ids: Final = Ids(_numbers(self._writer, tables))
        except BaseException:  # an interrupt too: nobody else has this to close it
            self.close()
            raise

    @property
    def files(self) -> Path:
        """The folder of stored files, beside the database."""
        return self.path.with_name(f"{self.path.name}-files")

    @property
    def writer(self) -> sqlite3.Connection:
        """The one connection that writes."""
        if self._writer is None:
            raise UsageError("the app is closed")
        return self._writer

    def reader(self) -> sqlite3.Connection:
        """Take a connection that reads; `give_back` takes it again."""
        if self._writer is None:
            raise UsageError("the app is closed")
        return self._idle.pop() if self._idle else self._connect()

    def give_back(self, connection: sqlite3.Connection) -> None:
        """Take a connection that reads for its next use."""
        if self._writer is None:
            connection.close()
        else:
            self._idle.append(connection)

    def close(self) -> None:
        """Close every connection, and remove a temporary database."""
        for connection in (*self._idle, self._writer, self._lock):
            if connection is not None:
                connection.close()
        self._idle.clear()
        self._writer = self._lock = None
        self._remove()

    def latest_creation_time(self, tables: "Iterable[TableLayout]") -> float:
        """Return the latest creation time of any document, 0 where there is none."""
        latest = 0.0
        for table in tables:
            statement = f'SELECT max("_creationTime") FROM {quoted(table.name)}'  # noqa: S608  a name, quoted
            (time,) = self.writer.execute(statement).fetchone()
            latest = max(latest, time or 0.0)
        return latest

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS
            )
            connection.execute("PRAGMA journal_mode = WAL")
            # What was committed is there after a power failure too; nothing temporary needs to be.
            connection.execute(f"PRAGMA synchronous = {'OFF' if self._temporary is not None else 'FULL'}")
        except sqlite3.Error as error:
            raise UsageError(f"the database {self.path} cannot be opened: {error}") from None
        return connection


def _remove_folder(folder: Path | None) -> None:
    if folder is not None:
        rmtree(folder, ignore_errors=True)


def _path(url: str | None) -> str | None:
    """Return the path of a database's URL, None for one in memory."""
    if url is None or url in _MEMORY:
        return None
    if not url.startswith(_PREFIX) or url == _PREFIX:
        raise UsageError(f'the database is named like "sqlite:///app.db", not "{url}"')
    return url.removeprefix(_PREFIX)


def _locked(path: Path) -> sqlite3.Connection:
    """Keep other processes from opening a database: SQLite's own lock on a file beside it ends with this process."""
    if not path.parent.is_dir():
        raise UsageError(f"the database {path} cannot be opened: there is no folder {path.parent}")
    connection = sqlite3.connect(
        path.with_name(f"{path.name}-lock"), isolation_level=None, check_same_thread=False, timeout=0
    )
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            raise UsageError(f"the database {path} is open already, in another process or in this one") from None
        raise UsageError(f"the database {path} cannot be opened: {error}") from None
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, ddl: str, tables: "Mapping[str, TableLayout]") -> None:
    """Make the tables of an empty database; refuse one that has others."""
    try:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise UsageError(f"the database {path} cannot be read: {error}") from None
    if names - PRIVATE_TABLES:
        _require_schema(connection, path, ddl)
    else:
        _execute(connection, _without_transaction(ddl))
    if not names & PRIVATE_TABLES:
        _execute(connection, DDL)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT OR REPLACE INTO _biconvex (name, value) VALUES ('schema', ?)", (ddl.encode(),))
    _give_numbers(connection, tables)
    connection.execute("COMMIT")


def _require_schema(connection: sqlite3.Connection, path: Path, ddl: str) -> None:
    with suppress(sqlite3.OperationalError):  # a database that somebody made by the DDL alone has no such table
        made_by = connection.execute("SELECT value FROM _biconvex WHERE name = 'schema'").fetchone()
        if made_by is not None and made_by[0] == ddl.encode():
            return
    differs = difference(connection, ddl)
    if differs is not None:
        raise UsageError(f"the database {path} was made by another schema: {differs}")


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Execute a script in one transaction."""
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _without_transaction(ddl: str) -> str:
    return ddl.replace("\nBEGIN;\n", "\n", 1).removesuffix("COMMIT;\n")


def _give_numbers(connection: sqlite3.Connection, tables: "Mapping[str, TableLayout]") -> None:
    """Give each table a number for its ids, once and for all."""
    known = {name for (name,) in connection.execute("SELECT name FROM _tables")}
    (highest,) = connection.execute("SELECT coalesce(max(number), ?) FROM _tables", (FIRST_TABLE - 1,)).fetchone()
    new = [name for name in sorted(tables) if name not in known]
    connection.executemany(
        "INSERT INTO _tables (name, number) VALUES (?, ?)", zip(new, range(highest + 1, 2**31), strict=False)
    )


def _numbers(connection: sqlite3.Connection, tables: "Mapping[str, TableLayout]") -> dict[str, int]:
    rows = connection.execute("SELECT name, number FROM _tables")
    return _SYSTEM_NUMBERS | {name: number for name, number in rows if name in tables}


def _secret(connection: sqlite3.Connection) -> bytes:
    """Return the bytes that only this database knows."""
    connection.execute("INSERT OR IGNORE INTO _biconvex (name, value) VALUES ('secret', ?)", (urandom(32),))
    (secret,) = connection.execute("SELECT value FROM _biconvex WHERE name = 'secret'").fetchone()
    return bytes(secret)
