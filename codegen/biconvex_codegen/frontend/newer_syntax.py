"""Recognises syntax that is newer than the running interpreter, so that an error can name the version it needs."""

import re
import sys

_NEWER: tuple[tuple[tuple[int, int], re.Pattern[str], str], ...] = (
    ((3, 12), re.compile(r"\s*type\s+\w+\s*(\[.*\])?\s*="), "a `type` statement"),
    ((3, 12), re.compile(r"\s*(async\s+)?def\s+\w+\s*\["), "a generic function with type parameters"),
    ((3, 12), re.compile(r"\s*class\s+\w+\s*\["), "a generic class with type parameters"),
    ((3, 14), re.compile(r"\s*except\s+[\w.]+\s*,"), "an `except` of several types without parentheses"),
    ((3, 14), re.compile(r".*\b(t|tr|rt)(\"|')", re.IGNORECASE), "a template string"),
)


def newer_syntax(text: str, line: int) -> tuple[str, str] | None:
    """Name what stands on the line of a syntax error and the version that brought it, if it is newer than this one."""
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    for version, pattern, what in _NEWER:
        if sys.version_info < version and pattern.match(written):
            return what, f"{version[0]}.{version[1]}"
    return None
