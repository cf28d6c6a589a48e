"""Tries every Markdown case, and the examples of the pages of diagnostics, under the interpreter that runs it.

As a program it prints what is not as expected, and needs nothing but the compiler and its dependencies.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from .error_pages import IN_PIPELINE, page
from .markdown_cases import complaint, read

FOLDER = Path(__file__).parent / "cases"
CASES = tuple(case for path in sorted(FOLDER.glob("*.md")) for case in read(path))
EXAMPLES = tuple(case for code in IN_PIPELINE for case in read(page(code)))


def complaints() -> Iterator[str]:
    """Yield what is not as expected, case by case; those for newer interpreters are passed over."""
    for case in (*CASES, *EXAMPLES):
        said = complaint(case.code) if case.holds else ""
        if said:
            yield f"{case.file}: {case.title}\n{said}"


if __name__ == "__main__":
    sys.exit("\n".join(complaints()) or None)
