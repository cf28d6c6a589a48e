"""Makes the source map of a declaration file, so that an editor goes from a TypeScript name to the Python source."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ...source import Places, Span
from ..artifact import Anchor, Artifact

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def source_map(artifact: Artifact, places: Places, root: str) -> Artifact:
    """Return the map of a file (source map revision 3); `root` leads from the map's folder to the project's folder.

    A span counts columns in characters and a map in UTF-16 code units: the same up to the first character beyond
    U+FFFF on a line.
    """
    located = [(anchor, span) for anchor in artifact.anchors if (span := _span(places, anchor))]
    sources = sorted({span.path for _, span in located})
    content = {
        "version": 3,
        "file": artifact.path,
        "sourceRoot": "",
        "sources": [f"{root}/{path}" for path in sources],
        "names": [],
        "mappings": _mappings(located, {path: number for number, path in enumerate(sources)}),
    }
    return Artifact(f"{artifact.path}.map", json.dumps(content, separators=(",", ":")) + "\n")


def _span(places: Places, anchor: Anchor) -> Span | None:
    """Return where a thing stands; None for what no line of source stands for, such as a field that was computed."""
    try:
        return places.span(anchor.at)
    except KeyError:
        return None


@dataclass(slots=True)
class _Before:
    """What the numbers of a segment are relative to; private state of `_mappings`."""

    source: int = 0
    line: int = 0
    column: int = 0


def _mappings(located: Iterable[tuple[Anchor, Span]], sources: dict[str, int]) -> str:
    lines: list[str] = []
    before = _Before()
    for number, segments in groupby(located, key=lambda pair: pair[0].line):
        lines.extend("" for _ in range(number - len(lines)))
        lines.append(",".join(_segments(segments, sources, before)))
    return ";".join(lines)


def _segments(located: Iterable[tuple[Anchor, Span]], sources: dict[str, int], before: _Before) -> Iterator[str]:
    """Yield the segments of one line.

    TypeScript takes a place without a mapping for the next one that has one. So just before each place there is a
    segment that maps to nothing, or `api` would lead to the first function.
    """
    column = free = 0
    for anchor, span in located:
        if anchor.column > free:
            yield _encoded(anchor.column - 1 - column)
            column = anchor.column - 1
        now = _Before(sources[span.path], span.line - 1, span.column - 1)
        steps = (
            anchor.column - column,
            now.source - before.source,
            now.line - before.line,
            now.column - before.column,
        )
        yield "".join(map(_encoded, steps))
        column, free = anchor.column, anchor.column + 1
        before.source, before.line, before.column = now.source, now.line, now.column


def _encoded(number: int) -> str:
    """Return a number as a base 64 VLQ: five bits a digit, the lowest first; the very first bit is the sign."""
    rest = -number << 1 | 1 if number < 0 else number << 1
    digits = ""
    while True:
        rest, five = divmod(rest, 32)
        digits += _DIGITS[five | 32 if rest else five]
        if not rest:
            return digits
