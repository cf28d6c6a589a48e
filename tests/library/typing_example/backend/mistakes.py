"""Deliberate mistakes: both type checkers report exactly the lines marked `# error`, or one alone where it is named."""

# ruff: noqa: B018
from biconvex.crons import cron_jobs
from biconvex.refs import PublicQuery
from biconvex.routing import Request, http_router
from biconvex.values import UNSET, Int64

from . import documents
from ._generated.api import api, internal
from ._generated.data_model import Document, DocumentFields, DocumentId, DocumentPatch, UserId
from ._generated.server import ActionCtx, MutationCtx, QueryCtx, action, http_action, mutation, query


def run_public(call: PublicQuery[object]) -> None:
    """Stand for a client, which takes public functions alone."""


async def in_a_query(ctx: QueryCtx, user_id: UserId, document_id: DocumentId, document: Document) -> None:
    ctx.db.documnets  # error
    ctx.db.documents.index.by_onwer  # error
    ctx.db.documents.index.by_owner.eq("createdAt", 0)  # error
    ctx.db.documents.index.by_owner.eq("ownerId", document_id)  # error
    ctx.db.documents.index.by_owner.eq("ownerId", "u1")  # error
    ctx.db.documents.index.by_owner.eq("ownerId", user_id).gte("createdAt", "x")  # error
    ctx.db.documents.index.by_owner.gte("ownerId", user_id).eq("createdAt", 0)  # error
    ctx.db.documents.index.by_owner.gt("ownerId", user_id).gte("ownerId", user_id)  # error
    ctx.db.documents.order("down")  # error
    ctx.db.documents.order("asc").order("desc")  # error
    ctx.db.documents.search.search_title("x", permission="read")  # error
    ctx.db.users.search.search_title("x")  # error
    await ctx.db.documents.get(user_id)  # error
    await ctx.db.documents.get("d1")  # error
    await ctx.db.documents.insert({})  # error
    ctx.scheduler  # error
    await ctx.run_mutation(api.documents.create(title="x"))  # error
    await ctx.storage.generate_upload_url()  # error
    ctx.vector_search  # error
    ctx.db.documents.filter(lambda each: each["titel"] == "")  # error
    document["titel"]  # error
    document["note"]  # error: pyright
    if document["permission"] == "admin":  # error
        return
    document["title"] = "x"  # error
    ctx.db.storage  # error


async def in_a_mutation(ctx: MutationCtx, user_id: UserId, document_id: DocumentId) -> None:
    await ctx.db.users.insert({"name": "Ada"})  # error
    await ctx.db.users.insert({"name": "Ada", "email": "a@b.c", "age": 36})  # error
    await ctx.db.users.insert({"name": 1, "email": "a@b.c"})  # error
    await ctx.db.users.replace(user_id, {"name": "Ada"})  # error
    await ctx.db.documents.patch(user_id, {"title": "x"})  # error
    await ctx.db.documents.patch(document_id, {"titel": "x"})  # error
    await ctx.db.documents.patch(document_id, {"_id": document_id})  # error
    await ctx.db.documents.patch(document_id, {"permission": "admin"})  # error
    await ctx.db.documents.patch(document_id, {"title": UNSET})  # error
    await ctx.db.documents.patch(document_id, {"bytesUsed": 5})  # error
    await ctx.db.documents.patch(document_id, {"bytesUsed": Int64(5)})
    ctx.db.documents.patch(document_id, {"title": "x"})  # error
    await ctx.db.documents.delete(user_id)  # error
    ctx.vector_search  # error
    await ctx.scheduler.run_after(0, api.documents.list(owner_id=user_id))  # error
    await ctx.scheduler.run_after(0, internal.documents.clean_up())  # error
    await ctx.scheduler.run_after("soon", internal.documents.clean_up(before=0))  # error
    await ctx.run_action(api.documents.summarize(document_id=document_id))  # error
    changes: DocumentPatch = {"title": None}  # error
    print(changes)


async def in_an_action(ctx: ActionCtx, user_id: UserId, document_id: DocumentId) -> None:
    ctx.db  # error
    api.documents.lst  # error
    api.users  # error
    api.documents.list()  # error
    api.documents.list(ownerId=user_id)  # error
    api.documents.list(owner_id=document_id)  # error
    api.documents.list(user_id)  # error
    api.documents.get_by_id(document_id=document_id)  # error
    await ctx.run_mutation(api.documents.list(owner_id=user_id))  # error
    await ctx.run_query(api.documents.list)  # error
    await ctx.run_query(api.documents.page(owner_id=user_id))  # error
    await api.documents.list(owner_id=user_id)  # error
    run_public(internal.documents.get_by_id(document_id=document_id))  # error
    await ctx.vector_search.documents.by_embedding(["a"]).take(3)  # error
    await ctx.vector_search.documents.by_embedding([0.5], permission="admin").take(3)  # error
    ctx.vector_search.users  # error
    title: int = await ctx.run_action(api.documents.summarize(document_id=document_id))  # error
    print(title)


async def directly(ctx: QueryCtx) -> None:
    await documents.list_(ctx)  # error
    await documents.list_(ctx, owner_id=5)  # error
    documents.list_(ctx, owner_id=UserId("u1"))  # error
    await documents.mine(ctx)  # error


@query  # error
async def with_another_context(ctx: MutationCtx) -> None: ...


@query  # error
async def without_context() -> None: ...


@mutation  # error
def without_async(ctx: MutationCtx) -> None: ...


@action(nmae="x")  # error
async def with_an_unknown_option(ctx: ActionCtx) -> None: ...


@http_action  # error
async def that_gives_text(ctx: ActionCtx, request: Request) -> str:
    return await request.text()


async def undecorated(ctx: ActionCtx, request: Request) -> None: ...


http = http_router()
http.route(path="/x", method="POST", handler=undecorated)  # error
http.route(path="/x", method="FETCH", handler=documents.webhook)  # error

crons = cron_jobs()
crons.interval("clean up", internal.documents.clean_up(before=0), hours=24)
crons.interval("clean up", internal.documents.clean_up(), hours=24)  # error
crons.interval("list", api.documents.list(owner_id=UserId("u1")), hours=24)  # error
crons.weekly("clean up", internal.documents.clean_up(before=0), day_of_week="Monday", hour_utc=1)  # error

fields: DocumentFields = {"title": "x"}  # error
