"""What modules and shapes are called in generated TypeScript: identifiers that never meet, each decided by itself."""

import re

from ...ir.reserved import TYPESCRIPT_GLOBALS, TYPESCRIPT_RESERVED, TYPESCRIPT_TYPE_NAMES

_OPERATORS = frozenset({"abstract", "asserts", "infer", "is", "keyof", "readonly", "unique"})
"""What begins something else where a type is expected; fine as names elsewhere."""

_TAKEN = TYPESCRIPT_RESERVED | TYPESCRIPT_TYPE_NAMES | TYPESCRIPT_GLOBALS | _OPERATORS
_OTHER = re.compile(r"[^A-Za-z0-9_/]")
_ROOT = "root$"


def namespace_name(module: str) -> str:
    """Return the namespace of a module's shapes: `functions$documents` for `functions/documents`.

    No Python name holds a `$`, so `a/b` and `a_b` stay apart, and helpers imported as `$Name` meet no namespace.
    """
    if not module:
        return _ROOT
    name = _OTHER.sub(lambda match: f"$${ord(match[0]):x}$", module).replace("/", "$")
    return f"$${name}" if name[0].isdigit() else _beside_taken(name)


def shape_name(name: str) -> str:
    """Return what the type alias of a shape is called: its name, with one more `_` where that name means something."""
    return _beside_taken(name)


def _beside_taken(name: str) -> str:
    """Return a name, or one that differs from a taken one; `Record` and `Record_` stay apart by one `_` each."""
    return f"{name}_" if name.rstrip("_") in _TAKEN else name
