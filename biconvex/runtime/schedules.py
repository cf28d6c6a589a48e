"""When a repeated call runs next: schedules as `ir.json` writes them, and the first time after a time; it runs none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, get_args

from ..crons import CronExpression, Daily, DayOfWeek, Hourly, Interval, Monthly, Weekly
from ..errors import UsageError
from .cron_expressions import first_match

if TYPE_CHECKING:
    from ..crons import Schedule
    from ..wire import Json

_SECONDS: Final[Mapping[str, int]] = {"seconds": 1, "minutes": 60, "hours": 3600}
_DAYS: Final[Mapping[str, DayOfWeek]] = {day: day for day in get_args(DayOfWeek)}
_MILLISECONDS_OF_A_MINUTE: Final = 60_000


def schedule_of(plain: "Mapping[str, Json]") -> "Schedule":
    """Read a schedule as `ir.json` has it; what is none is a `UsageError`."""
    match plain:
        case {"kind": "interval", "unit": str(unit), "count": int(count)} if unit in _SECONDS:
            return Interval(_SECONDS[unit] * count)
        case {"kind": "hourly"}:
            return Hourly(_minute(plain))
        case {"kind": "daily", "hour": int(hour)}:
            return Daily(hour, _minute(plain))
        case {"kind": "weekly", "day_of_week": str(day), "hour": int(hour)} if day in _DAYS:
            return Weekly(_DAYS[day], hour, _minute(plain))
        case {"kind": "monthly", "day": int(day), "hour": int(hour)}:
            return Monthly(day, hour, _minute(plain))
        case {"kind": "cron", "text": str(text)}:
            return CronExpression(text)
        case _:
            raise UsageError(f"{dict(plain)!r} is no schedule")


def next_run(schedule: "Schedule", after: float) -> float:
    """Return the first time after `after` at which a call runs, both in milliseconds since 1970.

    An interval counts from `after`; the others begin with a minute in UTC, which is 0 where none is given.
    """
    match schedule:
        case Interval(seconds):
            return after + seconds * 1000
        case Hourly(minute):
            return _next_match(f"{minute or 0} * * * *", after)
        case Daily(hour, minute):
            return _next_match(f"{minute or 0} {hour} * * *", after)
        case Weekly(day, hour, minute):
            return _next_match(f"{minute or 0} {hour} * * {day[:3]}", after)
        case Monthly(day, hour, minute):
            return _next_match(f"{minute or 0} {hour} {day} * *", after)
        case CronExpression(text):
            return _next_match(text, after)


def _minute(plain: "Mapping[str, Json]") -> int | None:
    minute = plain.get("minute")
    if not (minute is None or isinstance(minute, int)):
        raise UsageError(f"{minute!r} is no minute of a schedule")
    return minute


def _next_match(text: str, after: float) -> float:
    minute = int(after // _MILLISECONDS_OF_A_MINUTE) + 1
    return float(first_match(text, minute) * _MILLISECONDS_OF_A_MINUTE)
