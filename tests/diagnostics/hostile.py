"""Diagnostics whose text, by users, tries everything, and every format of them; as a program it writes the goldens."""

import re
from collections.abc import Callable
from pathlib import Path

from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.located import Located, LocatedNote
from biconvex_codegen.diagnostics.render import concise, full, github, sarif
from biconvex_codegen.diagnostics.render import json as json_format
from biconvex_codegen.diagnostics.render.paint import COLOUR
from biconvex_codegen.diagnostics.render.stale import Stale
from biconvex_codegen.source import Span

GOLDENS = Path(__file__).parent / "goldens"

SCHEMA = "backend/schema.py"
ODD = "backend/50% größe,::error::\x1b[2J.py"
SOURCES = {
    SCHEMA: "\n".join(
        [
            '\t"名前": v.id("usrs\x1b[31m"),  # e\u0301',
            "first",
            "",
            "third",
            "::error file=x::owned",
            "schema = define_schema({",
            *(f"    {number}," for number in range(7, 15)),
            "})",
            f"{'a' * 300}BAD{'z' * 300}",
            "\u202e\u200b\x07 = '\x9b'",
        ]
    ),
    ODD: "x = 1\n",
}


def at(line: int, column: int, end_line: int, end_column: int, path: str = SCHEMA) -> Span:
    return Span(path, line, column, end_line, end_column)


DIAGNOSTICS = (
    Located(
        Code.UNKNOWN_TABLE,
        'there is no table "usrs\x1b[31m\n::error::owned"',
        at(1, 14, 1, 25),
        (
            LocatedNote(at(1, 2, 1, 6), "the field"),
            LocatedNote(at(2, 1, 2, 6), "near\r"),
            LocatedNote(at(4, 1, 4, 6), "a line between"),
            LocatedNote(at(16, 301, 16, 304), "far away, on a line that is cut"),
            LocatedNote(at(1, 1, 1, 2, ODD), "in another file"),
            LocatedNote(at(1, 1, 1, 1, "backend"), "a folder as a whole: 100%"),
        ),
        help='write "users"\n::warning::%0A,:',
    ),
    Located(Code.NOT_STATIC, "all that cannot be known", at(6, 10, 15, 3), help="write the value itself"),
    Located(Code.UNKNOWN_NAME, "a name of two lines", at(2, 2, 4, 3)),
    Located(Code.INVALID_NAME, "\u202e\u2028\x00\ud800 [link](1) {0}", at(17, 1, 17, 4)),
    Located(Code.SYNTAX_ERROR, "there is no such line", at(99, 1, 99, 2)),
    Located(Code.MISSING_SCHEMA, "there is no schema", at(1, 1, 1, 1, "backend")),
    *(Located(Code.MISSING_RETURN_TYPE, f"number {line}", at(line, 1, line, 3)) for line in range(1, 8)),
)
STALE = (
    Stale("backend/_generated/api.py", 3, "this output is changed: run `gen`, and commit what it writes"),
    Stale("backend/_generated/\x1b.pyi", None, "this output is missing\n::error::owned"),
)

RENDERINGS: dict[str, Callable[[], str]] = {
    "full": lambda: full.render(DIAGNOSTICS, SOURCES),
    "full-colour": lambda: full.render(DIAGNOSTICS, SOURCES, COLOUR),
    "concise": lambda: concise.render(DIAGNOSTICS),
    "json": lambda: json_format.render(DIAGNOSTICS, [(each.path, "changed") for each in STALE]),
    "github": lambda: github.render(DIAGNOSTICS, "api/") + github.render_stale(STALE, "api/"),
    "sarif": lambda: without_pages(sarif.render(DIAGNOSTICS, STALE, version="1.2.3", prefix="api/")),
}


def without_pages(log: str) -> str:
    """Return a log of SARIF without the text of pages, which is none of a format's business."""
    return re.sub(r'("shortDescription"|"help"): \{.*?\n +\}', r"\1: {}", log, flags=re.DOTALL)


if __name__ == "__main__":
    for name, rendered in RENDERINGS.items():
        (GOLDENS / f"hostile.{name}").write_text(rendered(), encoding="utf-8", newline="\n")
