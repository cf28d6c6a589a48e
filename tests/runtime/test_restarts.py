"""What is on a file is there again after a restart, also after a crash: documents, and calls for later."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from biconvex import COMMIT_TS
from biconvex.errors import UsageError
from biconvex.runtime import App
from biconvex.runtime.clock import ManualClock
from biconvex.server import GenericMutationCtx
from biconvex.testing import TestApp, open_app
from tests.cli.projects import process_environment

from .apps import api, compiled, internal
from .jobs_app import compiled_jobs

Ctx = GenericMutationCtx[Any]  # Any: the tables of a small app, which no stub describes
WEEK = 7 * 24 * 60 * 60 * 1000

CRASHES = """\
    import os

    from ._generated.api import internal
    from ._generated.data_model import Log
    from ._generated.server import ActionCtx, MutationCtx, QueryCtx, internal_action, internal_mutation, query


    @internal_action
    async def act(ctx: ActionCtx) -> None:
        await ctx.run_mutation(internal.crashes.note(text="half done"))
        _break_off()


    @internal_mutation
    async def change(ctx: MutationCtx) -> None:
        await ctx.db.log.insert({"text": "once"})
        _break_off()


    @internal_mutation
    async def note(ctx: MutationCtx, *, text: str) -> None:
        await ctx.db.log.insert({"text": text})


    @query
    async def log(ctx: QueryCtx) -> list[Log]:
        return await ctx.db.log.collect()


    def _break_off() -> None:
        if "CRASH" in os.environ:
            os._exit(3)
"""
CRASHES_SCHEMA = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"log": define_table({"text": v.string()})})
"""
STAMPED = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"stamps": define_table({"text": v.string(), "at": v.commit_ts()})})
"""
SCHEDULES = """\
import asyncio, sys
from biconvex.refs import Ref
from biconvex.testing import open_app

async def main(source, database, function):
    async with open_app(source, database) as t:
        async def schedule(ctx):
            await ctx.scheduler.run_after(0, getattr(Ref("internal").crashes, function)())
        await t.run(schedule)
        await t.finish_scheduled()

asyncio.run(main(*sys.argv[1:]))
"""


async def rows(t: TestApp) -> list[dict[str, Any]]:  # Any: the fields of a row, of different types
    """Return what the system knows of scheduled calls."""

    async def collect(ctx: Ctx) -> list[dict[str, Any]]:
        return [dict(each) for each in await ctx.system.scheduled_functions.collect()]

    return await t.run(collect)


async def texts(t: TestApp) -> list[str]:
    """Return what was written."""
    return [each["text"] for each in await t.query(api.crashes.log())]


async def test_a_pending_call_survives_a_restart(tmp_path: Path) -> None:
    source, database = compiled_jobs(tmp_path), f"sqlite:///{tmp_path}/app.db"

    async def schedule(ctx: Ctx) -> int:
        await ctx.scheduler.run_after(60_000, internal.jobs.note(text="later"))
        await ctx.db.log.insert({"text": "earlier", "at": ctx.now})
        return ctx.now + 60_000

    async with open_app(source, database) as t:
        due = await t.run(schedule)
    async with open_app(source, database) as t:
        [pending] = await rows(t)
        assert (pending["state"], pending["scheduledTime"]) == ({"kind": "pending"}, due)
        await t.finish_scheduled()
        log = await t.query(api.jobs.log())
        assert [(each["text"], each["at"]) for each in log] == [("earlier", due - 60_000), ("later", due)]
        assert log[0]["_creationTime"] < log[1]["_creationTime"]


async def test_a_call_that_is_overdue_runs_at_once(tmp_path: Path) -> None:
    source, database = compiled_jobs(tmp_path), f"sqlite:///{tmp_path}/app.db"

    async def schedule(ctx: Ctx) -> None:
        await ctx.scheduler.run_at(ctx.now - WEEK, internal.jobs.note(text="overdue"))

    async with open_app(source, database) as t:
        await t.run(schedule)
    async with open_app(source, database) as t:
        now = t.now
        await t.advance(milliseconds=0)
        assert [(each["text"], each["at"]) for each in await t.query(api.jobs.log())] == [("overdue", now)]
        assert t.now == now


def crash(source: Path, database: str, function: str) -> None:
    """Schedule a function in another process, which breaks off while it runs."""
    command = [sys.executable, "-c", SCHEDULES, str(source), database, function]
    done = subprocess.run(command, env=process_environment({"CRASH": "1"}), check=False, capture_output=True, text=True)
    assert done.returncode == 3, done.stderr


async def test_an_action_that_broke_off_has_failed(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"schema.py": CRASHES_SCHEMA, "crashes.py": CRASHES})
    database = f"sqlite:///{tmp_path}/app.db"
    crash(source, database, "act")
    async with open_app(source, database) as t:
        [found] = await rows(t)
        assert found["state"] == {"kind": "failed", "error": "Transient error while executing action"}
        assert found["completedTime"] == t.now
        await t.finish_scheduled()
        assert await texts(t) == ["half done"]


async def test_a_mutation_that_broke_off_runs_again(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"schema.py": CRASHES_SCHEMA, "crashes.py": CRASHES})
    database = f"sqlite:///{tmp_path}/app.db"
    crash(source, database, "change")
    async with open_app(source, database) as t:
        assert [each["state"] for each in await rows(t)] == [{"kind": "pending"}]
        assert await texts(t) == []
        await t.finish_scheduled()
        assert [each["state"] for each in await rows(t)] == [{"kind": "success"}]
        assert await texts(t) == ["once"]


async def test_calls_that_have_run_are_forgotten_after_a_week(tmp_path: Path) -> None:
    source, database = compiled_jobs(tmp_path), f"sqlite:///{tmp_path}/app.db"

    async def schedule(ctx: Ctx) -> None:
        await ctx.scheduler.run_after(0, internal.jobs.note(text="old"))
        await ctx.scheduler.run_after(120_000, internal.jobs.note(text="young"))

    async with open_app(source, database) as t:
        t.now -= WEEK + 60_000
        await t.run(schedule)
        await t.finish_scheduled()
        assert len(await rows(t)) == 2
    async with open_app(source, database) as t:
        [kept] = await rows(t)
        assert kept["args"] == [{"text": "young"}]


async def test_a_call_of_a_function_that_is_gone_has_failed(tmp_path: Path) -> None:
    modules = {"schema.py": CRASHES_SCHEMA, "crashes.py": CRASHES, "extra.py": CRASHES.replace("crashes", "extra")}
    database = f"sqlite:///{tmp_path}/app.db"

    async def schedule(ctx: Ctx) -> None:
        await ctx.scheduler.run_after(0, internal.extra.note(text="gone"))
        await ctx.scheduler.run_after(0, internal.crashes.note(text="still there"))

    async with open_app(compiled(tmp_path / "old", modules), database) as t:
        await t.run(schedule)
    del modules["extra.py"]
    async with open_app(compiled(tmp_path / "new", modules), database) as t:
        await t.finish_scheduled()
        assert [each["state"]["kind"] for each in await rows(t)] == ["failed", "success"]
        assert "extra:note" in (await rows(t))[0]["state"]["error"]
        assert await texts(t) == ["still there"]


def test_a_second_process_reads_what_the_first_one_wrote(tmp_path: Path) -> None:
    source, database = compiled_jobs(tmp_path), f"sqlite:///{tmp_path}/app.db"
    program = """
import asyncio, json, sys
from biconvex.refs import Ref
from biconvex.testing import open_app

async def main(source, database):
    async with open_app(source, database) as t:
        await t.mutation(Ref("internal").jobs.note(text=sys.argv[3]))
        print(json.dumps([each["text"] for each in await t.query(Ref("public").jobs.log())]))

asyncio.run(main(*sys.argv[1:3]))
"""
    for text, expected in (("one", ["one"]), ("two", ["one", "two"])):
        command = [sys.executable, "-c", program, str(source), database, text]
        done = subprocess.run(command, env=process_environment(), check=True, capture_output=True, text=True)
        assert json.loads(done.stdout) == expected


async def test_what_comes_after_a_restart_is_later_whatever_the_clock_says(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"schema.py": STAMPED})
    database = f"sqlite:///{tmp_path}/app.db"
    found: list[dict[str, Any]] = []

    async def insert(ctx: Ctx) -> None:
        await ctx.db.stamps.insert({"text": str(ctx.now), "at": COMMIT_TS})
        found[:] = [{**document} for document in await ctx.db.stamps.collect()]

    for now in (2_000_000, 1_000_000):
        clock = ManualClock(now)
        async with TestApp(App.open(source, database, clock=clock), clock) as t:
            await t.run(insert)
    first, second = found
    assert (first["text"], second["text"]) == ("2000000", "1000000")
    assert (first["_creationTime"], first["at"]) == (2_000_000, 2_000_000 * 10**6)
    assert second["_creationTime"] > first["_creationTime"]
    assert second["at"] > first["at"]


async def test_what_is_in_memory_is_gone(tmp_path: Path) -> None:
    source = compiled_jobs(tmp_path)
    for _ in range(2):
        async with open_app(source, "sqlite://") as t:
            folder = t._app.engine.database.path.parent
            assert await t.query(api.jobs.log()) == []
            await t.mutation(internal.jobs.note(text="a"))
        assert not folder.exists()
        with pytest.raises(UsageError, match="the app is closed"):
            await t.query(api.jobs.log())
