"""Who sends a request: the identity of its bearer token, as the app's own `authenticate` verifies it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from inspect import isawaitable
from typing import TYPE_CHECKING, Final, TypeAlias

from ..runtime.app import identity_of
from .answers import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..auth import UserIdentity

Claims: TypeAlias = Mapping[str, object]
"""What a verified token says, under the wire's names; `issuer` and `subject` are always there."""

Authenticate: TypeAlias = Callable[[str], "Claims | Awaitable[Claims | None] | None"]
"""Takes a bearer token and gives its claims, or None for one that is not valid; it may be async."""

_log: Final = logging.getLogger("biconvex.http")


class Callers:
    """Finds out who calls. Without `authenticate` nobody can sign in."""

    __slots__ = ("_authenticate",)

    def __init__(self, authenticate: Authenticate | None) -> None:
        self._authenticate: Final = authenticate

    async def of_call(self, request: "Request") -> "UserIdentity | None":
        """Return who calls a function, None for somebody without a header; a header that proves nothing is refused."""
        header = request.headers.get("authorization")
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise _unauthenticated('the authorization header is not "Bearer" and a token')
        if self._authenticate is None:
            raise _unauthenticated("this server takes no tokens: it was started without authenticate=...")
        identity = await self._identity(token.strip(), self._authenticate)
        if identity is None:
            raise _unauthenticated("the token is not valid")
        return identity

    async def of_route(self, request: "Request") -> "UserIdentity | None":
        """Return who asks a route of the app; a header that proves nothing may be meant for the app itself."""
        try:
            return await self.of_call(request)
        except RefusedError:
            return None

    async def _identity(self, token: str, authenticate: Authenticate) -> "UserIdentity | None":
        """Return the identity of a token; whatever goes wrong while it is verified, it is not verified."""
        try:
            given = authenticate(token)
            claims = await given if isawaitable(given) else given
            return None if claims is None else identity_of(claims)
        except Exception:  # noqa: BLE001  whatever the app's own code raises
            _log.exception("authenticate(...) failed, and its caller is refused")
            return None


def _unauthenticated(message: str) -> RefusedError:
    return RefusedError(401, "Unauthenticated", message, headers={"www-authenticate": "Bearer"})
