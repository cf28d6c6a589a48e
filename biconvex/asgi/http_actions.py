"""The app's own routes, below `/http/`: requests and responses as handlers know them, to ASGI's and back."""

import logging
import re
from contextlib import suppress
from secrets import token_hex
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.responses import Response

from ..errors import ConvexError, UsageError, ValidationError
from ..routing import Request
from ..wire import encode, shown
from .answers import json_response
from .bodies import HTTP_ACTION_LIMIT, read
from .cors import path_below

if TYPE_CHECKING:
    from starlette.requests import Request as Incoming

    from .. import routing
    from ..runtime.app import App
    from ..wire import Json
    from .callers import Callers
    from .outcomes import Outcomes

_PREFIX: Final = b"/http"
_NAME: Final = re.compile(r"[!#$%&'*+.^`|~\w-]+", re.ASCII)
_VALUE: Final = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_FRAMING: Final = frozenset(("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"))
"""Headers that are between server and client, and no handler's."""

_BODILESS: Final = (204, 304)

_log: Final = logging.getLogger("biconvex.http")


class HttpActions:
    """The endpoint of the app's own routes."""

    __slots__ = ("_app", "_callers", "_outcomes")

    def __init__(self, app: "App", callers: "Callers", outcomes: "Outcomes") -> None:
        self._app: Final = app
        self._callers: Final = callers
        self._outcomes: Final = outcomes

    async def answer(self, incoming: "Incoming") -> Response:
        """Let the app's handler answer a request; one that raises is logged under the id that the client gets."""
        body = await read(incoming, HTTP_ACTION_LIMIT)
        identity = await self._callers.of_route(incoming)
        try:
            request = Request(_url(incoming), method=incoming.method, headers=_headers(incoming), body=body)
            return _outgoing(await self._app.fetch(request, identity=identity), incoming.method)
        except Exception as error:  # noqa: BLE001  whatever a handler raises is its own
            id_, path = token_hex(8), str(incoming.scope["path"])
            _log.exception("the route %s %s failed (request %s)", incoming.method, quote(path), id_)
            return json_response(self._failure(error, id_), status=500)

    def _failure(self, error: Exception, id_: str) -> "Json":
        told = (f"[Request ID: {id_}] Server Error", self._outcomes.detail(error))
        failure: dict[str, Json] = {"code": "\n".join(filter(None, told))}
        if isinstance(error, ConvexError):
            with suppress(ValidationError):  # data that Convex cannot carry
                failure["data"] = encode(error.data)
        return failure


def _url(incoming: "Incoming") -> str:
    """Return the address as the handler sees it: the server's origin, and what follows `/http`, escaped as it came."""
    scope, origin = incoming.scope, incoming.base_url
    path = str(scope["path"])
    raw = bytes(scope.get("raw_path") or quote(path).encode()).partition(b"?")[0]
    for _ in path.removesuffix(path_below(scope)).encode() + _PREFIX:
        raw = raw[3:] if raw.startswith(b"%") else raw[1:]
    query = bytes(scope.get("query_string", b""))
    target = raw + b"?" + query if query else raw
    return f"{origin.scheme}://{origin.netloc}{target.decode('latin-1')}"


def _headers(incoming: "Incoming") -> dict[str, str]:
    """Return the headers of a request, those that came more than once in one, as HTTP lets a recipient join them."""
    found: dict[str, str] = {}
    for name, value in incoming.headers.items():
        separator = "; " if name == "cookie" else ", "
        found[name] = f"{found[name]}{separator}{value}" if name in found else value
    return found


def _outgoing(given: "routing.Response", method: str) -> Response:
    """Return the response of a handler for the server to send; one that would break the connection raises."""
    if not 200 <= given.status <= 599:
        raise UsageError(f"the status of a response is from 200 to 599, not {shown(given.status)}")
    headers = {name: value.strip() for name, value in given.headers.items() if name not in _FRAMING}
    for name, value in headers.items():
        if _NAME.fullmatch(name) is None or _VALUE.fullmatch(value) is None:
            raise UsageError(f"HTTP has no header {shown(name)} with the value {shown(value)}")
    if given.status in _BODILESS:
        return Response(status_code=given.status, headers=headers)
    headers["content-length"] = str(len(given.body))
    return Response(b"" if method == "HEAD" else given.body, given.status, headers)
