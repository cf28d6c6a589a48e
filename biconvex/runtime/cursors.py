"""Cursors of pages: a position in a query, encrypted, so that clients learn nothing of it and cannot make one up.

The same position of the same query is always the same text. The tag is a keyed hash of the query and the position; it
is also what the key stream begins with (the construction of SIV), so a cursor of another query does not open.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import InvalidCursorError
from ..wire import is_array, is_object

if TYPE_CHECKING:
    from .rows import Cell

    Position: TypeAlias = tuple[Cell, ...]

_TAG: Final = 16
_BLOCK: Final = 64


class Cursors:
    """Writes and reads the cursors of one query."""

    __slots__ = ("_query", "_secret")

    def __init__(self, secret: bytes, query: object) -> None:
        """Begin with the database's secret and what tells queries apart, as JSON has it."""
        self._secret = secret
        self._query = _dumped(query)

    def write(self, position: "Position | None") -> str:
        """Return the cursor of a position; None is the end of the query."""
        content = _dumped(None if position is None else list(position))
        tag = self._tag(content)
        return urlsafe_b64encode(tag + self._mixed(tag, content)).decode().rstrip("=")

    def read(self, cursor: str) -> "Position | None":
        """Return the position of a cursor; one of another query, or of nobody, is an `InvalidCursorError`."""
        try:
            sealed = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        except ValueError:
            raise _invalid() from None
        tag, content = sealed[:_TAG], self._mixed(sealed[:_TAG], sealed[_TAG:])
        if not compare_digest(tag, self._tag(content)):
            raise _invalid()
        position: object = json.loads(content)
        return tuple(map(_cell, position)) if is_array(position) else None

    def _tag(self, content: bytes) -> bytes:
        return blake2b(self._query + b"\0" + content, key=self._secret, digest_size=_TAG, person=b"cursor tag").digest()

    def _mixed(self, tag: bytes, content: bytes) -> bytes:
        """Return content with the key stream of a tag over it; done twice, it is the content again."""
        stream = b"".join(
            blake2b(tag + place.to_bytes(8), key=self._secret, person=b"cursor stream").digest()
            for place in range(-(-len(content) // _BLOCK))
        )
        return bytes(one ^ other for one, other in zip(content, stream, strict=False))


def _dumped(value: object) -> bytes:
    return json.dumps(value, default=_bytes_as_json, separators=(",", ":")).encode()


def _bytes_as_json(value: object) -> dict[str, str]:
    if not isinstance(value, bytes):
        raise TypeError(f"{type(value).__name__} has no place in a cursor")
    return {"hex": value.hex()}


def _cell(value: object) -> "Cell":
    if is_object(value):
        return bytes.fromhex(str(value.get("hex")))
    if value is None or isinstance(value, str | int | float):
        return value
    raise _invalid()


def _invalid() -> InvalidCursorError:
    return InvalidCursorError("the cursor is not of this query: read from the first page again")
