"""A mutation inside another one is undone alone, is alone while it runs, and ends before the one around it."""

import asyncio

import pytest

from biconvex.errors import ReturnsValidationError, UsageError

from .puppets import Ctx, Handler
from .stage import BrokenError, Stage, breaking, inserting, texts


async def test_one_that_raises_is_undone_alone(stage: Stage) -> None:
    async def inside(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        raise BrokenError

    async def handler(ctx: Ctx) -> None:
        await ctx.db.notes.insert({"text": "before"})
        await ctx.scheduler.run_after(0, stage.puppets.mutation(inserting("scheduled")))
        with pytest.raises(BrokenError):
            await ctx.run_mutation(stage.puppets.mutation(inside))
        assert await texts(ctx) == ["first", "before"]
        await ctx.db.notes.insert({"text": "after"})

    await stage.t.run(handler)
    assert await stage.texts() == ["first", "before", "after"]
    assert await stage.scheduled() == ["pending", "pending"]
    assert stage.has_file()
    assert len(stage.woken) == 1


async def test_what_the_one_around_it_did_stays(stage: Stage) -> None:
    """Also what has to happen after the commit: the file goes, and the scheduler is woken."""

    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        for _ in range(2):
            with pytest.raises(BrokenError):
                await ctx.run_mutation(stage.puppets.mutation(breaking("inside")))

    await stage.t.run(handler)
    assert await stage.texts() == ["half"]
    assert not stage.has_file()
    assert len(stage.woken) == 1


async def test_one_whose_result_does_not_fit_is_undone_alone(stage: Stage) -> None:
    async def handler(ctx: Ctx) -> None:
        with pytest.raises(ReturnsValidationError):
            await ctx.run_mutation(stage.puppets.counting(stage.every_write))

    before = stage.dump()
    await stage.t.run(handler)
    assert stage.dump() == before


async def test_each_depth_is_undone_alone(stage: Stage) -> None:
    async def handler(ctx: Ctx, depth: int = 0) -> None:
        await ctx.db.notes.insert({"text": f"{depth}, before"})
        if depth < 4:
            try:
                await ctx.run_mutation(stage.puppets.mutation(lambda inner: handler(inner, depth + 1)))
            except BrokenError:
                await ctx.db.notes.insert({"text": f"{depth}, caught"})
        if depth in (2, 4):
            raise BrokenError

    await stage.t.run(handler)
    assert await stage.texts() == ["first", "0, before", "1, before", "1, caught"]


async def test_gathered_ones_take_turns_and_the_one_around_them_waits(stage: Stage) -> None:
    began: list[str] = []

    def noted(name: str, handler: Handler) -> Handler:
        async def note(ctx: Ctx) -> None:
            began.append(f"{name} begins")
            try:
                await handler(ctx)
            finally:
                began.append(f"{name} ends")

        return note

    async def handler(ctx: Ctx) -> None:
        ended = await asyncio.gather(
            ctx.run_mutation(stage.puppets.mutation(noted("a", inserting("a1", "a2")))),
            ctx.run_mutation(stage.puppets.mutation(noted("b", breaking("b1", "b2")))),
            ctx.db.notes.insert({"text": "meanwhile"}),
            ctx.scheduler.run_after(0, stage.puppets.mutation(inserting("scheduled"))),
            ctx.run_query(stage.puppets.query(texts)),
            ctx.run_mutation(stage.puppets.mutation(noted("c", inserting("c1", "c2")))),
            return_exceptions=True,
        )
        assert [type(each) for each in ended] == [type(None), BrokenError, str, str, list, type(None)]
        seen = ended[4]
        assert isinstance(seen, list)
        assert not any(text.startswith("b") for text in seen)

    await stage.t.run(handler)
    assert began == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]
    found = await stage.texts()
    assert sorted(found) == ["a1", "a2", "c1", "c2", "first", "meanwhile"]
    assert [text for text in found if text[0] in "ac"] == ["a1", "a2", "c1", "c2"]
    assert await stage.scheduled() == ["pending", "pending"]


async def test_a_loop_in_the_one_around_it_waits_too(stage: Stage) -> None:
    async def loop(ctx: Ctx) -> list[str]:
        return [note["text"] async for note in ctx.db.notes]

    async def handler(ctx: Ctx) -> list[str]:
        breaks = asyncio.ensure_future(ctx.run_mutation(stage.puppets.mutation(breaking("inside"))))
        await asyncio.sleep(0)
        found = await loop(ctx)
        with pytest.raises(BrokenError):
            await breaks
        return found

    assert await stage.t.run(handler) == ["first"]


async def test_the_others_of_a_gathering_do_nothing_once_one_has_failed_them_all(stage: Stage) -> None:
    """`gather` lets the others run on, past the end of the mutation and into the next one."""
    before = stage.dump()
    others: list[asyncio.Task[object]] = []

    async def handler(ctx: Ctx) -> None:
        calls = [breaking("a"), inserting("b1", "b2", "b3"), inserting("c1", "c2", "c3")]
        others.extend(asyncio.ensure_future(ctx.run_mutation(stage.puppets.mutation(call))) for call in calls)
        await asyncio.gather(*others)

    async def next_one(ctx: Ctx) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        await ctx.db.notes.insert({"text": "next"})

    with pytest.raises(BrokenError):
        await stage.t.run(handler)
    assert stage.dump() == before
    await stage.t.run(next_one)
    ended = await asyncio.gather(*others, return_exceptions=True)
    assert [type(each) for each in ended] == [BrokenError, UsageError, UsageError]
    assert await stage.texts() == ["first", "next"]


async def test_one_that_is_not_awaited_fails_the_one_around_it(stage: Stage) -> None:
    before = stage.dump()
    forgotten: list[asyncio.Task[object]] = []

    async def handler(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        forgotten.append(asyncio.create_task(ctx.run_mutation(stage.puppets.mutation(inserting("a", "b", "c")))))
        await asyncio.sleep(0)

    with pytest.raises(UsageError, match="ended before one that it runs"):
        await stage.t.run(handler)
    with pytest.raises(UsageError, match="is over"):
        await forgotten[0]
    assert stage.dump() == before
    assert stage.has_file()
    assert not stage.woken


async def test_one_that_is_not_awaited_inside_another_one_fails_that_one_alone(stage: Stage) -> None:
    forgotten: list[asyncio.Task[object]] = []

    async def forgetful(ctx: Ctx) -> None:
        await stage.every_write(ctx)
        forgotten.append(asyncio.create_task(ctx.run_mutation(stage.puppets.mutation(inserting("a", "b", "c")))))
        for _ in range(3):  # by now it has begun, and written
            await asyncio.sleep(0)

    async def deep(ctx: Ctx) -> None:
        await ctx.run_mutation(stage.puppets.mutation(inserting("deep1", "deep2", "deep3")))

    async def handler(ctx: Ctx) -> None:
        with pytest.raises(UsageError, match="ended before one that it runs"):
            await ctx.run_mutation(stage.puppets.mutation(forgetful))
        await ctx.run_mutation(stage.puppets.mutation(deep))
        with pytest.raises(UsageError, match="is over"):
            await forgotten[0]
        await ctx.db.notes.insert({"text": "after"})

    await stage.t.run(handler)
    assert await stage.texts() == ["first", "deep1", "deep2", "deep3", "after"]
    assert await stage.scheduled() == ["pending"]
    assert stage.has_file()


async def test_one_that_begins_too_late_does_nothing(stage: Stage) -> None:
    late: list[asyncio.Task[object]] = []

    async def handler(ctx: Ctx) -> None:
        await ctx.db.notes.insert({"text": "second"})
        late.append(asyncio.create_task(ctx.run_mutation(stage.puppets.mutation(inserting("late")))))

    await stage.t.run(handler)
    with pytest.raises(UsageError, match="is over"):
        await late[0]
    assert await stage.texts() == ["first", "second"]
