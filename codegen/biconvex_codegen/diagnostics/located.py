"""Diagnostics whose places are spans, in the order in which people read them; the step before rendering."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..source import Places, Span
from .codes import Code
from .diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class LocatedNote:
    """A related place as a span, with a few words on how it belongs to the problem."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Located:
    """A diagnostic with its places looked up."""

    code: Code
    message: str
    span: Span
    related: tuple[LocatedNote, ...] = ()
    help: str | None = None


def locate(diagnostics: Iterable[Diagnostic], places: Places) -> tuple[Located, ...]:
    """Return the diagnostics with spans, each once, sorted by file, place and code."""
    located = {_locate(diagnostic, places): None for diagnostic in diagnostics}
    return tuple(sorted(located, key=reading_order))


def reading_order(located: Located) -> tuple[Span, str, str]:
    """Return the sort key of all lists of diagnostics."""
    return (located.span, located.code.value, located.message)


def _locate(diagnostic: Diagnostic, places: Places) -> Located:
    related = tuple(LocatedNote(places.span(note.at), note.message) for note in diagnostic.related)
    return Located(diagnostic.code, diagnostic.message, places.span(diagnostic.at), related, diagnostic.help)
