"""An app and its model side by side: both take the same steps, and what comes of each is compared."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from biconvex import Int64
from biconvex.errors import NotUniqueError
from biconvex.testing import TestApp, open_app

from ..puppets import Ctx, Puppets
from .comparison import refused, require_same
from .documents import CollisionError, Document, MissingError, Model, Place, Range, Search, Table, at
from .kinds import Id, MisfitError, Ref
from .steps import (
    AnyStep,
    Delete,
    Get,
    Insert,
    Nested,
    Page,
    Patch,
    Query,
    Read,
    Replace,
    Same,
    Transaction,
    Walk,
)

BEGIN: Final = Transaction(
    (Insert("owners", {"name": "ada"}), Insert("variants", {"kind": "flag"}), Insert("loose", {"a": {"b": Int64(1)}})),
    writes=True,
    raises=False,
)
"""So that there are ids to refer to."""


class UndoError(Exception):
    """What a step raises so that it is undone."""


class UnresolvedError(Exception):
    """A step is about a document of a table that never had one."""


@dataclass(slots=True)
class Paging:
    """A query that is read page by page: where the last page begins and ends, as a cursor and as a place."""

    query: Query
    begin: tuple[str | None, Place | None]
    end: tuple[str, Place | None]
    is_done: bool


class Twins:
    """An app and its model."""

    def __init__(self, t: TestApp, model: Model) -> None:
        self.t = t
        self.model = model
        self.puppets = Puppets(t)
        self.paging: Paging | None = None
        self.latest = 0.0

    async def run(self, transaction: Transaction) -> None:
        """Run one transaction."""
        before = self.model.snapshot()

        async def handler(ctx: Ctx) -> None:
            await self.take(ctx, transaction.steps)
            if transaction.raises:
                raise UndoError

        if not transaction.writes:
            await self.t.query(self.puppets.query(handler))
        elif not transaction.raises:
            await self.t.run(handler)
        else:
            with pytest.raises(UndoError):
                await self.t.run(handler)
            self.model.restore(before)

    async def take(self, ctx: Ctx, steps: tuple[AnyStep, ...]) -> None:
        """Take steps in a context, one after the other."""
        for step in steps:
            with suppress(UnresolvedError):
                await self.step(ctx, step)

    async def step(self, ctx: Ctx, step: AnyStep) -> None:
        """Take one step on both sides, and compare what comes of it."""
        match step:
            case Insert():
                await self.insert(ctx, step.table, self.resolved(step.given))
            case Patch():
                id_, changes = self.target(step.table, step.which), self.resolved(step.changes)
                real = self.table(ctx, step.table).patch(id_, changes)
                await self.change(ctx, id_, real, lambda: self.model.patched(step.table, id_, changes))
            case Replace():
                id_, document = self.target(step.table, step.which), self.resolved(step.given)
                real = self.table(ctx, step.table).replace(id_, document)
                await self.change(ctx, id_, real, lambda: self.model.replaced(step.table, id_, document))
            case Delete():
                id_ = self.target(step.table, step.which)
                real = self.table(ctx, step.table).delete(id_)
                await self.change(ctx, id_, real, lambda: self.model.delete(step.table, id_))
            case Get():
                await self.get(ctx, self.target(step.table, step.which))
            case Read():
                for query in step.queries:
                    with suppress(UnresolvedError):
                        await self.read(ctx, self.resolved(query), step.limit)
            case Walk():
                await self.walk(ctx, step, self.resolved(step.query))
            case Page():
                await self.page(ctx, step)
            case Nested():
                await self.nested(ctx, step)

    async def insert(self, ctx: Ctx, table: str, given: Mapping[str, object]) -> None:
        try:
            kept = self.model.checked(table, given)
        except (MisfitError, CollisionError) as problem:
            await refused(problem, self.table(ctx, table).insert(given))
            return
        id_: str = await self.table(ctx, table).insert(given)
        found = await self.table(ctx, table).get(id_)
        assert found["_creationTime"] > self.latest
        self.latest = found["_creationTime"]
        require_same(found, self.model.insert(table, id_, self.latest, kept))
        assert self.table(ctx, table).normalize_id(id_) == id_

    async def change(self, ctx: Ctx, id_: Id, real: Awaitable[None], model: Callable[[], None]) -> None:
        try:
            model()
        except (MisfitError, CollisionError, MissingError) as problem:
            await refused(problem, real)
        else:
            await real
        await self.get(ctx, id_)

    async def get(self, ctx: Ctx, id_: Id) -> None:
        require_same(await self.table(ctx, id_.table).get(id_), self.model.documents[id_.table].get(id_))

    async def read(self, ctx: Ctx, query: Query, limit: int) -> None:
        expected, real = query.found(self.model), self.query(ctx, query)
        require_same(await real.collect(), expected)
        require_same(await real.take(limit), expected[:limit])
        require_same(await real.first(), next(iter(expected), None))
        if len(expected) > 1:
            with pytest.raises(NotUniqueError):
                await real.unique()
        else:
            require_same(await real.unique(), next(iter(expected), None))

    async def walk(self, ctx: Ctx, step: Walk, query: Query) -> None:
        """Go through a query while its table changes: next is whatever then comes after the last one."""
        steps = iter(step.steps)
        place: Place | None = None
        async for document in self.query(ctx, query):
            expected = self.behind(query, place)
            assert expected
            require_same(document, expected[0])
            place = query.place(expected[0])
            await self.take(ctx, tuple(edit for edit in [next(steps, None)] if edit is not None))
        assert not self.behind(query, place)

    async def page(self, ctx: Ctx, step: Page) -> None:
        paging = self.paging
        if paging is not None and step.again:
            await self.last_page(ctx, paging)
            return
        goes_on = paging is not None and not paging.is_done
        query = paging.query if paging is not None and goes_on else self.resolved(step.query)
        begin = paging.end if paging is not None and goes_on else (None, None)
        real = await self.paged(ctx, query, {"numItems": step.items, "cursor": begin[0]})
        rest = self.behind(query, begin[1])
        expected, is_done = rest[: step.items], len(rest) <= step.items
        require_same(real["page"], expected)
        assert real["isDone"] is is_done
        end = None if is_done else query.place(expected[-1])
        self.paging = Paging(query, begin, (real["continueCursor"], end), is_done)

    async def last_page(self, ctx: Ctx, paging: Paging) -> None:
        """Read a page up to where it ended, as a client does that stays subscribed to it."""
        options = {"numItems": 1, "cursor": paging.begin[0], "endCursor": paging.end[0]}
        real = await self.paged(ctx, paging.query, options)
        end = paging.end[1]
        rest = self.behind(paging.query, paging.begin[1])
        require_same(real["page"], [each for each in rest if end is None or not paging.query.is_behind(each, end)])
        assert (real["isDone"], real["continueCursor"]) == (paging.is_done, paging.end[0])

    async def paged(self, ctx: Ctx, query: Query, options: Mapping[str, object]) -> Any:  # noqa: ANN401  a page, as data
        """Read a page in a query of its own, since a function can paginate once."""
        pages: list[object] = []

        async def handler(inner: Ctx) -> None:
            pages.append(await self.query(inner, query).paginate(options))

        await ctx.run_query(self.puppets.query(handler))
        return pages[0]

    async def nested(self, ctx: Ctx, step: Nested) -> None:
        before = self.model.snapshot()

        async def handler(inner: Ctx) -> None:
            await self.take(inner, step.steps)
            if step.raises:
                raise UndoError

        call = self.puppets.mutation(handler)
        if not step.raises:
            await ctx.run_mutation(call)
            return
        with pytest.raises(UndoError):
            await ctx.run_mutation(call)
        self.model.restore(before)

    def behind(self, query: Query, place: Place | None) -> list[Document]:
        return [each for each in query.found(self.model) if query.is_behind(each, place)]

    def table(self, ctx: Ctx, table: str) -> Any:  # noqa: ANN401  a table of an app without stubs here
        return getattr(ctx.db, self.model.tables[table].attribute)

    def query(self, ctx: Ctx, query: Query) -> Any:  # noqa: ANN401  likewise
        """Return a query as a handler writes it."""
        table = self.table(ctx, query.table)
        if isinstance(query, Search):
            filters = {path.replace(".", "__"): value for path, value in query.filters}
            real = getattr(table.search, query.index)(query.text, **filters)
        else:
            real = getattr(table.index, query.index)
            for step in query.steps:
                real = getattr(real, step.name)(step.path, step.value)
            real = real.order("desc") if query.is_descending else real
        for predicate in query.predicates:
            real = real.filter(predicate)
        return real

    def target(self, table: str, which: int) -> Id:
        """Return an id of a table, most often one of a document that is there."""
        ids = [*self.model.documents[table], *self.model.ids[table][:1]]
        if not ids:
            raise UnresolvedError
        return ids[which % len(ids)]

    def resolved(self, value: Any) -> Any:  # noqa: ANN401  the same value again
        """Return a value with ids and times in place of what stands for them."""
        match value:
            case Ref():
                return self.target(value.table, value.which)
            case Same():
                found = self.model.documents[value.table].get(self.target(value.table, value.which))
                if found is None:
                    raise UnresolvedError
                return at(found, value.path)
            case Range():
                steps = (each._replace(value=self.resolved(each.value)) for each in value.steps)
                return replace(value, steps=tuple(steps))
            case Search():
                return replace(value, filters=self.resolved(value.filters))
            case dict():
                return {name: self.resolved(item) for name, item in value.items()}
            case list() | tuple():
                return type(value)(map(self.resolved, value))
            case _:
                return value


async def run(folder: Path, tables: tuple[Table, ...], program: list[Transaction]) -> None:
    """Run a program on a new app and a new model, and compare all there is at the end."""
    async with open_app(folder) as t:
        twins = Twins(t, Model(tables))
        await twins.run(BEGIN)
        for transaction in program:
            await twins.run(transaction)
        everything = Read(tuple(Range(table.name, "by_creation_time", ()) for table in tables), 0)
        await twins.run(Transaction((everything,), writes=False, raises=False))
        assert t._app.engine.database.writer.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
