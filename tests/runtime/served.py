"""A small app for tests of HTTP, with a function for each thing that can happen, and two ways to serve apps."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final

import httpx
import uvicorn
from starlette.applications import Starlette

from biconvex.asgi import Authenticate, application
from biconvex.testing import TestApp

ORIGIN: Final = "https://app.example"

MODULES: Final = {
    "schema.py": """\
        from biconvex import define_schema, define_table, v

        schema = define_schema({"notes": define_table({"text": v.string(), "value": v.any()}, doc="Note")})
    """,
    "values.py": """\
        from typing import Any, TypedDict

        from biconvex import UNSET, ConvexError, Int64, Unset

        from ._generated.data_model import NoteId
        from ._generated.server import MutationCtx, QueryCtx, mutation, query


        class Inner(TypedDict):
            flags: list[bool]
            big: Int64


        class Everything(TypedDict):
            whole: Int64
            data: bytes
            number: float
            counts: dict[str, Int64]
            inner: Inner
            nothing: None


        @query
        async def echo(ctx: QueryCtx, *, value: Any) -> Any:
            return value


        @query
        async def everything(
            ctx: QueryCtx, *, whole: Int64, data: bytes, number: float, counts: dict[str, Int64], inner: Inner
        ) -> Everything:
            assert isinstance(whole, Int64) and isinstance(data, bytes) and isinstance(inner["big"], Int64)
            return {
                "whole": whole, "data": data, "number": number, "counts": counts, "inner": inner, "nothing": None
            }


        @query
        async def presence(ctx: QueryCtx, *, note: str | None | Unset = UNSET) -> str:
            return "missing" if note is UNSET else "null" if note is None else note


        @query
        async def fail(ctx: QueryCtx, *, data: Any) -> None:
            raise ConvexError(data)


        @mutation
        async def keep(ctx: MutationCtx, *, value: Any) -> NoteId:
            return await ctx.db.notes.insert({"text": "", "value": value})


        @query
        async def kept(ctx: QueryCtx, *, id_: NoteId) -> Any:
            note = await ctx.db.notes.get(id_)
            return None if note is None else note["value"]
    """,
    "notes.py": """\
        import asyncio
        from typing import Any

        from biconvex import ConvexError

        from ._generated.api import api, internal
        from ._generated.data_model import NoteId, StorageId
        from ._generated.server import (
            ActionCtx, MutationCtx, QueryCtx, action, internal_mutation, internal_query, mutation, query
        )

        #: Set by a test that wants something to happen between two queries.
        pause: Any = None


        @query
        async def texts(ctx: QueryCtx) -> list[str]:
            return [note["text"] async for note in ctx.db.notes]


        @query
        async def texts_later(ctx: QueryCtx) -> list[str]:
            await pause()
            return [note["text"] async for note in ctx.db.notes]


        @mutation
        async def write(ctx: MutationCtx, *, text: str) -> NoteId:
            return await ctx.db.notes.insert({"text": text, "value": None})


        @mutation
        async def write_then_raise(ctx: MutationCtx, *, text: str) -> None:
            await ctx.db.notes.insert({"text": text, "value": None})
            raise ValueError("the secret is 42")


        @query
        async def wrong_result(ctx: QueryCtx) -> float:
            return "no number"


        @query
        async def unsendable(ctx: QueryCtx) -> None:
            raise ConvexError(object())


        @internal_query
        async def hidden(ctx: QueryCtx, *, secret: str) -> str:
            return secret


        @action
        async def calls_wrongly(ctx: ActionCtx) -> str:
            wrong: Any = 42  # what the compiler does not see
            return await ctx.run_query(internal.notes.hidden(secret=wrong))


        @action
        async def caller(ctx: ActionCtx) -> list[str | None]:
            identity = await ctx.auth.get_user_identity()
            if identity is None:
                return []
            return [identity.issuer, identity.subject, identity.token_identifier, identity.email]


        @mutation
        async def write_later(ctx: MutationCtx, *, text: str) -> None:
            await ctx.scheduler.run_after(0, internal.notes.write_now(text=text))


        #: Whether `hang` has begun, and has ended.
        begun = ""


        @mutation
        async def begin_later(ctx: MutationCtx) -> None:
            await ctx.scheduler.run_after(0, internal.notes.hang())


        @internal_mutation
        async def hang(ctx: MutationCtx) -> None:
            global begun
            begun = "begun"
            try:
                await asyncio.sleep(60)
            finally:
                begun = "ended"


        @internal_mutation
        async def write_now(ctx: MutationCtx, *, text: str) -> None:
            await ctx.db.notes.insert({"text": text, "value": None})


        @action
        async def store(ctx: ActionCtx, *, data: bytes, content_type: str | None = None) -> str | None:
            return await ctx.storage.get_url(await ctx.storage.store(data, content_type=content_type))


        @query
        async def file_url(ctx: QueryCtx, *, id_: StorageId) -> str | None:
            return await ctx.storage.get_url(id_)


        @query
        async def files(ctx: QueryCtx) -> list[StorageId]:
            return [file["_id"] async for file in ctx.system._storage]


        @mutation
        async def drop(ctx: MutationCtx, *, id_: StorageId) -> None:
            await ctx.storage.delete(id_)


        @mutation
        async def upload_url(ctx: MutationCtx) -> str:
            return await ctx.storage.generate_upload_url()
    """,
    "routes.py": """\
        import json

        from biconvex import ConvexError, Int64, Request, Response, http_router

        from ._generated.api import api
        from ._generated.server import ActionCtx, http_action


        @http_action
        async def mirror(ctx: ActionCtx, request: Request) -> Response:
            identity = await ctx.auth.get_user_identity()
            seen = {
                "method": request.method,
                "url": request.url,
                "path": request.path,
                "query": dict(request.query_params),
                "headers": dict(request.headers),
                "body": await request.text(),
                "subject": None if identity is None else identity.subject,
            }
            framing = {"content-length": "7", "connection": "close"}
            headers = {"content-type": "application/json", "x-answer": "42", **framing}
            return Response(json.dumps(seen), status=201, headers=headers)


        @http_action
        async def broken(ctx: ActionCtx, request: Request) -> Response:
            match request.query_params["how"]:
                case "raise":
                    raise ValueError("the secret is 42")
                case "convex":
                    raise ConvexError({"n": Int64(1)})
                case "unsendable":
                    raise ConvexError(object())
                case "header":
                    return Response("", headers={"x-answer": "42\\r\\nset-cookie: evil=1"})
                case "status":
                    return Response("", status=99)
                case "empty":
                    return Response("a body that 204 cannot have", status=204)
            return "no response"


        http = http_router()
        http.route(path="/mirror", method="GET", handler=mirror)
        http.route(path="/mirror", method="POST", handler=mirror)
        http.route(path="/mirror", method="PUT", handler=mirror)
        http.route(path="/mirror", method="DELETE", handler=mirror)
        http.route(path="/mirror", method="PATCH", handler=mirror)
        http.route(path="/mirror", method="OPTIONS", handler=mirror)
        http.route(path_prefix="/mirrors/", method="GET", handler=mirror)
        http.route(path="/broken", method="GET", handler=broken)
    """,
}


@asynccontextmanager
async def client_of(
    t: TestApp,
    *,
    authenticate: Authenticate | None = None,
    shows_errors: bool = False,
) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of an app that is served in this process, nothing of it by the clock."""
    made = application(t._app, authenticate=authenticate, shows_errors=shows_errors, runs_scheduled=False)
    async with connected(made) as client:
        yield client


def connected(served: Starlette) -> httpx.AsyncClient:
    """Return a client of an application."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url=ORIGIN)


@contextmanager
def free_port() -> Iterator[tuple[socket.socket, str]]:
    """Give a socket that listens on a free port of this machine, and the address of it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


@asynccontextmanager
async def listening(served: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Let uvicorn serve an application."""
    server = uvicorn.Server(uvicorn.Config(served, lifespan="on", log_level="warning"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:  # noqa: ASYNC110  uvicorn tells nobody
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await serving


async def call(client: httpx.AsyncClient, kind: str, path: str, args: object = None, **more: object) -> Any:  # noqa: ANN401  JSON
    """Call a function as the official client does, unless `more` says otherwise, and return the answer's JSON."""
    given = args if isinstance(args, list) else [{} if args is None else args]
    body = {"path": path, "format": "convex_encoded_json", "args": given, **more}
    response = await client.post(f"/api/{kind}", content=json.dumps(body))
    assert response.status_code == 200, response.text
    return response.json()
