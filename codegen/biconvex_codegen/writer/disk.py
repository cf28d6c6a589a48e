"""Looks at what is on disk without following a link, and says what must be left alone."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath


class Kind(Enum):
    """What stands at a path."""

    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way to a path: where, and what it is."""

    path: Path
    kind: Kind


def kind_of(path: Path) -> Kind:
    """Say what stands at a path itself; a link is a link, wherever it leads."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Kind.NOTHING
    if stat.S_ISLNK(mode):
        return Kind.LINK
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_ISREG(mode) else Kind.OTHER


def obstacle(repository: Path, folder: Path) -> Obstacle | None:
    """Return the first thing on the way from the repository down to a folder that is no real folder."""
    path = repository
    for name in folder.relative_to(repository).parts:
        path = path / name
        kind = kind_of(path)
        if kind is Kind.NOTHING:
            return None
        if kind is not Kind.FOLDER:
            return Obstacle(path, kind)
    return None


def is_same(path: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, as they may where case does not tell names apart."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def read(path: Path) -> str:
    """Return the text of a file; bytes that are not UTF-8 become surrogates, so that they differ from any text."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def read_if_possible(path: Path) -> str | None:
    """Return the text of a file; None where it cannot be read, or is gone since another run deleted it."""
    try:
        return read(path)
    except OSError:
        return None


def files_below(folder: Path, passed_over: frozenset[str]) -> Iterator[PurePosixPath]:
    """Yield the regular files of a tree, relative to it; links are not followed, some folders not entered."""
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if name not in passed_over]
        for name in files:
            path = Path(parent, name)
            if kind_of(path) is Kind.FILE:
                yield PurePosixPath(path.relative_to(folder).as_posix())


def files_in(folder: Path) -> Iterator[PurePosixPath]:
    """Yield the regular files that stand directly in a folder."""
    if kind_of(folder) is Kind.FOLDER:
        yield from (PurePosixPath(path.name) for path in folder.iterdir() if kind_of(path) is Kind.FILE)
