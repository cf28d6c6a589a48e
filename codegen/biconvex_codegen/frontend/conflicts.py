"""Finds what git leaves in a file that it could not merge; whether such a file can be read, others know."""

import re

_BEGIN = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_REST = re.compile(r"^={7}$(?s:.*?)^>{7}(?: .*)?$", re.MULTILINE)


def merge_conflict(text: str) -> tuple[int, int, int, int] | None:
    """Return where the first conflict begins, as a span of its first line; None where there is none."""
    for begin in _BEGIN.finditer(text):
        if _REST.search(text, begin.end()):
            line = text.count("\n", 0, begin.start()) + 1
            return (line, 1, line, len(begin.group()) + 1)
    return None
