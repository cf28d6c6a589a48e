"""Names on the wire as a Python programmer writes them, where they come back from there unchanged."""

import re
from collections.abc import Set as AbstractSet

from biconvex_codegen.ir.naming import camel_case, without_underscore
from biconvex_codegen.ir.reserved import PYTHON_BUILTINS, PYTHON_KEYWORDS

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake(name: str) -> str:
    """Return a name in snake_case, leading underscores kept."""
    return _WORD.sub("_", name).lower()


def pascal(name: str) -> str:
    """Return a name as that of a class; it begins with a letter."""
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", name) if part]
    found = "".join(part[0].upper() + part[1:] for part in parts) or "Thing"
    return f"N{found}" if found[0].isdigit() else found


def identifier(wire: str, *, camel: bool, taken: AbstractSet[str] = frozenset()) -> str | None:
    """Return the Python identifier that has this name on the wire and is not taken; None where there is none."""
    for candidate in (snake(wire), wire) if camel else (wire,):
        for name in (candidate, f"{candidate}_"):
            is_free = name not in PYTHON_KEYWORDS and name not in taken
            if is_free and name.isidentifier() and wire_name(name, camel=camel) == wire:
                return name
    return None


def wire_name(name: str, *, camel: bool) -> str:
    """Return what an identifier is on the wire."""
    bare = without_underscore(name)
    return camel_case(bare) if camel else bare


def free(wish: str, taken: AbstractSet[str]) -> str:
    """Return a name that is not taken: the wish, or with a number."""
    if wish not in taken:
        return wish
    return next(name for number in range(2, 10_000) if (name := f"{wish}{number}") not in taken)


def usable(name: str) -> str:
    """Return a name with an underscore where Python has it already."""
    return f"{name}_" if name in PYTHON_KEYWORDS or name in PYTHON_BUILTINS else name
