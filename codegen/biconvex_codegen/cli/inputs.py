"""Which files a compilation depends on, and how each one was, so that a change is seen without reading anything."""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ..config import CONFIG_FILE, is_folder
from .modules import Listing, list_modules


class Stamp(NamedTuple):
    """How a file was: its mode, when it was last changed in nanoseconds, its size; of other things the mode alone."""

    mode: int
    changed: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a compilation, each as it was just before it was read; None where there was none.

    Paths are relative to the project, with `/`: the configuration, the source folder and its modules, and `others`
    that were asked for, be they there or not. `folders` are those in which a survey found any of them or one may come
    to be, with the folders above; they tell where to watch, and are not compared.
    """

    source: str | None = None
    modules: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    stamps: Mapping[str, Stamp | None] = field(default_factory=dict[str, Stamp | None])
    folders: frozenset[str] = field(default=frozenset(), compare=False)

    def now(self, root: Path) -> "Inputs":
        """Return how they are now, with modules that came and without those that went."""
        return survey(root, self.source, self.others)

    def and_others(self, stamps: Mapping[str, Stamp | None]) -> "Inputs":
        """Return them with files that were asked for since the survey; what was known of a file before stays."""
        return replace(self, others=self.others | frozenset(stamps), stamps={**stamps, **self.stamps})


def survey(root: Path, source: str | None = None, others: frozenset[str] = frozenset()) -> Inputs:
    """Return the inputs of a project as they are; without a source folder, of one whose configuration is unknown."""
    listing = Listing() if source is None else list_modules(root, source)
    paths = {CONFIG_FILE, *listing.files, *others, *(() if source is None else (source,))}
    folders = {folder for folder in _above((*paths, *map("{}/".format, listing.folders))) if is_folder(root / folder)}
    # Most of what imports may name is not there, and neither is its folder: that needs no look at each.
    stamps = {path: stamp(root / path) if _folder(path) in folders else None for path in paths}
    return Inputs(source, listing.files, others, stamps, frozenset(folders))


def stamp(path: Path) -> Stamp | None:
    """Return how a file is; None where there is none, or where the system refuses to say."""
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return Stamp(found.st_mode)
    return Stamp(found.st_mode, found.st_mtime_ns, found.st_size)


def _above(paths: Iterable[str]) -> set[str]:
    """Return the folders above paths; that of the project itself is the empty text."""
    found = {""}
    for path in paths:
        folder = _folder(path)
        while folder not in found:
            found.add(folder)
            folder = _folder(folder)
    return found


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
