"""What the tests of the chat share: its users, a room, and what is said there."""

from typing import Final

from biconvex.testing import TestApp, open_app
from fixtures.chat.backend._generated.api import api
from fixtures.chat.backend._generated.data_model import MessageId, RoomId, UserId

from .apps import fixture_app

DAY: Final = 24 * 60 * 60 * 1000


def open_chat(database: str | None) -> TestApp:
    """Open the app."""
    return open_app(fixture_app("chat"), database=database)


def caller(t: TestApp, name: str) -> TestApp:
    """Return the app as a user calls it, who may not have a row yet."""
    return t.with_identity(subject=name)


async def signed_in(t: TestApp, name: str) -> tuple[TestApp, UserId]:
    """Sign a user in; return the app as this user calls it, and the user's id."""
    user = caller(t, name)
    return user, await user.mutation(api.users.sign_in(name=name.title()))


async def opened_room(t: TestApp, *guests: str) -> RoomId:
    """Let Ada open a public room, and guests join it."""
    ada, _ = await signed_in(t, "ada")
    room_id = await ada.mutation(api.rooms.create(name="Tea"))
    for guest in guests:
        user, _ = await signed_in(t, guest)
        await user.mutation(api.rooms.members.join(room_id=room_id))
    return room_id


async def said(t: TestApp, name: str, room_id: RoomId, *bodies: str) -> list[MessageId]:
    """Let a member say things, and return their ids."""
    return [await caller(t, name).mutation(api.messages.send(room_id=room_id, body=body)) for body in bodies]


async def heard(t: TestApp, room_id: RoomId, name: str = "ada") -> list[str]:
    """Return what the messages of a room say, newest first, as a member reads them."""
    call = api.messages.page(room_id=room_id, pagination_opts={"numItems": 1000, "cursor": None})
    return [message["body"] for message in (await caller(t, name).query(call))["page"]]
