"""Has `typing` remember nothing, so that what an app says of itself keeps its order; imported before `typing` is.

`typing` gives back what it made of an equal argument before, and unions and Literals are equal in any order: after
`NotRequired[str | None]`, `NotRequired[None | str]` is the same object, and so are `Literal["a", "b"] | None` and
`Literal["b", "a"] | None`. In which order a running app has the members of a union therefore depends on all that was
imported before it. Whoever holds that order against what is written has to import the app without those caches.
"""

import functools
import re  # which has a cache of its own, and keeps it
import sys

_lru_cache = functools.lru_cache


def _nothing_kept(maxsize: object = None, typed: bool = False) -> object:
    """Return what `lru_cache` does of a cache that is always empty."""
    return _lru_cache(0)(maxsize) if callable(maxsize) else _lru_cache(0, typed)


if "typing" in sys.modules:
    raise ImportError("typing is there already, with its caches")
vars(functools)["lru_cache"] = _nothing_kept
import typing  # noqa: E402  only now

vars(functools)["lru_cache"] = _lru_cache
__all__ = ["re", "typing"]
