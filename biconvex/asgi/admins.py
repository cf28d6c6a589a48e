"""Who may call every function, internal ones too: whoever knows the key of the server, and for whom."""

import json
from base64 import b64decode
from hmac import compare_digest
from typing import TYPE_CHECKING, Final

from ..runtime.app import identity_of
from ..wire import is_object
from .answers import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..auth import UserIdentity


class Admins:
    """Knows the key of a server; without one nobody has it."""

    __slots__ = ("_key",)

    def __init__(self, key: str | None) -> None:
        self._key: Final = key

    def of_call(self, request: "Request") -> "UserIdentity | None":
        """Return for whom a call is made that has the key, None for nobody; any other is refused.

        The header is `Authorization: Convex <key>`, or `Convex <key>:<the claims as JSON in base64>`.
        """
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        key, _, claims = given.strip().partition(":")
        if self._key is None or scheme != "Convex" or not compare_digest(key.encode(), self._key.encode()):
            raise RefusedError(401, "BadAdminKey", "this takes the server's own key")
        return _identity(claims) if claims else None


def _identity(claims: str) -> "UserIdentity":
    try:
        found: object = json.loads(b64decode(claims, validate=True))
        return identity_of({str(name): value for name, value in found.items()} if is_object(found) else {})
    except (ValueError, KeyError):
        raise RefusedError(400, "BadIdentity", "the identity is no object of claims with issuer and subject") from None
