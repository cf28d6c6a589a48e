"""Reads Markdown cases: sentences, each with an example project in a fence, and what the compiler says marked in it.

A fence is a project. A line `# backend/schema.py` begins a file of it; `# backend` stands for the folder itself. What
is expected is a comment: behind a line, `# error: [code] message`, or below it, with carets under the place:

    "owner": v.id("usrs"),
    #             ^^^^^^ error: [unknown-table] there is no table "usrs"

The message may be left out. A fence without such a comment compiles without a word; folders are packages of their own
accord, unless the fence has a line `# backend/__init__.py`, and nobody says of a fence that it has no schema, or no
functions, unless it has a line `# backend`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from biconvex_codegen.diagnostics.located import Located, locate
from biconvex_codegen.diagnostics.render.escape import escape
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

FOLDER = "backend"

_FENCE = re.compile(r"```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (?P<title>.*)$", re.MULTILINE)
_FILE = re.compile(rf"# (?P<path>{FOLDER}|[\w./-]+\.py)(?P<mark>  # .*)?")
_MARK = r"(?P<severity>error|warning): \[(?P<code>[a-z0-9-]+)\](?: (?P<message>.*))?"
_BEHIND = re.compile(rf"(?P<line>.*?)  # {_MARK}")
_BELOW = re.compile(rf"(?P<before> *# *)(?P<carets>\^+) {_MARK}")


@dataclass(frozen=True, slots=True)
class Expected:
    """One diagnostic that a case expects: its columns and its message may be left open."""

    path: str
    line: int
    severity: str
    code: str
    columns: tuple[int, int] | None
    message: str | None

    def is_met_by(self, found: Located) -> bool:
        """Say whether a diagnostic is the expected one."""
        span = found.span
        if (self.path, self.line, self.code) != (span.path, span.line, found.code.value):
            return False
        if self.columns is not None and self.columns != columns(found):
            return False
        return self.severity == found.code.severity.value and self.message in (None, escape(found.message))


@dataclass(frozen=True, slots=True)
class Case:
    """A fence of a Markdown file: where its code stands there, the heading above it, and its code."""

    file: str
    start: int
    title: str
    code: str


def read(path: Path) -> tuple[Case, ...]:
    """Return the cases of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    return tuple(
        Case(path.name, fence.start("code"), _title(text, fence.start()), fence["code"])
        for fence in _FENCE.finditer(text)
    )


def _title(text: str, position: int) -> str:
    return [heading["title"] for heading in _HEADING.finditer(_without_fences(text[:position]))][-1]


def _without_fences(text: str) -> str:
    return _FENCE.sub("", text)


def files_of(code: str) -> Iterator[tuple[str, str | None, list[str]]]:
    """Yield each file of an example: its path, what its first line expects, and its lines."""
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
            found.append(_expected(path, 1, _match(_BEHIND, f"x{mark}"), None))
        source_line = 0
        for number, line in enumerate(lines, start=1):
            below, behind = _BELOW.fullmatch(line), _BEHIND.fullmatch(line)
            if below is not None:
                start = len(below["before"]) + 1
                found.append(_expected(path, source_line, below, (start, start + len(below["carets"]))))
                continue
            source_line = number
            if behind is not None:
                found.append(_expected(path, number, behind, None))
    return tuple(found)


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    assert match is not None, f"{text!r} is no expectation"
    return match


def _expected(path: str, line: int, match: re.Match[str], place: tuple[int, int] | None) -> Expected:
    return Expected(path, line, match["severity"], match["code"], place, match["message"])


def sources(code: str) -> list[SourceFile]:
    """Return the source files of an example; folders get the `__init__.py` that they lack, or are as they are."""
    texts = {path: "".join(f"{line}\n" for line in lines) for path, _, lines in files_of(code) if path != FOLDER}
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


def columns(found: Located) -> tuple[int, int]:
    """Return the columns of a diagnostic that carets can mark: those of its first line, the end exclusive."""
    span = found.span
    return (span.column, span.end_column if span.end_line == span.line else span.column + 1)


def differences(code: str, found: tuple[Located, ...]) -> tuple[list[Expected], list[Located]]:
    """Return what is expected and was not said, and what was said and is not expected."""
    unmet = list(expected(code))
    surplus: list[Located] = []
    for each in found:
        meeting = next((one for one in unmet if one.is_met_by(each)), None)
        if meeting is None:
            surplus.append(each)
        else:
            unmet.remove(meeting)
    return unmet, surplus


def rewritten(code: str) -> str:
    """Return an example with the expectations that the compiler meets, in place of those that it has."""
    bare = _bare(code)
    found = compiled(bare)
    result: list[str] = []
    for path, _, lines in files_of(bare):
        here = [each for each in found if each.span.path == path]
        if path == FOLDER:
            assert len(here) <= 1, "a folder has one line for what is said of it"
            result.append(" ".join([f"# {path}", *(f" # {_mark(each)}" for each in here)]))
            continue
        result.append(f"# {path}")
        for number, line in enumerate(lines, start=1):
            result.extend(_marked(line, [each for each in here if each.span.line == number]))
    return "".join(f"{line}\n" for line in result)


def _bare(code: str) -> str:
    lines: list[str] = []
    for line in code.splitlines():
        behind = _BEHIND.fullmatch(line)
        if _BELOW.fullmatch(line) is None:
            lines.append(line if behind is None else behind["line"])
    return "".join(f"{line}\n" for line in lines)


def _marked(line: str, found: list[Located]) -> Iterator[str]:
    # Carets need room for the sign of the comment and a space before them.
    behind = [each for each in found if each.span.column < 3]
    assert len(behind) <= 1, "one expectation fits behind a line"
    yield line + "".join(f"  # {_mark(each)}" for each in behind)
    for each in found:
        start, end = columns(each)
        if each not in behind:
            indent = min(len(line) - len(line.lstrip()), start - 3)
            yield f"{' ' * indent}#{' ' * (start - indent - 2)}{'^' * max(1, end - start)} {_mark(each)}"


def _mark(found: Located) -> str:
    return f"{found.code.severity.value}: [{found.code.value}] {escape(found.message)}"
