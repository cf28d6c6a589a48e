"""Calls that repeat: what `crons.py` of an app says, checked as it is said, run by nobody here."""

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from .errors import UsageError
from .refs import Call

if TYPE_CHECKING:
    from .refs import Action, Mutation

DayOfWeek: TypeAlias = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_DAYS: Final[tuple[str, ...]] = get_args(DayOfWeek)
_FIELDS_OF_A_CRON: Final = 5


class Interval(NamedTuple):
    """Every so many seconds."""

    seconds: int


class Hourly(NamedTuple):
    """Once an hour; without a minute the server picks one."""

    minute_utc: int | None


class Daily(NamedTuple):
    """Once a day; without a minute the server picks one."""

    hour_utc: int
    minute_utc: int | None


class Weekly(NamedTuple):
    """Once a week; without a minute the server picks one."""

    day_of_week: DayOfWeek
    hour_utc: int
    minute_utc: int | None


class Monthly(NamedTuple):
    """Once a month, where the month has this day; without a minute the server picks one."""

    day: int
    hour_utc: int
    minute_utc: int | None


class CronExpression(NamedTuple):
    """When a cron string says, in UTC."""

    text: str


Schedule: TypeAlias = Interval | Hourly | Daily | Weekly | Monthly | CronExpression


class CronJob(NamedTuple):
    """One repeated call."""

    name: str
    schedule: Schedule
    call: "Mutation[object] | Action[object]"


class Crons:
    """The repeated calls of an app, filled by its methods in `crons.py`."""

    __slots__ = ("_jobs",)

    def __init__(self) -> None:
        self._jobs: dict[str, CronJob] = {}

    @property
    def jobs(self) -> tuple[CronJob, ...]:
        """All jobs, in the order in which they were added."""
        return tuple(self._jobs.values())

    def interval(
        self,
        name: str,
        call: "Mutation[object] | Action[object]",
        /,
        *,
        seconds: int | None = None,
        minutes: int | None = None,
        hours: int | None = None,
    ) -> None:
        """Run `call` every so many seconds, minutes or hours; give exactly one of them."""
        given = [(count, unit) for count, unit in ((seconds, 1), (minutes, 60), (hours, 3600)) if count is not None]
        if len(given) != 1:
            raise UsageError(f'interval "{name}" takes one of seconds, minutes and hours')
        count, unit = given[0]
        if not _is_whole(count) or count < 1:
            raise UsageError(f'interval "{name}" has the length {count!r}, not a positive whole number')
        self._add(name, Interval(count * unit), call)

    def hourly(self, name: str, call: "Mutation[object] | Action[object]", /, *, minute_utc: int | None = None) -> None:
        """Run `call` once an hour."""
        self._add(name, Hourly(_minute(name, minute_utc)), call)

    def daily(
        self,
        name: str,
        call: "Mutation[object] | Action[object]",
        /,
        *,
        hour_utc: int,
        minute_utc: int | None = None,
    ) -> None:
        """Run `call` once a day."""
        self._add(name, Daily(_hour(name, hour_utc), _minute(name, minute_utc)), call)

    def weekly(
        self,
        name: str,
        call: "Mutation[object] | Action[object]",
        /,
        *,
        day_of_week: DayOfWeek,
        hour_utc: int,
        minute_utc: int | None = None,
    ) -> None:
        """Run `call` once a week."""
        if day_of_week not in _DAYS:
            raise UsageError(f'cron "{name}" has the day of the week {day_of_week!r}: it is one of {", ".join(_DAYS)}')
        self._add(name, Weekly(day_of_week, _hour(name, hour_utc), _minute(name, minute_utc)), call)

    def monthly(
        self,
        name: str,
        call: "Mutation[object] | Action[object]",
        /,
        *,
        day: int,
        hour_utc: int,
        minute_utc: int | None = None,
    ) -> None:
        """Run `call` once a month; a month that has no such day is left out."""
        when = Monthly(_within(name, "day", day, 1, 31), _hour(name, hour_utc), _minute(name, minute_utc))
        self._add(name, when, call)

    def cron(self, name: str, expression: str, call: "Mutation[object] | Action[object]", /) -> None:
        """Run `call` when a cron string of five fields says: minute, hour, day, month, day of the week."""
        if len(expression.split()) != _FIELDS_OF_A_CRON or expression != expression.strip():
            raise UsageError(f'cron "{name}" has the expression {expression!r}, which does not have five fields')
        self._add(name, CronExpression(expression), call)

    def _add(self, name: str, schedule: Schedule, call: "Mutation[object] | Action[object]") -> None:
        if not (name.isascii() and name.isprintable()) and name:
            raise UsageError(f"cron {name!r} has a name with other than printable ASCII characters")
        if name in self._jobs:
            raise UsageError(f'cron "{name}" is registered twice')
        _require_call(name, call)
        self._jobs[name] = CronJob(name, schedule, call)


def cron_jobs() -> Crons:
    """Make an empty list of repeated calls; `crons.py` binds it as `crons`."""
    return Crons()


def _require_call(name: str, call: object) -> None:
    if not isinstance(call, Call):
        raise UsageError(f'cron "{name}" takes a call, such as internal.reports.send(), not {call!r}')


def _minute(name: str, minute: int | None) -> int | None:
    return None if minute is None else _within(name, "minute_utc", minute, 0, 59)


def _hour(name: str, hour: int) -> int:
    return _within(name, "hour_utc", hour, 0, 23)


def _within(name: str, what: str, value: int, low: int, high: int) -> int:
    if not _is_whole(value) or not low <= value <= high:
        raise UsageError(f'cron "{name}" has {what}={value!r}: it is a whole number from {low} to {high}')
    return value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
