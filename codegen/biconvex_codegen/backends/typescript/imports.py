"""Imports as by-products of printing: whoever prints a name asks for it here, under an alias that no user can write."""

DATA_MODEL = "./dataModel.js"
API = "./api.js"
SERVER = "convex/server"
VALUES = "convex/values"


class Imports:
    """What one file imports; collected while the file is printed."""

    __slots__ = ("_own", "_used")

    def __init__(self, own: str) -> None:
        """Begin with nothing; `own` is the module that is being printed, whose names need no import."""
        self._own = own
        self._used: set[tuple[str, str]] = set()

    def use(self, module: str, name: str) -> str:
        """Return how to write an exported name of a module here, and remember to import it."""
        if module == self._own:
            return name
        self._used.add((module, name))
        return f"${name}"

    def statements(self) -> tuple[str, ...]:
        """Return the import statements, sorted; one for each name, so that additions merge cleanly.

        No statement of a generated file ends in a semicolon: where a project sets `semi: false`, Prettier takes them
        away even from a statement that it is told to ignore.
        """
        return tuple(f'import type {{ {name} as ${name} }} from "{module}"' for module, name in sorted(self._used))
