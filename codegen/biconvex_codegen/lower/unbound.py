"""Names that nothing binds, wherever Python looks one up when it imports a module: there the import would fail."""

from collections.abc import Iterable, Iterator

from ..diagnostics import Code, Related
from ..frontend.expressions import Comprehension, Expr, Name, parts
from ..frontend.facts import Binding, Change, Class, Evaluated, Facts, Function, Import, Statement, Use
from ..ir.reserved import PYTHON_BUILTINS
from ..source import At, Part
from .report import Report
from .scopes import Project
from .symbols import Unresolved
from .unknown_names import UnknownNames, report_below, report_itself

_DYNAMIC = frozenset({"exec", "locals", "setattr", "vars"})
"""What may bind a name that stands nowhere."""


def report_unbound(module: Facts, project: Project, unknown: UnknownNames, report: Report) -> None:
    """Report each name that a module's own statements look up, and that neither it nor Python has by then."""
    at_once = [(statement, name) for statement in module.statements for name in _at_once(statement)]
    looked_up = [*at_once, *((statement, name) for statement in module.statements for name in _annotated(statement))]
    if module.asks_for_globals or any(name.name in _DYNAMIC for _, name in looked_up):
        return
    known: set[str] = set()
    for statement, name in looked_up:
        if name.name in known or project.statements(module, name.name):
            continue
        symbol = project.resolve(module, name.name)
        if isinstance(symbol, Unresolved) and not symbol.poisoned:
            unknown.add(module, symbol, At(statement.id, name.node), report)
        else:
            known.add(name.name)
    if not reads_later(module):
        _report_early(module, looked_up[len(at_once) :], project, report)
    for statement, name in at_once:
        below = None if name.is_quoted else _bound_below(module, name.name, statement, project)
        if below is not None:
            report_early = report_itself if below is statement else report_below
            report_early(name.name, below, At(statement.id, name.node), report)


def reads_later(module: Facts) -> bool:
    """Say whether no annotation of a module is evaluated where it stands."""
    return any(
        isinstance(each, Import) and each.module == "__future__" and each.name == "annotations"
        for each in module.statements
    )


def _report_early(module: Facts, annotated: Iterable[tuple[Statement, Name]], project: Project, report: Report) -> None:
    """Warn of names in annotations that are bound further down: Python 3.14 is the first that does not mind."""
    blamed = report.blamed
    for statement, name in annotated:
        if statement.id in blamed:  # what is wrong there may be mended by the same step
            continue
        below = None if name.is_quoted else _bound_below(module, name.name, statement, project)
        if below is not None:
            message = f'"{name.name}" has no value here yet: before Python 3.14 the import fails'
            related = (Related(At(below.id, Part.NAME), "bound here"),)
            help_ = "write it in quotes, or move what binds it above this"
            at = At(statement.id, name.node)
            report.add(Code.EARLY_ANNOTATION, message, at, help_=help_, related=related)


def _bound_below(module: Facts, name: str, statement: Statement, project: Project) -> Statement | None:
    """Return what binds a name first where that is no earlier statement; None where it may have a value before."""
    statements = project.statements(module, name)
    order = project.order(module)
    if name in PYTHON_BUILTINS or any(isinstance(each, Change) for each in statements):
        return None
    if not statements or project.statements(module, "*") or order[statements[0].id] < order[statement.id]:
        return None
    return statements[0]


def _at_once(statement: Statement) -> Iterator[Name]:
    """Yield the names that a statement looks up when it runs; those in a function's body are looked up later."""
    # Inside an `if` or a `try` a name may be meant to be missing.
    if isinstance(statement, Use) or not statement.within.is_certain:
        return
    match statement:
        case Function():
            yield from _inside(statement.decorators, frozenset())
            yield from _inside((each.default for each in statement.parameters), frozenset())
        case Class():
            own = frozenset(statement.type_parameters)
            yield from _inside(statement.decorators, frozenset())
            yield from _inside((*statement.bases, *(keyword.value for keyword in statement.keywords)), own)
            yield from _inside((member.value for member in statement.members), statement.names)
        case Binding():
            yield from _inside((statement.value,), frozenset())
        case Evaluated():
            yield from _inside((statement.value,), frozenset())
        case _:
            return


def _annotated(statement: Statement) -> Iterator[Name]:
    """Yield the names in the annotations of a statement: in quotes, and since Python 3.14, they are looked up later."""
    if isinstance(statement, Use) or not statement.within.is_certain:
        return
    match statement:
        case Function():
            annotations = (*(each.annotation for each in statement.parameters), statement.returns)
            yield from _inside(annotations, frozenset(statement.type_parameters))
        case Class():
            yield from _inside((member.annotation for member in statement.members), statement.names)
        case Binding():
            yield from _inside((statement.annotation,), frozenset())
        case _:
            return


def _inside(expressions: Iterable[Expr | None], own: frozenset[str]) -> Iterator[Name]:
    """Yield the names in expressions, those of a scope of their own aside."""
    for expression in expressions:
        if expression is not None:
            yield from _within(expression, own)


def _within(expression: Expr, own: frozenset[str]) -> Iterator[Name]:
    # A list and not recursion: a chain of comparisons may be as deep as a file is long.
    waiting = [(expression, own)]
    while waiting:
        expression, own = waiting.pop()
        if isinstance(expression, Name):
            if expression.name not in own and not expression.name.startswith("__"):
                yield expression
            continue
        if isinstance(expression, Comprehension):
            own = own.union(*(clause.targets for clause in expression.clauses))
        waiting.extend((part, own) for part in reversed(list(parts(expression))))
