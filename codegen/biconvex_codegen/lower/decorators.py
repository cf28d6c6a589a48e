"""Which decorators register: those of `_generated.server`, and those that a project makes of them by `.wrap(load)`."""

from dataclasses import dataclass

from ..diagnostics import Code
from ..frontend.expressions import Attribute, Binary, Call, Expr, Name, Subscript
from ..frontend.facts import Binding, Facts, Function, Surroundings
from ..ir.nodes import FunctionKind, Visibility
from ..source import At, Part
from .annotations import Annotations
from .evaluation import Frame
from .report import Report
from .symbols import Builtin, Defined, Generated, Library, Symbol, Unresolved

KINDS: dict[str, tuple[FunctionKind | None, Visibility]] = {
    "query": (FunctionKind.QUERY, Visibility.PUBLIC),
    "mutation": (FunctionKind.MUTATION, Visibility.PUBLIC),
    "action": (FunctionKind.ACTION, Visibility.PUBLIC),
    "internal_query": (FunctionKind.QUERY, Visibility.INTERNAL),
    "internal_mutation": (FunctionKind.MUTATION, Visibility.INTERNAL),
    "internal_action": (FunctionKind.ACTION, Visibility.INTERNAL),
    "http_action": (None, Visibility.INTERNAL),
}


CONTEXTS = {FunctionKind.QUERY: "QueryCtx", FunctionKind.MUTATION: "MutationCtx", FunctionKind.ACTION: "ActionCtx"}
"""What the generated package calls the contexts of functions."""


@dataclass(frozen=True, slots=True)
class Load:
    """A function that makes the context of wrapped handlers; its keyword parameters become their arguments."""

    module: Facts
    function: Function


_MOST_WRAPS = 50


@dataclass(frozen=True, slots=True)
class Decorator:
    """A decorator that registers: the name of the generated one behind it, and its loads, the first one first."""

    name: str
    loads: tuple[Load, ...] = ()


def decorator_of(
    symbol: Symbol | None, annotations: Annotations, report: Report, _seen: frozenset[str] = frozenset()
) -> Decorator | None:
    """Return the decorator that a name stands for, or None; a wrap of something that is no load is reported."""
    match symbol:
        case Generated(module="server", name=name) if name in KINDS:
            return Decorator(name)
        case Defined(statement=Binding() as binding) if len(_seen) > _MOST_WRAPS:
            message = f"a decorator is made of at most {_MOST_WRAPS} others here"
            report.add(Code.TOO_DEEP, message, At(binding.id, Part.NAME), help_="use fewer wraps", mistake="wraps")
            return None
        case Defined(module=module, statement=Binding(value=value) as binding) if binding.id not in _seen:
            frame, seen = Frame(module, binding.id), _seen | {binding.id}
            match value:
                case Name() | Attribute():
                    return decorator_of(annotations.symbol(frame, value), annotations, report, seen)
                case Call(function=Attribute(name="wrap") as wrap):
                    inner = decorator_of(annotations.symbol(frame, wrap.value), annotations, report, seen)
                    return None if inner is None else _wrapped(frame, binding, inner, annotations, report)
                case _:
                    return None
        case _:
            return None


def _wrapped(
    frame: Frame, binding: Binding, inner: Decorator, annotations: Annotations, report: Report
) -> Decorator | None:
    at = At(binding.id, Part.NAME)
    if inner.name == "http_action":
        message = f'"{binding.name}" wraps http_action, whose functions take a request and nothing else'
        report.add(Code.INVALID_REGISTRATION, message, at, help_="call the function inside the HTTP action")
        return None
    if binding.within is not Surroundings.MODULE:
        message = f'the decorator "{binding.name}" is made inside {binding.within.value}'
        report.add(Code.INVALID_REGISTRATION, message, at, help_="make it at module level")
    load = _load(frame, binding, annotations, report)
    if load is None:
        return inner
    kind = KINDS[inner.name][0]
    if kind is not None and not inner.loads:
        check_context(load.module, load.function, kind, annotations, report)
    return Decorator(inner.name, (*inner.loads, load))


def check_context(
    module: Facts, function: Function, kind: FunctionKind | None, annotations: Annotations, report: Report
) -> bool:
    """Say whether the first parameter of a function can be a context of this kind, after a report if it cannot.

    What answers HTTP has no kind, and the context of an action.
    """
    first = function.parameters[0]
    own = CONTEXTS[kind or FunctionKind.ACTION]
    if first.annotation is None:
        return _no_context_behind(module, function, annotations, report)
    match annotations.symbol(Frame(module, function.id), _outermost(first.annotation)):
        case Generated(module="server", name=name) if name in CONTEXTS.values() and not _fits(name, own):
            what = "HTTP action" if kind is None else kind.value
            message = f"{_article(what)} {what} gets {_article(own)} {own}, not {_article(name)} {name}"
            help_ = f"write {first.name}: {own}"
        case Builtin() | Library() | Generated(module="data_model"):
            message = f'"{function.name}" takes a context first, and "{first.name}" is none'
            help_ = f"write ctx: {own} before it"
        case _:
            return True
    report.add(Code.INVALID_REGISTRATION, message, At(function.id, first.annotation.node), help_=help_)
    return False


def _no_context_behind(module: Facts, function: Function, annotations: Annotations, report: Report) -> bool:
    first, *others = function.parameters
    for other in others:
        context = None if other.annotation is None else annotations.symbol(Frame(module, function.id), other.annotation)
        if isinstance(context, Generated) and context.name in CONTEXTS.values():
            message = f'"{function.name}" takes a context first, and "{first.name}" stands before it'
            help_ = f'remove "{first.name}", or write it behind "{other.name}"'
            report.add(Code.INVALID_REGISTRATION, message, At(function.id, first.node), help_=help_)
            return False
    return True


def _outermost(annotation: Expr) -> Expr:
    while isinstance(annotation, Subscript | Binary):
        annotation = annotation.value if isinstance(annotation, Subscript) else annotation.left
    return annotation


def _article(noun: str) -> str:
    return "an" if noun[0] in "aAH" else "a"


def _fits(context: str, own: str) -> bool:
    return context == own or (context == "QueryCtx" and own == "MutationCtx")


def _load(frame: Frame, binding: Binding, annotations: Annotations, report: Report) -> Load | None:
    call = binding.value
    if not isinstance(call, Call) or len(call.args) != 1 or call.keywords:
        message = f'"{binding.name}" must wrap exactly one function'
        at = At(binding.id, Part.NAME)
        report.add(Code.INVALID_REGISTRATION, message, at, help_="write query.wrap(load)")
        return None
    at = At(frame.owner, call.args[0].node)
    match annotations.symbol(frame, call.args[0]):
        case Defined(module=module, statement=Function(is_async=True, parameters=(_, *_)) as function):
            return Load(module, function)
        case Defined(statement=Function() as function):
            message = f'"{function.name}" is no async function that takes a context'
            help_ = f"write async def {function.name}(ctx, ...)"
        case Unresolved():
            return None
        case _:
            message = "a decorator wraps an async function of the project"
            help_ = "define it with async def, at module level"
    report.add(Code.INVALID_REGISTRATION, message, at, help_=help_)
    return None
