"""Diagnostics for people: headline, the source at fault with carets, related places, help, and where to read more."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..codes import Code, Severity
from ..located import Located
from . import frame
from .escape import escape
from .frame import Mark, frames_of
from .paint import PLAIN, Paint, painted

_SHOWN_OF_ONE_WARNING = 5
_NAMED = 5


def render(diagnostics: Iterable[Located], sources: Mapping[str, str], paint: Paint = PLAIN) -> str:
    """Return all diagnostics, a blank line between; of a warning that comes often, five and how many more there are."""
    lines_of = _Lines(sources)
    shown: Counter[Code] = Counter()
    blocks: list[str] = []
    for diagnostic in diagnostics:
        shown[diagnostic.code] += 1
        if shown[diagnostic.code] <= _SHOWN_OF_ONE_WARNING or diagnostic.code.severity is Severity.ERROR:
            blocks.append("".join(f"{line}\n" for line in _block(diagnostic, lines_of, paint)))
    blocks.extend(_summed_up(shown, paint))
    if shown:
        blocks.append(f"{_more(tuple(shown))}\n")
    return "\n".join(blocks)


class _Lines:
    """The lines of the sources, split once for each file that has a diagnostic."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def of(self, path: str) -> Sequence[str] | None:
        if path in self._sources and path not in self._split:
            self._split[path] = self._sources[path].split("\n")
        return self._split.get(path)


def _block(diagnostic: Located, lines_of: _Lines, paint: Paint) -> list[str]:
    code = diagnostic.code
    colour = paint.severity(code.severity)
    title = painted(colour, f"{code.severity.value}[{code.value}]")
    lines = [f"{title}: {painted(paint.headline, escape(diagnostic.message))}"]
    fault = Mark(diagnostic.span, "^", colour)
    related = [Mark(note.span, "-", paint.gutter, note.message) for note in diagnostic.related]
    first, *others = frames_of([fault, *related])
    margin = max(len(str(mark.span.end_line)) for mark in (fault, *related))
    lines += frame.render("-->", first, lines_of.of(fault.span.path), margin, paint)
    for marks in others:
        lines += frame.render(":::", marks, lines_of.of(marks[0].span.path), margin, paint)
    return lines if diagnostic.help is None else [*lines, *_help(diagnostic.help, paint)]


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
    all_of_them = "--output-format concise shows all"
    return [
        f"{painted(paint.warning, f'warning[{code.value}]')}: and {count} more like it: {all_of_them}\n"
        for code, count in more
    ]


def _more(codes: Sequence[Code]) -> str:
    if len(codes) == 1:
        return f"`gen explain {codes[0].value}` says more"
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    return f"`gen explain CODE` says more of {', '.join(code.value for code in codes[:_NAMED])}{more}"
