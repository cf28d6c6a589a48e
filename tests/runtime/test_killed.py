"""A process that is killed at any moment leaves its database whole: what it told is there, nothing is there half."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from biconvex.testing import TestApp, open_app

from .apps import compiled, internal

KILLS = 50
ROWS, KEPT = 3, 5
"""How many rows a counter has, and of how many counters the rows are kept."""

MODULES = {
    "schema.py": """
        from biconvex import define_schema, define_table, v

        schema = define_schema({
            "state": define_table({"count": v.integer()}),
            "counters": define_table({"count": v.integer()}).index("by_count", ["count"], unique=True),
            "rows": define_table({
                "count": v.integer(),
                "text": v.string(),
                "inner": v.object({"is_even": v.boolean()}),
            })
            .index("by_count", ["count"])
            .index("by_parity", ["inner.is_even"])
            .search_index("words", search_field="text", filter_fields=["count", "inner.is_even"]),
            "records": define_table({"count": v.integer()}).index("by_count", ["count"]),
        })
    """,
    "work.py": f"""
        from ._generated.api import internal
        from ._generated.server import MutationCtx, internal_mutation


        @internal_mutation
        async def step(ctx: MutationCtx) -> int:
            state = await ctx.db.state.unique()
            if state is None:
                state_id, count = await ctx.db.state.insert({{"count": 1}}), 1
            else:
                count = state["count"] + 1
                await ctx.db.state.patch(state["_id"], {{"count": count}})
            await ctx.db.counters.insert({{"count": count}})
            for number in range({ROWS}):
                text = f"row {{number}} of {{count}} " + "word " * (count % 7)
                await ctx.db.rows.insert({{"count": count, "text": text, "inner": {{"is_even": count % 2 == 0}}}})
            async for row in ctx.db.rows.index.by_count.lte("count", count - {KEPT}):
                await ctx.db.rows.delete(row["_id"])
            await ctx.scheduler.run_after(0, internal.work.record(count=count))
            return count


        @internal_mutation
        async def record(ctx: MutationCtx, *, count: int) -> None:
            await ctx.db.records.insert({{"count": count}})
    """,
}

CHILD = """
import asyncio
import sys

from biconvex.runtime.app import App


async def main():
    app = App.open(sys.argv[1], sys.argv[2])
    while True:
        for _ in range(3):
            print(int(await app.run("work:step", {}, internal=True)), flush=True)
        await app.timeline.run_due(app.engine.clock.now() + 1)


asyncio.run(main())
"""
"""Work without end; each counter is told once it is committed."""


@contextmanager
def working(folder: Path, database: str, checkout: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start a process that works, and kill it at the end."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    arguments = [sys.executable, "-S", "-c", CHILD, str(folder), database]  # without the site, it starts sooner
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def killed(folder: Path, database: str, checkout: Path) -> list[int]:
    """Let a process work for a while, kill it, and return the counters that it told."""
    with working(folder, database, checkout) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(random.randrange(8))]
        time.sleep(random.uniform(0, 0.03 if told else 0.3))
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    return [int(line) for line in told if line.endswith("\n")]


def numbers(connection: sqlite3.Connection, statement: str) -> list[int]:
    """Return what a statement gives in its one column."""
    return [number for (number,) in connection.execute(statement)]


def require_whole(connection: sqlite3.Connection) -> int:
    """See that every mutation is there whole or not at all, and return the last counter."""
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (count,) = connection.execute("SELECT coalesce(max(count), 0) FROM state").fetchone()
    assert numbers(connection, "SELECT count FROM counters ORDER BY count") == list(range(1, count + 1))
    kept = range(max(1, count - KEPT + 1), count + 1)
    rows = connection.execute("SELECT count, count(*) FROM rows GROUP BY count ORDER BY count").fetchall()
    assert rows == [(each, ROWS) for each in kept]
    recorded = numbers(connection, "SELECT count FROM records ORDER BY count")
    assert scheduled(connection, "success") == recorded
    assert sorted([*recorded, *scheduled(connection, "pending")]) == list(range(1, count + 1))
    return int(count)


def scheduled(connection: sqlite3.Connection, kind: str) -> list[int]:
    """Return the counters of the scheduled calls in a state."""
    rows = connection.execute("SELECT args FROM _scheduled_functions WHERE json_extract(state, '$.kind') = ?", (kind,))
    return sorted(int(json.loads(args)[0]["count"]) for (args,) in rows)


def indexed(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return every word of the full-text index: where it stands, in which row."""
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, rows__words, instance)")
    found = connection.execute("SELECT * FROM temp.words ORDER BY term, doc, col, offset").fetchall()
    connection.execute("DROP TABLE temp.words")
    return found


def require_search(connection: sqlite3.Connection, ddl: str) -> None:
    """See that the full-text index is what a new one of the same rows would be."""
    connection.execute("INSERT INTO rows__words (rows__words) VALUES ('integrity-check')")
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.executescript(ddl)
        rows = connection.execute("SELECT * FROM rows").fetchall()
        for row in rows:
            copy.execute(f"INSERT INTO rows VALUES ({', '.join('?' * len(row))})", row)
        assert indexed(connection) == indexed(copy)


@pytest.mark.slow
async def test_a_killed_process_leaves_its_database_whole(tmp_path: Path, checkout: Path) -> None:
    folder, database = compiled(tmp_path, MODULES), f"sqlite:///{tmp_path}/app.db"
    ddl = (folder / "_generated/schema.sqlite.sql").read_text("utf-8")
    last = 0
    for _ in range(KILLS):
        told = killed(folder, database, checkout)
        assert told == list(range(last + 1, last + 1 + len(told)))
        async with open_app(folder, database) as t:
            connection = t._app.engine.database.writer
            count = require_whole(connection)
            assert count - last - len(told) in (0, 1)  # the last one may not have come to tell
            require_search(connection, ddl)
        last = count
    assert last > KILLS  # the processes did work
    async with open_app(folder, database) as t:
        await finish(t, last)


async def finish(t: TestApp, last: int) -> None:
    """Go on where the last process stopped: what was to come comes, once."""
    assert await t.mutation(internal.work.step()) == last + 1
    await t.finish_scheduled()
    connection = t._app.engine.database.writer
    assert require_whole(connection) == last + 1
    assert numbers(connection, "SELECT count(*) FROM records") == [last + 1]
