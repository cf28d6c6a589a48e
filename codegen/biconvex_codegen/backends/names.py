"""How names that a user gave become identifiers, class names and file names of generated code; it quotes nothing."""

import re
from collections.abc import Iterable

from ..ir.reserved import PYTHON_KEYWORDS, WINDOWS_DEVICE_NAMES

_NOT_IN_IDENTIFIER = re.compile(r"[^0-9A-Za-z_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def attribute(name: str) -> str:
    """Return what Python code writes after a dot, or as a keyword argument, for a name: `class_` for `class`."""
    return f"{name}_" if name in PYTHON_KEYWORDS else name


def pascal(text: str) -> str:
    """Return a text as part of a class name: each run of its letters and digits, the first letter made a capital."""
    parts = _NOT_IN_IDENTIFIER.sub("_", text).split("_")
    return "".join(f"{part[:1].upper()}{part[1:]}" for part in parts)


def snake(text: str) -> str:
    """Return a text as a file's name without its ending: `user_profiles` for `userProfiles`."""
    return _HUMP.sub("_", _NOT_IN_IDENTIFIER.sub("_", text)).lower()


class Taken:
    """The names of one scope that are given away; each new one is made different by underscores at its end."""

    __slots__ = ("_names",)

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Begin with the names that nobody may have."""
        self._names = set(names)

    def claim(self, wish: str) -> str:
        """Return the wish, or the nearest name that is free, and take it."""
        while wish in self._names:
            wish += "_"
        self._names.add(wish)
        return wish


class TakenFiles:
    """The file names of one folder that are given away; those that differ by case alone are the same."""

    __slots__ = ("_names",)

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Begin with the names, without endings, that nobody may have; no module can be called as a keyword."""
        self._names = {name.lower() for name in (*names, "__init__", *WINDOWS_DEVICE_NAMES)}

    def claim(self, wish: str) -> str:
        """Return the wish, or the nearest name that is free, and take it."""
        while wish in PYTHON_KEYWORDS or wish.lower() in self._names:
            wish += "_"
        self._names.add(wish.lower())
        return wish
