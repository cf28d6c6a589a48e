"""Answers of the server itself: JSON, and refusals, which have a status, a code and a message."""

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..errors import BiconvexError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from ..wire import Json


class RefusedError(BiconvexError):
    """A request that is answered with a status, a code for programs and a message for people."""

    def __init__(self, status: int, code: str, message: str, *, headers: "Mapping[str, str] | None" = None) -> None:
        super().__init__(message)
        self.status: Final = status
        self.code: Final = code
        self.message: Final = message
        self.headers: Final = headers


def json_response(content: "Json", *, status: int = 200, headers: "Mapping[str, str] | None" = None) -> Response:
    """Return an answer in JSON."""
    # Half of a surrogate pair, which the text of an error may hold, has no UTF-8.
    body = dumped(content).encode(errors="replace")
    return Response(body, status, headers, media_type="application/json")


def dumped(content: "Json") -> str:
    """Return JSON as text; a float always has a point or an exponent."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


async def _refused(_: "Request", error: Exception) -> Response:
    if not isinstance(error, RefusedError):
        raise error
    return _answer(error.status, error.code, error.message, error.headers)


async def _unrouted(request: "Request", error: Exception) -> Response:
    """Answer where no route fits, or none fits the method."""
    if not isinstance(error, HTTPException):
        raise error
    code = HTTPStatus(error.status_code).phrase.title().replace(" ", "")
    path = request.scope["path"]
    known = {404: f'there is nothing at "{path}"', 405: f'"{path}" does not take the method {request.method}'}
    return _answer(error.status_code, code, known.get(error.status_code, error.detail), error.headers)


async def _broken(_request: "Request", _error: Exception) -> Response:
    """Answer where the server itself is wrong; starlette raises the error on, and so it is logged."""
    return _answer(500, "InternalServerError", "the server failed; its log says why", None)


def _answer(status: int, code: str, message: str, headers: "Mapping[str, str] | None") -> Response:
    return json_response({"code": code, "message": message}, status=status, headers=headers)


HANDLERS: Final = {RefusedError: _refused, HTTPException: _unrouted, Exception: _broken}
"""How starlette answers what is raised."""
