"""Generated files as values: a path below the output folder, the text, and what parts of it stand for."""

from dataclasses import dataclass

from ..source import At


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in generated text (line and UTF-16 column, from 0) that stands for a place in the source."""

    line: int
    column: int
    at: At


@dataclass(frozen=True, slots=True)
class Artifact:
    """One generated file: its path relative to the output folder, with `/`, and its final text with LF line ends."""

    path: str
    text: str
    anchors: tuple[Anchor, ...] = ()
