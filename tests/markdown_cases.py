"""Reads Markdown cases: sentences, each with an example project in a fence, and what the compiler says marked in it.

A fence is a project. A line `# backend/schema.py` begins a file of it; `# backend` stands for the folder itself. What
is expected is a comment below a line, with carets under what is marked, and its end where that is on another line:

    "owner": v.id("usrs"),
    #             ^^^^^^ error: [unknown-table] there is no table "usrs"
    "team": find(
    #       ^^^^^ to 6:6 error: [not-static] what "find" returns cannot be known without running it
        "teams",
    ),

Where carets have no room it stands behind the line, with the columns: `# 1-7 error: [code] message`. Of a syntax error
the line alone is expected, `# error: [syntax-error]`: words and columns are those of the running Python. Behind the
path of a file or a folder, `# error: [code] message` is about all of it.

These comments are not compiled, and count as no lines. A message may be left out. A fence without such a comment
compiles without a word; folders are packages of their own accord, unless the fence has a line `# backend/__init__.py`,
and nobody says of a fence that it has no schema, or no functions, unless it has a line `# backend`. A fence that begins
with ```python 3.12 holds for this version of Python and newer ones.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.located import Located, locate
from biconvex_codegen.diagnostics.render import concise
from biconvex_codegen.diagnostics.render.escape import escape
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile, Span

FOLDER = "backend"
CPYTHON = (Code.SYNTAX_ERROR, Code.SYNTAX_TOO_NEW)
"""What is found by the parser of the running interpreter, which differs in its words and columns."""

_FENCE = re.compile(r"```python(?: (?P<major>\d+)\.(?P<minor>\d+))?\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (?P<title>.*)$", re.MULTILINE)
_FILE = re.compile(rf"# (?P<path>{FOLDER}|server|[\w./-]+\.(?:pyi?|toml))(?:  # (?P<mark>.*))?")
_MARK = r"(?P<severity>error|warning): \[(?P<code>[a-z0-9-]+)\](?: (?P<message>.*))?"
_END = r"(?:(?P<end_line>\d+):)?(?P<end_column>\d+)"
_WHOLE = re.compile(_MARK)
_BEHIND = re.compile(rf"(?P<line>.*?)  # (?:(?P<column>\d+)-{_END} )?{_MARK}")
_BELOW = re.compile(rf"(?P<before> *# *)(?P<carets>\^+) (?:to {_END} )?{_MARK}")


@dataclass(frozen=True, slots=True)
class Expected:
    """One diagnostic that a case expects; only a syntax error may leave its columns open, and any its message."""

    path: str
    line: int
    severity: str
    code: str
    span: Span | None
    message: str | None

    def is_met_by(self, found: Located) -> bool:
        """Say whether a diagnostic is the expected one."""
        if (self.path, self.line, self.code) != (found.span.path, found.span.line, found.code.value):
            return False
        if self.span != found.span and (self.span is not None or found.code not in CPYTHON):
            return False
        return self.severity == found.code.severity.value and self.message in (None, escape(found.message))


@dataclass(frozen=True, slots=True)
class Case:
    """A fence of a Markdown file: where its code stands, the heading above it, the code, the oldest Python for it."""

    file: str
    start: int
    title: str
    code: str
    python: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether the running interpreter is new enough."""
        return sys.version_info >= self.python


def read(path: Path) -> tuple[Case, ...]:
    """Return the cases of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    return tuple(
        Case(
            path.name,
            fence.start("code"),
            _title(text, fence.start()),
            fence["code"],
            (int(fence["major"] or 3), int(fence["minor"] or 0)),
        )
        for fence in _FENCE.finditer(text)
    )


def _title(text: str, position: int) -> str:
    return [heading["title"] for heading in _HEADING.finditer(_without_fences(text[:position]))][-1]


def _without_fences(text: str) -> str:
    return _FENCE.sub("", text)


def files_of(code: str) -> Iterator[tuple[str, str | None, list[str]]]:
    """Yield each file of an example: its path, what is expected of it as a whole, and its lines."""
    path, mark, lines = "", None, list[str]()
    for line in code.splitlines():
        begin = _FILE.fullmatch(line)
        if begin is None:
            assert path, f"an example begins with the path of a file, not with {line!r}"
            lines.append(line)
            continue
        if path:
            yield path, mark, lines
        path, mark, lines = begin["path"], begin["mark"], []
    assert path, "an example holds at least one file"
    yield path, mark, lines


def expected(code: str) -> tuple[Expected, ...]:
    """Return the diagnostics that an example expects."""
    found: list[Expected] = []
    for path, mark, lines in files_of(code):
        if mark is not None:
            match = _WHOLE.fullmatch(mark)
            assert match is not None, f"{mark!r} is no expectation"
            found.append(_expected(path, 1, match, Span(path, 1, 1, 1, 1)))
        number = 0
        for line in lines:
            if below := _BELOW.fullmatch(line):
                column = len(below["before"]) + 1
                found.append(_expected(path, number, below, _span(path, number, column, below)))
                continue
            number += 1
            if behind := _BEHIND.fullmatch(line):
                span = None if behind["column"] is None else _span(path, number, int(behind["column"]), behind)
                found.append(_expected(path, number, behind, span))
    return tuple(found)


def _span(path: str, line: int, column: int, match: re.Match[str]) -> Span:
    if match["end_column"] is None:
        return Span(path, line, column, line, column + len(match["carets"]))
    return Span(path, line, column, int(match["end_line"] or line), int(match["end_column"]))


def _expected(path: str, line: int, match: re.Match[str], span: Span | None) -> Expected:
    return Expected(path, line, match["severity"], match["code"], span, match["message"])


def bare(code: str) -> str:
    """Return an example without what it expects."""
    lines: list[str] = []
    for path, _, texts in files_of(code):
        lines.append(f"# {path}")
        for line in texts:
            if _BELOW.fullmatch(line) is None:
                behind = _BEHIND.fullmatch(line)
                lines.append(line if behind is None else behind["line"])
    return "".join(f"{line}\n" for line in lines)


def sources(code: str) -> list[SourceFile]:
    """Return the source files of an example; folders get the `__init__.py` that they lack, or are as they are."""
    files = [(path, lines) for path, _, lines in files_of(bare(code)) if path != FOLDER]
    texts = {path: "".join(f"{line}\n" for line in lines) for path, lines in files}
    for path in () if f"{FOLDER}/__init__.py" in texts else tuple(texts):
        for folder in PurePosixPath(path).parents:
            if folder != PurePosixPath():
                texts.setdefault(f"{folder}/__init__.py", "")
    return [SourceFile(path, text) for path, text in texts.items()]


def compiled(code: str) -> tuple[Located, ...]:
    """Return what the compiler says of an example."""
    analysis = analyse(sources(code))
    mentions_folder = any(path == FOLDER for path, _, _ in files_of(code))
    found = locate(analysis.diagnostics, analysis.places)
    return tuple(each for each in found if mentions_folder or each.span.path != FOLDER)


def complaint(code: str) -> str:
    """Return what is expected of an example and not said, and the other way round; nothing where all is as expected."""
    found = compiled(code)
    unmet, surplus = _differences(code, found)
    if not unmet and not surplus:
        return ""
    listed = [f"expected, and not said: {each}" for each in unmet] + [
        f"said, and not expected: {each}" for each in surplus
    ]
    return "\n".join([*listed, "all that the compiler says:", concise.render(found)])


def _differences(code: str, found: tuple[Located, ...]) -> tuple[list[Expected], list[Located]]:
    unmet = list(expected(code))
    surplus: list[Located] = []
    for each in found:
        meeting = next((one for one in unmet if one.is_met_by(each)), None)
        if meeting is None:
            surplus.append(each)
        else:
            unmet.remove(meeting)
    return unmet, surplus
