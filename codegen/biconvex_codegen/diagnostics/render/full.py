"""Diagnostics for people: headline, the source at fault with carets, related places, help."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ...source import Span
from ..codes import Code, Severity
from ..located import Located
from . import frame
from .escape import escape
from .paint import PLAIN, Paint, painted

_SHOWN_OF_ONE_WARNING = 5


def render(diagnostics: Iterable[Located], sources: Mapping[str, str], paint: Paint = PLAIN) -> str:
    """Return all diagnostics, a blank line between; of a warning that comes often, five and how many more there are."""
    lines_of = _Lines(sources)
    shown: Counter[Code] = Counter()
    blocks: list[str] = []
    for diagnostic in diagnostics:
        shown[diagnostic.code] += 1
        if shown[diagnostic.code] <= _SHOWN_OF_ONE_WARNING or diagnostic.code.severity is Severity.ERROR:
            blocks.append("\n".join(_block(diagnostic, lines_of, paint)) + "\n")
    blocks.extend(_summed_up(shown, paint))
    return "\n".join(blocks)


class _Lines:
    """The lines of the sources, split once for each file that has a diagnostic."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def line(self, span: Span) -> str | None:
        if span.path not in self._split:
            self._split[span.path] = self._sources.get(span.path, "").split("\n")
        lines = self._split[span.path]
        return lines[span.line - 1] if span.path in self._sources and span.line <= len(lines) else None


def _block(diagnostic: Located, lines_of: _Lines, paint: Paint) -> list[str]:
    code = diagnostic.code
    colour = paint.severity(code.severity)
    title = painted(colour, f"{code.severity.value}[{code.value}]")
    lines = [f"{title}: {painted(paint.headline, escape(diagnostic.message))}"]
    lines += frame.render(diagnostic.span, lines_of.line(diagnostic.span), colour, "^", paint)
    for note in diagnostic.related:
        lines.append(f"{painted(paint.gutter, 'note')}: {escape(note.message)}")
        lines += frame.render(note.span, lines_of.line(note.span), paint.gutter, "-", paint)
    if diagnostic.help is not None:
        lines += _help(diagnostic.help, paint)
    return lines


def _help(text: str, paint: Paint) -> list[str]:
    # A bar before each further line: a line that a name smuggled in never stands at the start of one.
    first, *others = text.split("\n")
    label = painted(paint.help, "help")
    return [f"{label}: {escape(first)}", *(f"{painted(paint.gutter, '    |')} {escape(line)}" for line in others)]


def _summed_up(shown: Counter[Code], paint: Paint) -> list[str]:
    more = [
        (code, count - _SHOWN_OF_ONE_WARNING)
        for code, count in sorted(shown.items(), key=lambda entry: entry[0].value)
        if code.severity is Severity.WARNING and count > _SHOWN_OF_ONE_WARNING
    ]
    return [f"{painted(paint.warning, f'warning[{code.value}]')}: and {count} more like it\n" for code, count in more]
