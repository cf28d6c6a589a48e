"""A query sees one state, mutations come one at a time, and a context is of no use once its function has ended."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from biconvex.errors import UsageError

from .puppets import Ctx
from .stage import BrokenError, Stage, inserting, open_stage, texts


async def everything(stage: Stage, ctx: Ctx) -> list[object]:
    """Return all that a query can see of the stage, by every way of reading."""
    return [
        await texts(ctx),
        [note["text"] for note in await ctx.db.notes.index.by_text.gte("text", "").order("desc").collect()],
        [note["text"] for note in await ctx.db.notes.search.words("half second first replaced").collect()],
        [note["text"] async for note in ctx.db.notes],
        await ctx.db.notes.get(stage.note),
        await ctx.storage.get_url(stage.file),
        await ctx.system.scheduled_functions.collect(),
        await ctx.run_query(stage.puppets.query(texts)),
    ]


async def test_nobody_sees_a_mutation_before_its_end(stage: Stage) -> None:
    is_half, may_end = asyncio.Event(), asyncio.Event()

    async def see(ctx: Ctx) -> list[object]:
        return await everything(stage, ctx)

    async def handler(ctx: Ctx) -> list[object]:
        await stage.every_write(ctx)
        is_half.set()
        await may_end.wait()
        return await see(ctx)

    before = await stage.t.query(stage.puppets.query(see))
    mutation = asyncio.create_task(stage.t.run(handler))
    await is_half.wait()
    assert await stage.t.query(stage.puppets.query(see)) == before
    may_end.set()
    within = await mutation
    assert within[0] == ["half"]
    assert await stage.t.query(stage.puppets.query(see)) == within != before


async def test_a_query_sees_what_was_there_when_it_began(stage: Stage) -> None:
    async def see(ctx: Ctx) -> list[object]:
        return await everything(stage, ctx)

    async def query(ctx: Ctx) -> None:
        before = await see(ctx)
        await stage.t.run(stage.every_write)  # another one's, while this query waits
        assert (await stage.t.query(stage.puppets.query(see)))[0] == ["half"]
        assert await see(ctx) == before

    await stage.t.query(stage.puppets.query(query))


async def test_a_query_sees_what_was_there_even_before_it_first_looks(stage: Stage) -> None:
    async def query(ctx: Ctx) -> list[str]:
        await stage.t.run(inserting("second"))
        return await texts(ctx)

    assert await stage.t.query(stage.puppets.query(query)) == ["first"]
    assert await stage.texts() == ["first", "second"]


async def test_many_queries_run_beside_each_other(stage: Stage) -> None:
    may_end = asyncio.Event()

    async def query(ctx: Ctx) -> list[str]:
        before = await texts(ctx)
        await may_end.wait()
        assert await texts(ctx) == before
        return before

    tasks = []
    for number in range(8):
        tasks.append(asyncio.create_task(stage.t.query(stage.puppets.query(query))))
        await asyncio.sleep(0)
        await stage.t.run(inserting(str(number)))
    may_end.set()
    assert [len(found) for found in await asyncio.gather(*tasks)] == list(range(1, 9))


async def test_mutations_come_one_at_a_time(stage: Stage) -> None:
    steps: list[str] = []

    def counting(name: str, fails: bool) -> Callable[[Ctx], Awaitable[None]]:
        async def handler(ctx: Ctx) -> None:
            steps.append(name)
            note = await ctx.db.notes.get(stage.note)
            await asyncio.sleep(0)
            await ctx.db.notes.patch(stage.note, {"count": note.get("count", 0) + 1})
            await asyncio.sleep(0)
            steps.append(name)
            if fails:
                raise BrokenError

        return handler

    tasks = (stage.t.run(counting(name, name == "c")) for name in "abcde")
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in ended] == [type(None), type(None), BrokenError, type(None), type(None)]
    assert "".join(steps) == "aabbccddee"

    async def count(ctx: Ctx) -> float:
        found: float = (await ctx.db.notes.get(stage.note))["count"]
        return found

    assert await stage.t.run(count) == 4


Use: TypeAlias = Callable[[Stage, Ctx], Awaitable[object]]

READINGS: dict[str, Use] = {
    "get": lambda stage, ctx: ctx.db.notes.get(stage.note),
    "collect": lambda _, ctx: ctx.db.notes.collect(),
    "search": lambda _, ctx: ctx.db.notes.search.words("first").first(),
    "loop": lambda _, ctx: anext(aiter(ctx.db.notes)),
    "run_query": lambda stage, ctx: ctx.run_query(stage.puppets.query(texts)),
    "get_url": lambda stage, ctx: ctx.storage.get_url(stage.file),
}
WRITINGS: dict[str, Use] = {
    "insert": lambda _, ctx: ctx.db.notes.insert({"text": "late"}),
    "patch": lambda stage, ctx: ctx.db.notes.patch(stage.note, {"text": "late"}),
    "replace": lambda stage, ctx: ctx.db.notes.replace(stage.note, {"text": "late"}),
    "delete": lambda stage, ctx: ctx.db.notes.delete(stage.note),
    "run_mutation": lambda stage, ctx: ctx.run_mutation(stage.puppets.mutation(inserting("late"))),
    "run_after": lambda stage, ctx: ctx.scheduler.run_after(0, stage.puppets.mutation(inserting("late"))),
    "cancel": lambda stage, ctx: ctx.scheduler.cancel(stage.job),
    "delete_file": lambda stage, ctx: ctx.storage.delete(stage.file),
}
USES = {**READINGS, **WRITINGS}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
async def test_the_context_of_a_mutation_is_of_no_use_after_its_end(stage: Stage, use: Use) -> None:
    contexts: list[Ctx] = []

    async def inside(ctx: Ctx) -> None:
        contexts.append(ctx)

    async def handler(ctx: Ctx) -> None:
        contexts.append(ctx)
        await ctx.run_mutation(stage.puppets.mutation(inside))
        with pytest.raises(UsageError, match="is over"):
            await use(stage, contexts[1])  # while the mutation around it goes on

    await stage.t.run(handler)
    before = stage.dump()
    for ctx in contexts:
        with pytest.raises(UsageError, match="is over"):
            await use(stage, ctx)
    assert stage.dump() == before


@pytest.mark.parametrize("use", READINGS.values(), ids=READINGS)
async def test_the_context_of_a_query_is_of_no_use_after_its_end(stage: Stage, use: Use) -> None:
    contexts: list[Ctx] = []

    async def inside(ctx: Ctx) -> None:
        contexts.append(ctx)

    async def query(ctx: Ctx) -> None:
        contexts.append(ctx)
        await ctx.run_query(stage.puppets.query(inside))
        with pytest.raises(UsageError, match="is over"):
            await use(stage, contexts[1])

    await stage.t.query(stage.puppets.query(query))
    for ctx in contexts:
        with pytest.raises(UsageError, match="is over"):
            await use(stage, ctx)


async def test_a_query_that_does_not_await_another_one_does_not_let_it_read_on(stage: Stage) -> None:
    forgotten: list[asyncio.Task[object]] = []

    async def slow(ctx: Ctx) -> list[str]:
        await asyncio.sleep(0)
        return await texts(ctx)

    async def query(ctx: Ctx) -> None:
        forgotten.append(asyncio.create_task(ctx.run_query(stage.puppets.query(slow))))
        await asyncio.sleep(0)

    await stage.t.query(stage.puppets.query(query))
    with pytest.raises(UsageError, match="is over"):
        await forgotten[0]


async def test_a_filter_that_raises_keeps_no_snapshot(stage: Stage) -> None:
    """The error, while somebody holds it, holds the query; the next one reads what has been written since."""

    def refuse(note: dict[str, object]) -> bool:
        raise BrokenError(note["text"])

    async def whole(ctx: Ctx) -> None:
        await ctx.db.notes.filter(refuse).collect()

    async def page(ctx: Ctx) -> None:
        await ctx.db.notes.filter(refuse).paginate({"numItems": 1, "cursor": None})

    await stage.t.run(inserting("second"))
    for number, query in enumerate((whole, page), start=3):
        with pytest.raises(BrokenError) as held:
            await stage.t.query(stage.puppets.query(query))
        await stage.t.run(inserting(str(number)))
        assert len(await stage.texts()) == number
        del held


async def test_a_mutation_cannot_wait_for_another_one(stage: Stage) -> None:
    """It would wait for ever: the other one begins when it has ended."""

    async def handler(ctx: Ctx) -> None:
        await ctx.db.notes.insert({"text": "second"})
        for call in (
            stage.t.mutation(stage.puppets.mutation(inserting("never"))),
            stage.t.with_identity(subject="ada").run(inserting("never")),
            stage.t.action(stage.puppets.action(lambda inner: inner.run_mutation(stage.puppets.mutation(texts)))),
        ):
            with pytest.raises(UsageError, match="cannot wait for another one"):
                await call

    async with asyncio.timeout(5):
        await stage.t.run(handler)
        await stage.t.mutation(stage.puppets.mutation(inserting("third")))
    assert await stage.texts() == ["first", "second", "third"]


async def test_a_mutation_of_another_app_is_no_hindrance(stage: Stage, stage_folder: Path) -> None:
    async with open_stage(stage_folder, None) as other:

        async def handler(ctx: Ctx) -> None:
            await other.t.run(inserting("there"))
            await ctx.db.notes.insert({"text": "here"})

        await stage.t.run(handler)
        assert await other.texts() == ["first", "there"]
    assert await stage.texts() == ["first", "here"]
