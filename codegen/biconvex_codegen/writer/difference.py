"""The unified diff between what is on disk and what the source says; plain lines, to be shown as they are."""

from collections.abc import Iterator
from difflib import unified_diff

from .change import Change


def unified(change: Change) -> Iterator[str]:
    """Yield the lines of a diff that `gen` would apply, without line ends."""
    before, after = _lines(change.before), _lines(change.after)
    old, new = f"a/{change.path}", f"b/{change.path}"
    yield from unified_diff(before, after, old, new, lineterm="")


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        return lines[:-1]
    return [*lines[:-1], f"{lines[-1]} (no line end)"]
