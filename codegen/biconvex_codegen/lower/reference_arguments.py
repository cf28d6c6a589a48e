"""The arguments of typed calls: that the function takes them, needs no others, and that constants fit."""

from ..diagnostics import Code, did_you_mean
from ..frontend.expressions import Call, Keyword, Name, walk
from ..ir.naming import without_underscore
from ..ir.nodes import Argument, Function
from ..source import At
from .calls import called_name, refuse_spread
from .evaluate import Evaluator
from .evaluation import Frame
from .fits import Shapes, fits
from .json_values import Json, canonical, wire_json
from .report import Report
from .values import Missing, Poison, Value
from .wrong_values import meant_literal, misfit


class ReferenceArguments:
    """Judges arguments; the private state of one lowering."""

    def __init__(self, evaluator: Evaluator, shapes: Shapes, report: Report) -> None:
        self._evaluator = evaluator
        self._shapes = shapes
        self._report = report

    def known(self, frame: Frame, function: Function, call: Call) -> str | None:
        """Return arguments, all of which must be constants, as canonical wire JSON; None after a report."""
        refuse_spread(frame.owner, call, self._report)
        given = self._by_name(frame, function, call)
        found: dict[str, Json] = {}
        for keyword, argument in given or ():
            if keyword.name is None:
                return None
            value = self._evaluator.evaluate(frame, keyword.value)
            json = None if isinstance(value, Poison) else self._json(frame, function, keyword, argument, value)
            if json is None:
                return None
            if json:
                (found[keyword.name if argument is None else argument.field.name],) = json
        return None if given is None else canonical(found)

    def check(self, frame: Frame, function: Function, call: Call, hidden: frozenset[str]) -> None:
        """Report what is certainly wrong with arguments in the body of a function.

        `hidden` are the names that mean something else there than in the module.
        """
        for keyword, argument in self._by_name(frame, function, call) or ():
            names = {each.name for each in walk(keyword.value) if isinstance(each, Name)}
            if argument is not None and names.isdisjoint(hidden):
                value = self._evaluator.quietly(frame, keyword.value)
                if not isinstance(value, Poison):
                    self._json(frame, function, keyword, argument, value)

    def _by_name(self, frame: Frame, function: Function, call: Call) -> list[tuple[Keyword, Argument | None]] | None:
        """Return the arguments that are given, each with what it is to the function; None after a report."""
        if call.args:
            message = "arguments of a function are given by name"
            here = At(frame.owner, call.args[0].node)
            self._report.add(Code.ARGUMENT_MISMATCH, message, here, help_="write name=value")
            return None
        given = [(keyword, _argument(function, keyword.name)) for keyword in call.keywords]
        for keyword, argument in given:
            if argument is None and keyword.name is not None and function.args is not None:
                self._unknown(function, keyword.name, At(frame.owner, keyword.node))
                return None
        names = {argument.field.name for _, argument in given if argument is not None}
        missing = [each for each in function.args or () if not each.field.optional and each.field.name not in names]
        if missing and all(keyword.name is not None for keyword in call.keywords):
            message = f'"{function.python_name}" needs the argument "{missing[0].python_name}"'
            at = called_name(frame.owner, call)
            self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=f"add {missing[0].python_name}=")
            return None
        return given

    def _unknown(self, function: Function, name: str, at: At) -> None:
        meant = did_you_mean(name, [each.python_name for each in function.args or ()])
        help_ = f'did you mean "{meant}"?' if meant else "remove it"
        message = f'"{function.python_name}" takes no argument "{name}"'
        self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=help_)

    def _json(
        self, frame: Frame, function: Function, keyword: Keyword, argument: Argument | None, value: Value
    ) -> tuple[Json, ...] | None:
        """Return a value as wire JSON; nothing for one that stands for none, and None after a report."""
        is_optional = argument is not None and argument.field.optional
        if isinstance(value, Missing) and is_optional:
            return ()
        # A constant from elsewhere may be right there, and wrong here.
        at = value.at if value.at.id == frame.owner else At(frame.owner, keyword.value.node)
        try:
            json = wire_json(value)
        except ValueError:
            self._report.add(Code.ARGUMENT_MISMATCH, "this value cannot be an argument", at, help_="use data")
            return None
        if argument is None or fits(json, argument.field.type, self._shapes):
            return (json,)
        if json is None and is_optional:
            return ()
        what = f'the argument "{argument.python_name}" of "{function.python_name}"'
        message = misfit(what, value, argument.field.type)
        help_ = meant_literal(value, argument.field.type) or "change the value or the type"
        self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=help_)
        return None


def _argument(function: Function, name: str | None) -> Argument | None:
    """Return the argument of a name, which may be written without the underscore at its end."""
    arguments = function.args or ()
    bare = {without_underscore(each.python_name): each for each in arguments}
    return {**bare, **{each.python_name: each for each in arguments}}.get(name or "")
