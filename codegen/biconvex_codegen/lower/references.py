"""Typed calls such as `internal.functions.documents.cleanup_old_drafts(limit=5)`: which function, which arguments."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..diagnostics import Code, misspelt_part
from ..frontend.expressions import Attribute, Call, Expr
from ..ir.naming import reference_name
from ..ir.nodes import Function, Visibility
from ..source import At
from .annotations import Annotations
from .doubtful import Doubtful
from .evaluation import Frame
from .reference_arguments import ReferenceArguments
from .report import Report
from .symbols import Generated, Unresolved

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
        arguments: ReferenceArguments,
        failed: Doubtful,
        report: Report,
    ) -> None:
        self._by_path: Mapping[tuple[str, str], Function] = {
            (function.visibility.value, _written(function)): function for function in functions
        }
        self._annotations = annotations
        self._arguments = arguments
        self._failed = failed
        self._report = report

    def resolve(self, frame: Frame, expression: Expr) -> Reference | None:
        """Return what a typed call of constants names, or None after a report."""
        at = At(frame.owner, expression.node)
        if not isinstance(expression, Call):
            if not self.not_called(frame, expression, Code.INVALID_CRON):
                self._report.add(Code.INVALID_CRON, _NO_CALL, at, help_=_CALL)
            return None
        symbol = self._annotations.symbol(frame, expression.function)
        if isinstance(symbol, Unresolved):
            self._annotations.report_unresolved(frame, expression.function, symbol)
            return None
        if not isinstance(symbol, Generated) or symbol.module != "api":
            self._report.add(Code.INVALID_CRON, _NO_CALL, at, help_=_CALL)
            return None
        function = self.function(frame, expression)
        arguments = None if function is None else self._arguments.known(frame, function, expression)
        return None if function is None or arguments is None else Reference(function, arguments)

    def not_called(self, frame: Frame, expression: Expr, code: Code) -> bool:
        """Report a reference without the parentheses that make it a typed call; say whether it is one."""
        symbol = self._annotations.symbol(frame, expression)
        if not isinstance(symbol, Generated) or symbol.module != "api":
            return False
        at = At(frame.owner, expression.node)
        help_ = "add parentheses, and its arguments in them"
        self._report.add(code, f'the reference "{symbol.name}" is not called', at, help_=help_)
        return True

    def function(self, frame: Frame, call: Call) -> Function | None:
        """Return the function that a typed call names; None if it is no such call, or after a report."""
        match self._annotations.symbol(frame, call.function):
            case Generated(module="api", name=name):
                return self._function(name, frame.owner, call.function)
            case _:
                return None

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
            number, meant = misspelt_part(path, [*functions, *self._failed.named])
            number += 1
            help_ = f'did you mean "{root}.{meant}"?' if meant else "define and register it, or name another"
        at = _segment(owner, expression, number - written.count("."))
        message = f'there is no function "{written}"'
        self._report.add(Code.UNKNOWN_FUNCTION, message, at, help_=help_, mistake=written)
        return None


def _segment(owner: str, expression: Expr, back: int) -> At:
    """Return the place of one name of a dotted one, counted back from the last, which is 0."""
    while back < 0 and isinstance(expression, Attribute):
        expression, back = expression.value, back + 1
    return At(owner, expression.name_node if isinstance(expression, Attribute) else expression.node)


def _written(function: Function) -> str:
    """Return what a reference writes behind `api.` or `internal.`."""
    modules = [reference_name(part) for part in function.python_module.split(".")]
    return ".".join([*modules, function.python_name])
