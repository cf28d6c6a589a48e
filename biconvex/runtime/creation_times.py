"""Creation times: each later than the one before, whatever the clock does."""

import math


class CreationTimes:
    """Gives the creation times of a database's documents, in milliseconds since 1970."""

    __slots__ = ("latest",)

    def __init__(self, latest: float) -> None:
        """Begin after the latest that was given."""
        self.latest = latest

    def next(self, now: int) -> float:
        """Return the time of the next document: now, or the next number after the latest if that is later."""
        self.latest = max(float(now), math.nextafter(self.latest, math.inf))
        return self.latest
