"""A small app whose functions are scheduled, fail, and schedule others; each writes down when it ran."""

from pathlib import Path
from typing import Final

from .apps import compiled

_SCHEMA: Final = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"log": define_table({"text": v.string(), "at": v.number()})})
"""

_JOBS: Final = """\
    from datetime import timedelta

    from biconvex import ConvexError

    from ._generated.api import internal
    from ._generated.data_model import Log, ScheduledFunctionId
    from ._generated.server import (
        ActionCtx, MutationCtx, QueryCtx, action, internal_action, internal_mutation, internal_query, mutation, query
    )


    @internal_mutation
    async def note(ctx: MutationCtx, *, text: str) -> None:
        await ctx.db.log.insert({"text": text, "at": ctx.now})


    @internal_action
    async def report(ctx: ActionCtx, *, text: str) -> str:
        await ctx.run_mutation(internal.jobs.note(text=text))
        return text


    @internal_mutation
    async def fail(ctx: MutationCtx) -> None:
        await ctx.db.log.insert({"text": "lost", "at": ctx.now})
        await ctx.scheduler.run_after(0, internal.jobs.note(text="never"))
        raise ConvexError({"code": "BROKEN"})


    @internal_action
    async def fail_outside(ctx: ActionCtx) -> None:
        await ctx.run_mutation(internal.jobs.note(text="half done"))
        raise ValueError("no answer")


    @internal_mutation
    async def again(ctx: MutationCtx) -> None:
        await ctx.scheduler.run_after(0, internal.jobs.again())


    @internal_mutation
    async def count_down(ctx: MutationCtx, *, left: int) -> None:
        await ctx.db.log.insert({"text": str(left), "at": ctx.now})
        if left:
            await ctx.scheduler.run_after(timedelta(minutes=1), internal.jobs.count_down(left=left - 1))


    @internal_mutation
    async def who(ctx: MutationCtx) -> None:
        identity = await ctx.auth.get_user_identity()
        await ctx.db.log.insert({"text": "nobody" if identity is None else identity.subject, "at": ctx.now})


    @internal_action
    async def cancelled_itself(ctx: ActionCtx) -> None:
        [own] = await ctx.run_query(internal.jobs.running())
        await ctx.run_mutation(internal.jobs.cancel(id_=own))
        await ctx.scheduler.run_after(0, internal.jobs.note(text="too late"))
        await ctx.run_mutation(internal.jobs.note(text="goes on"))


    @internal_mutation
    async def cancel(ctx: MutationCtx, *, id_: ScheduledFunctionId) -> None:
        await ctx.scheduler.cancel(id_)


    @internal_action
    async def from_outside(ctx: ActionCtx) -> list[ScheduledFunctionId]:
        kept = await ctx.scheduler.run_after(5, internal.jobs.note(text="kept"))
        cancelled = await ctx.scheduler.run_at(ctx.now + 5, internal.jobs.note(text="cancelled"))
        await ctx.scheduler.cancel(cancelled)
        return [kept, cancelled]


    @internal_query
    async def running(ctx: QueryCtx) -> list[ScheduledFunctionId]:
        rows = await ctx.system._scheduled_functions.collect()
        return [row["_id"] for row in rows if row["state"]["kind"] == "inProgress"]


    @query
    async def log(ctx: QueryCtx) -> list[Log]:
        return await ctx.db.log.collect()
"""


def compiled_jobs(root: Path) -> Path:
    """Compile the app and return its source folder."""
    return compiled(root, {"schema.py": _SCHEMA, "jobs.py": _JOBS})
