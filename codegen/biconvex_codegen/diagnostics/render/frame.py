"""The lines of source under a diagnostic: the line at fault and carets below it; it knows no severity."""

from dataclasses import dataclass

from ...source import Span
from .escape import display_width, escape
from .paint import Paint, painted

_TAB = "    "
_WIDEST = 110
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of source as it is shown, and where on the screen its marked part stands."""

    shown: str
    start: int
    width: int
    goes_on: bool


def frame_of(line: str, span: Span) -> Frame:
    """Return how the first line of a span is shown: tabs widened, what does not print escaped, long lines cropped."""
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(start, min(end, len(line)))
    before, marked, after = (_shown(part) for part in (line[:start], line[start:end], line[end:]))
    if display_width(before + marked + after) > _WIDEST:
        before = _cropped_front(before)
        room = max(20, _WIDEST - display_width(before))
        marked, after = _cropped_back(marked, after, room)
    start_column, width = display_width(before), max(1, display_width(marked))
    return Frame(before + marked + after, start_column, width, span.end_line > span.line)


def render(span: Span, line: str | None, colour: str, mark: str, paint: Paint) -> list[str]:
    """Return the lines that show where a span is; only the arrow where the source has no such line."""
    number = str(span.line)
    margin = " " * len(number)
    place = f"{escape(span.path)}:{span.line}:{span.column}"
    lines = [f"{painted(paint.gutter, f'{margin}-->')} {place}"]
    if line is None:
        return lines
    frame = frame_of(line, span)
    bar = painted(paint.gutter, f"{margin} |")
    carets = painted(colour, mark * frame.width)
    lines += [bar, f"{painted(paint.gutter, f'{number} |')} {frame.shown}".rstrip()]
    lines.append(f"{bar} {' ' * frame.start}{carets}")
    if frame.goes_on:
        lines.append(f"{bar} ...")
    return lines


def _shown(text: str) -> str:
    return escape(text.replace("\t", _TAB))


def _cropped_front(text: str) -> str:
    return text if len(text) <= _BEFORE else f"... {text[4 - _BEFORE :]}"


def _cropped_back(marked: str, after: str, room: int) -> tuple[str, str]:
    if len(marked) > room:
        return f"{marked[:room]} ...", ""
    rest = room - len(marked)
    return marked, after if len(after) <= rest else f"{after[:rest]} ..."
