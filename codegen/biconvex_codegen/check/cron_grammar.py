"""The grammar of cron strings that Convex runs: five fields, UTC, Sunday is 0; it judges a text and reports nothing.

The rules are those of the parser that Convex uses (get-convex/saffron): `L`, `W` and `#` stand alone in their field,
a reversed range wraps, a lone `*` stands alone, and there are no seconds, years, `?` or `@daily`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from ..diagnostics import did_you_mean

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MACROS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
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


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text, how to mend it, and which characters of it are at fault, the end exclusive."""

    message: str
    help: str
    start: int
    end: int


class _FaultError(Exception):
    """A fault that was found; caught in `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


@dataclass(frozen=True, slots=True)
class _Written:
    """A part of the text, and where it begins."""

    text: str
    start: int

    def part(self, match: re.Match[str], group: str) -> "_Written | None":
        """Return what a group of a match in this part is; None where it matched nothing."""
        return None if match[group] is None else _Written(match[group], self.start + match.start(group))

    def refuse(self, message: str, help_: str) -> NoReturn:
        """Raise that this part is at fault."""
        raise _FaultError(Fault(message, help_, self.start, self.start + len(self.text)))


def fault(text: str) -> Fault | None:
    """Return what is wrong with a cron string; None where it runs some day."""
    fields = [_Written(match[0], match.start()) for match in re.finditer(r"[^ \t]+", text)]
    if len(fields) != len(_FIELDS) or text != text.strip(" \t"):
        has = f"has {len(fields)}" if len(fields) != len(_FIELDS) else "has space around them"
        message = f'a cron string has five fields, and "{text}" {has}'
        return Fault(message, _five_fields(text, fields), 0, len(text))
    try:
        for field, written in zip(_FIELDS, fields, strict=True):
            _parse(field, written)
    except _FaultError as error:
        return error.fault
    _minute, _hour, day, month, weekday = fields
    if weekday.text == "*" and not _some_day(day.text, month.text):
        message = f'no year has a day that "{text}" matches'
        help_ = "change the day of the month, or the month"
        return Fault(message, help_, day.start, month.start + len(month.text))
    return None


def _five_fields(text: str, fields: Sequence[_Written]) -> str:
    if text in _MACROS:
        return f'write "{_MACROS[text]}"'
    if len(fields) == len(_FIELDS):
        return "remove the space"
    if len(fields) == len(_FIELDS) + 1:
        return f'leave the seconds out: "{text[fields[1].start :]}"'
    return 'write minute, hour, day, month, weekday: "0 9 * * 1"'


def _parse(field: _Field, written: _Written) -> None:
    """Raise where a field's text is not of the grammar."""
    if written.text == "*":
        return
    alone = field.alone.fullmatch(written.text) if field.alone is not None else None
    if alone is not None:
        _parse_alone(field, written, alone)
        return
    start = written.start
    for number, item in enumerate(written.text.split(",")):
        _parse_item(field, written, _Written(item, start), number)
        start += len(item) + 1


def _parse_alone(field: _Field, written: _Written, match: re.Match[str]) -> None:
    groups = match.groupdict()
    value = written.part(match, "value") if "value" in groups else None
    if value is not None:
        _number(field, value)
    offset, nth = groups.get("offset"), groups.get("nth")
    if offset is not None and not 1 <= _integer(offset) <= 30:
        written.refuse(f'"{written.text}" counts back {_integer(offset)} days', "count back 1 to 30 days")
    if nth is not None and not 1 <= _integer(nth) <= 5:
        message = f'no month has "{written.text}": a weekday comes 1 to 5 times'
        written.refuse(message, "write # and a number from 1 to 5")


def _parse_item(field: _Field, written: _Written, item: _Written, number: int) -> None:
    match = _ITEM.fullmatch(item.text)
    if match is None:
        item.refuse(f'"{item.text}" is no {field.title}', f"write {_range(field)}, a range, a step, or *")
    start, end, step = (item.part(match, group) for group in ("start", "end", "step"))
    # After the first item, and only there, the parser reads `*` as the least number.
    if match["start"] == "*" and number == 0 and (end is not None or step is None):
        written.refuse(f'"*" stands alone, and not in "{written.text}"', "remove what is beside it")
    if start is not None and start.text != "*":
        _number(field, start)
    if end is not None:
        _number(field, end)
    if step is not None and not 1 <= _integer(step.text) <= field.most - field.least:
        message = f'the step of "{item.text}" is {_integer(step.text)}'
        step.refuse(message, f"step by 1 to {field.most - field.least}")


def _integer(digits: str) -> int:
    """Return a number, of a long one the first digits: it is beyond every range, and Python refuses to read it all."""
    return int((digits.lstrip("0") or "0")[:9])


def _number(field: _Field, written: _Written) -> None:
    """Raise where a number or a name is none of the field."""
    if _value(field, written.text) is None:
        written.refuse(f'"{written.text}" is no {field.title}', _number_help(field, written.text))


def _value(field: _Field, text: str) -> int | None:
    number = _integer(text) if text.isdecimal() else field.names.get(text.upper())
    return number if number is not None and field.least <= number <= field.most else None


def _number_help(field: _Field, text: str) -> str:
    if field is _DAY_OF_WEEK and text == "7":
        return "write 0: Sunday is 0"
    short = text.upper()[:3]
    meant = short if short in field.names else did_you_mean(short, field.names)
    return f'did you mean "{meant}"?' if meant else f"write {_range(field)}"


def _range(field: _Field) -> str:
    return f"a number from {field.least} to {field.most}"


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
    return _integer(value or "1") <= longest and _integer(offset or "0") < longest


def _numbers(field: _Field, written: str) -> Iterator[int]:
    for item in written.split(","):
        match = _ITEM.fullmatch(item)
        if match is not None:
            start = field.least if match["start"] == "*" else _value(field, match["start"]) or 0
            end = _value(field, match["end"]) or 0 if match["end"] else field.most if match["step"] else start
            yield from _stepped(field, start, end, _integer(match["step"] or "1"))


def _stepped(field: _Field, start: int, end: int, step: int) -> Iterator[int]:
    size = field.most - field.least + 1
    for distance in range(0, (end - start) % size + 1, step):
        yield (start - field.least + distance) % size + field.least
