"""Puts printed statements into the skeleton of a file, and says where their anchors have come to stand."""

from collections.abc import Iterable, Iterator, Mapping

from ..artifact import Anchor, Artifact
from ..layout import Doc, Printed, print_doc
from ..templating import render

_STEP = 2


def statement(doc: Doc) -> Printed:
    """Lay a statement out; the comments before it, and the word to formatters, belong to the skeleton."""
    return print_doc(doc, step=_STEP)


def file_of(path: str, template: str, view: Mapping[str, object], statements: Iterable[Printed]) -> Artifact:
    """Return the file that a skeleton and a view make; the statements are those of the view, in their order there."""
    text = render(template, view)
    return Artifact(path, text, tuple(_anchors(text, statements)))


def _anchors(text: str, statements: Iterable[Printed]) -> Iterator[Anchor]:
    """Yield the anchors of statements, moved by the lines that come before each; all begin at a line's start."""
    position = 0
    lines = 0
    for each in statements:
        start = text.index(each.text, position)
        lines += text.count("\n", position, start)
        yield from (Anchor(anchor.line + lines, anchor.column, anchor.at) for anchor in each.anchors)
        position = start + len(each.text)
        lines += each.text.count("\n")
