"""Choices that vary from app to app and from thing to thing, and are the same in every run."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def chosen(options: Sequence[T], *key: str) -> T:
    """Return one of some options, by what it is chosen for."""
    return options[crc32("\0".join(key).encode()) % len(options)]


def happens(percent: int, *key: str) -> bool:
    """Say whether something happens that does so in so many cases of a hundred."""
    return crc32("\0".join(("happens", *key)).encode()) % 100 < percent
