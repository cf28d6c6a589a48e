"""Puts the ASGI application of an app together: which address is answered by what, and around it CORS and the clock."""

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from .admins import Admins
from .answers import HANDLERS
from .background import Background, StartsAtFirstRequest
from .callers import Callers
from .cors import ApiCors
from .files import Files
from .functions import Functions
from .http_actions import HttpActions
from .meta import version, welcome
from .outcomes import Outcomes

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from ..runtime.app import App
    from .callers import Authenticate


def application(
    app: "App",
    *,
    authenticate: "Authenticate | None" = None,
    admin_key: str | None = None,
    shows_errors: bool = False,
    runs_scheduled: bool = True,
) -> Starlette:
    """Return an ASGI application that serves an open app, alone or mounted in another application.

    `authenticate` takes the token of an `Authorization: Bearer` header and gives the verified claims of its owner
    under the wire's names (`issuer`, `subject`, `email`, ...), or None for a token that is not valid; it may be async.
    Whoever sends `admin_key` may call every function through `/api/function`, internal ones too, as anybody.
    With `shows_errors` clients are told what a handler raised, for development; else they read "Server Error".
    Scheduled calls and crons run while it serves, from its start, or where it is mounted, from its first request.
    Closing the app stays the caller's.
    """
    background = Background(app.timeline)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> "AsyncGenerator[None]":
        if runs_scheduled:
            background.start()
        try:
            yield
        finally:
            await background.stop()

    around = [Middleware(StartsAtFirstRequest, background)] if runs_scheduled else []
    made = Starlette(
        routes=_routes(app, Callers(authenticate), Admins(admin_key), Outcomes(app, shows_errors=shows_errors)),
        middleware=[*around, Middleware(ApiCors)],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    made.router.redirect_slashes = False  # an API has one address for a thing
    return made


def _routes(app: "App", callers: Callers, admins: Admins, outcomes: Outcomes) -> list[Route]:
    functions, files = Functions(callers, admins, outcomes), Files(app)
    actions = HttpActions(app, callers, outcomes)
    return [
        Route("/api/query", functions.query, methods=["GET", "POST"]),
        Route("/api/query_batch", functions.query_batch, methods=["POST"]),
        Route("/api/mutation", functions.mutation, methods=["POST"]),
        Route("/api/action", functions.action, methods=["POST"]),
        Route("/api/function", functions.function, methods=["POST"]),
        Route("/api/run/{path:path}", functions.run, methods=["POST"]),
        Route("/api/storage/upload", files.upload, methods=["POST"]),
        Route("/api/storage/{key}", files.download, methods=["GET"]),
        Route("/http/{path:path}", actions.answer, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]),
        Route("/version", version, methods=["GET"]),
        Route("/", welcome, methods=["GET"]),
    ]
