"""What a server says of itself."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def version(_: "Request") -> "Response":
    """Tell which biconvex serves."""
    try:
        return PlainTextResponse(version_of("biconvex"))
    except PackageNotFoundError:  # a checkout that was never installed
        return PlainTextResponse("unknown")


async def welcome(_: "Request") -> "Response":
    """Tell somebody who opens the address in a browser what it is."""
    return PlainTextResponse("This is the server of a biconvex app. Clients call its functions below /api/.\n")
