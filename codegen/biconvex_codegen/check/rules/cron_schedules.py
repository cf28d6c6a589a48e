"""The rule for the schedules of crons: times that exist, and cron strings that run some day."""

from collections.abc import Iterator
from typing import assert_never

from ...diagnostics import Code, Diagnostic, did_you_mean
from ...ir.nodes import CronExpression, Daily, Hourly, Interval, Monthly, Schedule, Weekly
from ...source import At, Part, Stretch
from .. import cron_grammar
from ..index import AppIndex

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def cron_schedules(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every part of a schedule that names a time which does not exist."""
    for cron in known.app.crons:
        for part, message, help_ in _faults(cron.schedule):
            yield Diagnostic(Code.INVALID_CRON, message, At(f"{cron.id}:{part}"), help=help_)
        if isinstance(cron.schedule, CronExpression):
            yield from _text_fault(cron.id, cron.schedule.text)


def _text_fault(id_: str, text: str) -> Iterator[Diagnostic]:
    found = cron_grammar.fault(text)
    if found is not None:
        is_whole = (found.start, found.end) == (0, len(text))
        within = None if is_whole else Stretch(found.start, found.end, len(text))
        at = At(f"{id_}:expression", Part.WHOLE, within)
        yield Diagnostic(Code.INVALID_CRON, found.message, at, help=found.help)


def _faults(schedule: Schedule) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong: the keyword at fault, as users write it, a message and a help."""
    match schedule:
        case Interval(unit=unit, count=count):
            if count < 1:
                yield unit, f"an interval of {count} {unit} never passes", "write 1 or more"
        case CronExpression():
            return  # a text: see above
        case Hourly():
            yield from _minute(schedule.minute)
        case Daily():
            yield from _time(schedule.hour, schedule.minute)
        case Weekly(day_of_week=day):
            if day not in _DAYS:
                yield "day_of_week", f'there is no weekday "{day}"', _weekday_help(day)
            yield from _time(schedule.hour, schedule.minute)
        case Monthly(day=day):
            if not 1 <= day <= 31:
                yield "day", f"no month has a day {day}", "write 1 to 31; a month without the day is skipped"
            yield from _time(schedule.hour, schedule.minute)
        case _:
            assert_never(schedule)


def _time(hour: int, minute: int | None) -> Iterator[tuple[str, str, str]]:
    if not 0 <= hour <= 23:
        yield "hour_utc", f"no day has an hour {hour}", "write 0 to 23, in UTC"
    yield from _minute(minute)


def _minute(minute: int | None) -> Iterator[tuple[str, str, str]]:
    if minute is not None and not 0 <= minute <= 59:
        yield "minute_utc", f"no hour has a minute {minute}", "write 0 to 59"


def _weekday_help(written: str) -> str:
    meant = did_you_mean(written, _DAYS)
    if written.lower() in _DAYS:
        return f'write it in lower case: "{written.lower()}"'
    return f'did you mean "{meant}"?' if meant else f"write one of {', '.join(_DAYS)}"
