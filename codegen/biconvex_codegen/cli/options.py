"""What a person asked the command for, as a value."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path


class OutputFormat(StrEnum):
    """How diagnostics are printed; text, because typer reads the choices from the values."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


class Mode(Enum):
    """What to do with what was compiled."""

    WRITE = "write"
    WRITE_FOR_HOOK = "write for hook"
    CHECK = "check"
    LIST = "list"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one call."""

    start: Path
    mode: Mode = Mode.WRITE
    output_format: OutputFormat = OutputFormat.FULL
    if_staged: bool = False


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of `run`: the path of a function, its arguments and the caller as JSON, and where its data are."""

    start: Path
    function: str
    arguments: str = "{}"
    identity: str | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class DevOptions:
    """The options of `dev`; without a port, the first free one from 3210."""

    start: Path
    host: str = "127.0.0.1"
    port: int | None = None
    database: str | None = None
    reset: bool = False


@dataclass(frozen=True, slots=True)
class InitOptions:
    """The options of `init`: the folder, which need not exist, what the project has besides, and whether to write."""

    folder: Path
    react: bool = False
    pre_commit: bool = False
    github: bool = False
    dry_run: bool = False
