"""How text and names that a user wrote enter SQL: quoted identifiers, string literals, numbers, comment lines."""

import re
from collections.abc import Iterable

from ...ir.types import LiteralKind, LiteralType

# Listed here, because what Unicode calls printable changes with the interpreter, and generated text must not.
_SPECIAL = re.compile(
    r"[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MOST_PIECES = 100
"""Pieces beyond which a string is written in hexadecimal: a chain of them is an expression as deep as it is long."""

_SHORT_ESCAPES = {"\\": "\\\\", "'": "''", "\n": "\\n", "\t": "\\t"}


def identifier(name: str) -> str:
    """Return a name in double quotes: a reserved word is a name like any other there."""
    return '"' + name.replace('"', '""') + '"'


def postgres_string(text: str) -> str:
    r"""Return a PostgreSQL string literal on one line; what it cannot hold, U+0000 and lone surrogates, reads `\u0000`.

    The `E` form says the same whatever `standard_conforming_strings` is set to, so it is used for every backslash.
    """
    if not any(_is_special(character) or character == "\\" for character in text):
        return "'" + text.replace("'", "''") + "'"
    return "E'" + "".join(map(_postgres_character, text)) + "'"


def _postgres_character(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if not is_storable(character) or character == "\0":
        return "\\" + _visible(character)
    return _visible(character) if _is_special(character) else character


def sqlite_string(text: str) -> str:
    """Return an SQLite expression on one line whose value is the text: special characters are joined in by `char()`."""
    pieces: list[str] = []
    plain: list[str] = []
    for character in text:
        if _is_special(character) and is_storable(character):
            pieces.extend(_sqlite_piece(plain))
            pieces.append(f"char({ord(character)})")
            plain = []
        else:
            plain.append(character if is_storable(character) else _visible(character))
    pieces.extend(_sqlite_piece(plain))
    if len(pieces) > _MOST_PIECES:
        return f"CAST(x'{text.encode(errors='replace').hex()}' AS TEXT)"
    if not pieces:
        return "''"
    return pieces[0] if len(pieces) == 1 else "(" + " || ".join(pieces) + ")"


def _sqlite_piece(characters: list[str]) -> Iterable[str]:
    if characters:
        yield "'" + "".join(characters).replace("'", "''") + "'"


def comment(text: str) -> tuple[str, ...]:
    r"""Return the lines of a `--` comment; a control character or another line separator in the text reads `\u2028`."""
    lines = text.replace("\r\n", "\n").split("\n")
    return tuple(f"-- {''.join(map(_comment_character, line))}".rstrip() for line in lines)


def _comment_character(character: str) -> str:
    return _visible(character) if _is_special(character) and character != "\t" else character


def postgres_literal(literal: LiteralType) -> str:
    """Return a literal of the type language as a PostgreSQL constant."""
    return postgres_string(literal.text) if literal.literal is LiteralKind.STRING else literal.text


def sqlite_literal(literal: LiteralType) -> str:
    """Return a literal of the type language as an SQLite expression; booleans are 0 and 1."""
    match literal.literal:
        case LiteralKind.STRING:
            return sqlite_string(literal.text)
        case LiteralKind.BOOLEAN:
            return "1" if literal.text == "true" else "0"
        case LiteralKind.NUMBER | LiteralKind.INT64:
            return literal.text


def is_storable(text: str) -> bool:
    """Say whether a text can be written as UTF-8: lone surrogates cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _is_special(character: str) -> bool:
    """Say whether a character could end a line, hide or be lost: controls, separators, direction marks, surrogates."""
    return _SPECIAL.match(character) is not None


def _visible(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
