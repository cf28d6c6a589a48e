"""Scheduled calls as rows of `_scheduled_functions`: written, cancelled, found when due; it runs none."""

import json
import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import DocumentNotFoundError, InvalidIdError, UsageError
from ..wire import encode_normal, shown
from .system_tables import SCHEDULED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

KEPT: Final = 7 * 24 * 60 * 60 * 1000
"""How long the row of a call that has run is kept, in milliseconds."""

PENDING: Final = '{"kind":"pending"}'
RUNNING: Final = '{"kind":"inProgress"}'
CANCELED: Final = '{"kind":"canceled"}'
SUCCESS: Final = '{"kind":"success"}'


class Job(NamedTuple):
    """A scheduled call: the path of its function, and its arguments as wire JSON."""

    id: str
    path: str
    arguments: str
    due: float


def delay_of(delay: object) -> float:
    """Return a delay in milliseconds, given in them or as a timedelta."""
    if isinstance(delay, timedelta):
        delay = delay / timedelta(milliseconds=1)
    found = _finite(delay)
    if found is None or found < 0:
        raise UsageError(f"a delay is a timedelta or a number of milliseconds from 0, not {shown(delay)}")
    return found


def time_of(time: object) -> float:
    """Return a time in milliseconds since 1970, given in them or as an aware datetime."""
    if isinstance(time, datetime):
        if time.tzinfo is None:
            raise UsageError("a datetime needs a time zone: datetime.now(UTC), not datetime.now()")
        return time.timestamp() * 1000
    found = _finite(time)
    if found is None:
        raise UsageError(f"a time is an aware datetime or milliseconds since 1970, not {shown(time)}")
    return found


def _finite(number: object) -> float | None:
    """Return a number as a finite double, None for anything else."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        return float(number) if math.isfinite(number) else None
    except OverflowError:  # an int that no double holds
        return None


def failed(message: str) -> str:
    """Return the state of a call that raised."""
    return json.dumps({"kind": "failed", "error": message}, ensure_ascii=False)


def insert(
    connection: "sqlite3.Connection",
    id_: str,
    created: float,
    *,
    path: str,
    arguments: object,
    time: float,
    is_canceled: bool,
) -> None:
    """Write the row of a call that is to run at a time; one that a cancelled call schedules is cancelled at once.

    The arguments are in normal form.
    """
    row = (
        id_,
        created,
        path,
        json.dumps([encode_normal(arguments)], ensure_ascii=False),
        time,
        CANCELED if is_canceled else PENDING,
        None if is_canceled else time,
        created if is_canceled else None,
    )
    connection.execute(
        f'INSERT INTO {SCHEDULED} ("_id", "_creationTime", name, args, scheduledTime, state, due, completedTime)'  # noqa: S608  ours
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def cancel(connection: "sqlite3.Connection", id_: str, now: float) -> None:
    """Cancel a call that has not ended; what has ended stays as it is."""
    row = connection.execute(f'SELECT completedTime FROM {SCHEDULED} WHERE "_id" = ?', (id_,)).fetchone()  # noqa: S608  ours
    if row is None:
        raise DocumentNotFoundError(f"there is no scheduled call {id_}")
    if row[0] is None:
        end(connection, id_, CANCELED, now)


def is_canceled(connection: "sqlite3.Connection", id_: str | None) -> bool:
    """Say whether a scheduled call was cancelled, also while it runs."""
    return id_ is not None and state(connection, id_) == CANCELED


def state(connection: "sqlite3.Connection", id_: str) -> str | None:
    """Return the state of a call as JSON, None where it has no row any more."""
    row = connection.execute(f'SELECT state FROM {SCHEDULED} WHERE "_id" = ?', (id_,)).fetchone()  # noqa: S608  ours
    return None if row is None else str(row[0])


def begin(connection: "sqlite3.Connection", id_: str) -> bool:
    """Note that a call begins; False where it was cancelled, or has begun already."""
    statement = f'UPDATE {SCHEDULED} SET state = ?, due = NULL WHERE "_id" = ? AND due IS NOT NULL'  # noqa: S608  ours
    return connection.execute(statement, (RUNNING, id_)).rowcount == 1


def end(connection: "sqlite3.Connection", id_: str, final: str, now: float) -> None:
    """Note how a call ended; one that was cancelled meanwhile stays so."""
    connection.execute(
        f'UPDATE {SCHEDULED} SET state = ?, completedTime = ?, due = NULL WHERE "_id" = ? AND completedTime IS NULL',  # noqa: S608  ours
        (final, now, id_),
    )


def next_due(connection: "sqlite3.Connection", skipped: "frozenset[str]" = frozenset()) -> Job | None:
    """Return the call that is due first, those aside that are about to begin."""
    statement = f'SELECT "_id", name, args, due FROM {SCHEDULED} WHERE due IS NOT NULL ORDER BY due, "_pk" LIMIT ?'  # noqa: S608  ours
    rows = connection.execute(statement, (len(skipped) + 1,)).fetchall()
    return next((Job(*row) for row in rows if row[0] not in skipped), None)


def tidy(connection: "sqlite3.Connection", now: float) -> None:
    """Fail actions that a process left behind, which may have done half of their work, and forget what is old."""
    connection.execute(
        f"UPDATE {SCHEDULED} SET state = ?, completedTime = ? WHERE state = ?",  # noqa: S608  ours
        (failed("Transient error while executing action"), now, RUNNING),
    )
    connection.execute(f"DELETE FROM {SCHEDULED} WHERE completedTime < ?", (now - KEPT,))  # noqa: S608  ours


def require_job_id(table_of: "Callable[[str], str | None]", id_: object) -> str:
    """Return the id of a scheduled call, or raise for what is none."""
    if not isinstance(id_, str) or table_of(id_) != SCHEDULED:
        raise InvalidIdError(f"{shown(id_)} is not the id of a scheduled call")
    return id_
