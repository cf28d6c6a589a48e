"""Lets pages of every origin call `/api/`, as Convex's clients do; what is elsewhere says for itself who may."""

from typing import TYPE_CHECKING

from starlette.middleware.cors import CORSMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class ApiCors:
    """Adds CORS headers below `/api/`, wherever the application is mounted.

    Every origin is let in with credentials, since the API reads no cookies: who calls is said by a header that only
    the client's own code can write.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app
        self._with_cors = CORSMiddleware(
            app,
            allow_origin_regex=".*",  # the origin is sent back; a star would let no credentials through
            allow_methods=["GET", "POST", "OPTIONS", "PATCH", "DELETE", "PUT"],
            allow_headers=["*"],
            allow_credentials=True,
            max_age=86400,
        )

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        is_api = scope["type"] == "http" and path_below(scope).startswith("/api/")
        await (self._with_cors if is_api else self._app)(scope, receive, send)


def path_below(scope: "Scope") -> str:
    """Return the path of a request below the place where the application is mounted."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root)
