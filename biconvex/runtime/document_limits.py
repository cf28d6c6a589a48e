"""The limit of a document's size, as Convex counts it."""

from typing import TYPE_CHECKING, Final

from ..wire import is_array, is_object, no_match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .rows import Cell

LARGEST_DOCUMENT: Final = 1 << 20
"""In bytes, system fields included."""

_SYSTEM_FIELDS: Final = 61
_SURELY_SMALL: Final = LARGEST_DOCUMENT // 8


def require_size(document: object, cells: "Iterable[Cell]") -> None:
    """Raise for a document that is too large; `cells` are its columns, by which most are seen to be small."""
    # A character has at most four bytes, and a number in JSON at least one for nine that it counts.
    if sum(len(cell) for cell in cells if isinstance(cell, str | bytes)) * 9 < _SURELY_SMALL:
        return
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
