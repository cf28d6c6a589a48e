"""What Convex calls an identifier, the form of most names; it says what is wrong with one, and reports nothing."""

import re
from string import ascii_letters, digits
from unicodedata import combining, normalize

LONGEST = 64
_RULE = f'use at most {LONGEST} letters, digits and "_", and begin with a letter'

_ALLOWED = frozenset(f"{ascii_letters}{digits}_")
_IDENTIFIER = re.compile(r"(?!_+\Z)[A-Za-z_][A-Za-z0-9_]{0,63}\Z")


def advice(name: str) -> str:
    """Return how to mend a name that is no identifier: the nearest one that is, or what the rule is."""
    # Letters lose their marks; what is left that no identifier holds becomes an underscore.
    bare = "".join(each for each in normalize("NFKD", name.replace("ß", "ss")) if not combining(each))
    near = re.sub(r"[^A-Za-z0-9]+", "_", bare).strip("_")
    is_whole = all(each in _ALLOWED or each.isascii() for each in bare)
    return f'rename it "{near}"' if is_whole and _IDENTIFIER.match(near) and near != name else _RULE


def fault(name: str) -> str | None:
    """Return what keeps a name from being an identifier, as the end of a sentence that begins with the name."""
    if _IDENTIFIER.match(name):
        return None
    if not name:
        return "is empty"
    wrong = next((character for character in name if character not in _ALLOWED), None)
    if wrong is not None:
        return f'holds "{wrong}"'
    if name[0] in digits:
        return "begins with a digit"
    if len(name) > LONGEST:
        return f"has {len(name)} characters, and at most {LONGEST} are allowed"
    return "has neither a letter nor a digit"
