"""What differs between the diagnostics of two builds, when lines have moved in between."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..diagnostics.located import Located


@dataclass(frozen=True, slots=True)
class News:
    """Diagnostics that came and that went, in reading order, and the number of those that stayed."""

    came: tuple[Located, ...]
    went: tuple[Located, ...]
    stayed: int


def compare(before: Sequence[Located], after: Sequence[Located]) -> News:
    """Compare two lists: a diagnostic is the same at the same place, or else in the same file with the same message."""
    came = _without(after, before)
    went = _without(before, after)
    came, went = _without_meaning(came, went), _without_meaning(went, came)
    return News(came, went, len(after) - len(came))


def _without(these: Sequence[Located], others: Sequence[Located]) -> tuple[Located, ...]:
    known = frozenset(others)
    return tuple(each for each in these if each not in known)


def _without_meaning(these: Sequence[Located], others: Sequence[Located]) -> tuple[Located, ...]:
    """Return these but for as many of each meaning as there are others of it."""
    left = Counter(map(_meaning, others))
    found: list[Located] = []
    for each in these:
        left[_meaning(each)] -= 1
        if left[_meaning(each)] < 0:
            found.append(each)
    return tuple(found)


def _meaning(located: Located) -> tuple[str, str, str]:
    return located.code.value, located.span.path, located.message
