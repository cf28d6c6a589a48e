"""Functions of documents, as a user writes them."""

from datetime import timedelta

from biconvex.errors import ConvexError
from biconvex.pagination import PaginationOpts, PaginationResult
from biconvex.refs import PublicMutation, PublicQuery
from biconvex.routing import Request, Response, http_router
from biconvex.values import UNSET, Int64, Unset, any_of

from ._generated.api import api, internal
from ._generated.data_model import Document, DocumentId, DocumentPatch, StorageId, User, UserId
from ._generated.server import (
    ActionCtx,
    DatabaseReader,
    MutationCtx,
    QueryCtx,
    action,
    http_action,
    internal_mutation,
    internal_query,
    mutation,
    query,
)


class WithOwner(Document):
    """A document and its owner."""

    owner: User


class UserCtx:
    """What the handlers of signed-in users get."""

    def __init__(self, db: DatabaseReader, user: User) -> None:
        self.db = db
        self.user = user


async def with_user(ctx: QueryCtx, *, token: str) -> UserCtx:
    user = await ctx.db.users.index.by_email.eq("email", token).unique()
    if user is None:
        raise ConvexError({"code": "UNAUTHORIZED"})
    return UserCtx(ctx.db, user)


user_query = query.wrap(with_user)


@query
async def list_(ctx: QueryCtx, *, owner_id: UserId, limit: int | None = None) -> list[Document]:
    documents = ctx.db.documents.index.by_owner.eq("ownerId", owner_id).gte("createdAt", 0).lt("createdAt", ctx.now)
    return await documents.order("desc").filter(lambda document: document["title"] != "").take(limit or 100)


@query(name="pageOf", args=None)
async def page(ctx: QueryCtx, *, owner_id: UserId, pagination_opts: PaginationOpts) -> PaginationResult[Document]:
    return await ctx.db.documents.index.by_owner.eq("ownerId", owner_id).order("desc").paginate(pagination_opts)


@user_query
async def mine(ctx: UserCtx, *, only: str | Unset = UNSET) -> list[Document]:
    if only is not UNSET:
        return [each async for each in ctx.db.documents.search.search_title(only, ownerId=ctx.user["_id"])]
    unnoted = await ctx.db.documents.index.by_note.eq("note", UNSET).collect()
    newest = await ctx.db.documents.order("desc").first()
    return unnoted if newest is None else [*unnoted, newest]


@internal_query
async def get_by_id(ctx: QueryCtx, *, document_id: DocumentId) -> Document | None:
    return await ctx.db.documents.get(document_id)


@query
async def with_owner(ctx: QueryCtx, *, document_id: DocumentId) -> WithOwner | None:
    document = await get_by_id(ctx, document_id=document_id)
    owner = await ctx.db.users.get(document["ownerId"]) if document else None
    return {**document, "owner": owner} if document and owner else None


@mutation
async def create(ctx: MutationCtx, *, title: str, note: str | None = None) -> DocumentId:
    identity = await ctx.auth.get_user_identity()
    if identity is None or identity.email is None:
        raise ConvexError("UNAUTHORIZED")
    owner_id = await ctx.db.users.insert({"name": identity.name or "", "email": identity.email})
    document_id = await ctx.db.documents.insert(
        {
            "title": title,
            "ownerId": owner_id,
            "createdAt": ctx.now,
            "bytesUsed": Int64(len(title)),
            "tags": [],
            "permission": "read",
            "embedding": [ctx.random.random()],
            "note": UNSET if note is None else note,
        }
    )
    await ctx.scheduler.run_after(timedelta(hours=1), internal.documents.clean_up(before=ctx.now))
    await ctx.scheduler.run_at(ctx.now + 5000, api.documents.summarize(document_id=document_id))
    return document_id


@internal_mutation
async def clean_up(ctx: MutationCtx, *, before: float) -> None:
    async for document in ctx.db.documents.index.by_creation_time.lt("_creationTime", before):
        changes: DocumentPatch = {"note": UNSET}
        changes["title"] = document["title"].strip()
        await ctx.db.documents.patch(document["_id"], changes)
        await ctx.db.documents.replace(document["_id"], {**document, "title": ""})
        await ctx.db.documents.delete(document["_id"])
    for file in await ctx.system.storage.collect():
        await ctx.storage.delete(file["_id"])


async def helper_of_queries(ctx: QueryCtx, storage_id: StorageId) -> str | None:
    return await ctx.storage.get_url(storage_id)


@mutation
async def save(ctx: MutationCtx, *, storage_id: StorageId) -> str:
    again = await ctx.run_query(api.documents.list(owner_id=UserId("u1")))
    made = await ctx.run_mutation(api.documents.create(title=again[0]["title"]))
    return await helper_of_queries(ctx, storage_id) or made


@action
async def summarize(ctx: ActionCtx, *, document_id: DocumentId) -> str:
    document = await ctx.run_query(internal.documents.get_by_id(document_id=document_id))
    if document is None:
        raise ConvexError("NOT_FOUND")
    near = await ctx.vector_search.documents.by_embedding(
        document["embedding"], permission=any_of("read", "write"), ownerId=document["ownerId"]
    ).take(3)
    stored = await ctx.storage.store(b"summary", content_type="text/plain")
    await ctx.run_mutation(internal.documents.clean_up(before=0))
    summary = await ctx.run_action(api.documents.summarize(document_id=near[0]["_id"]))
    return summary + stored + document.get("note", "")


@http_action
async def webhook(ctx: ActionCtx, request: Request) -> Response:
    if request.headers.get("x-signature") is None:
        return Response("unsigned", status=401)
    await ctx.run_mutation(api.documents.create(title=await request.text()))
    return Response(status=204)


http = http_router()
http.route(path="/webhook", method="POST", handler=webhook)

listing: PublicQuery[list[Document]] = api.documents.list(owner_id=UserId("u1"))
creation: PublicMutation[DocumentId] = api.documents.create(title="Minutes")
