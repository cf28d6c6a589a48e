"""Repeated calls run when their schedules say, at a clock that begins where a test wants it to."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from biconvex.runtime import App
from biconvex.runtime.clock import ManualClock
from biconvex.testing import TestApp, open_app

from .apps import api, compiled, internal
from .jobs_app import compiled_jobs

SCHEMA: Final = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"ticks": define_table({"name": v.string(), "at": v.number()}).index("by_name", ["name"])})
"""
TICKS: Final = """\
    import asyncio
    from dataclasses import dataclass

    from biconvex import Int64

    from ._generated.api import internal
    from ._generated.data_model import Ticks
    from ._generated.server import (
        ActionCtx, MutationCtx, QueryCtx, internal_action, internal_mutation, mutation, query
    )


    @dataclass(frozen=True)
    class Place:
        city: str
        number: int = 1


    @internal_mutation
    async def tick(ctx: MutationCtx, *, name: str) -> None:
        await ctx.db.ticks.insert({"name": name, "at": ctx.now})


    @internal_action
    async def act(ctx: ActionCtx, *, places: list[Place], amount: Int64 | None = None) -> None:
        identity = await ctx.auth.get_user_identity()
        await ctx.run_mutation(internal.ticks.tick(name=f"{places} {amount!r} {identity}"))


    may_end = asyncio.Event()


    @internal_action
    async def slow(ctx: ActionCtx) -> None:
        await ctx.run_mutation(internal.ticks.tick(name="slow"))
        await may_end.wait()


    @internal_mutation
    async def fail(ctx: MutationCtx) -> None:
        await ctx.db.ticks.insert({"name": "lost", "at": ctx.now})
        raise ValueError("no time")


    @mutation
    async def later(ctx: MutationCtx, *, milliseconds: float) -> None:
        await ctx.scheduler.run_after(milliseconds, internal.ticks.tick(name="job"))


    @query
    async def of(ctx: QueryCtx, *, name: str) -> list[Ticks]:
        return await ctx.db.ticks.index.by_name.eq("name", name).collect()


    @query
    async def all_(ctx: QueryCtx) -> list[Ticks]:
        return await ctx.db.ticks.collect()
"""
HEAD: Final = """\
from biconvex import Int64, cron_jobs

from ._generated.api import internal

crons = cron_jobs()
"""
START: Final = datetime(2024, 1, 30, 12, 34, 56, 789_000, tzinfo=UTC)


def opened(root: Path, *crons: str, start: datetime = START) -> TestApp:
    """Open an app with these crons at a time."""
    modules = {"schema.py": SCHEMA, "ticks.py": TICKS, "crons.py": "\n".join((HEAD, *crons))}
    clock = ManualClock(int(start.timestamp() * 1000))
    return TestApp(App.open(compiled(root, modules), clock=clock), clock)


async def times(t: TestApp, name: str) -> list[str]:
    """Return when a cron ran, to the millisecond, without the year."""
    found = await t.query(api.ticks.of(name=name))
    return [f"{datetime.fromtimestamp(tick['at'] / 1000, UTC):%m-%d %H:%M:%S.%f}"[:-3] for tick in found]


KINDS: Final[dict[str, tuple[str, Sequence[str]]]] = {
    "seconds": ('interval("seconds", {call}, seconds=100_000)', ["01-31 16:21:36.789", "02-01 20:08:16.789"]),
    "minutes": ('interval("minutes", {call}, minutes=1501)', ["01-31 13:35:56.789", "02-01 14:36:56.789"]),
    "hours": ('interval("hours", {call}, hours=24)', ["01-31 12:34:56.789", "02-01 12:34:56.789"]),
    "daily": ('daily("daily", {call}, hour_utc=12, minute_utc=35)', ["01-30 12:35:00.000", "01-31 12:35:00.000"]),
    "on the hour": ('daily("on the hour", {call}, hour_utc=12)', ["01-31 12:00:00.000", "02-01 12:00:00.000"]),
    "weekly": (
        'weekly("weekly", {call}, day_of_week="sunday", hour_utc=23, minute_utc=59)',
        ["02-04 23:59:00.000", "02-11 23:59:00.000"],
    ),
    "monthly": ('monthly("monthly", {call}, day=31, hour_utc=0)', ["01-31 00:00:00.000", "03-31 00:00:00.000"]),
    "cron": ('cron("cron", "0 */18 29,30 * FRI", {call})', ["01-30 18:00:00.000", "02-02 00:00:00.000"]),
}


async def test_crons_of_every_kind_run_when_they_say(tmp_path: Path) -> None:
    crons = [f"crons.{line.format(call=f'internal.ticks.tick(name={name!r})')}" for name, (line, _) in KINDS.items()]
    async with opened(tmp_path, *crons) as t:
        await t.advance(days=62)
        found = {name: (await times(t, name))[:2] for name in KINDS}
    assert found == {name: expected for name, (_, expected) in KINDS.items()}


async def test_hourly_crons_run_at_their_minute(tmp_path: Path) -> None:
    crons = (
        'crons.hourly("at 40", internal.ticks.tick(name="at 40"), minute_utc=40)',
        'crons.hourly("at any", internal.ticks.tick(name="at any"))',
    )
    async with opened(tmp_path, *crons) as t:
        await t.advance(hours=2)
        assert await times(t, "at 40") == ["01-30 12:40:00.000", "01-30 13:40:00.000"]
        assert await times(t, "at any") == ["01-30 13:00:00.000", "01-30 14:00:00.000"]


async def test_an_interval_runs_first_after_one_interval(tmp_path: Path) -> None:
    async with opened(tmp_path, 'crons.interval("m", internal.ticks.tick(name="m"), minutes=1)') as t:
        await t.advance(seconds=59, milliseconds=999)
        assert await times(t, "m") == []
        await t.advance(milliseconds=1)
        assert await times(t, "m") == ["01-30 12:35:56.789"]
        await t.advance(seconds=90)
        assert await times(t, "m") == ["01-30 12:35:56.789", "01-30 12:36:56.789"]


async def test_a_cron_gives_its_arguments_and_calls_for_nobody(tmp_path: Path) -> None:
    call = 'internal.ticks.act(places=[{"city": "Oslo"}, {"city": "Rome", "number": 2}], amount=Int64(5))'
    async with opened(tmp_path, f'crons.daily("d", {call}, hour_utc=0)') as t:
        await t.with_identity(subject="ada").advance(days=1)
        [tick] = await t.query(api.ticks.all_())
    places = "[Place(city='Oslo', number=1), Place(city='Rome', number=2)]"
    assert tick["name"] == f"{places} Int64(5) None"


async def test_a_cron_that_fails_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    crons = (
        'crons.interval("broken", internal.ticks.fail(), hours=1)',
        'crons.interval("whole", internal.ticks.tick(name="whole"), hours=1)',
    )
    async with opened(tmp_path, *crons) as t:
        await t.advance(hours=2)
        assert [tick["name"] for tick in await t.query(api.ticks.all_())] == ["whole", "whole"]
    assert [record.getMessage() for record in caplog.records] == ['the cron "broken" failed'] * 2


async def test_crons_and_scheduled_calls_take_their_turns(tmp_path: Path) -> None:
    async with opened(tmp_path, 'crons.interval("m", internal.ticks.tick(name="cron"), minutes=1)') as t:
        for milliseconds in (60_000, 90_000, 125_000):
            await t.mutation(api.ticks.later(milliseconds=milliseconds))
        await t.advance(minutes=2)
        assert [tick["name"] for tick in await t.query(api.ticks.all_())] == ["job", "cron", "job", "cron"]
        await t.finish_scheduled()
        assert [tick["name"] for tick in await t.query(api.ticks.all_())][4:] == ["job"]


async def test_crons_are_no_scheduled_calls(tmp_path: Path) -> None:
    async with opened(tmp_path, 'crons.interval("m", internal.ticks.tick(name="m"), minutes=1)') as t:
        now = t.now
        await t.finish_scheduled()
        assert (t.now, await times(t, "m")) == (now, [])
        await t.mutation(internal.ticks.tick(name="by hand"))
        assert await times(t, "by hand") == ["01-30 12:34:56.789"]


async def test_what_a_clock_that_was_set_has_missed_is_left_out(tmp_path: Path) -> None:
    crons = (
        'crons.interval("m", internal.ticks.tick(name="m"), minutes=1)',
        'crons.daily("d", internal.ticks.tick(name="d"), hour_utc=0)',
    )
    async with opened(tmp_path, *crons) as t:
        t.now += 5 * 24 * 60 * 60 * 1000
        await t.advance(minutes=2)
        assert await times(t, "m") == ["02-04 12:34:56.789", "02-04 12:35:56.789", "02-04 12:36:56.789"]
        assert await times(t, "d") == ["02-04 12:34:56.789"]
        await t.advance(days=1)
        assert (await times(t, "d"))[1:] == ["02-05 00:00:00.000"]


async def test_a_cron_does_not_run_beside_itself(tmp_path: Path) -> None:
    async with opened(tmp_path, 'crons.interval("slow", internal.ticks.slow(), seconds=1)') as t:
        timeline = t._app.timeline
        loop = asyncio.create_task(timeline.run_forever())

        async def later() -> None:
            t.now += 1000
            timeline._wake()
            await asyncio.sleep(0.05)

        async def runs_begin(number: int) -> None:
            async with asyncio.timeout(5):
                while len(await times(t, "slow")) < number:  # noqa: ASYNC110  the loop tells nobody what it has begun
                    await asyncio.sleep(0.01)

        await later()
        await runs_begin(1)
        await later()
        await later()
        assert await times(t, "slow") == ["01-30 12:34:57.789"]
        t._app.engine._modules.load("ticks").may_end.set()
        await runs_begin(2)  # it is overdue, once
        await later()
        await runs_begin(3)
        assert (await times(t, "slow"))[1:] == ["01-30 12:34:59.789", "01-30 12:35:00.789"]
        loop.cancel()
        await asyncio.wait([loop], timeout=5)


@pytest.mark.parametrize("steps", range(5))
async def test_the_loop_ends_although_something_falls_due_at_that_moment(tmp_path: Path, steps: int) -> None:
    async with open_app(compiled_jobs(tmp_path)) as t:
        timeline = t._app.timeline
        loop = asyncio.create_task(timeline.run_forever())
        await asyncio.sleep(0.01)
        timeline._wake()
        for _ in range(steps):
            await asyncio.sleep(0)
        loop.cancel()
        await asyncio.wait([loop], timeout=5)
        assert loop.cancelled()
