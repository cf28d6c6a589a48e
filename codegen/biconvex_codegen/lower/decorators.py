"""Which decorators register: those of `_generated.server`, and those that a project makes of them by `.wrap(load)`."""

from dataclasses import dataclass

from ..diagnostics import Code
from ..frontend.expressions import Attribute, Call
from ..frontend.facts import Binding, Facts, Function
from ..ir.nodes import FunctionKind, Visibility
from ..source import At, Part
from .annotations import Annotations
from .evaluation import Frame
from .report import Report
from .symbols import Defined, Generated, Symbol, Unresolved

KINDS: dict[str, tuple[FunctionKind | None, Visibility]] = {
    "query": (FunctionKind.QUERY, Visibility.PUBLIC),
    "mutation": (FunctionKind.MUTATION, Visibility.PUBLIC),
    "action": (FunctionKind.ACTION, Visibility.PUBLIC),
    "internal_query": (FunctionKind.QUERY, Visibility.INTERNAL),
    "internal_mutation": (FunctionKind.MUTATION, Visibility.INTERNAL),
    "internal_action": (FunctionKind.ACTION, Visibility.INTERNAL),
    "http_action": (None, Visibility.INTERNAL),
}


@dataclass(frozen=True, slots=True)
class Load:
    """A function that makes the context of wrapped handlers; its keyword parameters become their arguments."""

    module: Facts
    function: Function


@dataclass(frozen=True, slots=True)
class Decorator:
    """A decorator that registers: the name of the generated one behind it, and its loads, the first one first."""

    name: str
    loads: tuple[Load, ...] = ()


def decorator_of(symbol: Symbol | None, annotations: Annotations, report: Report) -> Decorator | None:
    """Return the decorator that a name stands for, or None; a wrap of something that is no load is reported."""
    match symbol:
        case Generated(module="server", name=name) if name in KINDS:
            return Decorator(name)
        case Defined(module=module, statement=Binding(value=Call(function=Attribute(name="wrap") as wrap)) as binding):
            frame = Frame(module, binding.id)
            inner = decorator_of(annotations.symbol(frame, wrap.value), annotations, report)
            if inner is None or inner.name == "http_action":
                return None
            load = _load(frame, binding, annotations, report)
            return Decorator(inner.name, inner.loads if load is None else (*inner.loads, load))
        case _:
            return None


def _load(frame: Frame, binding: Binding, annotations: Annotations, report: Report) -> Load | None:
    call = binding.value
    if not isinstance(call, Call) or len(call.args) != 1 or call.keywords:
        at = At(binding.id, Part.NAME)
        message = f'"{binding.name}" must wrap exactly one function'
        report.add(Code.INVALID_REGISTRATION, message, at, help_="write query.wrap(load)")
        return None
    at = At(frame.owner, call.args[0].node)
    match annotations.symbol(frame, call.args[0]):
        case Defined(module=module, statement=Function(is_async=True, parameters=(_, *_)) as function):
            return Load(module, function)
        case Defined(statement=Function() as function):
            message = f'"{function.name}" is no async function that takes a context'
            help_ = f"write async def {function.name}(ctx, ...)"
        case Unresolved(poisoned=True):
            return None
        case _:
            message = "a decorator wraps an async function of the project"
            help_ = "define it with async def, at module level"
    report.add(Code.INVALID_REGISTRATION, message, at, help_=help_)
    return None
