"""Absolute imports that look like packages from outside, and certainly mean the library or the project itself."""

from ..diagnostics import did_you_mean
from .library_names import LIBRARY_MODULES, LIBRARY_NAMES


def is_slip(parts: tuple[str, ...], name: str | None, source: str, *, is_ours: bool) -> bool:
    """Say whether an import means something else than its first part says, since what it wants from there is ours.

    `source` is the source folder's own name; `is_ours` says that the other parts lead to something in it.
    """
    first, *rest = parts
    if first == "_generated":
        return True
    wanted = rest[0] if rest else name
    if did_you_mean(first, ["biconvex"]):
        return wanted in LIBRARY_NAMES | LIBRARY_MODULES
    return is_ours and bool(rest) and did_you_mean(first, [source]) is not None
