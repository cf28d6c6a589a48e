"""Binds the arguments of a call to the parameters of a helper function of the project."""

from collections.abc import Callable

from ..diagnostics import Code, did_you_mean
from ..frontend.expressions import Expr
from ..frontend.facts import Function, ParameterKind
from ..source import At
from .calls import Given
from .report import Report
from .values import Dict, Items, Pair, Text, Value


def bind_helper(
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
