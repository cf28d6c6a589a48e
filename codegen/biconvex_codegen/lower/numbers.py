"""Canonical texts of numbers, so that the IR never compares Python values (`0 == False == -0.0`)."""


def number_text(number: float) -> str:
    """Return the shortest text that reads back as the same double, with a point or an exponent."""
    text = repr(number)
    return text if any(mark in text for mark in ".en") else f"{text}.0"


def is_safe_integer(number: int) -> bool:
    """Say whether a whole number is exact as a double together with its neighbours."""
    return abs(number) <= 2**53 - 1


def is_printable(number: int) -> bool:
    """Say whether an int has at most a thousand digits: Python refuses to print one of more than 4,300."""
    return abs(number) < 10**1000


def is_int64(number: int) -> bool:
    """Say whether a whole number fits 64 signed bits."""
    return -(2**63) <= number < 2**63
