"""The unified diff between what is on disk and what the source says; plain lines, to be shown as they are.

`difflib` alone takes minutes for two long texts. Lines that occur once in both are paired first, as in Bram Cohen's
patience diff, and `difflib` is asked only about the few lines between two pairs.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

from .change import Change

_CONTEXT = 3
# Lines before times lines after, beyond which a stretch without an anchor is shown as replaced as a whole.
_LARGEST_GAP = 40_000


def unified(change: Change) -> Iterator[str]:
    """Yield the lines of a diff that `gen` would apply, without line ends."""
    before, after = _lines(change.before), _lines(change.after)
    yield f"--- a/{change.path}"
    yield f"+++ b/{change.path}"
    for group in _Matched(before, after).get_grouped_opcodes(_CONTEXT):
        (_, old_start, _, new_start, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(old_start, old_end)} +{_range(new_start, new_end)} @@"
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[old_start:old_end])
                continue
            yield from (f"-{line}" for line in before[old_start:old_end])
            yield from (f"+{line}" for line in after[new_start:new_end])


class _Matched(SequenceMatcher[str]):
    """Groups hunks as `difflib` does, from blocks that are found in another way."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__()
        self.a, self.b = before, after

    def get_matching_blocks(self) -> list[Match]:
        return _blocks(self.a, self.b)


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Return the stretches that both have, in order; neighbours are joined, and an empty one ends the list."""
    blocks: list[Match] = []
    for found in _pieces(before, after):
        last = blocks[-1] if blocks else Match(0, 0, 0)
        if blocks and (last.a + last.size, last.b + last.size) == (found.a, found.b):
            blocks[-1] = Match(last.a, last.b, last.size + found.size)
        elif found.size:
            blocks.append(found)
    return [*blocks, Match(len(before), len(after), 0)]


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    old = new = 0
    for anchor in (*_anchors(before, after), Match(len(before), len(after), 0)):
        if (anchor.a - old) * (anchor.b - new) <= _LARGEST_GAP:
            gap = SequenceMatcher(None, before[old : anchor.a], after[new : anchor.b])
            yield from (Match(old + found.a, new + found.b, found.size) for found in gap.get_matching_blocks())
        yield anchor
        old, new = anchor.a + anchor.size, anchor.b + anchor.size


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Return the longest run of lines, each once in both texts, that stand in the same order in both."""
    old_counts, new_counts = Counter(before), Counter(after)
    new_place = {line: place for place, line in enumerate(after) if new_counts[line] == 1}
    pairs = [(old, new_place[line]) for old, line in enumerate(before) if old_counts[line] == 1 and line in new_place]
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for number, (_, new) in enumerate(pairs):
        length = bisect_left(ends, new)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [new]
        last[length : length + 1] = [number]
    chain: list[Match] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(Match(*pairs[number], 1))
        number = previous[number]
    return chain[::-1]


def _range(start: int, end: int) -> str:
    """Return the lines of a hunk as the unified format counts them."""
    length = end - start
    first = start + 1 if length else start
    return str(first) if length == 1 else f"{first},{length}"


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1] == "":
        return lines[:-1]
    return [*lines[:-1], f"{lines[-1]} (no line end)"]
