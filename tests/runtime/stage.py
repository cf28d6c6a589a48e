"""A small app of notes with something of everything in it, for tests of transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from biconvex.database import StorageId
from biconvex.testing import TestApp, open_app

from .apps import uploaded
from .puppets import PUPPETS, Ctx, Handler, Puppets

MODULES = {
    "schema.py": """
        from biconvex import define_schema, define_table, v

        schema = define_schema({
            "notes": define_table({"text": v.string(), "count": v.optional(v.number())})
            .index("by_text", ["text"])
            .search_index("words", search_field="text"),
            "blobs": define_table({"raw": v.bytes()}),
        })
    """,
    "puppets.py": PUPPETS,
    "spans.py": """
        from dataclasses import dataclass

        from ._generated.server import MutationCtx, internal_mutation


        @dataclass
        class Span:
            low: float
            high: float

            def __post_init__(self) -> None:
                if self.low > self.high:
                    raise ValueError("it ends before it begins")


        @internal_mutation
        async def note(ctx: MutationCtx, *, span: Span) -> None:
            await ctx.db.notes.insert({"text": "span"})
    """,
}


class BrokenError(Exception):
    """What a handler raises."""


@dataclass(slots=True)
class Stage:
    """The open app: its puppets, a note, a stored file, a call in a second, and how often calls woke the scheduler."""

    t: TestApp
    puppets: Puppets
    note: str
    file: StorageId
    job: str
    woken: list[None]

    @property
    def database(self) -> sqlite3.Connection:
        return self.t._app.engine.database.writer

    def dump(self) -> list[str]:
        """Return everything in the database, full-text indexes included."""
        return list(self.database.iterdump())

    def has_file(self) -> bool:
        """Say whether the contents of the file are there."""
        return self.t._app.engine.files.path(self.file).is_file()

    async def texts(self) -> list[str]:
        """Return the texts of all notes, as a new query sees them."""
        found: list[str] = await self.t.query(self.puppets.query(texts))
        return found

    async def scheduled(self) -> list[str]:
        """Return the states of all scheduled calls, as a new query sees them."""

        async def states(ctx: Ctx) -> list[str]:
            return [call["state"]["kind"] for call in await ctx.system.scheduled_functions.collect()]

        found: list[str] = await self.t.query(self.puppets.query(states))
        return found

    async def every_write(self, ctx: Ctx) -> None:
        """Do everything that a mutation can do."""
        await ctx.db.notes.insert({"text": "half"})
        await ctx.db.notes.patch(self.note, {"count": 1})
        await ctx.db.notes.replace(self.note, {"text": "replaced"})
        await ctx.db.notes.delete(self.note)
        await ctx.storage.delete(self.file)
        await ctx.scheduler.cancel(self.job)
        await ctx.scheduler.run_after(0, self.puppets.mutation(inserting("scheduled")))


@asynccontextmanager
async def open_stage(folder: Path, database: str | None) -> AsyncIterator[Stage]:
    """Open the app of a folder that was compiled of the modules above."""
    async with open_app(folder, database) as t:
        puppets = Puppets(t)

        async def prepare(ctx: Ctx) -> tuple[str, str]:
            note = await ctx.db.notes.insert({"text": "first"})
            return note, await ctx.scheduler.run_after(1000, puppets.mutation(inserting("later")))

        woken: list[None] = []
        note, job = await t.run(prepare)
        file = await uploaded(t, b"contents")
        t._app.engine.on_scheduled = lambda: woken.append(None)
        yield Stage(t, puppets, note, file, job, woken)


def inserting(*given: str) -> Handler:
    """Return a handler that inserts notes, and lets others run before and after each."""

    async def handler(ctx: Ctx) -> None:
        for text in given:
            await asyncio.sleep(0)
            await ctx.db.notes.insert({"text": text})
            await asyncio.sleep(0)

    return handler


def breaking(*given: str) -> Handler:
    """Return a handler that inserts notes and raises."""

    async def handler(ctx: Ctx) -> None:
        await inserting(*given)(ctx)
        raise BrokenError

    return handler


async def texts(ctx: Ctx) -> list[str]:
    """Return the texts of all notes."""
    return [note["text"] for note in await ctx.db.notes.collect()]
