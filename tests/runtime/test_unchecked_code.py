"""What type checkers refuse raises an error of `biconvex.errors` where somebody runs it all the same.

One row for each mistake that checkers are expected to report; docs/run-time-errors.md says the same in words. Two of
them are plain Python, and are left to it: a misspelt key of a document is a `KeyError`, and writing into a document
that was read changes that dict alone.
"""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from biconvex import UNSET, http_router
from biconvex.crons import Crons
from biconvex.errors import (
    ArgumentValidationError,
    BiconvexError,
    FunctionNotFoundError,
    InvalidIdError,
    MissingAttributeError,
    ReadOnlyError,
    ReturnsValidationError,
    SchemaValidationError,
    UsageError,
)
from biconvex.server import http_action, mutation, query
from biconvex.testing import TestApp, open_app

from .apps import api, compiled, internal

SCHEMA = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({
        "documents": define_table({
            "title": v.string(),
            "ownerId": v.id("users"),
            "createdAt": v.number(),
            "permission": v.union(v.literal("read"), v.literal("write")),
            "note": v.optional(v.string()),
            "size": v.optional(v.int64()),
            "embedding": v.optional(v.array(v.number())),
        }, doc="Document")
        .index("by_owner", ["ownerId", "createdAt"])
        .search_index("search_title", search_field="title", filter_fields=["ownerId"])
        .vector_index("by_embedding", vector_field="embedding", dimensions=2, filter_fields=["permission"]),
        "users": define_table({"name": v.string()}, doc="User"),
    })
"""
DOCUMENTS = """\
    from biconvex import PaginationOpts, PaginationResult

    from ._generated.data_model import Document, DocumentId, UserId
    from ._generated.server import (
        ActionCtx, MutationCtx, QueryCtx, action, internal_query, mutation, query
    )


    @query
    async def list_(ctx: QueryCtx, *, owner_id: UserId, limit: int = 10) -> list[Document]:
        return await ctx.db.documents.index.by_owner.eq("ownerId", owner_id).take(limit)


    @query
    async def page(ctx: QueryCtx, *, owner_id: UserId, pagination_opts: PaginationOpts) -> PaginationResult[Document]:
        return await ctx.db.documents.index.by_owner.eq("ownerId", owner_id).paginate(pagination_opts)


    @internal_query
    async def get_by_id(ctx: QueryCtx, *, document_id: DocumentId) -> Document | None:
        return await ctx.db.documents.get(document_id)


    @mutation
    async def touch(ctx: MutationCtx, *, document_id: DocumentId) -> None:
        await ctx.db.documents.patch(document_id, {"createdAt": 1})


    @query
    async def wrong(ctx: QueryCtx) -> str:
        return 5


    @action
    async def embed(ctx: ActionCtx) -> str:
        return ""
"""
ROUTES = """\
    from biconvex import Request, Response, http_router

    from ._generated.server import ActionCtx, http_action


    @http_action
    async def hello(ctx: ActionCtx, request: Request) -> Response:
        return "hello"


    http = http_router()
    http.route(path="/hello", method="GET", handler=hello)
"""
PROBE = """\
    from ._generated.server import ActionCtx, QueryCtx, internal_action, internal_query

    PROBES = []


    @internal_query
    async def in_query(ctx: QueryCtx) -> None:
        await PROBES.pop()(ctx)


    @internal_action
    async def in_action(ctx: ActionCtx) -> None:
        await PROBES.pop()(ctx)
"""

Probe: TypeAlias = Callable[[Any, dict[str, Any]], Awaitable[object]]  # of this app's contexts, against their types
GOOD: dict[str, Any] = {"title": "T", "createdAt": 0, "permission": "read"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the app once."""
    modules = {"schema.py": SCHEMA, "documents.py": DOCUMENTS, "routes.py": ROUTES, "probe.py": PROBE}
    return compiled(tmp_path_factory.mktemp("unchecked"), modules)


async def raised(t: TestApp, probe: Probe, where: str) -> BaseException:
    """Return what a probe raises in a mutation, a query or an action that knows a user and a document."""

    async def prepare(ctx: Any) -> dict[str, Any]:  # noqa: ANN401  this app's context
        user = await ctx.db.users.insert({"name": "Ada"})
        return {"user": user, "document": await ctx.db.documents.insert({**GOOD, "ownerId": user})}

    known = await t.run(prepare)

    async def run(ctx: Any) -> object:  # noqa: ANN401  this app's context
        return await probe(ctx, known)

    try:
        if where == "mutation":
            await t.run(run)
        else:
            t._app.engine._modules.load("probe").PROBES.append(run)
            call = internal.probe.in_query() if where == "query" else internal.probe.in_action()
            await (t.query(call) if where == "query" else t.action(call))
    except Exception as error:  # noqa: BLE001  the caller says which it expects
        return error
    raise AssertionError("nothing was raised")


def index(ctx: Any) -> Any:  # noqa: ANN401  this app's index
    """Return the index that most rows misuse."""
    return ctx.db.documents.index.by_owner


async def filtered(documents: Any) -> object:  # noqa: ANN401  likewise
    """Read what a predicate keeps whose answer nobody waits for, and that would be true."""

    async def refuse(_: object) -> bool:
        return False

    return await documents.filter(refuse).collect()


IN_MUTATION: list[tuple[str, type[BiconvexError], str, Probe]] = [
    ("wrong table", MissingAttributeError, 'no table "documnets"', lambda c, _: c.db.documnets.collect()),
    ("wrong index", MissingAttributeError, 'no index "by_onwer"', lambda c, _: c.db.documents.index.by_onwer.collect()),
    ("wrong field order", UsageError, 'its next field is "ownerId"',
     lambda c, _: index(c).eq("createdAt", 0).collect()),
    ("other table's id in eq", InvalidIdError, "ownerId", lambda c, k: index(c).eq("ownerId", k["document"]).first()),
    ("other table's id in get", InvalidIdError, 'of "users"', lambda c, k: c.db.documents.get(k["user"])),
    ("other table's id in patch", InvalidIdError, 'of "users"', lambda c, k: c.db.documents.patch(k["user"], {})),
    ("other table's id in replace", InvalidIdError, "users", lambda c, k: c.db.documents.replace(k["user"], {})),
    ("other table's id in delete", InvalidIdError, 'of "users"', lambda c, k: c.db.documents.delete(k["user"])),
    ("plain text as an id", InvalidIdError, "'d1' is not an id", lambda c, _: c.db.documents.get("d1")),
    ("number as an id", InvalidIdError, "5 is not an id", lambda c, _: c.db.documents.get(5)),
    ("wrong bound", UsageError, "cannot be compared: 'x' is not a number",
     lambda c, k: index(c).eq("ownerId", k["user"]).gte("createdAt", "x").collect()),
    ("eq after a range", UsageError, "eq comes before",
     lambda c, k: index(c).eq("ownerId", k["user"]).gt("createdAt", 0).eq("createdAt", 1).collect()),
    ("two lower bounds", UsageError, "a lower bound already",
     lambda c, k: index(c).eq("ownerId", k["user"]).gt("createdAt", 0).gte("createdAt", 1).collect()),
    ("two upper bounds", UsageError, "an upper bound already",
     lambda c, k: index(c).eq("ownerId", k["user"]).lt("createdAt", 0).lte("createdAt", 1).collect()),
    ("unknown order", UsageError, 'the order is "asc" or "desc"', lambda c, _: index(c).order("down").collect()),
    ("order twice", UsageError, "chosen already", lambda c, _: index(c).order("asc").order("desc").collect()),
    ("a range after the order", UsageError, "before its order",
     lambda c, k: index(c).order("asc").eq("ownerId", k["user"]).collect()),
    ("unknown search", MissingAttributeError, 'no search index "search"',
     lambda c, _: c.db.documents.search.search("x")),
    ("search filter not in the index", UsageError, 'cannot filter by "title"',
     lambda c, _: c.db.documents.search.search_title("x", title="y").collect()),
    ("search for no text", UsageError, "searches for a text",
     lambda c, _: c.db.documents.search.search_title(5).collect()),
    ("search for half of a character", UsageError, "searches for a text: .* half of a surrogate pair",
     lambda c, _: c.db.documents.search.search_title("\ud83d").collect()),
    ("missing field on insert", SchemaValidationError, ".ownerId: .* missing",
     lambda c, _: c.db.documents.insert(GOOD)),
    ("missing field on replace", SchemaValidationError, ".title: .* missing",
     lambda c, k: c.db.documents.replace(k["document"], {"ownerId": k["user"]})),
    ("extra field on insert", SchemaValidationError, "no field 'titel'",
     lambda c, k: c.db.documents.insert({**GOOD, "ownerId": k["user"], "titel": "x"})),
    ("system field on insert", SchemaValidationError, "no field '_id'",
     lambda c, k: c.db.documents.insert({**GOOD, "ownerId": k["user"], "_id": k["document"]})),
    ("misspelt field on patch", SchemaValidationError, "no field 'titel'",
     lambda c, k: c.db.documents.patch(k["document"], {"titel": "x"})),
    ("patch of the id", SchemaValidationError, "._id", lambda c, k: c.db.documents.patch(k["document"], {"_id": "x"})),
    ("patch of the creation time", SchemaValidationError, "._creationTime: .* 5 is not the document's own",
     lambda c, k: c.db.documents.patch(k["document"], {"_creationTime": 5})),
    ("another creation time in a replacement", SchemaValidationError, "._creationTime: .* 5 is not the document's own",
     lambda c, k: c.db.documents.replace(k["document"], {**GOOD, "ownerId": k["user"], "_creationTime": 5})),
    ("removing a required field", SchemaValidationError, ".title: .* missing",
     lambda c, k: c.db.documents.patch(k["document"], {"title": UNSET})),
    ("wrong type on insert", SchemaValidationError, ".title: .* 5 is not a string",
     lambda c, k: c.db.documents.insert({**GOOD, "ownerId": k["user"], "title": 5})),
    ("wrong literal on patch", SchemaValidationError, ".permission: .* 'admin' fits no member",
     lambda c, k: c.db.documents.patch(k["document"], {"permission": "admin"})),
    ("float for int64", SchemaValidationError, r".size: .* 1.5 is not an Int64",
     lambda c, k: c.db.documents.patch(k["document"], {"size": 1.5})),
    ("int for int64", SchemaValidationError, r".size: .* write Int64\(5\)",
     lambda c, k: c.db.documents.patch(k["document"], {"size": 5})),
    ("other table's id on insert", SchemaValidationError, 'of the table "documents", not of "users"',
     lambda c, k: c.db.documents.insert({**GOOD, "ownerId": k["document"]})),
    ("patch with no mapping", UsageError, "the fields to change", lambda c, k: c.db.documents.patch(k["document"], 5)),
    ("no document", SchemaValidationError, "is not an object", lambda c, _: c.db.documents.insert(5)),
    ("unknown function", FunctionNotFoundError, r"api\.documents\.lst", lambda c, _: c.run_query(api.documents.lst())),
    ("unknown module", FunctionNotFoundError, r"api\.documnets", lambda c, _: c.run_query(api.documnets.list())),
    ("missing argument", ArgumentValidationError, ".ownerId: .* missing",
     lambda c, _: c.run_query(api.documents.list())),
    ("misspelt argument", ArgumentValidationError, 'no argument "ownerId"',
     lambda c, k: c.run_query(api.documents.list(ownerId=k["user"]))),
    ("wrong argument", ArgumentValidationError, ".limit: .* 'x' is not a whole number",
     lambda c, k: c.run_query(api.documents.list(owner_id=k["user"], limit="x"))),
    ("positional argument", UsageError, "keyword arguments only",
     lambda c, k: c.run_query(api.documents.list(k["user"]))),
    ("a query as a mutation", FunctionNotFoundError, "is a query, not a mutation",
     lambda c, k: c.run_mutation(api.documents.list(owner_id=k["user"]))),
    ("an internal function through api", FunctionNotFoundError, "no public function",
     lambda c, k: c.run_query(api.documents.get_by_id(document_id=k["document"]))),
    ("a public function through internal", FunctionNotFoundError, "no internal function",
     lambda c, k: c.run_query(internal.documents.list(owner_id=k["user"]))),
    ("a reference that is not called", UsageError, "is a reference: call it",
     lambda c, _: c.run_query(api.documents.list)),
    ("something else than a call", UsageError, "is no call", lambda c, _: c.run_query("documents:list")),
    ("a query for later", FunctionNotFoundError, "not a mutation or an action",
     lambda c, k: c.scheduler.run_after(0, api.documents.list(owner_id=k["user"]))),
    ("a call for later with a missing argument", ArgumentValidationError, ".documentId: .* missing",
     lambda c, _: c.scheduler.run_after(0, api.documents.touch())),
    ("a negative delay", UsageError, "a delay is", lambda c, k: c.scheduler.run_after(-1, k)),
    ("a delay that no double holds", UsageError, "a delay is", lambda c, k: c.scheduler.run_after(10**400, k)),
    ("a time that no double holds", UsageError, "a time is", lambda c, k: c.scheduler.run_at(-(10**400), k)),
    ("a page without options", ArgumentValidationError, ".paginationOpts: .* missing",
     lambda c, k: c.run_query(api.documents.page(owner_id=k["user"]))),
    ("an action from a mutation", UsageError, "cannot run an action", lambda c, _: c.run_action(api.documents.embed())),
    ("a filter that is async", UsageError, "a plain function of a document", lambda c, _: filtered(c.db.documents)),
    ("a search filter that is async", UsageError, "a plain function of a document",
     lambda c, _: filtered(c.db.documents.search.search_title("x"))),
    ("take of no number", UsageError, "whole number of documents", lambda c, _: c.db.documents.take(-1)),
    ("a page of None", UsageError, "takes the options of a page, not None", lambda c, _: c.db.documents.paginate(None)),
    ("a page of no items", UsageError, "from 1", lambda c, _: c.db.documents.paginate({"numItems": 0, "cursor": None})),
    ("a wrong result", ReturnsValidationError, "5 is not a string", lambda c, _: c.run_query(api.documents.wrong())),
]  # fmt: skip

IN_QUERY: list[tuple[str, type[BiconvexError], str, Probe]] = [
    ("insert", ReadOnlyError, "a query cannot insert", lambda c, _: c.db.users.insert({"name": "x"})),
    ("patch", ReadOnlyError, "a query cannot patch", lambda c, k: c.db.users.patch(k["user"], {"name": "x"})),
    ("replace", ReadOnlyError, "a query cannot replace", lambda c, k: c.db.users.replace(k["user"], {"name": "x"})),
    ("delete", ReadOnlyError, "a query cannot delete", lambda c, k: c.db.users.delete(k["user"])),
    ("a mutation from a query", ReadOnlyError, "cannot run a mutation",
     lambda c, k: c.run_mutation(api.documents.touch(document_id=k["document"]))),
    ("scheduling from a query", ReadOnlyError, "cannot schedule",
     lambda c, k: c.scheduler.run_after(0, api.documents.touch(document_id=k["document"]))),
    ("an upload from a query", ReadOnlyError, "cannot generate_upload_url",
     lambda c, _: c.storage.generate_upload_url()),
    ("writing a system table", ReadOnlyError, "a query cannot delete", lambda c, k: c.system.storage.delete(k["user"])),
]  # fmt: skip

IN_ACTION: list[tuple[str, type[BiconvexError], str, Probe]] = [
    ("the database", UsageError, "has no ctx.db", lambda c, _: c.db.documents.collect()),
    ("a table without a vector index", MissingAttributeError, '"users" with a vector index',
     lambda c, _: c.vector_search.users.by_embedding([1, 0]).take(1)),
    ("an unknown vector index", MissingAttributeError, 'no vector index "nearest"',
     lambda c, _: c.vector_search.documents.nearest([1, 0]).take(1)),
    ("a vector of texts", UsageError, "a list of numbers",
     lambda c, _: c.vector_search.documents.by_embedding(["a", "b"]).take(1)),
    ("a vector of another length", UsageError, "has 2 numbers, not 3",
     lambda c, _: c.vector_search.documents.by_embedding([1, 0, 0]).take(1)),
    ("a vector filter that is none", UsageError, 'cannot filter by "title"',
     lambda c, _: c.vector_search.documents.by_embedding([1, 0], title="x").take(1)),
    ("too many of the nearest", UsageError, "from 1 to 256",
     lambda c, _: c.vector_search.documents.by_embedding([1, 0]).take(1000)),
    ("a stored file of text", UsageError, "is bytes", lambda c, _: c.storage.store("text")),
    ("a query as an action", FunctionNotFoundError, "is a query, not an action",
     lambda c, k: c.run_action(api.documents.list(owner_id=k["user"]))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "error", "text", "probe"),
    [
        pytest.param(where, error, text, probe, id=f"{where}: {name}")
        for where, rows in (("mutation", IN_MUTATION), ("query", IN_QUERY), ("action", IN_ACTION))
        for name, error, text, probe in rows
    ],
)
async def test_what_checkers_refuse_raises(
    folder: Path, where: str, error: type[BiconvexError], text: str, probe: Probe
) -> None:
    async with open_app(folder) as t:
        found = await raised(t, probe, where)
    assert type(found) is error, repr(found)
    assert re.search(text, str(found)), str(found)


async def test_a_second_page_in_one_function_raises(folder: Path) -> None:
    async def probe(ctx: Any, _: object) -> None:  # noqa: ANN401  this app's context
        await ctx.db.users.paginate({"numItems": 1, "cursor": None})
        await ctx.db.users.paginate({"numItems": 1, "cursor": None})

    async with open_app(folder) as t:
        found = await raised(t, probe, "mutation")
    assert isinstance(found, UsageError)
    assert "paginate once" in str(found)


async def test_a_route_that_answers_with_text_raises(folder: Path) -> None:
    async with open_app(folder) as t:
        with pytest.raises(UsageError, match='"hello" returns a Response'):
            await t.fetch("/hello")


async def test_awaiting_a_call_says_how_to_run_it(folder: Path) -> None:
    async with open_app(folder) as t:
        found = await raised(t, lambda _, known: api.documents.list(owner_id=known["user"]), "mutation")
    assert isinstance(found, UsageError)
    assert "ctx.run_query" in str(found)


def answer(*_: object) -> None:
    """Stand for a handler that is no coroutine."""


async def without_context() -> None:
    """Stand for a handler that takes nothing."""


async def without_request(ctx: object) -> None:
    """Stand for an HTTP action that takes nothing of a request."""


async def with_more_than_a_request(ctx: object, request: object, more: object = None) -> None:
    """Stand for an HTTP action that no request calls in full."""


async def with_a_request_by_name(ctx: object, *, request: object) -> None:
    """Stand for an HTTP action that gets its request in no way."""


def test_registering_what_cannot_run_raises() -> None:
    unchecked: tuple[Any, Any, Any] = (query, http_action, http_router())
    register, register_http, router = unchecked
    with pytest.raises(UsageError, match='is not an "async def"'):
        register(answer)
    with pytest.raises(UsageError, match='is not an "async def"'):
        register_http(answer)
    with pytest.raises(UsageError, match="takes the context first"):
        register(without_context)
    for handler in (without_request, with_more_than_a_request, with_a_request_by_name):
        with pytest.raises(UsageError, match="takes a context and a request, and nothing else"):
            register_http(handler)
    with pytest.raises(UsageError, match="is an http action"):
        router.route(path="/x", method="GET", handler=answer)
    with pytest.raises(UsageError, match="is not a method"):
        router.route(path="/x", method="FETCH", handler=http_action)


def test_crons_take_calls() -> None:
    crons: Any = Crons()
    with pytest.raises(UsageError, match="takes a call"):
        crons.interval("sweep", internal.documents.touch, hours=1)


async def test_contexts_of_the_wrong_kind_raise(folder: Path) -> None:
    @mutation
    async def touch(ctx: Any) -> None:  # noqa: ANN401  this app's context
        await ctx.db.users.insert({"name": "x"})

    async with open_app(folder) as t:
        found = await raised(t, lambda ctx, _: touch(ctx), "query")
    assert isinstance(found, ReadOnlyError)
