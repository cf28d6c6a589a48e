"""How text that a user wrote enters generated Python: as a string literal, or as a docstring."""

import re

from .invisible import INVISIBLE

_UNSAFE = re.compile(f"[\x00-\x1f{INVISIBLE}]")
_UNSAFE_BUT_LINE_ENDS = re.compile(f"[\x00-\x09\x0b-\x1f{INVISIBLE}]")
_CLOSING_QUOTE = re.compile(r'^"|"(?=")|"\Z')


def string_literal(text: str) -> str:
    """Return a Python expression for a text, on one line, in the quotes that need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\n", "\\n")
    return f"{quote}{_UNSAFE.sub(_escape, escaped)}{quote}"


def docstring(text: str, indentation: str = "    ") -> str:
    """Return a docstring that reads as the text, each of its lines indented; the last line has no line end."""
    escaped = _CLOSING_QUOTE.sub(r'\\"', text.strip(" \n").replace("\\", "\\\\"))
    first, *others = (line.rstrip(" ") for line in _UNSAFE_BUT_LINE_ENDS.sub(_escape, escaped).split("\n"))
    if not others:
        return f'{indentation}"""{first}"""'
    indented = (f"{indentation}{line}" if line else "" for line in (*others, '"""'))
    return "\n".join((f'{indentation}"""{first}', *indented))


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
