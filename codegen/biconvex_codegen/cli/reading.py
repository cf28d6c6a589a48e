"""Reads the user's source files, in a fixed order, and says what cannot be read."""

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..config import Config
from ..source import SourceFile, Span, UnreadableFile
from .decode import decode
from .inputs import Stamp, stamp
from .modules import is_private


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of an app in the order of their paths, and what is wrong with each that cannot be read."""

    files: tuple[SourceFile, ...]
    unreadable: tuple[UnreadableFile, ...]


def read_sources(root: Path, modules: Iterable[str]) -> Sources:
    """Read the modules of a project by their paths, and of private files those that may hold functions by mistake."""
    files: list[SourceFile] = []
    unreadable: list[UnreadableFile] = []
    for path in modules:
        outcome = read_source(root, path)
        if is_private(path):
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
    """Reads further files of the project on demand; the private state of one compilation.

    `stamps` holds how each file was that it was asked for, before it was read.
    """

    def __init__(self, config: Config) -> None:
        self._root = config.root
        self._generated = f"{config.generated}/"
        self.files: dict[str, SourceFile] = {}
        self.stamps: dict[str, Stamp | None] = {}

    def __call__(self, path: str) -> SourceFile | UnreadableFile | None:
        """Return a file by its path relative to the project; None where there is none."""
        if path in self.files:
            return self.files[path]
        if not self._may_read(path):
            return None
        found = self.stamps[path] = stamp(self._root / path)
        if found is None or not stat.S_ISREG(found.mode):
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


def _may_register(text: str) -> bool:
    """Say whether a private file is worth a look: only what is imported from the generated code registers."""
    return "_generated" in text and "async def" in text
