"""The lines of source under a diagnostic, with what is marked in them; it knows no severity and no diagnostic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...source import Span
from .escape import escape
from .paint import Paint, painted
from .shown_line import shown_line

_NEAR = 6
_HEAD, _TAIL = 3, 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, the sign that underlines it and its colour, and a few words behind it."""

    span: Span
    sign: str
    colour: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a frame: a line of source has a number, a row of signs has none, and a gap has no text either."""

    number: int | None = None
    text: str | None = None


def frames_of(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], ...]:
    """Return marks by frames, each one's first mark first: what is near to that is in its frame."""
    frames: list[list[Mark]] = []
    for mark in marks:
        near = next((frame for frame in frames if _is_near(mark.span, frame[0].span)), None)
        if near is None:
            frames.append([mark])
        else:
            near.append(mark)
    return tuple(map(tuple, frames))


def _is_near(span: Span, other: Span) -> bool:
    lines = {span.line, span.end_line, other.line, other.end_line}
    is_plain = span.line == span.end_line and other.line == other.end_line
    return span.path == other.path and is_plain and max(lines) - min(lines) <= _NEAR


def render(arrow: str, marks: Sequence[Mark], lines: Sequence[str] | None, margin: int, paint: Paint) -> list[str]:
    """Return a frame: an arrow to the place of its first mark, and the lines of source.

    Of a file as a whole, and where there is no such line, it is the place alone. `margin` is the width of the numbers.
    """
    span = marks[0].span
    blank = " " * margin
    place = f"{painted(paint.gutter, f'{blank}{arrow}')} {escape(span.path)}:{span.line}:{span.column}"
    if lines is None or span.line > len(lines) or _is_whole_file(span):
        return [f"{place} {escape(marks[0].label)}".rstrip()]
    found = [place]
    bar = painted(paint.gutter, f"{blank} |")
    rows = _long(marks[0], lines) if span.end_line > span.line else _near_lines(marks, lines)
    for row in (_Row(text=""), *rows):
        if row.text is None:
            found.append(painted(paint.gutter, "..."))
        else:
            side = bar if row.number is None else painted(paint.gutter, f"{row.number:>{margin}} |")
            found.append(f"{side} {row.text}".rstrip())
    return found


def _is_whole_file(span: Span) -> bool:
    return (span.line, span.column, span.end_line, span.end_column) == (1, 1, 1, 1)


def _near_lines(marks: Sequence[Mark], lines: Sequence[str]) -> Iterator[_Row]:
    """Yield the lines of marks that are on one line each, what is marked below them, and a line or a gap between."""
    previous: int | None = None
    for number in sorted({mark.span.line for mark in marks if mark.span.line <= len(lines)}):
        if previous is not None and number == previous + 2:
            yield _Row(number - 1, shown_line(lines[number - 2], 0).text)
        elif previous is not None and number > previous + 2:
            yield _Row()
        here = [mark for mark in marks if mark.span.line == number]
        line = shown_line(lines[number - 1], here[0].span.column - 1)
        yield _Row(number, line.text)
        for mark in here:
            start, width = line.marked(mark.span.column - 1, mark.span.end_column - 1)
            yield _Row(text=f"{' ' * start}{_signs(mark, width)}")
        previous = number


def _long(mark: Mark, lines: Sequence[str]) -> Iterator[_Row]:
    """Yield the lines of one mark that goes over several, with a bar at its side; of many the first and the last."""
    first, last = mark.span.line, min(mark.span.end_line, len(lines))
    side = painted(mark.colour, "|")
    for number in range(first, last + 1):
        if _HEAD <= number - first <= last - first - _TAIL and last - first > _HEAD + _TAIL:
            if number == first + _HEAD:
                yield _Row()
            continue
        line = shown_line(lines[number - 1], mark.span.column - 1 if number == first else 0)
        yield _Row(number, f"{' ' if number == first else side} {line.text}")
        if number == first:
            start, _ = line.marked(mark.span.column - 1, mark.span.column - 1)
            yield _Row(text=painted(mark.colour, f" {'_' * (start + 1)}{mark.sign}"))
        if number == last:
            start, _ = line.marked(max(0, mark.span.end_column - 2), mark.span.end_column - 1)
            yield _Row(text=painted(mark.colour, f"|{'_' * (start + 1)}") + _signs(mark, 1))


def _signs(mark: Mark, width: int) -> str:
    label = f" {escape(mark.label)}" if mark.label else ""
    return painted(mark.colour, f"{mark.sign * width}{label}")
