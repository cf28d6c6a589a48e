"""Reads the user's source files: which files are modules, in a fixed order, and what cannot be read."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..config import Config, is_file
from ..source import SourceFile, Span, UnreadableFile
from .decode import decode

_NEVER_ENTERED = frozenset({"_generated", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of an app in the order of their paths, and what is wrong with each that cannot be read."""

    files: tuple[SourceFile, ...]
    unreadable: tuple[UnreadableFile, ...]


def read_sources(config: Config) -> Sources:
    """Read the modules below the source folder, and private files that may hold functions by mistake."""
    files: list[SourceFile] = []
    unreadable: list[UnreadableFile] = []
    for path in sorted(_files(config)):
        outcome = read_source(config.root, path)
        if _is_private(path):
            if isinstance(outcome, SourceFile) and _may_register(outcome.text):
                files.append(outcome)
        elif isinstance(outcome, SourceFile):
            files.append(outcome)
        else:
            unreadable.append(outcome)
    return Sources(tuple(files), tuple(unreadable))


def read_source(root: Path, path: str) -> SourceFile | UnreadableFile:
    """Read one file of the project; only a regular file is opened, since a pipe would never end."""
    try:
        mode = (root / path).stat().st_mode
        if stat.S_ISDIR(mode):
            return _unreadable(path, "is a folder that cannot be read")
        if not stat.S_ISREG(mode):
            return _unreadable(path, "is not a file")
        return decode(path, (root / path).read_bytes())
    except OSError as error:
        return _unreadable(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}")


class Loader:
    """Reads further files of the project on demand; the private state of one compilation."""

    def __init__(self, config: Config) -> None:
        self._root = config.root
        self._generated = f"{config.generated}/"
        self.files: dict[str, SourceFile] = {}

    def __call__(self, path: str) -> SourceFile | UnreadableFile | None:
        """Return a file by its path relative to the project; None where there is none."""
        if path in self.files:
            return self.files[path]
        if not self._may_read(path) or not is_file(self._root / path):
            return None
        outcome = read_source(self._root, path)
        if isinstance(outcome, SourceFile):
            self.files[path] = outcome
        return outcome

    def _may_read(self, path: str) -> bool:
        return not path.startswith(("/", self._generated)) and ".." not in path.split("/")


def _unreadable(path: str, problem: str) -> UnreadableFile:
    advice = "make it a readable file, or rename it"
    return UnreadableFile(f'"{path}" {problem}', Span(path, 1, 1, 1, 1), advice)


def _files(config: Config) -> Iterator[str]:
    """Yield the paths of modules and private files; a link that leads back to a folder above it is not followed."""
    top = config.root / config.source
    if top.is_dir():
        yield from _below(top, config.source, frozenset({os.path.realpath(top)}))


def _below(folder: Path, shown: str, above: frozenset[str]) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield shown  # reading it says why it cannot be read
        return
    for entry in entries:
        path = f"{shown}/{entry.name}"
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            if not entry.name.startswith(".") and entry.name not in _NEVER_ENTERED and real not in above:
                yield from _below(Path(entry.path), path, above | {real})
        elif is_source(entry.name):
            yield path


def is_source(name: str) -> bool:
    """Say whether a file of this name is a module of the app, or a private one: Python, not hidden, and no test."""
    is_test = name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"
    return name.endswith(".py") and not (name.startswith(".") or is_test)


def _is_private(path: str) -> bool:
    return any(part.startswith("_") and part != "__init__.py" for part in path.split("/"))


def _may_register(text: str) -> bool:
    """Say whether a private file is worth a look: only what is imported from the generated code registers."""
    return "_generated" in text and "async def" in text
