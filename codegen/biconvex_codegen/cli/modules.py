"""Which files below the source folder are modules of the app, by their names and folders; opens none of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..config import is_folder

_NEVER_ENTERED = frozenset({"_generated", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Listing:
    """The modules and private files of an app, sorted, and the folders in which they are looked for.

    Paths are relative to the project, with `/`. A folder that cannot be read is among the files: reading says why.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def list_modules(root: Path, source: str) -> Listing:
    """Return what is below the source folder of a project; nothing where there is no such folder."""
    top = root / source
    found = list(_walk(top, source, frozenset({os.path.realpath(top)}))) if is_folder(top) else []
    files = sorted(path for _, paths in found for path in paths)
    return Listing(tuple(files), tuple(folder for folder, _ in found))


def is_source(name: str) -> bool:
    """Say whether a file of this name is a module of the app, or a private one: Python, not hidden, and no test."""
    is_test = name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"
    return name.endswith(".py") and not (name.startswith(".") or is_test)


def is_private(path: str) -> bool:
    """Say whether a module is private: in a file or folder whose name begins with an underscore."""
    return any(part.startswith("_") and part != "__init__.py" for part in path.split("/"))


def _walk(folder: Path, shown: str, above: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield folders with their modules; a link that leads back to a folder above it is not followed."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield shown, [shown]
        return
    folders = {entry.name: Path(entry.path) for entry in entries if _is_folder(entry)}
    yield shown, [f"{shown}/{entry.name}" for entry in entries if is_source(entry.name) and entry.name not in folders]
    for name, path in folders.items():
        real = os.path.realpath(path)
        if not name.startswith(".") and name not in _NEVER_ENTERED and real not in above:
            yield from _walk(path, f"{shown}/{name}", above | {real})


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry is a folder, or a link to one; `is_dir` alone raises for a link that leads to itself."""
    return is_folder(Path(entry.path)) if entry.is_symlink() else entry.is_dir()
