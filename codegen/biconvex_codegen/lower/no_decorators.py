"""What stands above a function or a class and raises there: modules, values, types, builtins that take no function."""

from ..diagnostics import Code
from ..frontend.expressions import Call, Expr, Name
from ..frontend.facts import Binding, Class, Facts, Function, Import, ParameterKind
from ..ir.reserved import GIVE_NO_FUNCTION, TAKE_NO_FUNCTION
from ..source import At
from .evaluate import Evaluator
from .evaluation import Frame
from .lineage import Lineage
from .raising import cannot_be_called, is_called_as_it_is
from .report import Report
from .scopes import Bound, Project, bindings_of
from .symbols import TYPED_DICTS, Builtin, Defined, External, Generated, Library, Module, Symbol
from .values import ClassValue, Known, described

_OF_THE_LIBRARY = frozenset(
    (
        *("COMMIT_TS", "UNSET", "Int64", "PaginationOpts", "PaginationResult", "cron_jobs", "define_schema"),
        *("define_table", "http_router", "v"),
    )
)
_CLASSES = ("typed_dict", "enum", "model")
"""The kinds of classes that nobody makes of a function."""


def report_no_decorators(
    module: Facts,
    statement: Function | Class,
    project: Project,
    lineage: Lineage,
    evaluator: Evaluator,
    report: Report,
) -> None:
    """Report each decorator of a function or a class that certainly raises."""
    frame = Frame.of(module, statement.id)
    for written in statement.decorators:
        expression = written.function if isinstance(written, Call) else written
        bindings = bindings_of(project.statements(module, expression.name)) if isinstance(expression, Name) else ()
        symbol = project.symbol(module, expression)
        if symbol is None or len(bindings) > 1:
            continue
        if isinstance(symbol, Defined) and isinstance(symbol.statement, Binding):
            value = evaluator.quietly(frame, expression)
            is_functional = isinstance(value, ClassValue) and isinstance(value.statement, Binding)
            is_none, what = is_functional or cannot_be_called(value), described(value)
        elif symbol in TYPED_DICTS and not isinstance(written, Call):
            is_none, what = True, "TypedDict"
        elif isinstance(symbol, External):
            is_none, what = _is_module(bindings), f'the module "{symbol.name}"'
        else:
            is_none = _is_none(symbol) or (isinstance(statement, Function) and _refuses(symbol, written))
            takes_none = _gives_a_coroutine if isinstance(written, Call) else _takes_none
            is_none = is_none or takes_none(symbol, project, lineage)
            what = described(Known(At(statement.id), symbol))
        if is_none:
            help_ = "remove it, or write a decorator of _generated.server"
            report.add(Code.INVALID_CALL, f"{what} is no decorator", At(statement.id, expression.node), help_=help_)


def _is_module(bindings: tuple[Bound, ...]) -> bool:
    """Say whether a name is bound by `import name`."""
    return bool(bindings) and all(isinstance(each, Import) and each.name is None for each in bindings)


def _is_none(symbol: Symbol) -> bool:
    """Say whether neither a thing nor what a call of it gives can be called with a function or a class."""
    match symbol:
        case Module():
            return True
        case Generated(module="data_model", name=name):
            return bool(name) and not name.endswith("Id")  # an id gives back whatever it is called with
        case Library(name=name):
            return name in _OF_THE_LIBRARY or name.startswith("v.")
        case _:
            return False


def _takes_none(symbol: Symbol, project: Project, lineage: Lineage) -> bool:
    """Say whether a call with a function or a class alone raises."""
    match symbol:
        case Defined(module=home, statement=Class() as class_):
            return lineage.kind(home, class_) in _CLASSES
        case Defined(module=home, statement=Function() as function):
            return is_called_as_it_is(home, function, project) and not _takes_one(function)
        case _:
            return False


def _gives_a_coroutine(symbol: Symbol, project: Project, _lineage: Lineage) -> bool:
    """Say whether a call gives a coroutine, which cannot be called; what else is called may well give a decorator."""
    match symbol:
        case Defined(module=home, statement=Function(is_async=True) as function):
            return is_called_as_it_is(home, function, project)
        case _:
            return False


def _refuses(symbol: Symbol, written: Expr) -> bool:
    """Say whether a builtin takes no function, or gives none where it is called."""
    if not isinstance(symbol, Builtin):
        return False
    return symbol.name in (GIVE_NO_FUNCTION if isinstance(written, Call) else TAKE_NO_FUNCTION)


def _takes_one(function: Function) -> bool:
    """Say whether a function can be called with one argument by its position."""
    by_position = (ParameterKind.POSITIONAL_ONLY, ParameterKind.ORDINARY)
    required = [each for each in function.parameters if each.default is None]
    first = [each for each in function.parameters if each.kind in (*by_position, ParameterKind.REST)]
    named = any(each.kind is ParameterKind.KEYWORD_ONLY for each in required)
    return bool(first) and not named and sum(each.kind in by_position for each in required) <= 1
