"""Random changes of texts that people wrote: of tokens, lines, characters and bytes; it judges nothing."""

import re
from random import Random

_TOKEN = re.compile(r"\w+|[^\w\s]+|\s+")
_ODD = "\0\x1b\x85\xa0\xad\u200b\u2028\u202e\ufeff\U0001f389é\\'\"#{}()[]:\r\f\t"


def mutated(random: Random, text: str, others: str) -> str:
    """Return a text with one to four changes, some of them with parts of another text."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        text = random.choice((_token, _token, _token, _line, _character))(random, text, others)
    return text


def _token(random: Random, text: str, others: str) -> str:
    tokens, more = _TOKEN.findall(text), _TOKEN.findall(others)
    return "".join(_changed(random, tokens, more))


def _line(random: Random, text: str, others: str) -> str:
    return "".join(_changed(random, text.splitlines(keepends=True), others.splitlines(keepends=True)))


def _changed(random: Random, parts: list[str], others: list[str]) -> list[str]:
    """Return parts of which one is gone, doubled, moved, or replaced by another one."""
    if not parts:
        return others[:1]
    at, other = random.randrange(len(parts)), random.randrange(len(parts))
    match random.randrange(6):
        case 0:
            return [*parts[:at], *parts[at + 1 :]]
        case 1:
            return [*parts[:at], parts[at], *parts[at:]]
        case 2:
            return [*parts[:at], parts[other], *parts[at + 1 :]]
        case 3:
            return [*parts[:at], parts[other], *parts[at:]]
        case _:
            return [*parts[:at], random.choice(others or parts), *parts[at + random.randrange(2) :]]


def _character(random: Random, text: str, _others: str) -> str:
    at = random.randrange(len(text) + 1)
    odd = random.choice(_ODD) if random.random() < 0.8 else chr(random.choice((random.randrange(0xD800), 0x1F600)))
    return text[:at] + odd + text[at + random.randrange(2) :]


def mutated_bytes(random: Random, raw: bytes) -> bytes:
    """Return bytes with some of them changed, cut off, or in front of which another encoding's mark stands."""
    match random.randrange(4):
        case 0:
            return random.randbytes(random.randrange(200))
        case 1:
            at = random.randrange(len(raw) + 1)
            return raw[:at] + random.randbytes(random.randrange(1, 4)) + raw[at + random.randrange(3) :]
        case 2:
            return random.choice((b"\xff\xfe", b"\xef\xbb\xbf", b"# coding: latin-1\n", b"\r\n\r", b"#!\0\n")) + raw
        case _:
            size = random.randrange(120)
            return "".join(
                chr(random.choice((random.randrange(32, 127), random.randrange(0xD800)))) for _ in range(size)
            ).encode()
