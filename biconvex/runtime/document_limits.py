"""The limit of a document's size, as Convex counts it."""

from typing import Final

from ..wire import is_array, is_object, no_match

LARGEST_DOCUMENT: Final = 1 << 20
"""In bytes, system fields included."""

_SYSTEM_FIELDS: Final = 61
_SURELY_SMALL: Final = LARGEST_DOCUMENT // 8


def may_be_large(length: int) -> bool:
    """Say whether columns of this length in all, those of texts and bytes, may hold a document that is too large."""
    # A character has at most four bytes, and a number in JSON at least one for nine that it counts.
    return length * 9 >= _SURELY_SMALL


def require_size(document: object) -> None:
    """Raise for a document that is too large."""
    size = value_size(document) + _SYSTEM_FIELDS
    if size > LARGEST_DOCUMENT:
        raise no_match(f"a document of {size} bytes is larger than {LARGEST_DOCUMENT}")


def value_size(value: object) -> int:
    """Return how many bytes a value in normal form counts."""
    if isinstance(value, str):
        return 2 + len(value.encode())
    if isinstance(value, bytes):
        return 2 + len(value)
    if value is None or isinstance(value, bool):
        return 1
    if is_array(value):
        return 2 + sum(map(value_size, value))
    if is_object(value):
        return 2 + sum(len(str(name)) + 1 + value_size(item) for name, item in value.items())
    return 9
