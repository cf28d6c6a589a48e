"""Reads the bodies of requests, no further than a limit, and the JSON in them."""

import json
from contextlib import aclosing
from typing import TYPE_CHECKING, Final, NoReturn

from starlette.requests import ClientDisconnect

from .answers import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..wire import Json

CALL_LIMIT: Final = 16 * 2**20 + 2000
"""The most bytes that the body of a call may have; a figure of Convex's, like the next one."""

HTTP_ACTION_LIMIT: Final = 20 * 2**20
"""The most bytes that the body of a request to an app's own route may have."""

FILE_LIMIT: Final = 100 * 2**20
"""The most bytes that an uploaded file may have: it is in memory while it is stored."""

_MOST_DIGITS: Final = 18  # of a length that is worth reading as a number


async def read(request: "Request", limit: int) -> bytes:
    """Return the body of a request; one that is longer than the limit is refused before it is in memory."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > _MOST_DIGITS or int(declared) > limit):
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    try:
        async with aclosing(request.stream()) as stream:
            async for chunk in stream:
                size += len(chunk)
                if size > limit:
                    raise _too_large(limit)
                chunks.append(chunk)
    except ClientDisconnect:
        raise RefusedError(400, "ClientDisconnected", "the client left before its request was complete") from None
    return b"".join(chunks)


def parsed(content: bytes | str, what: str = "the body") -> "Json":
    """Return the JSON that a client sent."""
    try:
        text = content.decode() if isinstance(content, bytes) else content
        found: Json = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise RefusedError(400, "BadJson", f"{what} is nested too deeply") from None
    except ValueError as error:
        raise RefusedError(400, "BadJson", f"{what} is not JSON: {error}") from None
    return found


def _too_large(limit: int) -> RefusedError:
    return RefusedError(413, "PayloadTooLarge", f"the body is larger than {limit} bytes")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number there")
