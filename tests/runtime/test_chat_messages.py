"""The fixture app of the chat at work: messages, their end, and recall by meaning."""

from collections.abc import AsyncIterator

import pytest

from biconvex import UNSET, ConvexError
from biconvex.errors import ArgumentValidationError
from biconvex.testing import TestApp
from fixtures.chat.backend._generated.api import api, internal
from fixtures.chat.backend._generated.data_model import Memory, Message, MessageId, RoomId
from fixtures.chat.backend._generated.server import MutationCtx

from .apps import uploaded
from .chats import DAY, caller, heard, open_chat, opened_room, said, signed_in


@pytest.fixture
async def t(database: str | None) -> AsyncIterator[TestApp]:
    async with open_chat(database) as opened:
        yield opened


async def message(t: TestApp, id_: MessageId) -> Message:
    """Return a message."""

    async def get(ctx: MutationCtx) -> Message | None:
        return await ctx.db.messages.get(id_)

    found = await t.run(get)
    assert found is not None
    return found


async def memories(t: TestApp) -> list[Memory]:
    """Return what the assistant remembers, the oldest first."""

    async def collect(ctx: MutationCtx) -> list[Memory]:
        return await ctx.db.memories.collect()

    return await t.run(collect)


async def test_a_message_carries_attachments_and_an_answer(t: TestApp) -> None:
    room_id, file = await opened_room(t), await uploaded(t, b"%PDF")
    [first] = await said(t, "ada", room_id, "Look at this")
    assert (await message(t, first))["attachments"] == []
    plain = {"storageId": file, "fileName": "menu.pdf", "size": 4}
    second = await caller(t, "ada").mutation(
        api.messages.send(
            room_id=room_id,
            body="",
            attachments=[
                {"storageId": file, "fileName": "menu.pdf", "size": 4},
                {"storageId": file, "fileName": "menu.pdf", "size": 4, "altText": "The menu"},
            ],
            reply_to=first,
        )
    )
    found = await message(t, second)
    assert found["attachments"] == [{**plain, "altText": None}, {**plain, "altText": "The menu"}]
    assert (found.get("replyTo"), found["reactions"]) == (first, {})
    [room] = await t.query(api.rooms.browse())
    assert room.get("lastMessageAt") == t.now


async def test_an_empty_message_is_not_sent(t: TestApp) -> None:
    room_id = await opened_room(t)
    with pytest.raises(ConvexError) as raised:
        await said(t, "ada", room_id, " \n")
    assert raised.value.data == "EMPTY_MESSAGE"
    assert await heard(t, room_id) == []
    [room] = await t.query(api.rooms.browse())
    assert "lastMessageAt" not in room


async def test_a_message_is_edited_by_its_author(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    [id_] = await said(t, "ada", room_id, "Tee?")
    await t.advance(seconds=1)
    with pytest.raises(ConvexError) as raised:
        await caller(t, "bob").mutation(api.messages.edit(message_id=id_, body="Coffee?"))
    assert raised.value.data == {"code": "FORBIDDEN", "messageId": id_}
    assert (await message(t, id_)).get("editedAt", UNSET) is UNSET
    await caller(t, "ada").mutation(api.messages.edit(message_id=id_, body="Tea?"))
    edited = await message(t, id_)
    assert (edited["body"], edited.get("editedAt")) == ("Tea?", t.now)


async def test_each_member_has_one_reaction(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    (ada, ada_id), (bob, bob_id) = await signed_in(t, "ada"), await signed_in(t, "bob")
    [id_] = await said(t, "ada", room_id, "Tea?")
    await ada.mutation(api.messages.react(message_id=id_, emoji="🤔"))
    await bob.mutation(api.messages.react(message_id=id_, emoji="👍"))
    await ada.mutation(api.messages.react(message_id=id_, emoji="🎉"))
    assert (await message(t, id_))["reactions"] == {ada_id: "🎉", bob_id: "👍"}
    await bob.mutation(api.messages.react(message_id=id_, emoji=None))
    assert (await message(t, id_))["reactions"] == {ada_id: "🎉"}
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("messages:react", {"messageId": id_, "emoji": "💥"}, identity=bob._identity)
    assert raised.value.path == ".emoji"
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("messages:react", {"messageId": id_}, identity=bob._identity)
    assert raised.value.kind == "MissingRequiredField"


async def test_messages_are_read_by_pages(t: TestApp) -> None:
    room_id = await opened_room(t)
    await said(t, "ada", room_id, "one", "two", "three")
    page = api.messages.page(room_id=room_id, pagination_opts={"numItems": 2, "cursor": None})
    first = await caller(t, "ada").query(page)
    await said(t, "ada", room_id, "four")
    rest = api.messages.page(room_id=room_id, pagination_opts={"numItems": 2, "cursor": first["continueCursor"]})
    second = await caller(t, "ada").query(rest)
    assert [each["body"] for each in (*first["page"], *second["page"])] == ["three", "two", "one"]
    assert (first["isDone"], second["isDone"]) == (False, True)


async def test_messages_are_found_by_words_and_author(t: TestApp) -> None:
    room_id, bob = await opened_room(t, "bob"), caller(t, "bob")
    elsewhere = await bob.mutation(api.rooms.create(name="Elsewhere"))
    await said(t, "ada", room_id, "green tea", "black coffee")
    await said(t, "bob", room_id, "black tea")
    await said(t, "bob", elsewhere, "tea and tea")
    found = await bob.query(api.messages.search(room_id=room_id, text="tea"))
    assert [each["body"] for each in found] == ["black tea", "green tea"]
    own = await bob.query(api.messages.search(room_id=room_id, text="tea", mine=True))
    assert [each["body"] for each in own] == ["black tea"]


async def test_messages_end_with_the_retention_of_their_room(t: TestApp) -> None:
    kept, room_id = await opened_room(t), await opened_room(t)
    await caller(t, "ada").mutation(api.rooms.configure(room_id=room_id, settings={"retentionDays": 1}))
    await said(t, "ada", kept, "kept")
    await said(t, "ada", room_id, "old")
    await t.finish_scheduled()
    assert len(await memories(t)) == 2
    await t.advance(hours=20)
    await said(t, "ada", room_id, "young")
    await t.advance(hours=5)
    assert (await heard(t, kept), await heard(t, room_id)) == (["kept"], ["young"])
    assert {memory["roomId"] for memory in await memories(t)} == {kept, room_id}
    assert len(await memories(t)) == 2


async def test_messages_expire_at_seventeen_past(t: TestApp) -> None:
    room_id = await opened_room(t)
    await caller(t, "ada").mutation(api.rooms.configure(room_id=room_id, settings={"retentionDays": 1}))

    async def jobs(ctx: MutationCtx) -> list[tuple[str, float]]:
        rows = await ctx.system.scheduled_functions.collect()
        return [(row["name"], row["scheduledTime"] / 60_000 % 60) for row in rows]

    await t.advance(hours=2)
    assert await t.run(jobs) == [("messages:expireIn", 17)] * 2


async def test_many_messages_expire_by_batches(t: TestApp) -> None:
    room_id = await opened_room(t)
    [id_] = await said(t, "ada", room_id, "first")
    await t.finish_scheduled()
    pattern = await message(t, id_)

    async def fill(ctx: MutationCtx) -> None:
        for number in range(300):
            await ctx.db.messages.insert(
                {
                    "roomId": room_id,
                    "authorId": pattern["authorId"],
                    "body": f"{number}",
                    "attachments": [],
                    "reactions": {},
                }
            )

    await t.run(fill)
    await t.advance(milliseconds=1)
    assert await t.mutation(internal.messages.expire_in(room_id=room_id, before=t.now)) == 200
    assert len(await heard(t, room_id)) == 101
    await t.finish_scheduled()
    assert (await heard(t, room_id), await memories(t)) == ([], [])


async def recalled(t: TestApp, room_id: RoomId, question: str, name: str = "ada") -> list[tuple[str, float]]:
    """Return what the assistant recalls, and how near it is."""
    found = await caller(t, name).action(api.ai.recall.recall(room_id=room_id, question=question))
    return [(each["message"]["body"], round(each["score"], 6)) for each in found]


async def test_what_was_said_is_recalled_nearest_first(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    _, bob_id = await signed_in(t, "bob")
    elsewhere = await opened_room(t)
    await said(t, "ada", room_id, "the kettle is hot", "where is the kettle")
    await said(t, "bob", room_id, "nothing in common")
    await said(t, "bob", room_id, "the KETTLE is hot!")
    await said(t, "ada", elsewhere, "the kettle is hot")
    assert await recalled(t, room_id, "the kettle is hot") == []  # remembered by what `send` has scheduled
    await t.finish_scheduled()
    found = await recalled(t, room_id, "hot is the kettle")
    assert {found[0], found[1]} == {("the kettle is hot", 1.0), ("the KETTLE is hot!", 1.0)}
    assert found[2][0] == "where is the kettle"
    assert 0 < found[2][1] < 1
    by_bob = api.ai.recall.recall(room_id=room_id, question="kettle", by=bob_id)
    assert [each["message"]["authorId"] for each in await caller(t, "ada").action(by_bob)] == [bob_id, bob_id]


async def test_recall_looks_back_as_far_as_it_is_told(t: TestApp) -> None:
    room_id, ada = await opened_room(t), caller(t, "ada")
    for body, days_until_next in (("old tea", 7), ("stale tea", 3), ("fresh tea", 0)):
        await said(t, "ada", room_id, body)
        await t.finish_scheduled()
        t.now += days_until_next * DAY
    everything = api.ai.recall.recall(room_id=room_id, question="tea")
    assert len(await ada.action(everything)) == 3
    week = await ada.action(api.ai.recall.recall(room_id=room_id, question="tea", window="week"))
    assert {each["message"]["body"] for each in week} == {"stale tea", "fresh tea"}
    [today] = await ada.action(api.ai.recall.recall(room_id=room_id, question="tea", window="day"))
    assert today["message"]["body"] == "fresh tea"
    assert len(await ada.action(api.ai.recall.recall(room_id=room_id, question="tea", window="always"))) == 3


async def test_an_edited_message_is_remembered_as_it_is_now(t: TestApp) -> None:
    room_id = await opened_room(t)
    [id_] = await said(t, "ada", room_id, "coffee")
    await t.finish_scheduled()
    await caller(t, "ada").mutation(api.messages.edit(message_id=id_, body="tea"))
    await t.finish_scheduled()
    assert await recalled(t, room_id, "tea") == [("tea", 1.0)]
    assert len(await memories(t)) == 1


async def test_a_message_that_is_gone_is_not_remembered(t: TestApp) -> None:
    room_id = await opened_room(t)
    [id_] = await said(t, "ada", room_id, "coffee")
    assert await t.query(internal.ai.recall.body_of(message_id=id_)) == "coffee"

    async def delete(ctx: MutationCtx) -> None:
        await ctx.db.messages.delete(id_)

    await t.run(delete)
    await t.finish_scheduled()
    assert await memories(t) == []
    assert await t.query(internal.ai.recall.body_of(message_id=id_)) is None
    with pytest.raises(ConvexError) as raised:
        await t.mutation(internal.ai.recall.keep(message_id=id_, embedding=[1.0] * 64))
    assert raised.value.data == {"code": "NOT_FOUND", "messageId": id_}
    with pytest.raises(ConvexError, match="NOT_FOUND"):
        await caller(t, "ada").mutation(api.messages.react(message_id=id_, emoji="👍"))


async def test_recall_is_for_members(t: TestApp) -> None:
    room_id = await opened_room(t)
    eve, _ = await signed_in(t, "eve")
    with pytest.raises(ConvexError) as raised:
        await eve.action(api.ai.recall.recall(room_id=room_id, question="tea"))
    assert raised.value.data == {"code": "NOT_A_MEMBER", "roomId": room_id}
    with pytest.raises(ConvexError, match="NOT_A_MEMBER"):
        await eve.query(internal.ai.recall.check_member(room_id=room_id))
