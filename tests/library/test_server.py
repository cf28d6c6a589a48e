"""Decorators register functions, which stay callable; nothing else happens."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from typing import Any

import pytest

from biconvex import Request, Response, v
from biconvex.errors import UsageError
from biconvex.server import (
    Decorator,
    GenericActionCtx,
    GenericMutationCtx,
    GenericQueryCtx,
    action,
    http_action,
    internal_action,
    internal_mutation,
    internal_query,
    mutation,
    query,
)

UNCHECKED_QUERY: Any = query


class Ctx(GenericMutationCtx[Any]):
    """A context that has nothing but a time."""

    @property
    def now(self) -> int:
        return 1_000


@query
async def greeting(ctx: GenericQueryCtx[Any], *, name: str) -> str:
    """Greet somebody."""
    return f"hello {name} at {ctx.now}"


def test_a_registered_function_is_called_as_it_is() -> None:
    assert asyncio.run(greeting(Ctx(), name="Ada")) == "hello Ada at 1000"
    assert greeting.__doc__ == "Greet somebody."
    assert [*inspect.signature(greeting).parameters] == ["ctx", "name"]
    assert inspect.unwrap(greeting) is greeting.handler
    assert repr(greeting) == "<public query greeting>"


@pytest.mark.parametrize(
    ("decorator", "kind", "visibility"),
    [
        (query, "query", "public"),
        (internal_query, "query", "internal"),
        (mutation, "mutation", "public"),
        (internal_mutation, "mutation", "internal"),
        (action, "action", "public"),
        (internal_action, "action", "internal"),
    ],
)
def test_kinds_and_visibilities(decorator: Decorator[Any], kind: str, visibility: str) -> None:
    async def handler(ctx: object) -> None: ...

    registered = decorator(handler)
    assert (registered.kind, registered.visibility) == (kind, visibility)
    assert (registered.name, registered.args, registered.returns, registered.loads) == (None, None, None, ())


def test_options() -> None:
    @query(name="getByID", args={"id": v.id("users")}, returns=v.nullable(v.string()))
    async def get_by_id(ctx: GenericQueryCtx[Any], *, id_: str) -> str | None:
        return id_

    assert get_by_id.name == "getByID"
    assert get_by_id.args == {"id": v.id("users")}
    assert get_by_id.returns == v.nullable(v.string())
    assert asyncio.run(get_by_id(Ctx(), id_="u1")) == "u1"


def test_wrap_makes_a_decorator_that_remembers_its_loads() -> None:
    async def with_user(ctx: GenericQueryCtx[Any], *, token: str) -> str:
        return f"user of {token}"

    async def with_shouting(ctx: str) -> str:
        return ctx.upper()

    loud_query = query.wrap(with_user).wrap(with_shouting)

    @loud_query(name="whoAmI")
    async def who_am_i(ctx: str) -> str:
        return ctx

    assert who_am_i.loads == (with_user, with_shouting)
    assert who_am_i.name == "whoAmI"
    assert (who_am_i.kind, who_am_i.visibility) == ("query", "public")
    assert asyncio.run(who_am_i("ADA")) == "ADA"
    assert query.loads == ()


def test_only_coroutines_are_registered() -> None:
    def plain(ctx: object) -> None: ...

    async def stream(ctx: object) -> AsyncIterator[int]:
        yield 1

    for handler in (plain, stream, len, object()):
        with pytest.raises(UsageError, match='is not an "async def"'):
            UNCHECKED_QUERY(handler)
        with pytest.raises(UsageError, match='is not an "async def"'):
            UNCHECKED_QUERY.wrap(handler)


def test_an_http_action_is_called_as_it_is() -> None:
    @http_action
    async def echo(ctx: GenericActionCtx[Any], request: Request) -> Response:
        return Response(await request.body(), status=201)

    response = asyncio.run(
        echo(GenericActionCtx[Any](), Request("https://example.com/echo", method="POST", body=b"hi"))
    )
    assert (response.status, response.body) == (201, b"hi")


def test_a_context_has_only_what_a_runtime_gives_it() -> None:
    with pytest.raises(NotImplementedError):
        Ctx().auth  # noqa: B018
