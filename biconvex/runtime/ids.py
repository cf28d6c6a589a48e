"""Ids of documents: texts that say which table they are of, in Convex's own form; it stores nothing.

An id is, in lower-case base32 after Crockford, the number of the table (7 bits a byte, the lowest first, all but the
last with the high bit set), 16 random bytes, and a checksum of both (Fletcher-16, the low byte first).
"""

from itertools import accumulate
from os import urandom
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_TABLE: Final = 10_001
"""The number of an app's first table; the system's tables have smaller ones."""

_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS: Final = tuple(high + low for high in _DIGITS for low in _DIGITS)
_TO_PYTHON: Final = str.maketrans(_DIGITS, "0123456789abcdefghijklmnopqrstuv")
_RANDOM: Final = 16
_FOOTER: Final = 2
_LENGTHS: Final = range(31, 38)
_MOST_KNOWN: Final = 100_000


class Ids:
    """Makes ids of the tables of one database, and tells the table of an id."""

    __slots__ = ("_known", "_names", "_prefixes")

    def __init__(self, numbers: "Mapping[str, int]") -> None:
        """Begin with the number of each table, by its name."""
        self._prefixes = {name: _number_bytes(number) for name, number in numbers.items()}
        self._names = {number: name for name, number in numbers.items()}
        self._known: dict[str, str] = {}

    def new(self, table: str) -> str:
        """Return an id that no document has."""
        content = self._prefixes[table] + urandom(_RANDOM)
        text = _text(content + _checksum(content))
        self._remember(text, table)
        return text

    def table_of(self, text: str) -> str | None:
        """Return the table of an id; None for a text that is no id of this database."""
        known = self._known.get(text)
        if known is not None:
            return known
        number = _number_of(text)
        table = None if number is None else self._names.get(number)
        if table is not None:
            self._remember(text, table)
        return table

    def _remember(self, text: str, table: str) -> None:
        """Keep what is known of an id: most are asked for many times, and reading one takes microseconds."""
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[text] = table


def _number_bytes(number: int) -> bytes:
    low: list[int] = []
    while number >= 0x80:
        low.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*low, number])


def _checksum(content: bytes) -> bytes:
    sums = tuple(accumulate(content))
    return bytes((sums[-1] % 255, sum(sums) % 255))


def _text(content: bytes) -> str:
    bits = len(content) * 8
    length = -(-bits // 5)
    number = int.from_bytes(content) << (length * 5 - bits)
    pairs = [_PAIRS[number >> shift & 0x3FF] for shift in range(length * 5 - 10, -1, -10)]
    return "".join(pairs) + (_DIGITS[number & 0x1F] if length % 2 else "")


def _number_of(text: str) -> int | None:
    """Return the number of an id's table, None where the text is no id."""
    if len(text) not in _LENGTHS or not text.isascii() or not text.isalnum():
        return None
    try:
        number = int(text.translate(_TO_PYTHON), 32)
    except ValueError:
        return None
    size, spare = divmod(len(text) * 5, 8)
    # A letter that is no digit of ours may be one of Python's, so the text is made anew and compared.
    if number & ((1 << spare) - 1):
        return None
    content = (number >> spare).to_bytes(size)
    if _text(content) != text or _checksum(content[:-_FOOTER]) != content[-_FOOTER:]:
        return None
    head = content[: -_FOOTER - _RANDOM]
    return _number(head) if head else None


def _number(head: bytes) -> int | None:
    number = sum((byte & 0x7F) << (7 * place) for place, byte in enumerate(head))
    return number if number and _number_bytes(number) == head else None
