"""Calls for later: when they run, in which order, what they leave behind, and how they are cancelled."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from biconvex import ConvexError
from biconvex.database import ScheduledFunctionId
from biconvex.errors import (
    ArgumentValidationError,
    DocumentNotFoundError,
    FunctionNotFoundError,
    InvalidIdError,
    UsageError,
)
from biconvex.server import GenericMutationCtx, Scheduler
from biconvex.testing import TestApp, open_app

from .apps import api, internal
from .jobs_app import compiled_jobs

Ctx = GenericMutationCtx[Any]  # Any: the tables of a small app, which no stub describes


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_jobs(tmp_path_factory.mktemp("jobs"))


@pytest.fixture
async def t(source: Path, database: str | None) -> AsyncIterator[TestApp]:
    async with open_app(source, database=database) as opened:
        yield opened


async def scheduled(
    t: TestApp, schedule: Callable[[Scheduler, int], Awaitable[ScheduledFunctionId]]
) -> ScheduledFunctionId:
    """Let a function schedule a call in a mutation, and return the call's id."""

    async def run(ctx: Ctx) -> ScheduledFunctionId:
        return await schedule(ctx.scheduler, ctx.now)

    return await t.run(run)


async def row(t: TestApp, id_: ScheduledFunctionId) -> dict[str, object]:
    """Return what the system knows of a scheduled call, its creation time aside."""

    async def get(ctx: Ctx) -> dict[str, object]:
        found = await ctx.system.scheduled_functions.get(id_)
        assert found is not None
        return {name: value for name, value in found.items() if name != "_creationTime"}

    return await t.run(get)


async def log(t: TestApp) -> list[tuple[str, float]]:
    """Return what ran so far, and when."""
    return [(each["text"], each["at"]) for each in await t.query(api.jobs.log())]


@pytest.mark.parametrize(
    ("schedule", "after"),
    [
        (lambda scheduler, _: scheduler.run_after(0, internal.jobs.note(text="a")), 0),
        (lambda scheduler, _: scheduler.run_after(1500, internal.jobs.note(text="a")), 1500),
        (lambda scheduler, _: scheduler.run_after(timedelta(seconds=2), internal.jobs.note(text="a")), 2000),
        (lambda scheduler, now: scheduler.run_at(now + 3000, internal.jobs.note(text="a")), 3000),
        (
            lambda scheduler, now: scheduler.run_at(
                datetime.fromtimestamp(now // 1000 + 4, UTC), internal.jobs.note(text="a")
            ),
            4000,
        ),
    ],
    ids=["at once", "milliseconds", "timedelta", "time", "datetime"],
)
async def test_a_call_runs_when_it_is_due(
    t: TestApp, schedule: Callable[[Scheduler, int], Awaitable[ScheduledFunctionId]], after: int
) -> None:
    t.now = t.now // 1000 * 1000
    start = t.now
    id_ = await scheduled(t, schedule)
    pending = {
        "_id": id_,
        "name": "jobs:note",
        "args": [{"text": "a"}],
        "scheduledTime": start + after,
        "state": {"kind": "pending"},
    }
    assert await row(t, id_) == pending
    if after:
        await t.advance(milliseconds=after - 1)
        assert await log(t) == []
    await t.advance(hours=1)
    assert await log(t) == [("a", start + after)]
    assert await row(t, id_) == {**pending, "state": {"kind": "success"}, "completedTime": start + after}
    assert t.now == max(start, start + after - 1) + 3_600_000


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (lambda scheduler: scheduler.run_at(datetime(2030, 1, 1), internal.jobs.note(text="a")), "needs a time zone"),  # noqa: DTZ001  that is refused
        (lambda scheduler: scheduler.run_after(-1, internal.jobs.note(text="a")), "from 0, not -1"),
        (lambda scheduler: scheduler.run_after(timedelta(-1), internal.jobs.note(text="a")), "from 0, not"),
        (lambda scheduler: scheduler.run_after("1", internal.jobs.note(text="a")), "a delay is"),
        (lambda scheduler: scheduler.run_at(float("nan"), internal.jobs.note(text="a")), "a time is"),
        (lambda scheduler: scheduler.run_after(0, internal.jobs.note), "is a reference: call it"),
        (lambda scheduler: scheduler.run_after(0, "jobs:note"), "is no call"),
    ],
)
async def test_what_is_no_time_and_no_call_is_refused(
    t: TestApp, schedule: Callable[[Any], Awaitable[ScheduledFunctionId]], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        await scheduled(t, lambda scheduler, _: schedule(scheduler))


async def test_the_call_is_checked_when_it_is_scheduled(t: TestApp) -> None:
    with pytest.raises(ArgumentValidationError) as raised:
        await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.note(text=1)))
    assert raised.value.path == ".text"
    with pytest.raises(FunctionNotFoundError, match="is a query, not a mutation or an action"):
        await scheduled(t, lambda scheduler, _: scheduler.run_after(0, api.jobs.log()))


async def test_calls_run_in_the_order_of_their_times(t: TestApp) -> None:
    start = t.now

    async def schedule(ctx: Ctx) -> None:
        for delay, text in ((20, "c"), (10, "a"), (20, "d"), (10, "b")):
            await ctx.scheduler.run_after(delay, internal.jobs.note(text=text))

    await t.run(schedule)
    await t.advance(milliseconds=20)
    assert await log(t) == [("a", start + 10), ("b", start + 10), ("c", start + 20), ("d", start + 20)]


async def test_what_a_mutation_schedules_is_part_of_it(t: TestApp) -> None:
    async def schedule(ctx: Ctx) -> None:
        await ctx.scheduler.run_after(0, internal.jobs.note(text="never"))
        raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        await t.run(schedule)

    async def count(ctx: Ctx) -> int:
        return len(await ctx.system.scheduled_functions.collect())

    assert await t.run(count) == 0


async def test_a_pending_call_is_cancelled(t: TestApp) -> None:
    id_ = await scheduled(t, lambda scheduler, _: scheduler.run_after(10, internal.jobs.note(text="never")))
    await t.mutation(internal.jobs.cancel(id_=id_))
    cancelled = await row(t, id_)
    assert (cancelled["state"], cancelled["completedTime"]) == ({"kind": "canceled"}, t.now)
    await t.mutation(internal.jobs.cancel(id_=id_))
    await t.advance(seconds=1)
    assert await log(t) == []
    assert await row(t, id_) == cancelled


async def test_what_has_run_stays_as_it_is(t: TestApp) -> None:
    id_ = await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.note(text="done")))
    await t.finish_scheduled()
    await t.mutation(internal.jobs.cancel(id_=id_))
    assert (await row(t, id_))["state"] == {"kind": "success"}


async def test_only_scheduled_calls_are_cancelled(t: TestApp) -> None:
    await t.mutation(internal.jobs.note(text="a"))
    [entry] = await t.query(api.jobs.log())

    async def cancel(ctx: Ctx) -> None:
        await ctx.scheduler.cancel(entry["_id"])

    with pytest.raises(InvalidIdError, match="is not the id of a scheduled call"):
        await t.run(cancel)
    unknown = ScheduledFunctionId(t._app.engine.database.ids.new("_scheduled_functions"))
    with pytest.raises(DocumentNotFoundError, match=unknown):
        await t.mutation(internal.jobs.cancel(id_=unknown))


async def test_a_mutation_that_fails_leaves_its_error_alone(t: TestApp) -> None:
    id_ = await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.fail()))
    await t.finish_scheduled()
    failed = await row(t, id_)
    assert failed["state"] == {"kind": "failed", "error": "ConvexError: {'code': 'BROKEN'}"}
    assert failed["completedTime"] == t.now
    assert await log(t) == []


async def test_an_action_that_fails_keeps_what_it_has_done(t: TestApp) -> None:
    id_ = await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.fail_outside()))
    done = await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.report(text="whole")))
    await t.finish_scheduled()
    assert (await row(t, id_))["state"] == {"kind": "failed", "error": "ValueError: no answer"}
    assert (await row(t, done))["state"] == {"kind": "success"}
    assert [text for text, _ in await log(t)] == ["half done", "whole"]


async def test_a_running_action_that_is_cancelled_goes_on_and_schedules_nothing(t: TestApp) -> None:
    id_ = await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.cancelled_itself()))
    await t.finish_scheduled()
    assert [text for text, _ in await log(t)] == ["goes on"]

    async def rows(ctx: Ctx) -> list[tuple[str, str]]:
        found = await ctx.system.scheduled_functions.collect()
        return [(each["name"], each["state"]["kind"]) for each in found]

    assert await t.run(rows) == [("jobs:cancelledItself", "canceled"), ("jobs:note", "canceled")]
    assert (await row(t, id_))["completedTime"] == t.now


async def test_an_action_schedules_and_cancels_at_once(t: TestApp) -> None:
    kept, cancelled = await t.action(internal.jobs.from_outside())
    assert (await row(t, kept))["state"] == {"kind": "pending"}
    assert (await row(t, cancelled))["state"] == {"kind": "canceled"}
    start = t.now
    await t.finish_scheduled()
    assert await log(t) == [("kept", start + 5)]


async def test_nobody_calls_what_is_scheduled(t: TestApp) -> None:
    ada = t.with_identity(subject="ada")
    await ada.mutation(internal.jobs.who())
    await scheduled(ada, lambda scheduler, _: scheduler.run_after(0, internal.jobs.who()))
    await ada.finish_scheduled()
    assert [text for text, _ in await log(t)] == ["ada", "nobody"]


async def test_the_clock_moves_from_one_call_to_the_next(t: TestApp) -> None:
    start = t.now
    await t.mutation(internal.jobs.count_down(left=3))
    await t.advance(minutes=2, seconds=30)
    assert await log(t) == [("3", start), ("2", start + 60_000), ("1", start + 120_000)]
    assert t.now == start + 150_000
    await t.finish_scheduled()
    assert (await log(t))[-1] == ("0", start + 180_000)
    assert t.now == start + 180_000


async def test_the_clock_goes_forward_only(t: TestApp) -> None:
    with pytest.raises(UsageError, match="goes forward only"):
        await t.advance(seconds=-1)


async def test_a_mistake_of_a_handler_is_told_from_its_log(t: TestApp, caplog: pytest.LogCaptureFixture) -> None:
    await scheduled(t, lambda scheduler, _: scheduler.run_after(0, internal.jobs.fail()))
    await t.finish_scheduled()
    [record] = caplog.records
    assert record.getMessage() == "the scheduled mutation jobs:fail failed"
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], ConvexError)


async def test_calls_that_schedule_each_other_for_ever_end_in_an_error(source: Path) -> None:
    async def begin(ctx: Ctx) -> None:
        await ctx.scheduler.run_after(0, internal.jobs.again())

    async with open_app(source) as t:
        await t.run(begin)
        with pytest.raises(UsageError, match="they schedule each other"):
            await t.advance(seconds=1)
        with pytest.raises(UsageError, match="they schedule each other"):
            await t.finish_scheduled()
