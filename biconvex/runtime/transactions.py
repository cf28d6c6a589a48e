"""Transactions on a database: one snapshot for readers, one writer at a time, and parts that are undone alone."""

import asyncio
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from ..values import Int64

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from typing import Self

    from .database import Database


class Level:
    """One part of a transaction that can be undone alone: all of it, or what one mutation inside another does.

    While a mutation inside runs, the one around it waits before it touches the database: what it did meanwhile would
    be undone with the other. Where a part ends, so do those inside it that still run: what they do then raises.
    """

    __slots__ = ("_kept", "is_over", "parent", "transaction")

    def __init__(self, transaction: "Transaction", parent: "Level | None") -> None:
        self.transaction: Final = transaction
        self.parent: Final = parent
        self.is_over = False
        self._kept = 0

    async def turn(self) -> None:
        """Wait until no mutation inside this part runs; raise where the part is over."""
        while self.transaction.innermost is not self:
            self._require_running()
            await self.transaction.changed()
        self._require_running()

    async def __aenter__(self) -> "Self":
        """Begin a part inside another one."""
        if self.parent is not None:
            await self.parent.turn()
        self._kept = len(self.transaction.after_commit)
        self.transaction.connection.execute(f"SAVEPOINT level_{self.depth}")
        self.transaction.innermost = self
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Keep what the part did, or undo it where it raised, or left another one unfinished."""
        if self.is_over:  # the part around it ended first, and undid this one
            if error is None:
                self._require_running()
            return
        connection, depth = self.transaction.connection, self.depth
        is_unfinished = self.transaction.innermost is not self
        self.end()
        if connection.in_transaction:
            if error is not None or is_unfinished:
                connection.execute(f"ROLLBACK TO level_{depth}")
            connection.execute(f"RELEASE level_{depth}")
        if error is not None or is_unfinished:
            del self.transaction.after_commit[self._kept :]
        if error is None and is_unfinished:
            raise unfinished()

    def end(self) -> None:
        """Let nothing more happen in this part and in those inside it."""
        level = self.transaction.innermost
        while level is not None and level is not self.parent:
            level.is_over = True
            level = level.parent
        self.transaction.innermost = self.parent
        self.transaction.wake()

    @property
    def depth(self) -> int:
        """How many parts this one stands in."""
        return 0 if self.parent is None else self.parent.depth + 1

    def _require_running(self) -> None:
        if self.is_over:
            raise UsageError("the function around this one is over: await what it runs before it returns")
        if not self.transaction.connection.in_transaction:
            raise UsageError("the database has undone this mutation after an error: nothing more can be done in it")


def unfinished() -> UsageError:
    """Return the error of a mutation that does not wait for one that it runs."""
    return UsageError("a mutation ended before one that it runs: await every ctx.run_mutation(...)")


class Transaction:
    """A transaction that reads one snapshot or, if it is the writer's, changes the database when it ends well."""

    __slots__ = ("_waiting", "after_commit", "connection", "innermost", "root", "timestamp")

    def __init__(self, connection: "sqlite3.Connection", timestamp: Int64 | None) -> None:
        """Begin on a connection; with the commit's timestamp (nanoseconds since 1970) it is the writer's."""
        self.connection: Final = connection
        self.timestamp: Final = timestamp
        self.after_commit: list[Callable[[], None]] = []
        self._waiting: list[asyncio.Future[None]] = []
        self.root: Final = Level(self, None)
        self.innermost: Level | None = self.root

    async def changed(self) -> None:
        """Wait until another part of the transaction is the innermost."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def wake(self) -> None:
        """Let everybody look who waits for its turn."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)


class ReadTransaction:
    """`async with` gives a transaction that reads one snapshot."""

    __slots__ = ("_connection", "_database", "_transaction")

    def __init__(self, database: "Database") -> None:
        self._database = database

    async def __aenter__(self) -> Transaction:
        self._connection = self._database.reader()
        self._connection.execute("BEGIN")
        # The snapshot is taken by the first statement that reads.
        self._connection.execute("SELECT 1 FROM _biconvex").fetchone()
        self._transaction = Transaction(self._connection, None)
        return self._transaction

    async def __aexit__(self, *_: object) -> None:
        self._transaction.root.end()
        self._connection.execute("COMMIT")
        self._database.give_back(self._connection)


class WriteTransaction:
    """`async with` gives the one transaction that writes: committed at the end, undone where anything raises."""

    __slots__ = ("_database", "_timestamp", "_transaction")

    def __init__(self, database: "Database", timestamp: Int64) -> None:
        self._database = database
        self._timestamp = timestamp

    async def __aenter__(self) -> Transaction:
        connection = self._database.writer
        connection.execute("BEGIN IMMEDIATE")
        self._transaction = Transaction(connection, self._timestamp)
        return self._transaction

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        transaction, connection = self._transaction, self._transaction.connection
        is_unfinished = transaction.innermost is not transaction.root
        transaction.root.end()
        if error is not None or is_unfinished:
            _roll_back(connection)
            if error is None:
                raise unfinished()
            return
        try:
            connection.execute("COMMIT")
        except BaseException:  # an interrupt too: the next mutation begins on this connection
            _roll_back(connection)
            raise
        for action in transaction.after_commit:
            action()


def _roll_back(connection: "sqlite3.Connection") -> None:
    """Undo a transaction; after some errors, such as that of a full disk, SQLite has done so itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
