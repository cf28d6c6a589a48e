"""Whether a version of the compiler is one that a project asks for: the plain part of PEP 440."""

import re

# Python refuses to read a number of thousands of digits.
_NUMBERS = r"\d{1,9}(?:\.\d{1,9})*"
_VERSION = re.compile(rf"({_NUMBERS})(?:\.?(a|b|rc|dev)(\d{{1,9}}))?")
_CLAUSE = re.compile(rf"(==|!=|>=|<=|~=|>|<)?\s*({_NUMBERS}(?:\.?(?:a|b|rc|dev)\d{{1,9}})?)(\.\*)?")
_RANKS = {"dev": 0, "a": 1, "b": 2, "rc": 3, None: 4}


def installed() -> str:
    """Return the version of the installed distribution; `0` in a checkout that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("biconvex")
    except PackageNotFoundError:
        return "0"


def is_requirement(text: str) -> bool:
    """Say whether a text is a list of version clauses such as `>=0.2,<0.3` or `0.2.1`."""
    return all(_CLAUSE.fullmatch(clause.strip()) for clause in text.split(","))


def satisfies(version: str, requirement: str) -> bool:
    """Say whether a version meets every clause; a clause without an operator asks for exactly that version."""
    return all(_meets(version, clause.strip()) for clause in requirement.split(","))


def _meets(version: str, clause: str) -> bool:
    parts = _CLAUSE.fullmatch(clause)
    if parts is None:
        return False
    operator, wanted, any_after = parts.group(1) or "==", parts.group(2), parts.group(3)
    if any_after is not None:
        return _in_series(version, wanted.split(".")) is (operator == "==")
    if operator == "~=":
        return _in_series(version, wanted.split(".")[:-1]) and _order(version) >= _order(wanted)
    one, other = _order(version), _order(wanted)
    return {
        "==": one == other,
        "!=": one != other,
        ">=": one >= other,
        "<=": one <= other,
        ">": one > other,
        "<": one < other,
    }[operator]


def _in_series(version: str, series: list[str]) -> bool:
    return version.split(".")[: len(series)] == series


def _order(version: str) -> tuple[tuple[int, ...], int, int]:
    """Return what versions are ordered by: the numbers without zeros at their end, then the stage before a release."""
    parts = _VERSION.match(version)
    if parts is None:
        return (), 0, 0
    numbers = [int(number) for number in parts.group(1).split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers), _RANKS[parts.group(2)], int(parts.group(3) or 0)
