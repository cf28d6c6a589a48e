"""Diagnostics as one JSON object for programs; ASCII, so that no control character of a user reaches a terminal."""

import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ..located import Located, LocatedNote

JSON: TypeAlias = "bool | int | str | list[JSON] | dict[str, JSON] | None"

VERSION = 1


def render(
    diagnostics: Iterable[Located],
    files: Iterable[tuple[str, str]] = (),
    more: Mapping[str, JSON] | None = None,
    indent: int | None = 2,
) -> str:
    """Return the object: diagnostics, files as pairs of path and status, and what a command adds.

    Without an indent it is one line.
    """
    found: dict[str, JSON] = {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in diagnostics],
        "files": [{"path": path, "status": status} for path, status in files],
        **(more or {}),
    }
    return json.dumps(found, indent=indent) + "\n"


def _diagnostic(diagnostic: Located) -> JSON:
    span = diagnostic.span
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.code.severity.value,
        "message": diagnostic.message,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "help": diagnostic.help,
        "related": [_note(note) for note in diagnostic.related],
        "fix": None,
    }


def _note(note: LocatedNote) -> JSON:
    return {"message": note.message, "path": note.span.path, "line": note.span.line, "column": note.span.column}
