"""Choices that vary from app to app and from thing to thing, and are the same in every run of one seed."""

import os
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

SEED = "ECOSYSTEM_SEED"
"""The variable of the environment that makes all choices anew."""

T = TypeVar("T")


def chosen(options: Sequence[T], *key: str) -> T:
    """Return one of some options, by what it is chosen for."""
    return options[_number(*key) % len(options)]


def happens(percent: int, *key: str) -> bool:
    """Say whether something happens that does so in so many cases of a hundred."""
    return _number("happens", *key) % 100 < percent


def _number(*key: str) -> int:
    return crc32("\0".join((os.environ.get(SEED, ""), *key)).encode())
