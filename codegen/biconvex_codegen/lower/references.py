"""Typed calls such as `internal.functions.documents.cleanup_old_drafts(limit=5)`: which function, which arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Code, did_you_mean
from ..frontend.expressions import Attribute, Call, Expr, Keyword
from ..ir.naming import reference_name
from ..ir.nodes import Argument, Function, Visibility
from ..source import At
from .annotations import Annotations
from .calls import called_name
from .doubtful import Doubtful
from .evaluate import Evaluator
from .evaluation import Frame
from .fits import Shapes, fits
from .json_values import Json, canonical, wire_json
from .report import Report
from .symbols import Generated, Unresolved
from .values import Poison

_NO_CALL = "a cron runs a function of the app, and this is no call of one"
_CALL = "write internal.module.function(...)"


@dataclass(frozen=True, slots=True)
class Reference:
    """A call of a function of the app: the function, and its arguments as canonical wire JSON."""

    function: Function
    arguments: str


class References:
    """Resolves typed calls; the private state of one lowering: the functions by what a reference writes."""

    def __init__(
        self,
        functions: tuple[Function, ...],
        annotations: Annotations,
        evaluator: Evaluator,
        shapes: Shapes,
        failed: Doubtful,
        report: Report,
    ) -> None:
        self._by_path: Mapping[tuple[str, str], Function] = {
            (function.visibility.value, _written(function)): function for function in functions
        }
        self._annotations = annotations
        self._evaluator = evaluator
        self._shapes = shapes
        self._failed = failed
        self._report = report

    def resolve(self, frame: Frame, expression: Expr) -> Reference | None:
        """Return what a typed call names, or None after a report."""
        at = At(frame.owner, expression.node)
        if not isinstance(expression, Call):
            called = self._annotations.symbol(frame, expression)
            if isinstance(called, Generated) and called.module == "api":
                message = f'the reference "{called.name}" is not called'
                self._report.add(Code.INVALID_CRON, message, at, help_="add parentheses, and its arguments in them")
            else:
                self._report.add(Code.INVALID_CRON, _NO_CALL, at, help_=_CALL)
            return None
        symbol = self._annotations.symbol(frame, expression.function)
        if isinstance(symbol, Unresolved):
            self._annotations.report_unresolved(frame, expression.function, symbol)
            return None
        if not isinstance(symbol, Generated) or symbol.module != "api":
            self._report.add(Code.INVALID_CRON, _NO_CALL, at, help_=_CALL)
            return None
        function = self._function(symbol.name, frame.owner, expression.function)
        return None if function is None else self._with_arguments(frame, function, expression)

    def _function(self, written: str, owner: str, expression: Expr) -> Function | None:
        root, _, path = written.partition(".")
        visibility = Visibility.PUBLIC if root == "api" else Visibility.INTERNAL
        function = self._by_path.get((visibility.value, path))
        if function is not None or self._failed.covers(path):
            return function
        other = Visibility.INTERNAL if visibility is Visibility.PUBLIC else Visibility.PUBLIC
        if (other.value, path) in self._by_path:
            right = "internal" if other is Visibility.INTERNAL else "api"
            number, help_ = 0, f'write "{right}.{path}"'
        else:
            functions = [known for kind, known in self._by_path if kind == visibility.value]
            number, meant = missing(path, [*functions, *self._failed.named])
            number += 1
            help_ = f'did you mean "{root}.{meant}"?' if meant else "define and register it, or name another"
        at = _segment(owner, expression, number - written.count("."))
        message = f'there is no function "{written}"'
        self._report.add(Code.UNKNOWN_FUNCTION, message, at, help_=help_, mistake=written)
        return None

    def _with_arguments(self, frame: Frame, function: Function, call: Call) -> Reference | None:
        if call.args:
            message = "arguments of a function are given by name"
            here = At(frame.owner, call.args[0].node)
            self._report.add(Code.ARGUMENT_MISMATCH, message, here, help_="write name=value")
            return None
        given: dict[str, Json] = {}
        for keyword in call.keywords:
            if not self._argument(frame, function, keyword, given):
                return None
        for argument in function.args or ():
            if argument.field.name not in given and not argument.field.optional:
                message = f'"{function.python_name}" needs the argument "{argument.python_name}"'
                at = called_name(frame.owner, call)
                self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=f"add {argument.python_name}=")
                return None
        return Reference(function, canonical(given))

    def _argument(self, frame: Frame, function: Function, keyword: Keyword, given: dict[str, Json]) -> bool:
        at = At(frame.owner, keyword.node)
        argument = _by_name(function, keyword.name)
        if keyword.name is None or (argument is None and function.args is not None):
            names = [each.python_name for each in function.args or ()]
            meant = did_you_mean(keyword.name or "", names)
            help_ = f'did you mean "{meant}"?' if meant else "remove it"
            message = f'"{function.python_name}" takes no argument "{keyword.name or "**"}"'
            self._report.add(Code.ARGUMENT_MISMATCH, message, at, help_=help_)
            return False
        value = self._evaluator.evaluate(frame, keyword.value)
        if isinstance(value, Poison):
            return False
        try:
            json = wire_json(value)
        except ValueError:
            self._report.add(Code.ARGUMENT_MISMATCH, "this value cannot be an argument", value.at, help_="use data")
            return False
        if argument is not None and json is None and argument.field.optional:
            return True
        if argument is not None and not fits(json, argument.field.type, self._shapes):
            message = f'this value does not fit the argument "{keyword.name}" of "{function.python_name}"'
            self._report.add(Code.ARGUMENT_MISMATCH, message, value.at, help_="change the value or the type")
            return False
        given[keyword.name if argument is None else argument.field.name] = json
        return True


def missing(path: str, known: Sequence[str]) -> tuple[int, str | None]:
    """Return the first part of a dotted path that leads nowhere, by its number, and the whole path that was meant."""
    parts = path.split(".")
    for number, part in enumerate(parts):
        before = parts[:number]
        inside = {
            each[number] for each in (way.split(".") for way in known) if each[:number] == before and each[number:]
        }
        if part not in inside:
            namesakes = [way for way in known if way.rpartition(".")[2] == parts[-1]]
            meant = did_you_mean(part, inside)
            way = None if meant is None else ".".join([*before, meant, *parts[number + 1 :]])
            return number, way or (namesakes[0] if len(namesakes) == 1 else None)
    return len(parts) - 1, None


def _segment(owner: str, expression: Expr, back: int) -> At:
    """Return the place of one name of a dotted one, counted back from the last, which is 0."""
    while back < 0 and isinstance(expression, Attribute):
        expression, back = expression.value, back + 1
    return At(owner, expression.name_node if isinstance(expression, Attribute) else expression.node)


def _by_name(function: Function, name: str | None) -> Argument | None:
    return next((each for each in function.args or () if each.python_name == name), None)


def _written(function: Function) -> str:
    """Return what a reference writes behind `api.` or `internal.`."""
    modules = [reference_name(part) for part in function.python_module.split(".")]
    return ".".join([*modules, function.python_name])
