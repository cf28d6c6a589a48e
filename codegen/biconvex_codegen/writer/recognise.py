"""Whether a file is one of ours, by its text alone: its marker, also behind a conflict; it opens no file."""

import re

from ..backends.marker import JSON_KEY, MARKER

_TEXT_HEAD = re.compile(rf"\ufeff?(?:#|//|--) {re.escape(MARKER)}\b")
_JSON_HEAD = re.compile(rf'\ufeff?\s*\{{\s*"{re.escape(JSON_KEY)}"\s*:\s*"{re.escape(MARKER)}\b')
_CONFLICT = re.compile(r"\ufeff?<{7}(?: [^\n]*)?\r?\n([\s\S]*?)^>{7}(?: |\r?$)", re.MULTILINE)
_BETWEEN_SIDES = re.compile(r"^(?:={7}|\|{7}(?: [^\n]*)?)\r?\n", re.MULTILINE)
_ANY_CONFLICT = re.compile(r"^<{7}(?: [^\n]*)?\r?\n[\s\S]*?^>{7}(?: |\r?$)", re.MULTILINE)


def is_generated(text: str) -> bool:
    """Say whether a text is generated: marked in its first line or first key, empty, or marked within a conflict."""
    return not text.strip("\ufeff \t\r\n") or _is_marked(text) or _is_marked_in_conflict(text)


def is_conflicted(text: str) -> bool:
    """Say whether a merge left its conflict markers in a text."""
    return "<<<<<<<" in text and _ANY_CONFLICT.search(text) is not None


def _is_marked(text: str) -> bool:
    return _TEXT_HEAD.match(text) is not None or _JSON_HEAD.match(text) is not None


def _is_marked_in_conflict(text: str) -> bool:
    conflict = _CONFLICT.match(text)
    return conflict is not None and any(_is_marked(side) for side in _BETWEEN_SIDES.split(conflict.group(1)))
