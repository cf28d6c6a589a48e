"""The fixture app of documents at work: documents, users and crons, called as its users would."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from biconvex import UNSET, ConvexError
from biconvex.errors import ArgumentValidationError, DocumentNotFoundError
from biconvex.testing import TestApp, open_app
from fixtures.documents.backend._generated.api import api, internal
from fixtures.documents.backend._generated.data_model import Document, DocumentFields, DocumentId, User
from fixtures.documents.backend._generated.server import MutationCtx
from fixtures.documents.backend.functions import documents

from .apps import fixture_app

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
async def t(database: str | None) -> AsyncIterator[TestApp]:
    async with open_app(fixture_app("documents"), database=database) as opened:
        yield opened


async def created(t: TestApp, title: str, content: str = "", *, owner: str = "ada", public: bool = False) -> DocumentId:
    """Create a document as its owner does."""
    call = api.functions.documents.create(title=title, content=content, is_public=public)
    return await t.with_identity(subject=owner).mutation(call)


async def titles(t: TestApp, owner: str = "ada") -> list[str]:
    """Return the titles of an owner's documents, newest first."""
    return [document["title"] for document in await t.query(api.functions.documents.list(owner_id=owner))]


async def test_a_document_is_created_and_read(t: TestApp) -> None:
    id_ = await created(t, "Minutes", "All were there.", public=True)
    expected: Document = {
        "_id": id_,
        "_creationTime": t.now,
        "title": "Minutes",
        "content": "All were there.",
        "ownerId": "ada",
        "isPublic": True,
        "createdAt": t.now,
        "updatedAt": t.now,
        "revision": 1,
    }
    assert await t.query(api.functions.documents.get_by_id(id_=id_)) == expected


async def test_only_who_has_signed_in_creates(t: TestApp) -> None:
    with pytest.raises(ConvexError) as raised:
        await t.mutation(api.functions.documents.create(title="Minutes", content="", is_public=False))
    assert raised.value.data == "UNAUTHORIZED"


async def test_documents_of_one_owner_are_listed_newest_first(t: TestApp) -> None:
    for title, owner in (("one", "ada"), ("two", "bob"), ("three", "ada")):
        await created(t, title, owner=owner)
    assert await titles(t) == ["three", "one"]
    assert await titles(t, "bob") == ["two"]
    assert await titles(t, "eve") == []


async def test_a_document_that_is_gone_is_an_error_with_its_id(t: TestApp) -> None:
    id_ = await created(t, "Minutes")
    await t.with_identity(subject="ada").mutation(api.functions.documents.remove(id_=id_))
    with pytest.raises(ConvexError) as raised:
        await t.query(api.functions.documents.get_by_id(id_=id_))
    assert raised.value.data == {"code": "NOT_FOUND", "id": id_}
    with pytest.raises(ArgumentValidationError) as unfit:
        await t.query(api.functions.documents.get_by_id(id_=DocumentId("minutes")))
    assert unfit.value.path == ".id"


async def test_each_update_counts_a_revision(t: TestApp) -> None:
    ada, id_ = t.with_identity(subject="ada"), await created(t, "Minutes", "All were there.")
    began = t.now
    await t.advance(minutes=1)
    await ada.mutation(api.functions.documents.update(id_=id_, title="Minutes of May"))
    await t.advance(minutes=1)
    await ada.mutation(api.functions.documents.update(id_=id_, content=""))
    document = await t.query(api.functions.documents.get_by_id(id_=id_))
    assert (document["title"], document["content"]) == ("Minutes of May", "")
    assert (document["revision"], document["createdAt"], document["updatedAt"]) == (3, began, began + 120_000)


async def test_only_the_owner_updates_and_removes(t: TestApp) -> None:
    bob, id_ = t.with_identity(subject="bob"), await created(t, "Minutes")
    for call in (
        api.functions.documents.update(id_=id_, title="Mine"),
        api.functions.documents.remove(id_=id_),
    ):
        with pytest.raises(ConvexError) as raised:
            await bob.mutation(call)
        assert raised.value.data == {"code": "FORBIDDEN", "id": id_}
    assert await titles(t) == ["Minutes"]


async def test_a_removed_document_takes_its_collaborators_along(t: TestApp) -> None:
    gone, kept = await created(t, "gone"), await created(t, "kept")

    async def share(ctx: MutationCtx) -> None:
        for id_, user in ((gone, "bob"), (kept, "bob"), (gone, "eve")):
            await ctx.db.collaborators.insert({"documentId": id_, "userId": user, "permission": "read"})

    async def collaborators(ctx: MutationCtx) -> list[tuple[DocumentId, str]]:
        return [(each["documentId"], each["userId"]) for each in await ctx.db.collaborators.collect()]

    await t.run(share)
    await t.with_identity(subject="ada").mutation(api.functions.documents.remove(id_=gone))
    assert await t.run(collaborators) == [(kept, "bob")]
    assert await titles(t) == ["kept"]


async def test_public_documents_are_found_by_their_words(t: TestApp) -> None:
    await created(t, "one", "the quick fox", public=True)
    await created(t, "both", "the quick brown fox", public=True)
    await created(t, "private", "the quick brown fox")
    await created(t, "none", "the lazy dog", public=True)
    found = await t.query(api.functions.documents.search_content(search_query="Brown QUICK"))
    assert [document["title"] for document in found] == ["both", "one"]
    first = await t.query(api.functions.documents.search_content(search_query="the", limit=2))
    assert [document["title"] for document in first] == ["none", "both"]


async def test_pages_follow_one_another(t: TestApp) -> None:
    for number in range(5):
        await created(t, f"{number}")
    await created(t, "another's", owner="bob")
    pages: list[list[str]] = []
    cursor, is_done = None, False
    while not is_done:
        call = api.functions.documents.page(owner_id="ada", pagination_opts={"numItems": 2, "cursor": cursor})
        page = await t.query(call)
        pages.append([document["title"] for document in page["page"]])
        cursor, is_done = page["continueCursor"], page["isDone"]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


async def test_a_summary_is_made_and_kept(t: TestApp) -> None:
    id_ = await created(t, "Minutes", "  All  were\nthere. " + "Then they talked. " * 20)
    summary = await t.action(api.functions.documents.generate_summary(document_id=id_))
    assert summary == "All were there." + " Then they talked." * 8 + "…"
    assert (await t.query(api.functions.documents.get_by_id(id_=id_))).get("summary") == summary


async def test_what_an_action_calls_raises_through_it(t: TestApp) -> None:
    id_ = await created(t, "Minutes")
    await t.with_identity(subject="ada").mutation(api.functions.documents.remove(id_=id_))
    with pytest.raises(ConvexError) as raised:
        await t.action(api.functions.documents.generate_summary(document_id=id_))
    assert raised.value.data == {"code": "NOT_FOUND", "id": id_}
    with pytest.raises(DocumentNotFoundError, match=id_):
        await t.mutation(internal.functions.documents.update_summary(document_id=id_, summary="Nothing."))


async def draft(ctx: MutationCtx, age: int, content: str = "", *, public: bool = False) -> None:
    """Insert a document that is some days old."""
    created_at = ctx.now - age * DAY
    fields: DocumentFields = {
        "title": f"{age} days",
        "content": content,
        "ownerId": "ada",
        "isPublic": public,
        "createdAt": created_at,
        "updatedAt": created_at,
        "revision": 1,
    }
    await ctx.db.documents.insert(fields)


async def test_old_empty_drafts_are_cleaned_up_a_day_after_the_start(t: TestApp) -> None:
    async def drafts(ctx: MutationCtx) -> None:
        await draft(ctx, 40)
        await draft(ctx, 41, " \n")
        await draft(ctx, 42, "text")
        await draft(ctx, 43, public=True)
        await draft(ctx, 20)

    await t.run(drafts)
    await t.advance(hours=23, minutes=59)
    assert len(await titles(t)) == 5
    await t.advance(minutes=1)
    assert await titles(t) == ["20 days", "43 days", "42 days"]


async def test_a_clean_up_goes_on_until_nothing_is_left(t: TestApp) -> None:
    async def drafts(ctx: MutationCtx) -> None:
        for _ in range(250):
            await draft(ctx, 31)

    await t.run(drafts)
    assert await t.mutation(internal.functions.documents.cleanup_old_drafts()) == 100
    assert len(await titles(t)) == 150
    await t.finish_scheduled()
    assert await titles(t) == []

    async def jobs(ctx: MutationCtx) -> list[tuple[str, str]]:
        rows = await ctx.system.scheduled_functions.collect()
        return [(row["name"], row["state"]["kind"]) for row in rows]

    assert await t.run(jobs) == [("functions/documents:cleanupOldDrafts", "success")] * 2


async def test_a_report_is_written_at_midnight(t: TestApp) -> None:
    await created(t, "one", public=True)
    await created(t, "two")
    await t.with_identity(subject="ada").mutation(api.functions.users.ensure_user())
    before = datetime.fromtimestamp(t.now / 1000, UTC)
    await t.advance(days=1)
    [report] = await t.query(api.functions.documents.list(owner_id="system"))
    assert report["title"] == f"Daily report {before.date().isoformat()}"
    assert report["content"] == "* documents created: 2\n* of them public: 1\n* users joined: 1"
    assert before.timestamp() * 1000 < report["createdAt"] <= before.timestamp() * 1000 + DAY
    assert report["createdAt"] % DAY == 0
    assert await t.mutation(internal.analytics.generate_daily_report()) != report["_id"]


async def test_a_user_is_made_at_the_first_call(t: TestApp) -> None:
    assert await t.query(api.functions.users.current()) is None
    with pytest.raises(ConvexError, match="UNAUTHORIZED"):
        await t.mutation(api.functions.users.ensure_user())
    ada = t.with_identity(subject="ada", name="Ada", email="ada@example.com", issuer="https://id.example.com")
    assert await ada.query(api.functions.users.current()) is None
    id_ = await ada.mutation(api.functions.users.ensure_user())
    assert await ada.mutation(api.functions.users.ensure_user()) == id_
    expected: User = {
        "_id": id_,
        "_creationTime": t.now,
        "tokenIdentifier": "https://id.example.com|ada",
        "email": "ada@example.com",
        "name": "Ada",
        "createdAt": t.now,
    }
    assert await ada.query(api.functions.users.current()) == expected
    nameless = t.with_identity(subject="bob")
    await nameless.mutation(api.functions.users.ensure_user())
    user = await nameless.query(api.functions.users.current())
    assert user is not None
    assert (user["name"], user.get("email", UNSET)) == ("Anonymous", UNSET)


async def test_handlers_are_called_directly_in_a_transaction(t: TestApp) -> None:
    id_ = await created(t, "Minutes", "All were there.", public=True)

    async def handlers(ctx: MutationCtx) -> list[DocumentId]:
        await documents.update(ctx, id_=id_, title="Minutes of May")
        assert [each["title"] for each in await documents.list_(ctx, owner_id="ada")] == ["Minutes of May"]
        found = await documents.search_content(ctx, search_query="there")
        return [document["_id"] for document in found]

    assert await t.with_identity(subject="ada").run(handlers) == [id_]
    with pytest.raises(ConvexError, match="FORBIDDEN"):
        await t.with_identity(subject="bob").run(handlers)
