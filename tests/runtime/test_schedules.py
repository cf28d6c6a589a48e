"""When repeated calls run: tables, a walk minute by minute and day by day, and the compiler's grammar."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from biconvex.crons import CronExpression, Daily, Hourly, Interval, Monthly, Schedule, Weekly
from biconvex.errors import UsageError
from biconvex.runtime.schedules import next_run, schedule_of
from biconvex.wire import Json
from biconvex_codegen.check.cron_grammar import fault

SOME_DAY = datetime(2024, 1, 31, 12, 30, tzinfo=UTC)  # a Wednesday


class Field(NamedTuple):
    """A field of a cron string, and the numbers that it stands for."""

    text: str
    numbers: frozenset[int]


class Days(NamedTuple):
    """A field of days, and whether a day is one of them."""

    text: str
    has: Callable[[date], bool]


class Cron(NamedTuple):
    """A cron string, and what its fields stand for."""

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    months: frozenset[int]
    days: Days
    weekdays: Days

    def matches_day(self, day: date) -> bool:
        restricted = [field.has(day) for field in (self.days, self.weekdays) if field.text != "*"]
        return day.month in self.months and (any(restricted) or not restricted)

    def matches(self, moment: datetime) -> bool:
        return moment.minute in self.minutes and moment.hour in self.hours and self.matches_day(moment.date())


@pytest.mark.parametrize(
    ("plain", "schedule"),
    [
        ({"kind": "interval", "unit": "seconds", "count": 90}, Interval(90)),
        ({"kind": "interval", "unit": "minutes", "count": 5}, Interval(300)),
        ({"kind": "interval", "unit": "hours", "count": 24}, Interval(86400)),
        ({"kind": "hourly", "minute": 17}, Hourly(17)),
        ({"kind": "hourly", "minute": None}, Hourly(None)),
        ({"kind": "hourly"}, Hourly(None)),
        ({"kind": "daily", "hour": 1, "minute": 35}, Daily(1, 35)),
        ({"kind": "weekly", "day_of_week": "monday", "hour": 2, "minute": 5}, Weekly("monday", 2, 5)),
        ({"kind": "monthly", "day": 1, "hour": 2, "minute": None}, Monthly(1, 2, None)),
        ({"kind": "cron", "text": "0 0 * * *"}, CronExpression("0 0 * * *")),
    ],
)
def test_a_schedule_is_read(plain: Mapping[str, Json], schedule: Schedule) -> None:
    assert schedule_of(plain) == schedule


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"kind": "yearly"},
        {"kind": "interval", "unit": "days", "count": 1},
        {"kind": "hourly", "minute": "1"},
        {"kind": "weekly", "day_of_week": "Monday", "hour": 2, "minute": 5},
        {"kind": "monthly", "day": 1, "minute": 5},
    ],
)
def test_what_is_no_schedule_is_refused(plain: Mapping[str, Json]) -> None:
    with pytest.raises(UsageError, match="is no"):
        schedule_of(plain)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Hourly(None), "2024-01-31 13:00"),
        (Hourly(30), "2024-01-31 13:30"),
        (Hourly(31), "2024-01-31 12:31"),
        (Daily(12, 30), "2024-02-01 12:30"),
        (Daily(13, None), "2024-01-31 13:00"),
        (Weekly("sunday", 0, None), "2024-02-04 00:00"),
        (Weekly("wednesday", 12, 30), "2024-02-07 12:30"),
        (Weekly("wednesday", 12, 31), "2024-01-31 12:31"),
        (Weekly("saturday", 23, 59), "2024-02-03 23:59"),
        (Monthly(31, 12, None), "2024-03-31 12:00"),
        (Monthly(31, 13, None), "2024-01-31 13:00"),
        (Monthly(29, 1, 5), "2024-02-29 01:05"),
        (CronExpression("* * * * *"), "2024-01-31 12:31"),
        (CronExpression("*/7 * * * *"), "2024-01-31 12:35"),
        (CronExpression("50-10/10 * * * *"), "2024-01-31 12:50"),
        (CronExpression("5,*-2 * * * *"), "2024-01-31 13:00"),
        (CronExpression("0 0 29 2 *"), "2024-02-29 00:00"),
        (CronExpression("0 0 31 4-6 *"), "2024-05-31 00:00"),
        (CronExpression("0 0 * feb,Mar-MAY/2 *"), "2024-02-01 00:00"),
        (CronExpression("0 0 L * *"), "2024-02-29 00:00"),
        (CronExpression("0 0 L-29 * *"), "2024-03-02 00:00"),
        (CronExpression("0 0 LW 3 *"), "2024-03-29 00:00"),
        (CronExpression("0 0 L-1W 3 *"), "2024-03-29 00:00"),
        (CronExpression("0 0 L-30W 6 MON#5"), "2025-06-30 00:00"),
        (CronExpression("0 0 1W 6 *"), "2024-06-03 00:00"),
        (CronExpression("0 0 17W * *"), "2024-02-16 00:00"),
        (CronExpression("0 0 31W * *"), "2024-03-29 00:00"),
        (CronExpression("0 0 * * L"), "2024-02-03 00:00"),
        (CronExpression("0 0 * * friL"), "2024-02-23 00:00"),
        (CronExpression("0 0 * * 4#5"), "2024-02-29 00:00"),
        (CronExpression("0 0 * * FRI-SUN"), "2024-02-02 00:00"),
        (CronExpression("0 0 1 * MON"), "2024-02-01 00:00"),
        (CronExpression("0 0 31 2 MON"), "2024-02-05 00:00"),
        (CronExpression("0 0 13 */11 */1"), "2024-12-01 00:00"),
    ],
)
def test_the_next_run(schedule: Schedule, expected: str) -> None:
    assert f"{_moment(next_run(schedule, _milliseconds(SOME_DAY))):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("schedule", "after", "expected"),
    [
        (Interval(90), 0.5, 90_000.5),
        (Hourly(1), 0.0, 60_000.0),
        (Hourly(1), 59_999.9, 60_000.0),
        (Hourly(1), 60_000.0, 3_660_000.0),
        (Hourly(0), -0.5, 0.0),
        (Daily(23, 59), -60_001.0, -60_000.0),
    ],
)
def test_the_next_run_is_after_the_time_in_milliseconds(schedule: Schedule, after: float, expected: float) -> None:
    assert next_run(schedule, after) == expected


@pytest.mark.parametrize(
    ("text", "after", "years"),
    [
        ("0 0 29 2 *", 2096, (2104, 2108, 2112)),  # 2100 is no leap year
        ("0 0 29W 2 *", 2096, (2104, 2108, 2112)),
        ("0 0 * 2 MON#5", 2044, (2072, 2112, 2140)),
        ("0 0 L-28 2 *", 2024, (2028, 2032, 2036)),
    ],
)
def test_rare_days_are_found(text: str, after: int, years: tuple[int, ...]) -> None:
    time = _milliseconds(datetime(after, 3, 1, tzinfo=UTC))
    for year in years:
        time = next_run(CronExpression(text), time)
        assert _moment(time).year == year


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("* * * *", "of five fields"),
        (" * * * *", '"" in a cron string is no minute'),
        ("60 * * * *", '"60" in a cron string is no minute'),
        ("* * * * 7", '"7" in a cron string is no day of the week'),
        ("* * L-31 * 1", "is no number of days before the last"),
        ("0 0 30 2 *", 'no day matches the cron string "0 0 30 2 [*]"'),
    ],
)
def test_a_cron_string_that_cannot_run_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        next_run(CronExpression(text), 0.0)


MONTHS = ("", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


def _walk(least: int, most: int, start: int, end: int, step: int) -> Iterator[int]:
    """Count as a person would: on to the end, from the most to the least, taking each `step`-th."""
    number, passed = start, 0
    while True:
        if passed % step == 0:
            yield number
        if number == end:
            return
        number, passed = number + 1 if number < most else least, passed + 1


@st.composite
def _items(draw: st.DrawFn, least: int, most: int, names: tuple[str, ...]) -> Field:
    def written(number: int) -> str:
        choices = [str(number), f"0{number}", *(change(names[number]) for change in (str.upper, str.title) if names)]
        return draw(st.sampled_from(choices))

    start, end = draw(st.tuples(*[st.integers(least, most)] * 2))
    step = draw(st.integers(1, most - least))
    walk = partial(_walk, least, most)
    match draw(st.sampled_from(["one", "range", "stepped range", "stepped", "all stepped"])):
        case "one":
            return Field(written(start), frozenset({start}))
        case "range":
            return Field(f"{written(start)}-{written(end)}", frozenset(walk(start, end, 1)))
        case "stepped range":
            return Field(f"{written(start)}-{written(end)}/{step}", frozenset(walk(start, end, step)))
        case "stepped":
            return Field(f"{written(start)}/{step}", frozenset(walk(start, most, step)))
        case _:
            return Field(f"*/{step}", frozenset(walk(least, most, step)))


def _fields(least: int, most: int, names: tuple[str, ...] = ()) -> st.SearchStrategy[Field]:
    several = st.lists(_items(least, most, names), min_size=1, max_size=3).map(
        lambda items: Field(",".join(item.text for item in items), frozenset().union(*(item.numbers for item in items)))
    )
    return st.just(Field("*", frozenset(range(least, most + 1)))) | several


def _last(day: date) -> int:
    return (day.replace(day=28) + timedelta(4)).replace(day=1).toordinal() - day.replace(day=1).toordinal()


def _is_nearest_weekday(target: int, day: date) -> bool:
    """Say whether a day is the weekday nearest to the day `target` of its month, if the month has it."""
    weekdays = [each for each in range(1, _last(day) + 1) if day.replace(day=each).weekday() < 5]
    near = sorted(weekdays, key=lambda each: abs(each - target))
    return 1 <= target <= _last(day) and near[0] == day.day


DAYS = st.one_of(
    _fields(1, 31).map(lambda field: Days(field.text, lambda day: day.day in field.numbers)),
    st.just(Days("L", lambda day: day.day == _last(day))),
    st.just(Days("LW", lambda day: _is_nearest_weekday(_last(day), day))),
    st.integers(1, 30).map(lambda back: Days(f"L-{back}", lambda day: day.day == _last(day) - back)),
    st.integers(1, 30).map(lambda back: Days(f"L-{back}W", lambda day: _is_nearest_weekday(_last(day) - back, day))),
    st.integers(1, 31).map(lambda target: Days(f"{target}W", lambda day: _is_nearest_weekday(target, day))),
)


def _last_weekdays(weekday: int) -> Days:
    return Days(f"{weekday}L", lambda day: day.isoweekday() % 7 == weekday and day.day > _last(day) - 7)


def _nth_weekdays(weekday: int, nth: int) -> Days:
    name = WEEKDAYS[weekday].lower()
    return Days(f"{name}#{nth}", lambda day: day.isoweekday() % 7 == weekday and (day.day + 6) // 7 == nth)


DAYS_OF_WEEK = st.one_of(
    _fields(0, 6, WEEKDAYS).map(lambda field: Days(field.text, lambda day: day.isoweekday() % 7 in field.numbers)),
    st.just(Days("L", lambda day: day.isoweekday() == 6)),
    st.integers(0, 6).map(_last_weekdays),
    st.builds(_nth_weekdays, st.integers(0, 6), st.integers(1, 5)),
)


@st.composite
def _crons(draw: st.DrawFn, minutes: st.SearchStrategy[Field], hours: st.SearchStrategy[Field]) -> Cron:
    minute, hour, month = draw(minutes), draw(hours), draw(_fields(1, 12, MONTHS))
    days, weekdays = draw(DAYS), draw(DAYS_OF_WEEK)
    text = " ".join((minute.text, hour.text, days.text, month.text, weekdays.text))
    return Cron(text, minute.numbers, hour.numbers, month.numbers, days, weekdays)


MINUTES, HOURS = _fields(0, 59), _fields(0, 23)
MIDNIGHT = st.just(Field("0", frozenset({0})))
TIMES = st.integers(0, 180 * 365 * 86_400_000)


@settings(max_examples=40, deadline=None)
@given(_crons(MINUTES, HOURS), TIMES)
def test_no_minute_of_the_next_ten_days_is_missed(cron: Cron, after: int) -> None:
    assume(fault(cron.text) is None)
    minutes = (_moment((after // 60_000 + number) * 60_000) for number in range(1, 10 * 1440))
    expected = next((minute for minute in minutes if cron.matches(minute)), None)
    found = _moment(next_run(CronExpression(cron.text), after))
    assert found == expected if expected is not None else found >= _moment(after) + timedelta(days=9)


@settings(max_examples=150, deadline=None)
@given(_crons(MIDNIGHT, MIDNIGHT), TIMES)
def test_no_day_of_the_next_years_is_missed(cron: Cron, after: int) -> None:
    days = (_moment(after).date() + timedelta(days=number) for number in range(1, 41 * 366))
    expected = next((day for day in days if cron.matches_day(day)), None)
    assert (expected is None) == (fault(cron.text) is not None)
    if expected is not None:
        assert _moment(next_run(CronExpression(cron.text), after)).date() == expected


PIECES = st.sampled_from(["*", "/", "-", ",", "L", "W", "#", "SUN", "fri", "JAN", "feb", "XYZ", "?"])
NUMBERS = st.sampled_from([0, 1, 3, 5, 6, 7, 11, 12, 23, 24, 29, 30, 31, 32, 59, 60]).map(str)


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 4), st.lists(PIECES | NUMBERS, min_size=1, max_size=5).map("".join))
def test_what_the_compiler_takes_is_what_runs(place: int, written: str) -> None:
    text = " ".join(written if place == number else "*" for number in range(5))
    assert _runs(text) == (fault(text) is None)


def test_what_the_compiler_writes_is_read(checkout: Path) -> None:
    apps = [json.loads(path.read_text("utf-8"))["app"] for path in checkout.glob("fixtures/*/backend/*/ir.json")]
    written = [cron["schedule"] for app in apps for cron in app["crons"]]
    assert {plain["kind"] for plain in written} == {"interval", "hourly", "daily", "weekly", "monthly", "cron"}
    assert all(next_run(schedule_of(plain), 0.0) > 0 for plain in written)


def _runs(text: str) -> bool:
    try:
        return next_run(CronExpression(text), 0.0) > 0
    except UsageError:
        return False


def _milliseconds(moment: datetime) -> float:
    return moment.timestamp() * 1000


def _moment(time: float) -> datetime:
    return datetime.fromtimestamp(time / 1000, UTC)
