"""Code of a user of the chat's generated package: nested modules, shapes, pages and vectors, and mistakes."""

from biconvex.refs import PublicPaginated, PublicQuery
from biconvex.values import any_of

from ._generated.api import api, internal
from ._generated.data_model import Message, MessageAttachments, Room, RoomId, UserId
from ._generated.server import ActionCtx, MutationCtx, QueryCtx, action, mutation, query


@action
async def near(ctx: ActionCtx, *, room_id: RoomId, other: RoomId, user_id: UserId) -> int:
    memories = ctx.vector_search.memories
    found = await memories.by_embedding([0.5, 1], roomId=any_of(room_id, other)).take(3)
    await memories.by_embedding((0.5, 1.0), roomId=user_id).take(3)  # error
    await memories.by_embedding("text").take(3)  # error
    await ctx.run_mutation(internal.ai.recall.keep(embedding=[0.5]))
    await ctx.run_mutation(api.rooms.members.join(room_id=room_id))
    await ctx.run_query(api.rooms.members.join(room_id=room_id))  # error
    recollections = await ctx.run_action(api.ai.recall.recall(room_id=room_id, question="when?"))
    print(recollections[0]["message"]["body"], recollections[0]["score"] * 2)
    print(recollections[0]["mesage"])  # error
    return len(found)


@query
async def mine(ctx: QueryCtx, *, user_id: UserId, room_id: RoomId) -> list[Message]:
    here = await ctx.run_query(api.presence.here(room_id=room_id, except_=user_id))
    print([each["state"] == "away" for each in here])
    state = await ctx.run_query(api.presence.state_of(user_id=user_id))
    if state == "gone":  # error
        return []
    return await ctx.db.messages.search.search_body("hello", roomId=room_id, authorId=user_id).collect()


@mutation
async def open_room(ctx: MutationCtx, *, names: dict[UserId, str]) -> Room | None:
    room_id = await ctx.run_mutation(api.rooms.create(name="Team", settings={"retentionDays": None}))
    await ctx.run_mutation(api.rooms.create(name="Team", settings={}))  # error
    attachment: MessageAttachments = {"storageId": "s1", "fileName": "plan.pdf", "size": 1}  # error
    print(attachment)
    await ctx.db.rooms.index.by_retention.gt("settings.retentionDays", None).collect()
    async for message in ctx.db.messages.index.by_room.eq("roomId", room_id):
        await ctx.db.messages.patch(message["_id"], {"reactions": names})
    return await ctx.db.rooms.get(room_id)


def page(room_id: RoomId) -> PublicPaginated[Message]:
    return api.messages.page(room_id=room_id)


first: PublicQuery[object] = api.messages.page(room_id=RoomId("r1"), pagination_opts={"numItems": 5, "cursor": None})
