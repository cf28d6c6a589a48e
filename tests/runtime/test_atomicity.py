"""A mutation that fails, wherever that is, leaves nothing: no document, no scheduled call, no file less."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import pytest

from biconvex.errors import ArgumentValidationError, ReturnsValidationError, UsageError

from .apps import internal
from .puppets import Ctx
from .stage import BrokenError, Stage, breaking, inserting


async def fails_in_its_body(stage: Stage) -> None:
    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        raise BrokenError

    with pytest.raises(BrokenError):
        await stage.t.mutation(stage.puppets.mutation(handler))


async def fails_after_another_one_inside(stage: Stage) -> None:
    async def handler(ctx: Ctx) -> None:
        await ctx.run_mutation(stage.puppets.mutation(stage.every_write))
        raise BrokenError

    with pytest.raises(BrokenError):
        await stage.t.run(handler)


async def fails_by_another_one_inside(stage: Stage) -> None:
    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        await ctx.run_mutation(stage.puppets.mutation(breaking("inside")))

    with pytest.raises(BrokenError):
        await stage.t.run(handler)


async def fails_by_its_result(stage: Stage) -> None:
    with pytest.raises(ReturnsValidationError):
        await stage.t.mutation(stage.puppets.counting(stage.every_write))


async def fails_by_arguments_of_another_one(stage: Stage) -> None:
    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        await ctx.run_mutation(internal.spans.note(span={"low": 2, "high": 1}))

    with pytest.raises(ArgumentValidationError, match="it ends before it begins"):
        await stage.t.run(handler)


async def fails_at_its_commit(stage: Stage) -> None:
    def authorize(action: int, what: str | None, *_: object) -> int:
        is_denied = action == sqlite3.SQLITE_TRANSACTION and what == "COMMIT"
        return sqlite3.SQLITE_DENY if is_denied else sqlite3.SQLITE_OK

    stage.database.set_authorizer(authorize)
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        await stage.t.run(stage.every_write)
    stage.database.set_authorizer(None)


async def is_cancelled(stage: Stage) -> None:
    has_written = asyncio.Event()

    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        has_written.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(stage.t.run(handler))
    await has_written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def is_cancelled_with_another_one_inside(stage: Stage) -> None:
    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        await ctx.run_mutation(stage.puppets.mutation(inside))

    async def inside(ctx: Ctx) -> None:
        await inserting("inside")(ctx)
        task.cancel()
        await asyncio.Event().wait()

    task = asyncio.create_task(stage.t.run(handler))
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    "fails",
    [
        fails_in_its_body,
        fails_after_another_one_inside,
        fails_by_another_one_inside,
        fails_by_its_result,
        fails_by_arguments_of_another_one,
        fails_at_its_commit,
        is_cancelled,
        is_cancelled_with_another_one_inside,
    ],
)
async def test_a_mutation_that_fails_leaves_nothing(stage: Stage, fails: Callable[[Stage], Awaitable[None]]) -> None:
    before = stage.dump()
    await fails(stage)
    assert stage.dump() == before
    assert stage.has_file()
    assert not stage.woken
    await stage.t.run(inserting("second"))  # and it keeps nobody from going on
    assert await stage.texts() == ["first", "second"]


async def test_a_mutation_that_succeeds_leaves_everything(stage: Stage) -> None:
    await stage.t.run(stage.every_write)
    assert await stage.texts() == ["half"]
    assert await stage.scheduled() == ["canceled", "pending"]
    assert not stage.has_file()
    assert len(stage.woken) == 1


async def test_arguments_that_a_dataclass_refuses_run_nothing(stage: Stage) -> None:
    before = stage.dump()
    with pytest.raises(ArgumentValidationError, match="it ends before it begins"):
        await stage.t.mutation(internal.spans.note(span={"low": 2, "high": 1}))
    assert stage.dump() == before


async def test_a_mutation_that_is_cancelled_while_it_waits_has_not_begun(stage: Stage) -> None:
    first_may_end, began = asyncio.Event(), list[str]()

    async def first(ctx: Ctx) -> None:
        began.append("first")
        await first_may_end.wait()

    async def second(ctx: Ctx) -> None:
        began.append("second")

    tasks = [asyncio.create_task(stage.t.run(handler)) for handler in (first, second, inserting("third"))]
    await asyncio.sleep(0.01)
    tasks[1].cancel()
    first_may_end.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in ended] == [type(None), asyncio.CancelledError, type(None)]
    assert began == ["first"]
    assert await stage.texts() == ["first", "third"]


def fill(stage: Stage) -> None:
    """Let the database have few more pages than it has now."""
    (pages,) = stage.database.execute("PRAGMA page_count").fetchone()
    stage.database.execute(f"PRAGMA max_page_count = {pages + 10}")


LARGE = "x" * 100_000


async def test_a_full_disk_undoes_a_mutation(stage: Stage) -> None:
    before = stage.dump()
    fill(stage)

    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        await ctx.db.notes.insert({"text": LARGE})

    with pytest.raises(sqlite3.OperationalError, match="full"):
        await stage.t.run(handler)
    assert stage.dump() == before
    assert stage.has_file()
    await stage.t.run(inserting("second"))
    assert await stage.texts() == ["first", "second"]


@pytest.mark.parametrize("is_inside", [False, True])
async def test_who_catches_the_error_of_a_full_disk_cannot_go_on(stage: Stage, is_inside: bool) -> None:
    before = stage.dump()
    fill(stage)

    async def too_large(ctx: Ctx) -> None:
        await ctx.db.blobs.insert({"raw": LARGE.encode()})

    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        with pytest.raises(sqlite3.OperationalError, match="full"):
            await (ctx.run_mutation(stage.puppets.mutation(too_large)) if is_inside else too_large(ctx))
        await inserting("other")(ctx)

    with pytest.raises(UsageError, match="undone"):
        await stage.t.run(handler)
    assert stage.dump() == before
    assert stage.has_file()
