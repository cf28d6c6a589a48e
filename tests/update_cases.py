"""Rewrites the expectations in the Markdown cases to what the compiler says now; read the difference before a commit.

Run as `python -m tests.update_cases [file.md ...]` from the project's folder. The pages of diagnostics leave messages
out; those whose examples the pipeline cannot try stay as they are.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from biconvex_codegen.diagnostics.located import Located
from biconvex_codegen.diagnostics.render.escape import escape
from biconvex_codegen.source import Span

from .error_pages import IN_PIPELINE, PAGES, page
from .markdown_cases import CPYTHON, bare, compiled, files_of, read

CASES = Path(__file__).parent / "cases"


def update(path: Path) -> None:
    """Rewrite one file, its last example first, so that the places of the others stay true."""
    text = path.read_text(encoding="utf-8")
    for case in reversed(read(path)):
        if case.holds:
            changed = rewritten(case.code, says=path.parent != PAGES)
            text = text[: case.start] + changed + text[case.start + len(case.code) :]
    path.write_text(text, encoding="utf-8", newline="\n")


def rewritten(code: str, *, says: bool) -> str:
    """Return an example with the expectations that the compiler meets; with their messages if it says them."""
    plain = bare(code)
    found = compiled(plain)
    result: list[str] = []
    for path, _, lines in files_of(plain):
        here = [each for each in found if each.span.path == path]
        whole = [each for each in here if each.span == Span(path, 1, 1, 1, 1)]
        assert len(whole) <= 1, "a file has one line for what is said of all of it"
        result.append(" ".join([f"# {path}", *(f" # {_mark(each, says=says)}" for each in whole)]))
        for number, line in enumerate(lines, start=1):
            marked = [each for each in here if each.span.line == number and each not in whole]
            result.extend(_marked(line, marked, says=says))
    return "".join(f"{line}\n" for line in result)


def _marked(line: str, found: list[Located], *, says: bool) -> Iterator[str]:
    """Yield a line and what is expected of it; carets need a column for the sign of the comment before them."""
    behind = [each for each in found if each.code in CPYTHON or each.span.column == 1 or not _width(line, each.span)]
    assert len(behind) <= 1, "one expectation fits behind a line"
    yield line + "".join(f"  # {_columns(each)}{_mark(each, says=says)}" for each in behind)
    for each in found:
        if each not in behind:
            start, indent = each.span.column, len(line) - len(line.lstrip())
            before = f"{' ' * min(indent, max(0, start - 3))}#".ljust(start - 1)
            yield f"{before}{'^' * _width(line, each.span)} {_end(each.span)}{_mark(each, says=says)}"


def _width(line: str, span: Span) -> int:
    end = span.end_column if span.end_line == span.line else len(line) + 1
    return end - span.column


def _end(span: Span) -> str:
    return "" if span.end_line == span.line else f"to {span.end_line}:{span.end_column} "


def _columns(found: Located) -> str:
    span = found.span
    if found.code in CPYTHON:
        return ""
    end = f"{span.end_column}" if span.end_line == span.line else f"{span.end_line}:{span.end_column}"
    return f"{span.column}-{end} "


def _mark(found: Located, *, says: bool) -> str:
    title = f"{found.code.severity.value}: [{found.code.value}]"
    return f"{title} {escape(found.message)}" if says and found.code not in CPYTHON else title


if __name__ == "__main__":
    named = [Path(each).resolve() for each in sys.argv[1:]]
    for each in named or [*sorted(CASES.glob("*.md")), *map(page, IN_PIPELINE)]:
        update(each)
