"""The values of the writer: output folders, how each file stands to its artifact, and what it must leave alone."""

from dataclasses import dataclass
from enum import Enum

from ..backends.artifact import Artifact


class Scope(Enum):
    """Where a folder is searched for generated files that have become orphans."""

    TREE = "tree"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder of generated files: its path relative to the project, with `/`, and all that belongs into it."""

    path: str
    artifacts: tuple[Artifact, ...]
    scope: Scope = Scope.TREE


class Status(Enum):
    """How a file on disk stands to what the source says."""

    CHANGED = "changed"
    MISSING = "missing"
    ORPHANED = "orphaned"
    REFORMATTED = "reformatted"
    CONFLICTED = "conflicted"
    HAND_EDITED = "hand-edited"
    UNTRACKED = "untracked"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is not as it should be: its path relative to the project, its text and what should stand there.

    `before` is empty for a missing file, `after` for an orphan.
    """

    path: str
    status: Status
    before: str = ""
    after: str = ""

    @property
    def is_map(self) -> bool:
        """Whether the file is a source map, which moves with every edit and is not committed."""
        return self.path.endswith(".map")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that the writer must not touch, why, and the way out."""

    path: str
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that differs, sorted by path; where something is refused, nothing is written at all."""

    folders: tuple[str, ...]
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
