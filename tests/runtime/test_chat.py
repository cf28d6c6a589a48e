"""The fixture app of the chat at work: users, rooms, members and presence."""

from collections.abc import AsyncIterator

import pytest

from biconvex import UNSET, ConvexError
from biconvex.errors import ArgumentValidationError
from biconvex.refs import Mutation, Query
from biconvex.testing import TestApp
from fixtures.chat.backend._generated.api import api, internal
from fixtures.chat.backend._generated.data_model import Room, RoomId, User
from fixtures.chat.backend._generated.server import MutationCtx
from fixtures.chat.backend.rooms import members

from .apps import uploaded
from .chats import caller, open_chat, opened_room, said, signed_in


@pytest.fixture
async def t(database: str | None) -> AsyncIterator[TestApp]:
    async with open_chat(database) as opened:
        yield opened


async def test_who_signs_in_again_has_a_new_name(t: TestApp) -> None:
    ada, id_ = await signed_in(t, "ada")
    assert await ada.mutation(api.users.sign_in(name="Countess")) == id_
    expected: User = {
        "_id": id_,
        "_creationTime": t.now,
        "tokenIdentifier": "https://biconvex.test|ada",
        "name": "Countess",
    }
    assert await ada.query(api.users.me()) == expected


async def test_strangers_are_told_so(t: TestApp) -> None:
    for call in (api.users.me(), api.rooms.list()):
        with pytest.raises(ConvexError) as raised:
            await t.query(call)
        assert raised.value.data == "UNAUTHORIZED"
    with pytest.raises(ConvexError, match="UNAUTHORIZED"):
        await t.mutation(api.users.sign_in(name="Nobody"))
    with pytest.raises(ConvexError) as raised:
        await caller(t, "eve").query(api.users.me())
    assert raised.value.data == {"code": "UNKNOWN_USER", "tokenIdentifier": "https://biconvex.test|eve"}


async def test_an_avatar_is_set_and_removed(t: TestApp) -> None:
    (ada, _), picture = await signed_in(t, "ada"), await uploaded(t, b"\x89PNG")
    await ada.mutation(api.users.set_avatar(avatar=picture))
    assert (await ada.query(api.users.me())).get("avatar") == picture
    await ada.mutation(api.users.set_avatar(avatar=None))
    assert (await ada.query(api.users.me())).get("avatar", UNSET) is UNSET


async def test_a_room_is_opened_with_its_owner_as_first_member(t: TestApp) -> None:
    ada, ada_id = await signed_in(t, "ada")
    plain = await ada.mutation(api.rooms.create(name="Tea"))
    settings = {"retentionDays": 7, "slowModeSeconds": 5}
    kept = await t._app.run(
        "rooms:create", {"name": "News", "kind": "private", "settings": settings}, identity=ada._identity
    )

    async def rooms(ctx: MutationCtx) -> list[Room]:
        return await ctx.db.rooms.collect()

    first, second = await t.run(rooms)
    assert (first["_id"], first["kind"], first["settings"]) == (plain, "public", {"retentionDays": None})
    assert (second["_id"], second["kind"], second["settings"]) == (kept, "private", settings)
    [member] = await ada.query(api.rooms.members.list(room_id=plain))
    assert (member["userId"], member["role"], member["lastReadAt"]) == (ada_id, "owner", t.now)


async def test_the_owner_alone_configures_a_room(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    call = api.rooms.configure(room_id=room_id, settings={"retentionDays": 30}, topic="Earl Grey")
    with pytest.raises(ConvexError) as raised:
        await caller(t, "bob").mutation(call)
    assert raised.value.data == {"code": "FORBIDDEN", "roomId": room_id}
    await caller(t, "ada").mutation(call)
    await caller(t, "ada").mutation(api.rooms.configure(room_id=room_id, settings={"retentionDays": None}))
    [room] = await t.query(api.rooms.browse())
    assert (room["settings"], room.get("topic")) == ({"retentionDays": None}, "Earl Grey")


async def test_rooms_are_listed_with_what_is_unread(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    bob = caller(t, "bob")
    own = await bob.mutation(api.rooms.create(name="Bob's", kind="private"))
    await t.advance(seconds=1)
    await said(t, "ada", room_id, "one", "two", "three")
    tea, empty = await bob.query(api.rooms.list())
    assert (tea["room"]["_id"], tea["role"], tea["unread"]) == (room_id, "member", 3)
    assert tea["lastMessage"] is not None
    assert tea["lastMessage"]["body"] == "three"
    assert (empty["room"]["_id"], empty["role"], empty["unread"], empty["lastMessage"]) == (own, "owner", 0, None)
    await t.advance(seconds=1)
    await bob.mutation(api.rooms.members.mark_read(room_id=room_id))
    assert [summary["unread"] for summary in await bob.query(api.rooms.list())] == [0, 0]


async def test_the_busiest_public_rooms_come_first(t: TestApp) -> None:
    ada, _ = await signed_in(t, "ada")
    silent, early, late = [await ada.mutation(api.rooms.create(name=name)) for name in ("silent", "early", "late")]
    secret = await ada.mutation(api.rooms.create(name="secret", kind="private"))
    for room_id in (early, late, secret):
        await t.advance(seconds=1)
        await said(t, "ada", room_id, "Hello")
    assert [room["_id"] for room in await t.query(api.rooms.browse())] == [late, early, silent]
    assert [room["_id"] for room in await t.query(api.rooms.browse(limit=1))] == [late]


async def test_members_join_once_and_leave(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    bob, bob_id = await signed_in(t, "bob")
    known = await bob.mutation(api.rooms.members.join(room_id=room_id))
    assert await bob.mutation(api.rooms.members.join(room_id=room_id)) == known
    found = await bob.query(api.rooms.members.list(room_id=room_id))
    roles = {member["role"]: member["userId"] == bob_id for member in found}
    assert roles == {"owner": False, "member": True}
    assert [each["_id"] for each in await bob.query(api.rooms.members.list(room_id=room_id, role="member"))] == [known]
    await bob.mutation(api.rooms.members.leave(room_id=room_id))
    with pytest.raises(ConvexError) as raised:
        await bob.query(api.rooms.members.list(room_id=room_id))
    assert raised.value.data == {"code": "NOT_A_MEMBER", "roomId": room_id}


async def test_a_private_room_is_not_found(t: TestApp) -> None:
    ada, _ = await signed_in(t, "ada")
    bob, _ = await signed_in(t, "bob")
    room_id = await ada.mutation(api.rooms.create(name="secret", kind="private"))
    with pytest.raises(ConvexError) as raised:
        await bob.mutation(api.rooms.members.join(room_id=room_id))
    assert raised.value.data == {"code": "NOT_FOUND", "roomId": room_id}


async def test_only_an_owner_gives_roles(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    _, bob_id = await signed_in(t, "bob")
    eve, eve_id = await signed_in(t, "eve")
    promotion = api.rooms.members.set_role(room_id=room_id, user_id=bob_id, role="moderator")
    with pytest.raises(ConvexError, match="FORBIDDEN"):
        await caller(t, "bob").mutation(promotion)
    with pytest.raises(ConvexError, match="NOT_A_MEMBER"):
        await eve.mutation(promotion)
    with pytest.raises(ConvexError, match="NOT_A_MEMBER"):
        await caller(t, "ada").mutation(api.rooms.members.set_role(room_id=room_id, user_id=eve_id, role="member"))
    await caller(t, "ada").mutation(promotion)

    async def moderators(ctx: MutationCtx) -> list[object]:
        return [each["userId"] for each in await members.list_(ctx, room_id=room_id, role="moderator")]

    assert await caller(t, "bob").run(moderators) == [bob_id]


async def test_a_heartbeat_counts_for_thirty_seconds(t: TestApp) -> None:
    room_id = await opened_room(t, "bob")
    bob, bob_id = await signed_in(t, "bob")
    ada, ada_id = await signed_in(t, "ada")
    await ada.mutation(api.presence.heartbeat(room_id=room_id, state="active"))
    await bob.mutation(api.presence.heartbeat(room_id=room_id, state="typing"))
    await bob.mutation(api.presence.heartbeat(room_id=room_id, state="away"))
    here = {(each["userId"], each["state"]) for each in await ada.query(api.presence.here(room_id=room_id))}
    assert here == {(ada_id, "active"), (bob_id, "away")}
    others = await ada.query(api.presence.here(room_id=room_id, except_=ada_id))
    assert others == [{"userId": bob_id, "state": "away"}]
    assert await ada.query(api.presence.state_of(room_id=room_id, user_id=bob_id)) == "away"

    await t.advance(seconds=29)
    await bob.mutation(api.presence.heartbeat(room_id=room_id, state="active"))
    await t.advance(seconds=2)
    assert await t.mutation(internal.presence.sweep()) == 1
    assert await ada.query(api.presence.state_of(room_id=room_id, user_id=ada_id)) == "offline"
    assert await ada.query(api.presence.state_of(room_id=room_id, user_id=bob_id)) == "active"


async def test_the_absent_are_forgotten_each_minute(t: TestApp) -> None:
    room_id = await opened_room(t)
    ada, ada_id = await signed_in(t, "ada")
    await ada.mutation(api.presence.heartbeat(room_id=room_id, state="active"))
    await t.advance(seconds=59)
    assert await ada.query(api.presence.here(room_id=room_id)) == [{"userId": ada_id, "state": "active"}]
    await t.advance(seconds=1)
    assert await ada.query(api.presence.here(room_id=room_id)) == []


def calls_of_members(room_id: RoomId) -> list[Query[object] | Mutation[object]]:
    """Return calls that only members of a room may make."""
    return [
        api.presence.here(room_id=room_id),
        api.messages.search(room_id=room_id, text="tea"),
        api.presence.heartbeat(room_id=room_id, state="active"),
        api.messages.send(room_id=room_id, body="Hello"),
        api.rooms.members.mark_read(room_id=room_id),
    ]


async def test_who_is_no_member_sees_and_does_nothing(t: TestApp) -> None:
    room_id = await opened_room(t)
    eve, _ = await signed_in(t, "eve")
    for call in calls_of_members(room_id):
        with pytest.raises(ConvexError) as raised:
            await t._app.call(call, identity=eve._identity)
        assert raised.value.data == {"code": "NOT_A_MEMBER", "roomId": room_id}


async def test_what_explicit_validators_refuse_is_refused(t: TestApp) -> None:
    room_id = await opened_room(t)
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("presence:heartbeat", {"roomId": room_id, "state": "offline"})
    assert raised.value.path == ".state"
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("presence:here", {"roomId": room_id, "except": None})
    assert raised.value.path == ".except"
