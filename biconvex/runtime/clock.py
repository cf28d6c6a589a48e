"""The time: the system's, or one that tests move."""

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time in milliseconds since 1970."""

    def now(self) -> int:
        """Return the time."""
        ...


class SystemClock:
    """The system's time."""

    __slots__ = ()

    def now(self) -> int:
        """Return the time."""
        return time.time_ns() // 1_000_000


class ManualClock:
    """A time that stands still until it is set."""

    __slots__ = ("time",)

    def __init__(self, start: int) -> None:
        self.time = start

    def now(self) -> int:
        """Return the time."""
        return self.time
