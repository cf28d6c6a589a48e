"""Source text and places in it; the only module that knows lines and columns, and it reads no files."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the project: its path relative to the project, with `/`, and its text with LF line ends."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file; lines and columns count from 1, columns in characters, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file of the project that is there and is no text: what is wrong with it, where, and the way out."""

    message: str
    span: Span
    help: str


class Part(Enum):
    """A named part of a thing; an expression inside a thing is named by its preorder number instead."""

    WHOLE = "whole"
    NAME = "name"
    TYPE = "type"
    VALUE = "value"
    RETURNS = "returns"
    TARGET = "target"
    SCHEDULE = "schedule"
    PATH = "path"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text: its first character and the one behind it, from 0, and the length of the whole text."""

    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class At:
    """A place named by meaning, free of lines: the id of a thing, which part of it, and what of a text that it is."""

    id: str
    part: Part | int = Part.WHOLE
    within: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Positions:
    """The spans of one thing of one file, packed four numbers a place: the whole, its name, then its expressions."""

    path: str
    packed: tuple[int, ...]

    def span(self, number: int) -> Span:
        """Return the span of the place of this number."""
        line, column, end_line, end_column = self.packed[4 * number : 4 * number + 4]
        return Span(self.path, line, column, end_line, end_column)


_WIDE = re.compile(r"[^\x00-\x7f]")
# How `ir.walk` names a part of a type.
_LAST_STEP = re.compile(r"(?:\.[^.\[{|]+|\[\]|\|[0-9]+|\{key\}|\{value\})\Z")
_NUMBERS = {Part.WHOLE: 0, Part.NAME: 1}


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand: positions made by the frontend, and links from later ids to earlier ones."""

    positions: Mapping[str, Positions]
    links: Mapping[At, At]

    def span(self, at: At) -> Span:
        """Return the span of a place; a part that has none of its own is looked up as the whole thing."""
        if at.within is not None:
            return _inside(self.span(At(at.id, at.part)), at.within)
        while at in self.links or at.id not in self.positions:
            at = self.links[at] if at in self.links else self._whole(at)
        number = at.part if isinstance(at.part, int) else _NUMBERS.get(at.part, 0)
        return self.positions[at.id].span(number)

    def _whole(self, at: At) -> At:
        if at.part is not Part.WHOLE:
            return At(at.id)
        # What a type names is written elsewhere: its parts stand where the name does.
        step = _LAST_STEP.search(at.id)
        if step is None:
            raise KeyError(at)
        return At(at.id[: step.start()])

    @staticmethod
    def merged(several: "Iterable[Places]") -> "Places":
        """Return the places of all: ids are unique over the app, so nothing is lost."""
        positions: dict[str, Positions] = {}
        links: dict[At, At] = {}
        for each in several:
            positions.update(each.positions)
            links.update(each.links)
        return Places(positions, links)


def _inside(whole: Span, part: Stretch) -> Span:
    """Return the span of a part of a string in quotes; all of it where it is written in another way."""
    if whole.line != whole.end_line or whole.end_column - whole.column != part.length + 2:
        return whole
    start = whole.column + 1
    return Span(whole.path, whole.line, start + part.start, whole.line, start + part.end)


class Positioner:
    """Numbers the places of one thing in the order they are met; the private state of one extraction.

    `offsets` are UTF-8 byte columns from 0, as `ast` gives them; `columns` is None where all text is ASCII.
    """

    __slots__ = ("_columns", "_packed", "_path")

    def __init__(self, path: str, columns: "Columns | None") -> None:
        self._path = path
        self._columns = columns
        self._packed: list[int] = []

    def add(self, line: int, offset: int, end_line: int, end_offset: int) -> int:
        """Remember a place and return its number."""
        if self._columns is not None:
            offset = self._columns.characters(line, offset)
            end_offset = self._columns.characters(end_line, end_offset)
        self._packed += (line, offset + 1, end_line, end_offset + 1)
        return len(self._packed) // 4 - 1

    def positions(self) -> Positions:
        """Return what was remembered."""
        return Positions(self._path, tuple(self._packed))


class Columns:
    """Turns UTF-8 byte columns of a text into characters; each line is looked through once, however long it is."""

    __slots__ = ("_lines", "_wide")

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._wide: dict[int, tuple[list[int], list[int]]] = {}

    def characters(self, line: int, offset: int) -> int:
        """Return how many characters of a line stand before the one that a byte is of; lines count from 1."""
        if line not in self._wide:
            self._wide[line] = _wide_characters(self._lines[line - 1] if line <= len(self._lines) else "")
        ends, extra = self._wide[line]
        number = bisect_right(ends, offset)
        found = max(offset, 0) - extra[number]
        return found if number == len(ends) else min(found, ends[number] - extra[number + 1] - 1)


def _wide_characters(text: str) -> tuple[list[int], list[int]]:
    """Return where each character of several bytes ends, and how many bytes there are too many before each and at last.

    Of `"a€b"` that is `[4], [0, 2]`.
    """
    ends: list[int] = []
    extra = [0]
    for match in _WIDE.finditer(text):
        extra.append(extra[-1] + len(match[0].encode(errors="surrogatepass")) - 1)
        ends.append(match.end() + extra[-1])
    return ends, extra
