"""Turns the bytes of a source file into text with LF line ends, or says where they are no text; opens no file."""

import re

from ..source import SourceFile, Span, UnreadableFile

_DECLARATION = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_UTF8 = frozenset({"utf-8", "utf8", "u8", "utf-8-sig", "ascii", "us-ascii"})


def decode(path: str, raw: bytes) -> SourceFile | UnreadableFile:
    """Return the source file of these bytes: UTF-8, with or without a byte order mark, any line ends, no NUL."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        span = _at(path, raw[: error.start].decode("utf-8"))
        return UnreadableFile(f"byte 0x{raw[error.start]:02x} is not UTF-8", span, "save the file as UTF-8")
    if (declared := _other_encoding(raw)) is not None and not text.isascii():
        message = f'the file says that its encoding is "{declared}"'
        return UnreadableFile(message, Span(path, 1, 1, 1, 1), "save the file as UTF-8 and remove the declaration")
    before, nul, _ = text.partition("\0")
    if nul:
        return UnreadableFile("the file holds a NUL character", _at(path, before), "remove the character")
    return SourceFile(path, text)


def _other_encoding(raw: bytes) -> str | None:
    """Return the encoding that one of the first two lines declares as PEP 263 says, if it is not UTF-8."""
    for line in raw.split(b"\n", 2)[:2]:
        if (found := _DECLARATION.match(line)) is not None:
            name = found.group(1).decode("ascii", "replace")
            return None if name.lower().replace("_", "-") in _UTF8 else name
        if line.strip() and not line.lstrip().startswith(b"#"):
            return None
    return None


def _at(path: str, before: str) -> Span:
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Span(path, line, column, line, column + 1)
