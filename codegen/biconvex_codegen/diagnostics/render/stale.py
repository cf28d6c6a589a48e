"""A file that is not up to date, as what the formats of code hosts show of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stale:
    """A file, the first line that differs (None where none is there or the file is too many), and what to do."""

    path: str
    line: int | None
    message: str
