"""Which names Convex accepts, and how a Python identifier is written on the wire; nothing is changed silently."""

from typing import Final

_LONGEST_IDENTIFIER: Final = 64
_LONGEST_FIELD_NAME: Final = 1024


def identifier_problem(name: str) -> str | None:
    """Say why `name` cannot name a table, an index or a validator's field; None where it can."""
    if not name:
        return "it is empty"
    if len(name) > _LONGEST_IDENTIFIER:
        return f"it is longer than {_LONGEST_IDENTIFIER} characters"
    if not (name.isascii() and name.isidentifier()):  # among ASCII texts these are Convex's identifiers, no others
        return "it is not made of ASCII letters, digits and underscores, the first no digit"
    if not name.strip("_"):
        return "it is made of underscores only"
    return None


def field_name_problem(name: str) -> str | None:
    """Say why `name` cannot be a key of a stored object or record; None where it can."""
    if len(name) > _LONGEST_FIELD_NAME:
        return f"it is longer than {_LONGEST_FIELD_NAME} characters"
    if name.startswith("$"):
        return "it begins with a dollar sign"
    if not (name.isascii() and name.isprintable()):
        return "it has other than printable ASCII characters"
    return None


def without_underscore(name: str) -> str:
    """Drop one trailing underscore, Python's way around a name that is taken: `from_` is from; `_` and `__` stay."""
    return name[:-1] if name.endswith("_") and name.strip("_") else name


def wire_name(name: str) -> str:
    """Return a Python identifier as the wire has it: `is_public` is isPublic, `from_` is from."""
    bare = without_underscore(name)
    lead = bare[: len(bare) - len(bare.lstrip("_"))]
    head, *rest = [part for part in bare.split("_") if part] or [""]
    return lead + head + "".join(part[0].upper() + part[1:] for part in rest)
