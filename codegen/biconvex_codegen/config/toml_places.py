"""Where keys and values stand in a TOML text that is known to be valid; it judges nothing and converts no value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..source import Span

_KEY_PART = re.compile(r"""[ \t]*(?:"((?:\\.|[^"\\\n])*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'"
    r"|[^,\]}#\n]+"
)

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The offsets of the last part of a key, and of its value; of a table's header, of all of it."""

    key: tuple[int, int]
    value: tuple[int, int]


def entries(text: str) -> Mapping[Path, Entry]:
    """Return where each key stands, by its whole dotted path; of keys that repeat in an array of tables, the first."""
    found: dict[Path, Entry] = {}
    table: Path = ()
    at = _blank(text, 0)
    while at < len(text):
        if text[at] == "[":
            table, at = _header(text, at, found)
        else:
            at = _pair(text, at, table, found)
        at = _blank(text, at)
    return found


def span(path: str, text: str, offsets: tuple[int, int]) -> Span:
    """Return the span of two offsets into the text of a file."""
    start, end = offsets
    return Span(path, *_position(text, start), *_position(text, end))


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return at if found is None else found.end()


def _header(text: str, at: int, found: dict[Path, Entry]) -> tuple[Path, int]:
    start = at
    while text[at] == "[":
        at += 1
    table, name, at = _key(text, at)
    while at < len(text) and text[at] == "]":
        at += 1
    found.setdefault(table, Entry(name, (start, at)))
    return table, at


def _pair(text: str, at: int, table: Path, found: dict[Path, Entry]) -> int:
    names, key, at = _key(text, at)
    path = (*table, *names)
    start = _blank(text, at + 1)
    end = _value(text, start, path, found)
    found.setdefault(path, Entry(key, (start, end)))
    return end


def _key(text: str, at: int) -> tuple[Path, tuple[int, int], int]:
    names: list[str] = []
    start = end = at
    while (part := _KEY_PART.match(text, at)) is not None:
        group = part.lastindex or 0
        quotes = 0 if group == 3 else 1
        start, end = part.start(group) - quotes, part.end(group) + quotes
        names.append(part.group(group))
        at = part.end()
        if text[at] != ".":
            break
        at += 1
    return tuple(names), (start, end), at


def _value(text: str, at: int, path: Path, found: dict[Path, Entry]) -> int:
    if text[at] == "{":
        return _inline_table(text, at + 1, path, found)
    if text[at] == "[":
        return _array(text, at + 1, path, found)
    scalar = _SCALAR.match(text, at)
    return at + 1 if scalar is None else at + len(scalar.group().rstrip())


def _inline_table(text: str, at: int, path: Path, found: dict[Path, Entry]) -> int:
    at = _blank(text, at)
    while text[at] != "}":
        at = _blank(text, _pair(text, at, path, found))
        at = _blank(text, at + 1) if text[at] == "," else at
    return at + 1


def _array(text: str, at: int, path: Path, found: dict[Path, Entry]) -> int:
    at = _blank(text, at)
    number = 0
    while text[at] != "]":
        item = (*path, str(number))
        end = _value(text, at, item, found)
        found.setdefault(item, Entry((at, end), (at, end)))
        number += 1
        at = _blank(text, end)
        at = _blank(text, at + 1) if text[at] == "," else at
    return at + 1
