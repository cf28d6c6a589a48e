"""Calls of functions of the app in the bodies of others: what is run or scheduled exists, and takes what it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics import Code
from ..frontend.expressions import Attribute, Call, Expr, Name
from ..frontend.facts import Facts, Use
from ..frontend.facts import Function as FunctionFacts
from ..ir.nodes import Function, FunctionKind, HttpAction
from ..source import At
from .annotations import Annotations
from .decorators import CONTEXTS
from .evaluation import Frame
from .modules import Modules
from .reference_arguments import ReferenceArguments
from .references import References
from .report import Report
from .symbols import Generated

_QUERY, _MUTATION, _ACTION = FunctionKind.QUERY, FunctionKind.MUTATION, FunctionKind.ACTION


@dataclass(frozen=True, slots=True)
class _Method:
    """A method of a context or its scheduler: the position of the typed call, what it runs, and who has it."""

    position: int
    runs: tuple[FunctionKind, ...]
    owners: tuple[FunctionKind, ...]


_METHODS = {
    "run_query": _Method(0, (_QUERY,), (_QUERY, _MUTATION, _ACTION)),
    "run_mutation": _Method(0, (_MUTATION,), (_MUTATION, _ACTION)),
    "run_action": _Method(0, (_ACTION,), (_ACTION,)),
    "run_after": _Method(1, (_MUTATION, _ACTION), (_MUTATION, _ACTION)),
    "run_at": _Method(1, (_MUTATION, _ACTION), (_MUTATION, _ACTION)),
}


class Uses:
    """Judges calls in bodies; the private state of one lowering: what is registered, by the ids of its statements."""

    def __init__(
        self,
        registered: Mapping[str, Function | HttpAction],
        references: References,
        arguments: ReferenceArguments,
        annotations: Annotations,
        report: Report,
    ) -> None:
        self._registered = registered
        self._references = references
        self._arguments = arguments
        self._annotations = annotations
        self._report = report

    def check(self, modules: Sequence[Facts], naming: Modules) -> None:
        """Report what is certainly wrong in the modules of the app; tests may call what they like."""
        for module in modules:
            uses = [each for each in module.statements if isinstance(each, Use)]
            if uses and naming.is_inside(module) and not naming.is_test(module):
                functions = {each.id: each for each in module.statements if isinstance(each, FunctionFacts)}
                for use in uses:
                    self._use(module, use, functions.get(use.function or ""))

    def _use(self, module: Facts, use: Use, function: FunctionFacts | None) -> None:
        match use.call.function:
            case Attribute(name=name) as called if name in _METHODS:
                method = _METHODS[name]
            case _:
                return
        frame = Frame(module, use.id)
        owner = self._context(module, use, function)
        if owner is not None and owner not in method.owners:
            self._missing(use, called, owner)
        elif len(use.call.args) > method.position:
            target = self._target(frame, use, use.call.args[method.position])
            if target is not None and owner is not None and target.kind not in method.runs:
                self._wrong_kind(At(use.id, called.name_node), called.name, target)

    def _context(self, module: Facts, use: Use, function: FunctionFacts | None) -> FunctionKind | None:
        """Return the kind of context on which the method is called; None where that is not certain."""
        if function is None or use.parameter is None:
            return None
        parameter = next(each for each in function.parameters if each.name == use.parameter)
        if parameter.annotation is not None:
            match self._annotations.symbol(Frame(module, function.id), parameter.annotation):
                case Generated(module="server", name=name):
                    return next((kind for kind, context in CONTEXTS.items() if context == name), None)
                case _:
                    return None
        registered = self._registered.get(function.id)
        is_first = parameter is function.parameters[0]
        return registered.kind if is_first and isinstance(registered, Function) else None

    def _target(self, frame: Frame, use: Use, written: Expr) -> Function | None:
        """Return the function that a typed call names, after a report of what is wrong with its arguments."""
        if _root(written.function if isinstance(written, Call) else written) in use.hidden:
            return None
        if not isinstance(written, Call):
            self._references.not_called(frame, written, Code.INVALID_CALL)
            return None
        function = self._references.function(frame, written)
        if function is not None:
            self._arguments.check(frame, function, written, frozenset(use.hidden))
        return function

    def _missing(self, use: Use, called: Attribute, owner: FunctionKind) -> None:
        # Of `ctx.scheduler.run_after` the first name is the one that is not there.
        what = called.value if isinstance(called.value, Attribute) else called
        message = f"the context of a {owner.value} has no {what.name}"
        help_ = "make the function a mutation or an action" if owner is _QUERY else "schedule the action instead"
        self._report.add(Code.INVALID_CALL, message, At(use.id, what.name_node), help_=help_)

    def _wrong_kind(self, at: At, name: str, target: Function) -> None:
        article = "an" if target.kind is _ACTION else "a"
        message = f'"{target.python_name}" is {article} {target.kind.value}, which {name} does not run'
        is_scheduled = name in ("run_after", "run_at")
        help_ = "schedule a mutation or an action" if is_scheduled else f"write run_{target.kind.value}"
        self._report.add(Code.INVALID_CALL, message, at, help_=help_)


def _root(expression: Expr) -> str:
    while isinstance(expression, Attribute):
        expression = expression.value
    return expression.name if isinstance(expression, Name) else ""
