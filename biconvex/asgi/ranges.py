"""Which part of a file a `Range` header asks for: one range of bytes, from the start, the middle or the end."""

import re
from typing import Final

from .answers import RefusedError

_RANGE: Final = re.compile(r"bytes=\s*(?P<first>\d{0,18})-(?P<last>\d{0,18})\s*", re.ASCII)


def wanted(header: str | None, size: int) -> range | None:
    """Return the positions that are asked for, None for the whole file; several ranges, or an empty one, are refused.

    A header that says nothing about bytes is as good as none, as RFC 9110 has it.
    """
    if header is None or not header.startswith("bytes="):
        return None
    if "," in header:
        raise _unsatisfiable(size, "one range at a time is sent")
    match = _RANGE.fullmatch(header)
    found = None if match is None else _positions(match["first"], match["last"], size)
    if found is not None and not found:
        raise _unsatisfiable(size, f"the file has {size} bytes, none of them in the range")
    return found


def _positions(first: str, last: str, size: int) -> range | None:
    """Return the positions from `first` to `last`, or without a first one so many at the end; None for nonsense."""
    if first and last and int(last) < int(first):
        return None
    if first:
        return range(int(first), min(size, int(last) + 1) if last else size)
    return range(max(0, size - int(last)), size) if last else None


def _unsatisfiable(size: int, message: str) -> RefusedError:
    return RefusedError(416, "RangeNotSatisfiable", message, headers={"content-range": f"bytes */{size}"})
