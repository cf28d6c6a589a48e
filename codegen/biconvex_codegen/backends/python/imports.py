"""The imports of one generated stub, collected while its text is printed; every alias is private and free."""

from collections.abc import Iterable

from ..layout import SOFT, Break, IfBroken, group, indent, print_text
from ..names import Taken

_TYPING = "typing_extensions"  # has all of `typing`, and `ReadOnly` and `deprecated` for Python 3.11


class Imports:
    """What the text of one stub refers to outside of itself; the private state of printing that stub.

    An alias begins with an underscore and is no name that a user gave to anything in the same file, so nothing a user
    writes can hide what an annotation means.
    """

    __slots__ = ("_aliases", "_root", "_taken")

    def __init__(self, *, depth: int, taken: Iterable[str] = ()) -> None:
        """Begin a stub that lies so many folders below the generated one, with the names that users chose in it."""
        self._root = "." * (depth + 1)
        self._taken = Taken(taken)
        self._aliases: dict[tuple[str, str], str] = {}

    def builtin(self, name: str) -> str:
        """Return how the text writes a builtin: `_b.list`."""
        return f"{self._alias('builtins', '', '_b')}.{name}"

    def typing(self, name: str) -> str:
        """Return how the text writes a name of `typing`, the newest ones included: `_t.ReadOnly`."""
        return f"{self._alias(_TYPING, '', '_t')}.{name}"

    def library(self, module: str, name: str) -> str:
        """Return how the text writes a name of a module of the library: `_Index` for `biconvex.database.Index`."""
        return self._alias(f"biconvex.{module}", name, f"_{name}")

    def generated(self, module: str, name: str) -> str:
        """Return how the text writes a name of a generated module, given as its dotted path: `_Document`."""
        return self._alias(f"{self._root}{module}", name, f"_{name}")

    def submodule(self, name: str) -> str:
        """Return how the text of a package's stub writes a module or package directly below it: `_documents`."""
        return self._alias(".", name, f"_{name}")

    def private(self, name: str) -> str:
        """Return a free private name for something of the stub itself: `_Document`."""
        return self._taken.claim(f"_{name}")

    def statements(self) -> str:
        """Return all import statements, one name each, in the order of isort; empty where there are none."""
        sections: dict[int, list[tuple[tuple[bool, int, str, str], str]]] = {}
        for (module, name), alias in self._aliases.items():
            dots = len(module) - len(module.lstrip("."))
            rank = (bool(name), -dots, module, name)
            sections.setdefault(_section(module), []).append((rank, statement(module, name, alias)))
        blocks = ("\n".join(text for _, text in sorted(section)) for _, section in sorted(sections.items()))
        return "\n\n".join(blocks)

    def _alias(self, module: str, name: str, wish: str) -> str:
        known = self._aliases.get((module, name))
        if known is None:
            known = self._aliases[module, name] = self._taken.claim(wish)
        return known


def statement(module: str, name: str, alias: str) -> str:
    """Return one import, of a module where there is no name, on as many lines as it needs."""
    if not name:
        return f"import {module} as {alias}"
    member = indent(SOFT, f"{name} as {alias}")
    return print_text(group(f"from {module} import ", IfBroken("("), member, Break("", ","), IfBroken(")")))


def _section(module: str) -> int:
    if module == "builtins":
        return 0
    return 2 if module.startswith(".") else 1
