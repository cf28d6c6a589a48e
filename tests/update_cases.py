"""Rewrites the expectations in the Markdown cases to what the compiler says now; read the difference before a commit.

Run as `python -m tests.update_cases [file.md ...]` from the project's folder.
"""

import sys
from pathlib import Path

from .markdown_cases import read, rewritten


def update(path: Path) -> None:
    """Rewrite one file, its last example first, so that the places of the others stay true."""
    text = path.read_text(encoding="utf-8")
    for case in reversed(read(path)):
        text = text[: case.start] + rewritten(case.code) + text[case.start + len(case.code) :]
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for name in [Path(each) for each in sys.argv[1:]] or sorted(Path("tests/cases").glob("*.md")):
        update(name)
