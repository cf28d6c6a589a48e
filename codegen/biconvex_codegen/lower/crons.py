"""Cron jobs: the calls on `crons` in `crons.py`, their schedules and what they run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..diagnostics import Code, Related, did_you_mean
from ..frontend.expressions import Attribute, Call, Expr
from ..frontend.facts import Evaluated, Facts
from ..ir.nodes import Cron, CronExpression, Daily, Hourly, Interval, Monthly, Schedule, Weekly
from ..source import At, Part
from .annotations import Annotations
from .calls import Given, Signature, bind, called_name, refuse_spread
from .evaluate import Evaluator
from .evaluation import Frame
from .references import References
from .registries import CRONS, entries
from .report import Report
from .symbols import Generated
from .values import Integer, Known, Poison, Text, Value, described

_UNITS = ("seconds", "minutes", "hours")
_CALL = "internal.jobs.run()"


def _signature(method: str, times: str, required: tuple[str, ...], optional: tuple[str, ...]) -> Signature:
    form = f'crons.{method}("a name", {_CALL}, {times})'
    positional = ("name", "call")
    return Signature(
        f"crons.{method}",
        form,
        keyword_only=optional,
        required_keywords=required,
        positional_only=positional,
        several=form,
    )


_SIGNATURES: dict[str, Signature] = {
    "interval": _signature("interval", "hours=1", (), _UNITS),
    "hourly": _signature("hourly", "minute_utc=30", (), ("minute_utc",)),
    "daily": _signature("daily", "hour_utc=3", ("hour_utc",), ("minute_utc",)),
    "weekly": _signature("weekly", 'day_of_week="monday", hour_utc=3', ("day_of_week", "hour_utc"), ("minute_utc",)),
    "monthly": _signature("monthly", "day=1, hour_utc=3", ("day", "hour_utc"), ("minute_utc",)),
    "cron": Signature(
        "crons.cron",
        f'crons.cron("a name", "0 3 * * *", {_CALL})',
        positional_only=("name", "expression", "call"),
    ),
}


@dataclass(frozen=True, slots=True)
class LoweredCrons:
    """The cron jobs in the order of the source, and the links to where they stand."""

    crons: tuple[Cron, ...]
    links: Mapping[At, At]


class CronLowering:
    """Lowers the module `crons.py`; the private state of one lowering."""

    def __init__(
        self,
        module: Facts,
        references: References,
        annotations: Annotations,
        evaluator: Evaluator,
        report: Report,
    ) -> None:
        self._module = module
        self._annotations = annotations
        self._references = references
        self._evaluator = evaluator
        self._report = report
        self._crons: list[Cron] = []
        self._links: dict[At, At] = {}
        self._met: dict[str, int] = {}

    def lower(self) -> LoweredCrons:
        """Return the jobs that the module declares under the name `crons`."""
        for statement, method, call in entries(self._module, CRONS, self._report):
            self._job(statement, method, call)
        return LoweredCrons(tuple(self._crons), self._links)

    def _job(self, statement: Evaluated, method: Attribute, call: Call) -> None:
        frame = Frame.of(self._module, statement.id)
        signature = _SIGNATURES.get(method.name)
        if signature is None:
            meant = did_you_mean(method.name, _SIGNATURES)
            help_ = f'did you mean "crons.{meant}"?' if meant else f"use one of {', '.join(_SIGNATURES)}"
            at = At(statement.id, method.name_node)
            self._report.add(Code.INVALID_CRON, f'there is no schedule "crons.{method.name}"', at, help_=help_)
            return
        if self._is_misplaced(frame, signature, call):
            return
        targets: dict[str, Expr] = {}
        given = self._given(frame, signature, call, targets)
        bound = bind(signature, given, self._report)
        if bound is None:
            return
        if method.name == "interval":
            _one_unit(given, self._report)
        name = bound["name"]
        schedule = _SCHEDULES[method.name](bound, self._report)
        target = self._references.resolve(frame, targets["call"]) if "call" in targets else None
        if not isinstance(name, Text):
            self._mistaken(name, "the name of a cron job", "a string")
        elif schedule is not None and "call" in targets:
            id_ = self._begin(frame, name, bound, targets["call"])
            # Without its target it is there all the same, for what else is wrong with it.
            run = ("", "{}") if target is None else (target.function.id, target.arguments)
            self._crons.append(Cron(id_, name.text, schedule, *run))

    def _is_misplaced(self, frame: Frame, signature: Signature, call: Call) -> bool:
        """Report a typed call that stands before its place; say whether there is one."""
        before = signature.positional_only[: signature.positional_only.index("call")]
        for parameter, argument in zip(before, call.args, strict=False):
            match argument:
                case Call() if isinstance(self._annotations.symbol(frame, argument.function), Generated):
                    message = f"{signature.name} takes its {parameter} here, and the call that it runs further on"
                    at = At(frame.owner, argument.node)
                    self._report.add(Code.INVALID_CRON, message, at, help_=f"write {signature.form}")
                    return True
                case _:
                    pass
        return False

    def _given(self, frame: Frame, signature: Signature, call: Call, targets: dict[str, Expr]) -> Given:
        """Evaluate the arguments of a schedule, all but the typed call, which is resolved and not evaluated."""
        positional: list[Value] = []
        refuse_spread(frame.owner, call, self._report)
        position = signature.positional_only.index("call")
        for number, argument in enumerate(call.args):
            if number >= position:
                # What is too much is not looked at.
                targets.setdefault("call", argument)
                positional.append(Poison(At(frame.owner, argument.node)))
            else:
                positional.append(self._evaluator.evaluate(frame, argument))
        keywords: list[tuple[str, At, Value]] = []
        for keyword in call.keywords:
            at = At(frame.owner, keyword.node)
            if keyword.name in signature.options:
                keywords.append((keyword.name, at, self._evaluator.evaluate(frame, keyword.value)))
            elif keyword.name is not None:
                keywords.append((keyword.name, at, Poison(at)))
        at = At(frame.owner, call.node)
        return Given(at, called_name(frame.owner, call), tuple(positional), tuple(keywords))

    def _begin(self, frame: Frame, name: Text, bound: Mapping[str, Value], target: Expr) -> str:
        count = self._met[name.text] = self._met.get(name.text, 0) + 1
        id_ = f"crons/{name.text}" if count == 1 else f"crons/{name.text}#{count}"
        self._links[At(id_)] = self._links[At(id_, Part.NAME)] = name.at
        self._links[At(id_, Part.TARGET)] = At(frame.owner, target.node)
        times = [value.at for key, value in bound.items() if key not in ("name", "call")]
        self._links[At(id_, Part.SCHEDULE)] = times[0] if times else name.at
        for key, value in bound.items():
            if key not in ("name", "call"):
                self._links[At(f"{id_}:{key}")] = value.at
        return id_

    def _mistaken(self, value: Value, what: str, wanted: str) -> None:
        if not isinstance(value, Poison):
            message = f"{what} is {described(value)}, not {wanted}"
            self._report.add(Code.INVALID_CRON, message, value.at, help_=f"write {wanted}")


def _number(bound: Mapping[str, Value], name: str, report: Report) -> int | None:
    match bound.get(name):
        case Integer(number=number):
            return number
        case None | Poison() | Known():
            return None
        case value:
            message = f'"{name}" is {described(value)}, not an int'
            report.add(Code.INVALID_CRON, message, value.at, help_="write a whole number")
            return None


def _one_unit(given: Given, report: Report) -> None:
    """Report an interval of no unit, or its second one."""
    units = given.places_of(_UNITS)
    if not units:
        message = "an interval has a number of seconds, minutes or hours"
        report.add(Code.INVALID_CRON, message, given.name_at, help_="add hours=1, or another time")
    elif len(units) > 1:
        message = "an interval has one of seconds, minutes and hours, not several"
        related = (Related(units[0], "the first one"),)
        report.add(Code.INVALID_CRON, message, units[1], help_="give all of it in one of them", related=related)


def _interval(bound: Mapping[str, Value], report: Report) -> Schedule | None:
    units = [unit for unit in _UNITS if unit in bound]
    if len(units) != 1:
        return None
    count = _number(bound, units[0], report)
    match units[0]:
        case _ if count is None:
            return None
        case "seconds":
            return Interval("seconds", count)
        case "minutes":
            return Interval("minutes", count)
        case _:
            return Interval("hours", count)


def _hourly(bound: Mapping[str, Value], report: Report) -> Schedule | None:
    return Hourly(_number(bound, "minute_utc", report))


def _daily(bound: Mapping[str, Value], report: Report) -> Schedule | None:
    hour = _number(bound, "hour_utc", report)
    return None if hour is None else Daily(hour, _number(bound, "minute_utc", report))


def _weekly(bound: Mapping[str, Value], report: Report) -> Schedule | None:
    hour = _number(bound, "hour_utc", report)
    day = bound["day_of_week"]
    if not isinstance(day, Text):
        if not isinstance(day, Poison):
            message = f"day_of_week is {described(day)}, not a string"
            report.add(Code.INVALID_CRON, message, day.at, help_='write "monday"')
        return None
    return None if hour is None else Weekly(day.text, hour, _number(bound, "minute_utc", report))


def _monthly(bound: Mapping[str, Value], report: Report) -> Schedule | None:
    day, hour = _number(bound, "day", report), _number(bound, "hour_utc", report)
    return None if day is None or hour is None else Monthly(day, hour, _number(bound, "minute_utc", report))


def _cron(bound: Mapping[str, Value], report: Report) -> Schedule | None:
    expression = bound["expression"]
    if isinstance(expression, Text):
        return CronExpression(expression.text)
    if not isinstance(expression, Poison):
        message = f"a cron expression is {described(expression)}, not a string"
        report.add(Code.INVALID_CRON, message, expression.at, help_='write "0 0 * * *"')
    return None


_SCHEDULES: dict[str, Callable[[Mapping[str, Value], Report], Schedule | None]] = {
    "interval": _interval,
    "hourly": _hourly,
    "daily": _daily,
    "weekly": _weekly,
    "monthly": _monthly,
    "cron": _cron,
}
