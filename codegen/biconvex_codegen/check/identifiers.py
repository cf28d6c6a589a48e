"""What Convex calls an identifier, the form of most names; it says what is wrong with one, and reports nothing."""

import re
from string import ascii_letters, digits

LONGEST = 64
HELP = f'use at most {LONGEST} letters, digits and "_", and begin with a letter'

_ALLOWED = frozenset(f"{ascii_letters}{digits}_")
_IDENTIFIER = re.compile(r"(?!_+\Z)[A-Za-z_][A-Za-z0-9_]{0,63}\Z")


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
