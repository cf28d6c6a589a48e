"""Calls of the project's own functions: what one `return` gives, its parameters bound to the arguments."""

from collections.abc import Callable

from ..diagnostics import Code, Related, did_you_mean
from ..frontend.expressions import Expr
from ..frontend.facts import Function, ParameterKind
from ..source import At
from .budget import CALL, TooLargeError
from .calls import Given
from .evaluation import Evaluation, Frame
from .report import Report
from .values import Dict, HelperValue, Items, Pair, Poison, Text, Value

_DEPTH = 100


def call_helper(evaluation: Evaluation, frame: Frame, helper: HelperValue, given: Given, report: Report) -> Value:
    """Return what a call of a function of the project gives; poison after a report where that cannot be known."""
    function = helper.function
    if function.result is None or function.is_async:
        _report_unknown(helper, given, report)
        return Poison(given.at)
    if frame.depth >= _DEPTH:
        raise TooLargeError(given.at)
    evaluation.budget.spend(CALL)
    defaults = Frame.of(helper.module, function.id)
    names = _bound(function, given, report, lambda expression: evaluation.value(defaults, expression))
    if names is None:
        return Poison(given.at)
    running = frame.running if helper.module is frame.module else ""
    return evaluation.value(Frame(helper.module, function.id, names, frame.depth + 1, running), function.result)


def _report_unknown(helper: HelperValue, given: Given, report: Report) -> None:
    function = helper.function
    reason = (
        "it is async"
        if function.is_async
        else "its decorator may return anything"
        if function.decorators
        else "its body is more than one return"
    )
    message = f'what "{function.name}" returns cannot be known: {reason}'
    help_ = "make it a plain function of one return, or write its result where it is called"
    related = (Related(given.name_at, "called here"),)
    report.add(Code.NOT_STATIC, message, helper.at, help_=help_, related=related)


def _bound(
    function: Function, given: Given, report: Report, evaluate: Callable[[Expr], Value]
) -> dict[str, Value] | None:
    """Return the parameters' values, defaults evaluated where the function stands; None after a report."""
    if given.holes:
        return None
    bound: dict[str, Value] = {}
    positional = list(given.positional)
    keywords = {name: (at, value) for name, at, value in given.keywords}
    for parameter in function.parameters:
        if parameter.kind is ParameterKind.REST:
            bound[parameter.name] = Items(given.at, "tuple", tuple(positional))
            positional = []
        elif parameter.kind is ParameterKind.KEYWORDS:
            pairs = tuple(Pair(Text(at, name), value) for name, (at, value) in keywords.items())
            bound[parameter.name] = Dict(given.at, pairs)
            keywords = {}
        elif positional and parameter.kind is not ParameterKind.KEYWORD_ONLY:
            bound[parameter.name] = positional.pop(0)
        elif parameter.name in keywords and parameter.kind is not ParameterKind.POSITIONAL_ONLY:
            bound[parameter.name] = keywords.pop(parameter.name)[1]
        elif parameter.default is not None:
            bound[parameter.name] = evaluate(parameter.default)
        else:
            message = f'"{function.name}" needs the argument "{parameter.name}"'
            report.add(Code.INVALID_CALL, message, given.name_at, help_=f'add "{parameter.name}"')
            return None
    return None if _left_over(function, positional, keywords, report) else bound


def _left_over(
    function: Function, positional: list[Value], keywords: dict[str, tuple[At, Value]], report: Report
) -> bool:
    for value in positional:
        message = f'"{function.name}" takes fewer arguments'
        report.add(Code.INVALID_CALL, message, value.at, help_="remove it")
        return True
    for name, (at, _) in keywords.items():
        meant = did_you_mean(name, [parameter.name for parameter in function.parameters])
        help_ = f'write "{meant}="' if meant else "remove it"
        report.add(Code.INVALID_CALL, f'"{function.name}" takes no argument "{name}"', at, help_=help_)
        return True
    return False
