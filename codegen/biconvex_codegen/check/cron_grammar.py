"""The grammar of cron strings that Convex runs: five fields, UTC, Sunday is 0; it judges a text and reports nothing.

The rules are those of the parser that Convex uses (get-convex/saffron): `L`, `W` and `#` stand alone in their field,
a reversed range wraps, a lone `*` stands alone, and there are no seconds, years, `?` or `@daily`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NO_NAMES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class _Field:
    """One of the five fields: what it is called, its numbers, their names, and the forms that stand alone in it."""

    title: str
    least: int
    most: int
    names: Mapping[str, int]
    alone: re.Pattern[str] | None = None


_LAST_DAYS = re.compile(r"L|LW|L-(?P<offset>[0-9]+)W?|(?P<value>[0-9]+)W")
_LAST_WEEKDAYS = re.compile(r"L|(?P<value>[0-9]+|[A-Za-z]{3})(L|#(?P<nth>[0-9]+))")
_MINUTE = _Field("minute", 0, 59, _NO_NAMES)
_HOUR = _Field("hour", 0, 23, _NO_NAMES)
_DAY = _Field("day of the month", 1, 31, _NO_NAMES, _LAST_DAYS)
_MONTH = _Field("month", 1, 12, {name: number for number, name in enumerate(_MONTHS, start=1)})
_DAY_OF_WEEK = _Field("day of the week", 0, 6, {name: number for number, name in enumerate(_DAYS)}, _LAST_WEEKDAYS)
_FIELDS = (_MINUTE, _HOUR, _DAY, _MONTH, _DAY_OF_WEEK)
_ITEM = re.compile(r"(?P<start>\*|[0-9]+|[A-Za-z]+)(-(?P<end>[0-9]+|[A-Za-z]+))?(/(?P<step>[0-9]+))?")


class _FaultError(Exception):
    """What is wrong with a text, as a message and a help; caught in `fault`."""


def fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a cron string, as a message and a help; None where it runs some day."""
    fields = re.split(r"[ \t]+", text)
    if len(fields) != len(_FIELDS) or "" in fields:
        count = len([field for field in fields if field])
        has = f"has {count}" if count != len(_FIELDS) else "has space around them"
        help_ = 'write minute, hour, day, month, weekday: "0 9 * * 1"'
        return f'a cron string has five fields, and "{text}" {has}', help_
    try:
        for field, written in zip(_FIELDS, fields, strict=True):
            _parse(field, written)
    except _FaultError as error:
        message, help_ = error.args
        return message, help_
    if fields[4] == "*" and not _some_day(fields[2], fields[3]):
        return f'no year has a day that "{text}" matches', "change the day of the month, or the month"
    return None


def _parse(field: _Field, written: str) -> None:
    """Raise where a field's text is not of the grammar."""
    if written == "*":
        return
    alone = field.alone.fullmatch(written) if field.alone is not None else None
    if alone is not None:
        _parse_alone(field, written, alone.groupdict())
        return
    for number, item in enumerate(written.split(",")):
        _parse_item(field, written, item, number)


def _parse_alone(field: _Field, written: str, groups: Mapping[str, str | None]) -> None:
    value, offset, nth = groups.get("value"), groups.get("offset"), groups.get("nth")
    if value is not None:
        _number(field, value)
    if offset is not None and not 1 <= int(offset) <= 30:
        raise _FaultError(f'"{written}" counts back {int(offset)} days', "count back 1 to 30 days")
    if nth is not None and not 1 <= int(nth) <= 5:
        raise _FaultError(f'no month has "{written}": a weekday comes 1 to 5 times', "write # and a number from 1 to 5")


def _parse_item(field: _Field, written: str, item: str, number: int) -> None:
    match = _ITEM.fullmatch(item)
    if match is None:
        raise _FaultError(f'"{item}" is no {field.title}', f"write {_range(field)}, a range, a step, or *")
    start, end, step = match["start"], match["end"], match["step"]
    # After the first item, and only there, the parser reads `*` as the least number.
    if start == "*" and number == 0 and (end is not None or step is None):
        raise _FaultError(f'"*" stands alone, and not in "{written}"', "remove what is beside it")
    if start != "*":
        _number(field, start)
    if end is not None:
        _number(field, end)
    if step is not None and not 1 <= int(step) <= field.most - field.least:
        raise _FaultError(f'the step of "{item}" is {int(step)}', f"step by 1 to {field.most - field.least}")


def _number(field: _Field, text: str) -> int:
    """Return the number that a number or a name stands for, or raise."""
    number = int(text) if text.isdecimal() else field.names.get(text.upper())
    if number is None or not field.least <= number <= field.most:
        raise _FaultError(f'"{text}" is no {field.title}', f"write {_range(field)}{_sunday(field, text)}")
    return number


def _range(field: _Field) -> str:
    return f"a number from {field.least} to {field.most}"


def _sunday(field: _Field, text: str) -> str:
    return "; Sunday is 0" if field is _DAY_OF_WEEK and text == "7" else ""


def _some_day(day: str, month: str) -> bool:
    """Say whether some month of the months has some day of the days; both texts are of the grammar."""
    if day == "*":
        return True
    months = range(1, 13) if month == "*" else tuple(_numbers(_MONTH, month))
    longest = max(_LONGEST_MONTH[number - 1] for number in months)
    alone = _LAST_DAYS.fullmatch(day)
    if alone is None:
        return min(_numbers(_DAY, day)) <= longest
    value, offset = alone["value"], alone["offset"]
    return int(value or 1) <= longest and int(offset or 0) < longest


def _numbers(field: _Field, written: str) -> Iterator[int]:
    for item in written.split(","):
        match = _ITEM.fullmatch(item)
        if match is not None:
            start = field.least if match["start"] == "*" else _number(field, match["start"])
            end = _number(field, match["end"]) if match["end"] else field.most if match["step"] else start
            yield from _stepped(field, start, end, int(match["step"] or 1))


def _stepped(field: _Field, start: int, end: int, step: int) -> Iterator[int]:
    size = field.most - field.least + 1
    for distance in range(0, (end - start) % size + 1, step):
        yield (start - field.least + distance) % size + field.least
