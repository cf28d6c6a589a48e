"""Stored files: what actions store and read, what mutations delete, and where the contents lie."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator
from contextvars import Context
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from biconvex import Int64
from biconvex.database import StorageId
from biconvex.errors import DocumentNotFoundError, InvalidIdError, ReadOnlyError, UsageError
from biconvex.server import GenericMutationCtx
from biconvex.testing import TestApp, open_app

from .apps import api, compiled

Ctx = GenericMutationCtx[Any]  # Any: the tables of a small app, which no stub describes

SCHEMA: Final = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"notes": define_table({"file": v.id("_storage")})})
"""
FILES: Final = """\
    from typing import Any

    from ._generated.data_model import NotesId, StorageId
    from ._generated.server import ActionCtx, MutationCtx, QueryCtx, action, mutation, query


    @action
    async def store(ctx: ActionCtx, *, data: bytes, content_type: str | None = None) -> StorageId:
        return await ctx.storage.store(data, content_type=content_type)


    @action
    async def get(ctx: ActionCtx, *, id_: StorageId) -> bytes | None:
        return await ctx.storage.get(id_)


    @action
    async def about(ctx: ActionCtx, *, id_: StorageId) -> Any:
        return {"url": await ctx.storage.get_url(id_), "metadata": await ctx.storage.get_metadata(id_)}


    @action
    async def delete(ctx: ActionCtx, *, id_: StorageId) -> None:
        await ctx.storage.delete(id_)


    @action
    async def upload_url(ctx: ActionCtx) -> str:
        return await ctx.storage.generate_upload_url()


    @mutation
    async def forget(ctx: MutationCtx, *, id_: StorageId, fails: bool = False) -> None:
        await ctx.storage.delete(id_)
        assert await ctx.storage.get_metadata(id_) is None
        if fails:
            raise ValueError("undone")


    @mutation
    async def note(ctx: MutationCtx, *, file: StorageId) -> NotesId:
        return await ctx.db.notes.insert({"file": file})


    @query
    async def seen(ctx: QueryCtx, *, id_: StorageId) -> Any:
        return {"url": await ctx.storage.get_url(id_), "metadata": await ctx.storage.get_metadata(id_)}


    @query
    async def rows(ctx: QueryCtx) -> list[Any]:
        return await ctx.system._storage.collect()


    @query
    async def forbidden(ctx: QueryCtx, *, id_: StorageId) -> None:
        await ctx.storage.delete(id_)


    @query
    async def forbidden_url(ctx: QueryCtx) -> str:
        return await ctx.storage.generate_upload_url()
"""
DATA: Final = b"\x89PNG" + bytes(range(256))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("files"), {"schema.py": SCHEMA, "files.py": FILES})


@pytest.fixture
async def t(source: Path, database: str | None) -> AsyncIterator[TestApp]:
    async with open_app(source, database=database) as opened:
        yield opened


def contents(t: TestApp) -> dict[str, bytes]:
    """Return what lies in the folder of files."""
    folder = t._app.engine.database.files
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


async def test_what_is_stored_is_read(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA, content_type="image/png"))
    empty = await t.action(api.files.store(data=b""))
    assert await t.action(api.files.get(id_=id_)) == DATA
    assert await t.action(api.files.get(id_=empty)) == b""
    assert contents(t) == {id_: DATA, empty: b""}
    expected = {"storageId": id_, "sha256": sha256(DATA).hexdigest(), "size": 260.0, "contentType": "image/png"}
    for about in (await t.action(api.files.about(id_=id_)), await t.query(api.files.seen(id_=id_))):
        assert about["metadata"] == expected
        assert about["url"].startswith("http://127.0.0.1:3210/api/storage/")
    assert (await t.query(api.files.seen(id_=empty)))["metadata"]["contentType"] is None


async def test_stored_files_are_rows_of_the_system(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA, content_type="image/png"))
    await t.advance(seconds=1)
    plain = await t.action(api.files.store(data=b"text"))
    first, second = await t.query(api.files.rows())
    assert first == {
        "_id": id_,
        "_creationTime": t.now - 1000,
        "sha256": sha256(DATA).hexdigest(),
        "size": 260,
        "contentType": "image/png",
    }
    assert (second["_id"], "contentType" in second) == (plain, False)

    async def system(ctx: Ctx) -> list[object]:
        table = ctx.system.storage
        found = await table.get(id_)
        newest = await table.order("desc").first()
        assert table.normalize_id(id_) == id_
        return [found, newest, await ctx.system.storage.index.by_creation_time.take(1)]

    assert await t.run(system) == [first, second, [first]]


async def test_an_action_deletes_a_file(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA))
    await t.action(api.files.delete(id_=id_))
    assert contents(t) == {}
    assert await t.action(api.files.get(id_=id_)) is None
    assert await t.action(api.files.about(id_=id_)) == {"url": None, "metadata": None}
    with pytest.raises(DocumentNotFoundError, match=f"there is no stored file {id_}"):
        await t.action(api.files.delete(id_=id_))


async def test_a_deletion_is_part_of_its_transaction(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA))
    with pytest.raises(ValueError, match="undone"):
        await t.mutation(api.files.forget(id_=id_, fails=True))
    assert await t.action(api.files.get(id_=id_)) == DATA
    await t.mutation(api.files.forget(id_=id_))
    assert await t.action(api.files.get(id_=id_)) is None
    assert contents(t) == {}


async def test_an_inner_mutation_that_fails_keeps_the_file(t: TestApp) -> None:
    kept, gone = [await t.action(api.files.store(data=data)) for data in (b"kept", b"gone")]

    async def outer(ctx: Ctx) -> None:
        with pytest.raises(ValueError, match="undone"):
            await ctx.run_mutation(api.files.forget(id_=kept, fails=True))
        await ctx.run_mutation(api.files.forget(id_=gone))

    await t.run(outer)
    assert contents(t) == {kept: b"kept"}


async def test_an_id_of_another_table_is_no_file(t: TestApp) -> None:
    file = await t.action(api.files.store(data=DATA))
    note = await t.mutation(api.files.note(file=file))

    async def misuse(ctx: Ctx) -> None:
        await ctx.storage.delete(note)

    with pytest.raises(InvalidIdError, match="is not the id of a stored file"):
        await t.run(misuse)

    async def guess(ctx: Ctx) -> None:
        await ctx.storage.get_url(StorageId("file"))

    with pytest.raises(InvalidIdError, match="'file' is not the id of a stored file"):
        await t.run(guess)


async def test_who_may_do_what(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA))
    with pytest.raises(ReadOnlyError, match="a query cannot delete"):
        await t.query(api.files.forbidden(id_=id_))
    with pytest.raises(ReadOnlyError, match="a query cannot generate_upload_url"):
        await t.query(api.files.forbidden_url())

    async def store(ctx: Any) -> None:  # noqa: ANN401  as nobody may who checks types
        await ctx.storage.store(DATA)

    with pytest.raises(UsageError, match="a mutation cannot store files"):
        await t.run(store)
    assert "/api/storage/upload?token=" in await t.action(api.files.upload_url())


async def test_only_bytes_are_stored(t: TestApp) -> None:
    unchecked: Any = "text"
    with pytest.raises(UsageError, match="a stored file is bytes, not a value of the class str"):
        await t._app.engine.store(unchecked, None)
    assert contents(t) == {}


async def test_contents_that_are_no_file_go(t: TestApp) -> None:
    """The row of a file comes after its contents; where it cannot be written, nobody would ever find them."""
    t._app.engine.database.writer.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await t.action(api.files.store(data=DATA))
    t._app.engine.database.writer.execute("PRAGMA query_only = OFF")
    async with t._app.engine.writing(None):
        waits = asyncio.create_task(t.action(api.files.store(data=DATA)), context=Context())
        await asyncio.sleep(0.01)
        assert len(contents(t)) == 1
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
    assert contents(t) == {}


async def test_contents_that_find_no_room_go(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            t._app.engine.files.write("later", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(t) == {id_: DATA}


async def test_files_lie_beside_the_database_and_stay(source: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/app.db"
    async with open_app(source, database) as t:
        id_ = await t.action(api.files.store(data=DATA, content_type="image/png"))
        url = (await t.query(api.files.seen(id_=id_)))["url"]
    assert (tmp_path / "app.db-files" / id_).read_bytes() == DATA
    async with open_app(source, database) as t:
        assert await t.action(api.files.get(id_=id_)) == DATA
        assert (await t.query(api.files.seen(id_=id_)))["url"] == url


async def test_the_size_of_a_file_is_a_whole_number_for_handlers(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA))

    async def size(ctx: Ctx) -> object:
        metadata = await ctx.storage.get_metadata(id_)
        assert metadata is not None
        return metadata["size"]

    found = await t.run(size)
    assert (found, type(found), isinstance(found, Int64)) == (260, int, False)


async def test_contents_that_cannot_be_removed_undo_no_deletion(t: TestApp) -> None:
    id_ = await t.action(api.files.store(data=DATA))
    path = t._app.engine.files.path(id_)
    path.unlink()
    (path / "in the way").mkdir(parents=True)
    await t.mutation(api.files.forget(id_=id_))
    assert await t.action(api.files.about(id_=id_)) == {"url": None, "metadata": None}
