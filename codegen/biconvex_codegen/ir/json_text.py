"""How JSON that is committed is laid out: one part a line where merges happen; it knows nothing of what it says."""

import json
import re
from typing import TypeAlias

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

_WIDTH = 100
_flat = json.JSONEncoder(ensure_ascii=False).encode
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def json_text(value: JSON, *, open_levels: int) -> str:
    """Return a value as text: the parts of the outer levels on lines of their own, what is deeper on one if it fits.

    Characters that nobody would see are written as escapes.
    """
    return _UNSAFE.sub(_escaped, _pretty(value, 0, 0, open_levels)) + "\n"


def _pretty(value: JSON, column: int, depth: int, open_levels: int) -> str:
    if not isinstance(value, dict | list) or not value:
        return _flat(value)
    if depth >= open_levels and column + len(flat := _flat(value)) < _WIDTH:
        return flat
    inner = "  " * (depth + 1)
    if isinstance(value, dict):
        keys = {_flat(key): item for key, item in value.items()}
        parts = [
            f"{key}: {_pretty(item, len(inner) + len(key) + 2, depth + 1, open_levels)}" for key, item in keys.items()
        ]
        opening, closing = "{", "}"
    else:
        parts = [_pretty(item, len(inner), depth + 1, open_levels) for item in value]
        opening, closing = "[", "]"
    lines = f",\n{inner}".join(parts)
    return f"{opening}\n{inner}{lines}\n{'  ' * depth}{closing}"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
