"""Which functions a module registers: the decorators that count, and every way to get one wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Code, Related, did_you_mean
from ..frontend.expressions import Attribute, Call, Expr, Name
from ..frontend.facts import Binding, Class, Evaluated, Facts, Function, ParameterKind, Surroundings
from ..ir.nodes import FunctionKind, Visibility
from ..source import At, Part
from .annotations import Annotations
from .decorators import KINDS, Decorator, Load, check_context, decorator_of
from .evaluation import Frame
from .library_names import SERVER_NAMES
from .report import Report
from .symbols import Defined, Generated, Symbol, Unresolved

BY_POSITION = (ParameterKind.ORDINARY, ParameterKind.POSITIONAL_ONLY)
"""The parameters that a handler gets its context and a request in."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A registered function: its facts, kind (None answers HTTP), visibility, the call of its decorator, its loads."""

    module: Facts
    function: Function
    kind: FunctionKind | None
    visibility: Visibility
    options: Call | None
    loads: tuple[Load, ...] = ()


def registrations(module: Facts, annotations: Annotations, report: Report) -> Iterator[Registration]:
    """Yield what a module registers, in the order of the source; what is registered wrongly is reported instead."""
    for statement in module.statements:
        match statement:
            case Function(decorators=(_, *_)):
                found = _registration(module, statement, annotations, report)
                if found is not None:
                    yield found
            case Class(decorators=(_, *_)):
                _refuse_class(module, statement, annotations, report)
            case Binding(value=Call() as call) | Evaluated(value=Call() as call):
                _by_call(module, statement.id, call, annotations, report)
            case _:
                pass


def _refuse_class(module: Facts, statement: Class, annotations: Annotations, report: Report) -> None:
    for written in statement.decorators:
        match annotations.symbol(Frame(module, statement.id), called(written)):
            case Generated(module="server", name=name) if name in KINDS:
                message = f'"{statement.name}" is registered, and a class'
                help_ = f"write @{name} above an async def"
                report.add(Code.INVALID_REGISTRATION, message, At(statement.id, Part.NAME), help_=help_)
            case _:
                pass


def _by_call(module: Facts, owner: str, call: Call, annotations: Annotations, report: Report) -> None:
    """Report a decorator that is called like a function: whatever that makes is registered nowhere."""
    match annotations.symbol(Frame(module, owner), call.function):
        case Generated(module="server", name=name) if name in KINDS:
            message = f'"{name}" registers the function that it stands above, and nothing here'
            help_ = f"write @{name} above an async def"
            report.add(Code.INVALID_REGISTRATION, message, At(owner, call.function.node), help_=help_)
        case _:
            pass


def _registration(module: Facts, function: Function, annotations: Annotations, report: Report) -> Registration | None:
    frame = Frame(module, function.id)
    known: list[tuple[Expr, Decorator]] = []
    others: list[Expr] = []
    for written in function.decorators:
        decorator = _decorator(frame, written, function, annotations, report)
        if decorator is not None:
            known.append((written, decorator))
        elif not isinstance(annotations.symbol(frame, called(written)), Unresolved):
            others.append(written)
    if not known or not _stands_right(function, known, others, report):
        return None
    written, decorator = known[0]
    kind, visibility = KINDS[decorator.name]
    options = written if isinstance(written, Call) else None
    if not _takes_context(function, report):
        return None
    # What a load returns is the context: of which kind, type checkers know.
    if not (decorator.loads or check_context(module, function, kind, annotations, report)):
        return None
    return Registration(module, function, kind, visibility, options, decorator.loads)


def called(decorator: Expr) -> Expr:
    """Return the name in a decorator, without its options."""
    return decorator.function if isinstance(decorator, Call) else decorator


def _decorator(
    frame: Frame, written: Expr, function: Function, annotations: Annotations, report: Report
) -> Decorator | None:
    """Return the decorator that registers, or None after a report of a name that does not exist."""
    expression = called(written)
    symbol: Symbol | None = annotations.symbol(frame, expression)
    found = decorator_of(symbol, annotations, report)
    if found is not None:
        return found
    if isinstance(expression, Call) and _decorator(frame, expression, function, annotations, report) is not None:
        message = "what the decorator returns is called once more"
        report.add(Code.INVALID_REGISTRATION, message, At(function.id, written.node), help_="remove the last call")
        return None
    match symbol:
        case Generated(module="server", name=name) if name not in SERVER_NAMES and isinstance(expression, Name):
            return None  # reported where it is imported
        case Generated(module="server", name=name) if name.rpartition(".")[0] in KINDS and name.endswith(".wrap"):
            message = "a decorator of one's own has a name"
            help_ = f"write authed = {name}(load) at module level, and @authed here"
            report.add(Code.INVALID_REGISTRATION, message, At(function.id, expression.node), help_=help_)
            return None
        case Generated(module="server", name=name):
            meant = did_you_mean(name, KINDS)
            help_ = f'did you mean "{meant}"?' if meant else f"use one of {', '.join(KINDS)}"
            message = f'"{name}" of _generated.server registers no function'
            node = expression.name_node if isinstance(expression, Attribute) else expression.node
            report.add(Code.UNKNOWN_NAME, message, At(function.id, node), help_=help_)
            return None
        case Unresolved() if function.within is Surroundings.MODULE and not _is_of_value(
            frame, expression, annotations
        ):
            annotations.report_unresolved(frame, expression, symbol)
            return None
        case _:
            return None


def _is_of_value(frame: Frame, expression: Expr, annotations: Annotations) -> bool:
    """Say whether a decorator is an attribute of something that the project defines, which may have any."""
    while isinstance(expression, Attribute):
        expression = expression.value
        if isinstance(annotations.symbol(frame, expression), Defined):
            return True
    return False


def _stands_right(function: Function, known: list[tuple[Expr, Decorator]], others: list[Expr], report: Report) -> bool:
    written, decorator = known[0]
    at = At(function.id, Part.NAME)
    if function.within is not Surroundings.MODULE:
        message = f'"{function.name}" registers inside {function.within.value}'
        report.add(Code.INVALID_REGISTRATION, message, at, help_="move it to module level")
        return False
    if not function.is_async:
        message = f'"{function.name}" is registered, and not an async function'
        report.add(Code.INVALID_REGISTRATION, message, at, help_=f"write async def {function.name}")
        return False
    if function.type_parameters:
        message = f'"{function.name}" is registered, and has type parameters'
        report.add(Code.INVALID_REGISTRATION, message, at, help_="write out the types that it takes")
        return False
    extra = known[1][0] if len(known) > 1 else others[0] if others else None
    if extra is not None:
        message = f'"{function.name}" has another decorator beside @{decorator.name}'
        related = (Related(At(function.id, written.node), "registered here"),)
        here = At(function.id, extra.node)
        report.add(Code.INVALID_REGISTRATION, message, here, help_="call it inside the function", related=related)
        return False
    return True


def _takes_context(function: Function, report: Report) -> bool:
    first = function.parameters[0] if function.parameters else None
    if first is not None and first.kind in BY_POSITION:
        return True
    message = f'"{function.name}" takes no context'
    help_ = "add ctx as the first parameter"
    report.add(Code.INVALID_REGISTRATION, message, At(function.id, Part.NAME), help_=help_)
    return False
