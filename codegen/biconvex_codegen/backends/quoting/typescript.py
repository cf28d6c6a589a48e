"""How text that a user wrote enters generated TypeScript: as a literal type, a property's name, or a JSDoc comment."""

import re
from collections.abc import Iterator

from ...ir.types import Notes
from .invisible import INVISIBLE

_UNSAFE = re.compile(f"[\x00-\x1f{INVISIBLE}]")
_UNSAFE_IN_COMMENT = re.compile(f"[\x00-\x08\x0b-\x1f{INVISIBLE}]")
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_LINE_END = re.compile(r"\r\n?|\n")
# What TypeScript takes for a JSDoc tag: an `@` at a line's start, after white space, an asterisk or a brace.
_TAG = re.compile(r"(?:^|(?<=[\s{*]))@")


def string(text: str) -> str:
    """Return the literal of a text, in double quotes, on one line."""
    escaped = _escaped(text).replace('"', '\\"')
    return f'"{escaped}"'


def string_starting_with(text: str) -> str:
    """Return the type of all strings that begin with a text."""
    escaped = _escaped(text).replace("`", "\\`").replace("${", "\\${")
    return f"`{escaped}${{string}}`"


def key(name: str) -> str:
    """Return a name as a property's name: quoted where it is no identifier; reserved words are fine as they are."""
    return name if _IDENTIFIER.fullmatch(name) else string(name)


def doc_comment(notes: Notes) -> tuple[str, ...]:
    """Return the lines of the JSDoc comment that says what a user notes; none where nothing is noted."""
    lines = [*_comment_lines(notes.doc)]
    if notes.deprecated is not None:
        first, *others = (*_comment_lines(notes.deprecated), "")
        lines += [*([""] if lines else []), f"@deprecated {first}".rstrip(), *others[:-1]]
    if not lines:
        return ()
    if len(lines) == 1:
        return (f"/** {lines[0]} */",)
    return ("/**", *(f" * {line}".rstrip() for line in lines), " */")


def _escaped(text: str) -> str:
    return _UNSAFE.sub(_escape, text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t"))


def _comment_lines(text: str | None) -> Iterator[str]:
    """Yield the lines of a text without blank ones at either end; nothing in them ends the comment or is a tag."""
    if text is None or not text.strip():
        return
    for line in _LINE_END.split(text.strip("\r\n \t")):
        harmless = _UNSAFE_IN_COMMENT.sub(_escape, line.rstrip()).replace("*/", "*\\/")
        yield _TAG.sub(r"\\@", harmless)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\u{{{number:x}}}"
