"""The pages of diagnostics in `docs/errors`: where they are, and which of their examples the pipeline alone can try."""

from pathlib import Path

from biconvex_codegen.diagnostics import Code

PAGES = Path(__file__).resolve().parent.parent / "docs" / "errors"

ON_DISK = frozenset(
    {
        Code.MISSING_PROJECT,
        Code.INVALID_CONFIG,
        Code.UNKNOWN_CONFIG_KEY,
        Code.VERSION_MISMATCH,
        Code.MISSING_SOURCE,
        Code.FOREIGN_FILE,
        Code.UNREADABLE_FILE,
    }
)
"""What is wrong with the project and its files: such an example is written, and the command called."""

UNWRITABLE = frozenset({Code.SYNTAX_TOO_NEW, Code.TOO_DEEP})
"""Mistakes that cannot stand in a page for every interpreter, or in none at all."""

IN_PIPELINE = tuple(code for code in Code if code not in ON_DISK | UNWRITABLE)


def page(code: Code) -> Path:
    """Return the page of a diagnostic."""
    return PAGES / f"{code.value}.md"
