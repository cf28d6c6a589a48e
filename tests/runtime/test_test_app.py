"""What a test holds: callers with claims of their own, transactions of a test's own, routes, and a clock."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from biconvex import UserIdentity
from biconvex.errors import FunctionNotFoundError, UsageError
from biconvex.server import GenericMutationCtx
from biconvex.testing import TestApp, open_app

from .apps import api, compiled, internal

Ctx = GenericMutationCtx[Any]  # Any: the tables of a small app, which no stub describes

SCHEMA: Final = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"notes": define_table({"text": v.string()})})
"""
WHO: Final = """\
    from typing import Any

    from ._generated.api import internal
    from ._generated.server import ActionCtx, QueryCtx, action, internal_query, query


    @query
    async def claims(ctx: QueryCtx) -> Any:
        identity = await ctx.auth.get_user_identity()
        return None if identity is None else identity.claims


    @internal_query
    async def subject(ctx: QueryCtx) -> str | None:
        identity = await ctx.auth.get_user_identity()
        return None if identity is None else identity.subject


    @action
    async def from_outside(ctx: ActionCtx) -> str | None:
        return await ctx.run_query(internal.who.subject())
"""
ROUTES: Final = """\
    import json

    from biconvex import Request, Response, http_router

    from ._generated.server import ActionCtx, http_action


    @http_action
    async def echo(ctx: ActionCtx, request: Request) -> Response:
        identity = await ctx.auth.get_user_identity()
        asked = {
            "url": request.url,
            "path": request.path,
            "query": dict(request.query_params),
            "method": request.method,
            "headers": dict(request.headers),
            "body": await request.text(),
            "subject": None if identity is None else identity.subject,
        }
        return Response(json.dumps(asked), status=201, headers={"X-Kind": "echo"})


    @http_action
    async def whole(ctx: ActionCtx, request: Request) -> Response:
        return Response(await request.body())


    http = http_router()
    http.route(path_prefix="/echo/", method="GET", handler=echo)
    http.route(path_prefix="/echo/", method="PUT", handler=echo)
    http.route(path_prefix="/echo/whole/", method="PUT", handler=whole)
    http.route(path="/echo/exactly", method="PUT", handler=whole)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    modules = {"schema.py": SCHEMA, "who.py": WHO, "routes.py": ROUTES}
    return compiled(tmp_path_factory.mktemp("who"), modules)


@pytest.fixture
async def t(source: Path) -> AsyncIterator[TestApp]:
    async with open_app(source) as opened:
        yield opened


async def test_a_caller_has_claims(t: TestApp) -> None:
    issuer = {"issuer": "https://biconvex.test"}
    assert await t.query(api.who.claims()) is None
    assert await t.with_identity().query(api.who.claims()) == {
        **issuer,
        "subject": "user",
        "tokenIdentifier": "https://biconvex.test|user",
    }
    given = t.with_identity(subject="u1", given_name="Ada", emailVerified=True, org_id="o1", **{"app/my_role": "admin"})
    assert await given.query(api.who.claims()) == {
        **issuer,
        "subject": "u1",
        "tokenIdentifier": "https://biconvex.test|u1",
        "givenName": "Ada",
        "emailVerified": True,
        "org_id": "o1",
        "app/my_role": "admin",
    }
    both = await t.with_identity(token_identifier="https://id.example.com|a|b").query(api.who.claims())
    assert (both["issuer"], both["subject"]) == ("https://id.example.com|a", "b")


async def test_a_caller_is_the_same_in_all_that_a_call_runs(t: TestApp) -> None:
    ada = t.with_identity(subject="ada")
    assert await ada.action(api.who.from_outside()) == "ada"
    assert await t.action(api.who.from_outside()) is None

    async def who(ctx: Ctx) -> tuple[UserIdentity | None, object]:
        return await ctx.auth.get_user_identity(), await ctx.run_query(internal.who.subject())

    identity, subject = await ada.run(who)
    assert identity == ada._identity
    assert subject == "ada"


async def test_a_transaction_of_a_test_gives_back_what_it_returns(t: TestApp) -> None:
    marker = object()

    async def insert(ctx: Ctx) -> object:
        await ctx.db.notes.insert({"text": "kept"})
        return marker

    async def fail(ctx: Ctx) -> None:
        await ctx.db.notes.insert({"text": "undone"})
        raise LookupError("no")

    async def texts(ctx: Ctx) -> list[str]:
        return [note["text"] for note in await ctx.db.notes.collect()]

    assert await t.run(insert) is marker
    with pytest.raises(LookupError, match="no"):
        await t.run(fail)
    assert await t.with_identity(subject="ada").run(texts) == ["kept"]


async def test_each_kind_of_function_has_its_method(t: TestApp) -> None:
    with pytest.raises(FunctionNotFoundError, match=r"api\.who\.claims is a query, not a mutation"):
        await t.mutation(api.who.claims())
    with pytest.raises(FunctionNotFoundError, match=r"api\.who\.from_outside is an? action, not a query"):
        await t.query(api.who.from_outside())
    with pytest.raises(UsageError, match="is a reference: call it"):
        await t.query(api.who.claims)


async def test_a_route_gets_the_request_as_it_was_made(t: TestApp) -> None:
    answer = await t.with_identity(subject="ada").fetch(
        "/echo/a%20b?x=1&y=&x=2", method="put", json={"n": [1]}, headers={"X-One": "1"}
    )
    assert (answer.status, answer.headers["x-kind"]) == (201, "echo")
    asked = answer.json()
    assert asked["url"].endswith("/echo/a%20b?x=1&y=&x=2")
    assert {name: value for name, value in asked.items() if name != "url"} == {
        "path": "/echo/a%20b",
        "query": {"x": "2", "y": ""},
        "method": "PUT",
        "headers": {"content-type": "application/json", "x-one": "1"},
        "body": json.dumps({"n": [1]}),
        "subject": "ada",
    }
    assert (await t.fetch("/echo/", body="")).json()["body"] == ""


async def test_the_longest_prefix_answers(t: TestApp) -> None:
    for path in ("/echo/exactly", "/echo/whole/", "/echo/whole/deep"):
        answer = await t.fetch(path, method="PUT", body=b"\x00\xff")
        assert (answer.status, answer.body) == (200, b"\x00\xff")
    assert (await t.fetch("/echo/exactly")).json()["method"] == "GET"
    with pytest.raises(UsageError, match='called by its path, such as "/webhook", not "echo"'):
        await t.fetch("echo")


async def test_the_clock_stands_still(t: TestApp) -> None:
    start = t.now
    assert t.with_identity(subject="ada").now == start
    t.now = start + 5
    assert (t.now, t.with_identity(subject="ada").now) == (start + 5, start + 5)
    await t.with_identity(subject="ada").advance(days=1, hours=1, minutes=1, seconds=1, milliseconds=1)
    assert t.now == start + 5 + 90_061_001

    async def now(ctx: Ctx) -> int:
        return ctx.now

    assert await t.run(now) == t.now
