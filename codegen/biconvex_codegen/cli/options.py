"""What a person asked the command for, as a value."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path


class OutputFormat(StrEnum):
    """How diagnostics are printed; text, because typer reads the choices from the values."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


class Mode(Enum):
    """What to do with what was compiled."""

    WRITE = "write"
    WRITE_FOR_HOOK = "write for hook"
    CHECK = "check"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one call."""

    start: Path
    mode: Mode = Mode.WRITE
    output_format: OutputFormat = OutputFormat.FULL
