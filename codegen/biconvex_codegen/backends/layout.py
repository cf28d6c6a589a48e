"""The one width-aware printer: a document of texts, breaks and groups becomes lines; it knows no language.

After Wadler, "A prettier printer" (2003), in the strict form of Lindig (2000): a group is laid out flat when it fits
into what is left of the line, and with all its own breaks otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..source import At
from .artifact import Anchor


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: `flat` is its text on one line, `broken` the text before the line end."""

    flat: str = " "
    broken: str = ""


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A place where a line always ends; a group that holds one is never flat."""


@dataclass(frozen=True, slots=True)
class IfBroken:
    """Text that is there only where the group around it is broken: the parentheses of a long operand."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that stand on one line if they fit, and otherwise break at every break of their own."""

    parts: "tuple[Doc, ...]"
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember how wide the parts are on one line, so that a group is measured once."""
        object.__setattr__(self, "width", _width(self.parts))


@dataclass(frozen=True, slots=True)
class Indent:
    """Parts whose line ends are followed by one more step of indentation."""

    parts: "tuple[Doc, ...]"
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember how wide the parts are on one line."""
        object.__setattr__(self, "width", _width(self.parts))


@dataclass(frozen=True, slots=True)
class Concat:
    """Parts, one after the other."""

    parts: "tuple[Doc, ...]"
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember how wide the parts are on one line."""
        object.__setattr__(self, "width", _width(self.parts))


@dataclass(frozen=True, slots=True)
class Mark:
    """No text: the place that what follows stands for."""

    at: At


Doc: TypeAlias = str | Break | HardBreak | IfBroken | Group | Indent | Concat | Mark

LINE = Break()
SOFT = Break(flat="")
HARD = HardBreak()


def concat(*parts: Doc) -> Doc:
    """Return the parts one after the other."""
    return Concat(parts)


def group(*parts: Doc) -> Doc:
    """Return the parts as a group."""
    return Group(parts)


def indent(*parts: Doc) -> Doc:
    """Return the parts, indented by one step from their first line end on."""
    return Indent(parts)


def join(separator: Doc, items: Iterable[Doc]) -> Doc:
    """Return the items with the separator between them."""
    parts: list[Doc] = []
    for item in items:
        if parts:
            parts.append(separator)
        parts.append(item)
    return Concat(tuple(parts))


def bracketed(opening: str, items: Sequence[Doc], closing: str, *, separator: str = ",", trailing: str = ",") -> Doc:
    """Return `opening item, item closing`, or one item a line with a trailing separator where it does not fit."""
    if not items:
        return opening + closing
    inner = join(Concat((separator, LINE)), items)
    return group(opening, indent(SOFT, inner), Break(flat="", broken=trailing), closing)


@dataclass(frozen=True, slots=True)
class Printed:
    """Text as laid out, and the anchors of its marks."""

    text: str
    anchors: tuple[Anchor, ...]


_NEVER_FLAT = 1 << 30
_Work: TypeAlias = tuple[int, "Doc"]


def _width(parts: "tuple[Doc, ...]") -> int:
    """Return the width of parts on one line; beyond every line's where one of them always ends a line."""
    total = 0
    for part in parts:
        if isinstance(part, str):
            total += len(part)
        elif isinstance(part, Break):
            total += len(part.flat)
        elif isinstance(part, HardBreak):
            return _NEVER_FLAT
        elif not isinstance(part, Mark | IfBroken):
            total += part.width
    return min(total, _NEVER_FLAT)


def print_text(doc: Doc, *, width: int = 100, step: int = 4) -> str:
    """Lay a document out and return its text alone; `width` in characters, `step` of indentation in spaces."""
    return print_doc(doc, width=width, step=step).text


def print_doc(doc: Doc, *, width: int = 100, step: int = 4) -> Printed:
    """Lay a document out; `width` in characters, `step` of indentation in spaces. Trailing spaces are removed."""
    page = _Page()
    work: list[_Work] = [(0, doc)]
    while work:
        depth, part = work.pop()
        if isinstance(part, str):
            page.write(part)
        elif isinstance(part, Break):
            page.write(part.broken)
            page.end_line(depth)
        elif isinstance(part, HardBreak):
            page.end_line(depth)
        elif isinstance(part, Mark):
            page.mark(part.at)
        elif isinstance(part, IfBroken):
            page.write(part.text)
        elif isinstance(part, Group) and page.column + part.width + _ahead(work, width) <= width:
            page.write_flat(part.parts)
        else:
            inner = depth + step if isinstance(part, Indent) else depth
            work.extend([(inner, each) for each in reversed(part.parts)])
    return page.printed()


class _Page:
    """The text so far; the private state of one printing."""

    __slots__ = ("_anchors", "_line", "_lines", "column")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._anchors: list[Anchor] = []
        self.column = 0

    def write(self, text: str) -> None:
        self._line.append(text)
        self.column += len(text)

    def write_flat(self, parts: "tuple[Doc, ...]") -> None:
        """Write parts on one line; none of them always ends it."""
        for part in parts:
            if isinstance(part, str):
                self.write(part)
            elif isinstance(part, Break):
                self.write(part.flat)
            elif isinstance(part, Mark):
                self.mark(part.at)
            elif not isinstance(part, HardBreak | IfBroken):
                self.write_flat(part.parts)

    def end_line(self, depth: int) -> None:
        self._lines.append("".join(self._line).rstrip(" "))
        self._line = [" " * depth]
        self.column = depth

    def mark(self, at: At) -> None:
        before = "".join(self._line)
        self._anchors.append(Anchor(len(self._lines), len(before.encode("utf-16-le")) // 2, at))

    def printed(self) -> Printed:
        return Printed("\n".join([*self._lines, "".join(self._line).rstrip(" ")]), tuple(self._anchors))


def _ahead(work: Sequence[_Work], room: int) -> int:
    """Return the width of what follows on the same line, up to the next place where it may end."""
    total = 0
    pending = [part for _, part in work[-1:]]
    following = len(work) - 1
    while pending or following > 0:
        if total > room:
            return total
        if not pending:
            following -= 1
            pending.append(work[following][1])
        part = pending.pop()
        if isinstance(part, str):
            total += len(part)
        elif isinstance(part, Break):
            return total + len(part.broken)
        elif isinstance(part, HardBreak):
            return total
        elif isinstance(part, IfBroken):
            total += len(part.text)
        elif not isinstance(part, Mark):
            pending.extend(reversed(part.parts))
    return total
