"""Copies of fixture apps, and generated trees as values; knows nothing of what is in the files."""

import shutil
from pathlib import Path

GENERATED = "_generated"


def source_copy(app: Path, folder: Path) -> Path:
    """Copy a fixture app without its outputs, as it is before its first `gen`."""
    shutil.copytree(app, folder, ignore=shutil.ignore_patterns(GENERATED, "__pycache__"))
    return folder


def generated(app: Path) -> dict[str, bytes]:
    """Return every file that `gen` wrote, by its path below the app."""
    outputs = (path for path in app.rglob("*") if GENERATED in path.relative_to(app).parts)
    return {
        path.relative_to(app).as_posix(): path.read_bytes()
        for path in sorted(outputs)
        if path.is_file() and "__pycache__" not in path.parts
    }


def committed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that a project commits: maps move with every edit, and stay out."""
    return {path: content for path, content in files.items() if not path.endswith(".map")}
