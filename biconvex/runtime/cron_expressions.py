"""Cron strings of five fields: the next minute that one matches, in UTC; it knows no other schedule and no clock.

The grammar is Convex's: Sunday is 0, `L`, `W` and `#` stand alone in their field, and a reversed range wraps. Where the
day of the month and the weekday are both restricted, either may match.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from ..errors import UsageError


class _Field(NamedTuple):
    """A field, or a number inside one: what it is called, its range, and the names that stand for numbers."""

    title: str
    least: int
    most: int
    names: Mapping[str, int]


class _Month(NamedTuple):
    """A month of one year: the ordinal of the day before its first, and its days, counted from 1."""

    before: int
    days: range

    def weekday(self, day: int) -> int:
        """Return a day's weekday; Sunday is 0."""
        return (self.before + day) % 7


_Days: TypeAlias = Callable[[_Month], Collection[int]]
"""Which days of a month match."""


class _Pattern(NamedTuple):
    """What a cron string matches: minutes of a day in order, months, and days by each restricted field of the two."""

    times: tuple[int, ...]
    months: frozenset[int]
    days: tuple[_Days, ...]


_MINUTES_OF_A_DAY: Final = 24 * 60
_EPOCH: Final = date(1970, 1, 1).toordinal()
_MONTHS_AHEAD: Final = 41 * 12
"""How far to look: 29 February is a Monday in 2072, and not again until 2112."""

_NO_NAMES: Final[Mapping[str, int]] = {}
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS: Final = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_MONDAY_TO_FRIDAY: Final = range(1, 6)
_MINUTE: Final = _Field("minute", 0, 59, _NO_NAMES)
_HOUR: Final = _Field("hour", 0, 23, _NO_NAMES)
_DAY: Final = _Field("day of the month", 1, 31, _NO_NAMES)
_MONTH: Final = _Field("month", 1, 12, {name: number for number, name in enumerate(_MONTHS, start=1)})
_WEEKDAY: Final = _Field("day of the week", 0, 6, {name: number for number, name in enumerate(_WEEKDAYS)})
_BACK: Final = _Field("number of days before the last", 1, 30, _NO_NAMES)
_NTH: Final = _Field("place of a weekday in a month", 1, 5, _NO_NAMES)
_ONE_DAY: Final = re.compile(r"(L(-(?P<back>[0-9]+))?|(?P<day>[0-9]+)(?=W))W?")
_ONE_WEEKDAY: Final = re.compile(r"(?P<weekday>[0-9]+|[A-Za-z]{3})(L|#(?P<nth>[0-9]+))")
_ITEM: Final = re.compile(r"(?P<first>\*|[0-9]+|[A-Za-z]+)(-(?P<last>[0-9]+|[A-Za-z]+))?(/(?P<step>[0-9]+))?")


def first_match(text: str, start: int) -> int:
    """Return the first minute from `start` on that a cron string matches, both counted from 1970.

    Raises `UsageError` where the text is no cron string, or no day matches it.
    """
    pattern = _parse(text)
    day, minute = divmod(start, _MINUTES_OF_A_DAY)
    left = bisect_left(pattern.times, minute)
    if left == len(pattern.times):
        day, left = day + 1, 0
    found = next(_matching_days(pattern, _EPOCH + day), None)
    if found is None:
        raise UsageError(f'no day matches the cron string "{text}"')
    time = pattern.times[left] if found == _EPOCH + day else pattern.times[0]
    return (found - _EPOCH) * _MINUTES_OF_A_DAY + time


def _matching_days(pattern: _Pattern, start: int) -> Iterator[int]:
    """Yield the days that match, as ordinals from `start` on, in order."""
    first = date.fromordinal(start)
    this_month = first.year * 12 + first.month - 1
    for number in range(this_month, this_month + _MONTHS_AHEAD):
        if number % 12 + 1 in pattern.months:
            month = _month(number)
            yield from (day for day in _days_of(pattern, month) if day >= start)


def _month(number: int) -> _Month:
    """Return a month by its number since the year 0."""
    first, following = (date(each // 12, each % 12 + 1, 1).toordinal() for each in (number, number + 1))
    return _Month(first - 1, range(1, following - first + 1))


def _days_of(pattern: _Pattern, month: _Month) -> list[int]:
    days = set(chain.from_iterable(rule(month) for rule in pattern.days)) if pattern.days else month.days
    return [month.before + day for day in sorted(days)]


@lru_cache
def _parse(text: str) -> _Pattern:
    fields = re.split(r"[ \t]+", text)
    if len(fields) != 5:
        raise UsageError(f'"{text}" is no cron string of five fields')
    minutes, hours = sorted(_numbers(_MINUTE, fields[0])), sorted(_numbers(_HOUR, fields[1]))
    times = tuple(hour * 60 + minute for hour in hours for minute in minutes)
    rules = (_day_rule(fields[2]), _weekday_rule(fields[4]))
    return _Pattern(times, _numbers(_MONTH, fields[3]), tuple(rule for rule in rules if rule is not None))


def _day_rule(written: str) -> _Days | None:
    if written == "*":
        return None
    one = _ONE_DAY.fullmatch(written)
    if one is None:
        return partial(_numbered, _numbers(_DAY, written))
    back, day = one["back"], one["day"]
    number = _number(_DAY, day) if day else -_number(_BACK, back) if back else 0
    return partial(_nearest_weekday if written.endswith("W") else _counted, number)


def _numbered(numbers: frozenset[int], month: _Month) -> Collection[int]:
    return numbers.intersection(month.days)


def _counted(number: int, month: _Month) -> Collection[int]:
    """Return the one day of a number, 0 for the last and so on down; none in a month that is too short."""
    day = number if number > 0 else month.days[-1] + number
    return (day,) if day in month.days else ()


def _nearest_weekday(number: int, month: _Month) -> Collection[int]:
    """Return the day from Monday to Friday that is nearest to a day, in its month."""
    weekdays = [day for day in month.days if month.weekday(day) in _MONDAY_TO_FRIDAY]
    return [min(weekdays, key=lambda each: abs(each - day)) for day in _counted(number, month)]


def _weekday_rule(written: str) -> _Days | None:
    if written == "*":
        return None
    if written == "L":
        return partial(_on_weekdays, frozenset({_WEEKDAY.most}))
    one = _ONE_WEEKDAY.fullmatch(written)
    if one is None:
        return partial(_on_weekdays, _numbers(_WEEKDAY, written))
    index = _number(_NTH, one["nth"]) - 1 if one["nth"] else -1
    return partial(_nth_weekday, _number(_WEEKDAY, one["weekday"]), index)


def _on_weekdays(weekdays: frozenset[int], month: _Month) -> list[int]:
    return [day for day in month.days if month.weekday(day) in weekdays]


def _nth_weekday(weekday: int, index: int, month: _Month) -> Collection[int]:
    """Return the one day of a weekday and an index into its days of the month."""
    return _on_weekdays(frozenset({weekday}), month)[index:][:1]


def _numbers(field: _Field, written: str) -> frozenset[int]:
    """Return the numbers of a field's text."""
    if written == "*":
        return frozenset(range(field.least, field.most + 1))
    # At the beginning `*` takes a step and nothing else; in later items it is the least number.
    if re.match(r"\*(?!/)", written):
        raise _fault(field, written)
    return frozenset(chain.from_iterable(_item(field, item) for item in written.split(",")))


def _item(field: _Field, written: str) -> Iterator[int]:
    match = _ITEM.fullmatch(written)
    if match is None:
        raise _fault(field, written)
    first, last, step = match["first"], match["last"], match["step"]
    start = field.least if first == "*" else _number(field, first)
    end = _number(field, last) if last else field.most if step else start
    size = field.most - field.least + 1
    stride = _integer(step or "1")
    if not 1 <= stride < size:
        raise _fault(field, written)
    return (field.least + (start - field.least + each) % size for each in range(0, (end - start) % size + 1, stride))


def _integer(digits: str) -> int:
    """Return a number, of a long one the first digits: it is beyond every range, and Python refuses to read it all."""
    return int((digits.lstrip("0") or "0")[:9])


def _number(field: _Field, written: str) -> int:
    """Return the number that a number or a name stands for."""
    number = _integer(written) if written.isdecimal() else field.names.get(written.upper())
    if number is None or not field.least <= number <= field.most:
        raise _fault(field, written)
    return number


def _fault(field: _Field, written: str) -> UsageError:
    return UsageError(f'"{written}" in a cron string is no {field.title}')
