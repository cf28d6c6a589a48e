"""Creation times: each later than the one before, whatever the clock does."""

import math


class CreationTimes:
    """Gives the creation times of a database's documents, in milliseconds since 1970."""

    __slots__ = ("_latest",)

    def __init__(self, latest: float) -> None:
        """Begin after the latest that was given."""
        self._latest = latest

    def next(self, now: int) -> float:
        """Return the time of the next document: now, or the next number after the latest if that is later."""
        self._latest = max(float(now), math.nextafter(self._latest, math.inf))
        return self._latest
