"""The pages of diagnostics for a terminal, one or the list of all; of Markdown it knows what they use."""

import re
from collections.abc import Iterator, Sequence
from textwrap import wrap

from ..codes import Code
from ..pages import page, summary
from .paint import PLAIN, Paint, painted

_CODE = re.compile(r"`([^`]+)`")
_MARK = re.compile(r"(?P<before>.*?)(?P<mark>\^*(?: to [\d:]+)? ?(?:\d+-[\d:]+ )?(?:error|warning): \[[a-z-]+\])")
# Stands for a space at which no line may break, since code is around it.
_GLUE = "\0"


def render(code: Code, width: int, paint: Paint = PLAIN) -> str:
    """Return the page of a code, its paragraphs as wide as asked for."""
    blocks = [_block(text, code, width, paint) for text in _blocks(page(code))]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def render_all(width: int, paint: Paint = PLAIN) -> str:
    """Return all codes in the order of their names, each with what it says in a sentence."""
    codes = sorted(Code, key=lambda code: code.value)
    margin = max(len(code.value) for code in codes) + 2
    lines: list[str] = []
    for code in codes:
        first, *others = _wrapped(summary(code), width - margin, paint)
        name = painted(paint.severity(code.severity), code.value)
        lines += [f"{name}{' ' * (margin - len(code.value))}{first}", *(f"{' ' * margin}{line}" for line in others)]
    return "".join(f"{line}\n" for line in lines)


def _blocks(text: str) -> Iterator[Sequence[str]]:
    """Yield headings, paragraphs, tables and fences as lines: a blank line ends them, but for those inside a fence."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        is_open = bool(block) and block[0].startswith("```") and (len(block) == 1 or block[-1] != "```")
        if line or is_open:
            block.append(line)
        elif block:
            yield block
            block = []


def _block(lines: Sequence[str], code: Code, width: int, paint: Paint) -> list[str]:
    first = lines[0]
    if first.startswith("```"):
        return [f"    {_marked(line, code, paint)}".rstrip() for line in lines[1:-1]]
    if first.startswith("# "):
        return [painted(paint.severity(code.severity), f"{code.severity.value}[{first[2:]}]")]
    if first.startswith("## "):
        return [painted(paint.headline, first[3:])]
    if first.startswith("|"):
        return list(_table([line.strip("|").split("|") for line in lines], paint))
    return _wrapped(" ".join(lines), width, paint)


def _wrapped(text: str, width: int, paint: Paint) -> list[str]:
    glued = _CODE.sub(lambda code: code[0].replace(" ", _GLUE), text)
    lines = wrap(glued, width, break_long_words=False, break_on_hyphens=False)
    return [_inline(line.replace(_GLUE, " "), paint) for line in lines]


def _inline(text: str, paint: Paint) -> str:
    """Return text with its code in a colour; where there are none, in the quotes that it has."""
    return _CODE.sub(lambda code: painted(paint.help, code[1]), text) if paint.help else text


def _marked(line: str, code: Code, paint: Paint) -> str:
    """Return a line of an example, what the compiler says of it in the colour of that."""
    match = _MARK.fullmatch(line)
    return line if match is None else f"{match['before']}{painted(paint.severity(code.severity), match['mark'])}"


def _table(rows: Sequence[Sequence[str]], paint: Paint) -> Iterator[str]:
    quote = "`" if paint.help else ""
    cells = [[cell.strip().replace(quote, "") for cell in row] for row in (rows[0], *rows[2:])]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for number, row in enumerate(cells):
        padded = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield f"    {painted(paint.headline, padded) if number == 0 else padded}"
