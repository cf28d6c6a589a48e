"""One line of source as it is shown on a terminal: tabs widened, what does not print escaped, a long one cut."""

from dataclasses import dataclass, replace
from itertools import accumulate

from .escape import display_width, escape

_TAB = "    "
_WIDEST = 110
_BEFORE = 40
_CUT, _DOTS = "... ", " ..."
_REACH = 1_000
"""Characters on both sides of a focus that are looked at, of a line of any length; fewer are shown."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """The text to print, and where characters of the source stand in it.

    `columns` are those of the screen, from 0, beginning with that of the character `first` of the source.
    """

    text: str
    columns: tuple[int, ...]
    first: int = 0

    def marked(self, start: int, end: int) -> tuple[int, int]:
        """Return the column where a stretch of the source stands and how wide it is, at least one column."""
        column = self._column(start)
        return column, max(1, self._column(end) - column)

    def _column(self, character: int) -> int:
        return self.columns[min(max(character - self.first, 0), len(self.columns) - 1)]


def shown_line(line: str, focus: int) -> ShownLine:
    """Return how a line is shown; where it is too long, the part around a character of it."""
    begin = max(0, min(focus, len(line)) - _REACH)
    near = line[begin : begin + 2 * _REACH]
    shown = _shown(near, focus - begin, _CUT if begin else "", _DOTS if begin + len(near) < len(line) else "")
    return replace(shown, first=begin)


def _shown(line: str, focus: int, before: str, behind: str) -> ShownLine:
    """Return how a part of a line is shown; `before` and `behind` are the dots for what was cut away already."""
    pieces = [_TAB if character == "\t" else escape(character) for character in line]
    starts = list(accumulate(map(display_width, pieces), initial=0))
    if starts[-1] <= _WIDEST and not (before or behind):
        return ShownLine("".join(pieces), tuple(starts))
    first = _first(starts, min(focus, len(line)))
    before = _CUT if first else before
    room = starts[first] + _WIDEST - len(before) - len(_CUT)
    after = max(first + 1, sum(start <= room for start in starts) - 1)
    shown = f"{before}{''.join(pieces[first:after])}{_DOTS if after < len(line) else behind}"
    # What is cut away stands where the dots are.
    seen = [len(before) + start - starts[first] for start in starts[first : after + 1]]
    columns = (*[0] * first, *seen, *[seen[-1] + 1] * (len(line) - after))
    return ShownLine(shown, columns)


def _first(starts: list[int], focus: int) -> int:
    """Return the first character that is shown: of a focus near the beginning the very first, else some before it."""
    if starts[focus] <= _WIDEST - 2 * len(_CUT) - 20:
        return 0
    return next(number for number, start in enumerate(starts) if start >= starts[focus] - _BEFORE)
