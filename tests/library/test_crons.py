"""Repeated calls are checked as they are said."""

from typing import Any

import pytest

from biconvex import cron_jobs
from biconvex.crons import CronExpression, Daily, Hourly, Interval, Monthly, Weekly
from biconvex.errors import UsageError
from biconvex.refs import Ref

internal: Any = Ref("internal")
CALL: Any = internal.reports.send(to="ada")


def test_every_schedule() -> None:
    crons = cron_jobs()
    crons.interval("seconds", CALL, seconds=90)
    crons.interval("minutes", CALL, minutes=5)
    crons.interval("hours", CALL, hours=24)
    crons.hourly("hourly", CALL)
    crons.daily("daily", CALL, hour_utc=0, minute_utc=30)
    crons.weekly("weekly", CALL, day_of_week="monday", hour_utc=23)
    crons.monthly("monthly", CALL, day=31, hour_utc=1, minute_utc=59)
    crons.cron("cron", "0 0 * * *", CALL)
    assert [job.schedule for job in crons.jobs] == [
        Interval(90),
        Interval(300),
        Interval(86400),
        Hourly(None),
        Daily(0, 30),
        Weekly("monday", 23, None),
        Monthly(31, 1, 59),
        CronExpression("0 0 * * *"),
    ]
    assert {job.call for job in crons.jobs} == {CALL}
    assert [job.name for job in crons.jobs][:2] == ["seconds", "minutes"]


@pytest.mark.parametrize(
    ("method", "arguments", "options", "message"),
    [
        ("interval", (CALL,), {}, "takes one of seconds, minutes and hours"),
        ("interval", (CALL,), {"hours": 1, "minutes": 5}, "takes one of seconds, minutes and hours"),
        ("interval", (CALL,), {"hours": 0}, "not a positive whole number"),
        ("interval", (CALL,), {"hours": 0.5}, "not a positive whole number"),
        ("interval", (CALL,), {"hours": True}, "not a positive whole number"),
        ("interval", (internal.reports.send,), {"hours": 1}, "takes a call"),
        ("hourly", (CALL,), {"minute_utc": 60}, "from 0 to 59"),
        ("daily", (CALL,), {"hour_utc": 24}, "from 0 to 23"),
        ("weekly", (CALL,), {"hour_utc": 1, "day_of_week": "Monday"}, "it is one of monday"),
        ("monthly", (CALL,), {"hour_utc": 1, "day": 0}, "from 1 to 31"),
        ("cron", ("0 0 * *", CALL), {}, "does not have five fields"),
        ("cron", (" 0 0 * * *", CALL), {}, "does not have five fields"),
    ],
)
def test_schedules_that_cannot_be(
    method: str, arguments: tuple[Any, ...], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        getattr(cron_jobs(), method)("nightly", *arguments, **options)


def test_names_are_unique_printable_ascii() -> None:
    crons = cron_jobs()
    crons.hourly("", CALL)
    crons.hourly("to string", CALL)
    with pytest.raises(UsageError, match="registered twice"):
        crons.hourly("to string", CALL)
    for name in ("grün", "a\nb"):
        with pytest.raises(UsageError, match="printable ASCII"):
            crons.hourly(name, CALL)
