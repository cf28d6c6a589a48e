"""One line of source as it is shown on a terminal: tabs widened, what does not print escaped, a long one cut."""

from dataclasses import dataclass
from itertools import accumulate

from .escape import display_width, escape

_TAB = "    "
_WIDEST = 110
_BEFORE = 40
_CUT = "... "


@dataclass(frozen=True, slots=True)
class ShownLine:
    """The text to print, and for each character of the source the column of the screen where it stands, from 0."""

    text: str
    columns: tuple[int, ...]

    def marked(self, start: int, end: int) -> tuple[int, int]:
        """Return the column where a stretch of the source stands and how wide it is, at least one column."""
        last = len(self.columns) - 1
        column = self.columns[min(start, last)]
        return column, max(1, self.columns[min(end, last)] - column)


def shown_line(line: str, focus: int) -> ShownLine:
    """Return how a line is shown; where it is too long, the part around a character of it."""
    pieces = [_TAB if character == "\t" else escape(character) for character in line]
    starts = list(accumulate(map(display_width, pieces), initial=0))
    if starts[-1] <= _WIDEST:
        return ShownLine("".join(pieces), tuple(starts))
    first = _first(starts, min(focus, len(line)))
    room = starts[first] + _WIDEST - (2 * len(_CUT) if first else len(_CUT))
    after = max(first + 1, sum(start <= room for start in starts) - 1)
    before = _CUT if first else ""
    shown = f"{before}{''.join(pieces[first:after])}{_CUT.rstrip().rjust(len(_CUT)) if after < len(line) else ''}"
    # What is cut away stands where the dots are.
    seen = [len(before) + start - starts[first] for start in starts[first : after + 1]]
    columns = (*[0] * first, *seen, *[seen[-1] + 1] * (len(line) - after))
    return ShownLine(shown, columns)


def _first(starts: list[int], focus: int) -> int:
    """Return the first character that is shown: of a focus near the beginning the very first, else some before it."""
    if starts[focus] <= _WIDEST - 2 * len(_CUT) - 20:
        return 0
    return next(number for number, start in enumerate(starts) if start >= starts[focus] - _BEFORE)
