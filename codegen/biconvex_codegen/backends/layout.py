"""The one width-aware printer: a document of texts, breaks and groups becomes lines; it knows no language.

After Wadler, "A prettier printer" (2003), in the strict form of Lindig (2000): a group is laid out flat when it fits
into what is left of the line, and with all its own breaks otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

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


@dataclass(frozen=True, slots=True)
class Indent:
    """Parts whose line ends are followed by one more step of indentation."""

    parts: "tuple[Doc, ...]"


@dataclass(frozen=True, slots=True)
class Concat:
    """Parts, one after the other."""

    parts: "tuple[Doc, ...]"


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


_Mode: TypeAlias = Literal["flat", "broken"]
_Work: TypeAlias = tuple[int, _Mode, Doc]


def print_text(doc: Doc, *, width: int = 100, step: int = 4) -> str:
    """Lay a document out and return its text alone; `width` in characters, `step` of indentation in spaces."""
    return print_doc(doc, width=width, step=step).text


def print_doc(doc: Doc, *, width: int = 100, step: int = 4) -> Printed:
    """Lay a document out; `width` in characters, `step` of indentation in spaces. Trailing spaces are removed."""
    lines: list[str] = []
    line: list[str] = []
    column = 0
    anchors: list[Anchor] = []
    work: list[_Work] = [(0, "broken", doc)]
    while work:
        depth, mode, part = work.pop()
        match part:
            case str():
                line.append(part)
                column += len(part)
            case Break() if mode == "flat":
                line.append(part.flat)
                column += len(part.flat)
            case Break() | HardBreak():
                line.append(part.broken if isinstance(part, Break) else "")
                lines.append("".join(line).rstrip(" "))
                line = [" " * depth]
                column = depth
            case IfBroken():
                line.append(part.text if mode == "broken" else "")
                column += len(line[-1])
            case Group():
                fits = mode == "flat" or _fits(width - column, part, work)
                work.extend((depth, "flat" if fits else "broken", each) for each in reversed(part.parts))
            case Indent():
                work.extend((depth + step, mode, each) for each in reversed(part.parts))
            case Concat():
                work.extend((depth, mode, each) for each in reversed(part.parts))
            case Mark():
                before = "".join(line)
                anchors.append(Anchor(len(lines), len(before.encode("utf-16-le")) // 2, part.at))
            case _:
                assert_never(part)
    lines.append("".join(line).rstrip(" "))
    return Printed("\n".join(lines), tuple(anchors))


def _fits(room: int, first: Doc, rest: Sequence[_Work]) -> bool:
    """Say whether a group fits flat, together with what follows it up to the next line end."""
    ahead: list[tuple[_Mode, Doc]] = [("flat", first)]
    following = len(rest)
    while room >= 0:
        if not ahead:
            if not following:
                return True
            following -= 1
            ahead.append((rest[following][1], rest[following][2]))
            continue
        mode, part = ahead.pop()
        match part:
            case str():
                room -= len(part)
            case Break() if mode == "flat":
                room -= len(part.flat)
            case Break():
                return room >= len(part.broken)
            case HardBreak():
                return mode == "broken"
            case IfBroken():
                room -= len(part.text) if mode == "broken" else 0
            case Group():
                ahead.extend((mode, each) for each in reversed(part.parts))
            case Indent() | Concat():
                ahead.extend((mode, each) for each in reversed(part.parts))
            case Mark():
                pass
            case _:
                assert_never(part)
    return False
