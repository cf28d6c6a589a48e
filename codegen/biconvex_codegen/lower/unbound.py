"""Names that nothing binds, wherever Python looks one up when it imports a module: there the import would fail."""

from collections.abc import Iterable, Iterator

from ..frontend.expressions import Comprehension, Expr, Name, parts
from ..frontend.facts import Binding, Class, Evaluated, Facts, Function, Statement, Use
from ..source import At
from .evaluate import Evaluator
from .scopes import Project
from .symbols import Unresolved

_DYNAMIC = frozenset({"exec", "globals", "locals", "setattr", "vars"})
"""What may bind a name that stands nowhere."""


def report_unbound(module: Facts, project: Project, evaluator: Evaluator) -> None:
    """Report each name that a module's own statements look up, and that neither it nor Python has."""
    looked_up = [(statement, name) for statement in module.statements for name in _names(statement)]
    if any(name.name in _DYNAMIC for _, name in looked_up):
        return
    known: set[str] = set()
    for statement, name in looked_up:
        if name.name in known or project.statements(module, name.name):
            continue
        symbol = project.resolve(module, name.name)
        if isinstance(symbol, Unresolved) and not symbol.poisoned:
            evaluator.report_unresolved(module, symbol, At(statement.id, name.node))
        else:
            known.add(name.name)


def _names(statement: Statement) -> Iterator[Name]:
    """Yield the names that a statement looks up in its module; one of a function's body is looked up later."""
    # Inside an `if` or a `try` a name may be meant to be missing.
    if isinstance(statement, Use) or not statement.within.is_certain:
        return
    match statement:
        case Function():
            own = frozenset(statement.type_parameters)
            yield from _inside(_head(statement), own)
        case Class():
            keywords = (keyword.value for keyword in statement.keywords)
            members = (each for member in statement.members for each in (member.annotation, member.value))
            yield from _inside((*statement.decorators, *statement.bases, *keywords, *members), statement.names)
        case Binding():
            yield from _inside((statement.annotation, statement.value), frozenset())
        case Evaluated():
            yield from _inside((statement.value,), frozenset())
        case _:
            return


def _head(function: Function) -> Iterator[Expr | None]:
    yield from function.decorators
    for parameter in function.parameters:
        yield parameter.annotation
        yield parameter.default
    yield function.returns


def _inside(expressions: Iterable[Expr | None], own: frozenset[str]) -> Iterator[Name]:
    """Yield the names in expressions, those of a scope of their own aside."""
    # A list and not recursion: a chain of comparisons may be as deep as a file is long.
    waiting = [(expression, own) for expression in reversed(list(expressions))]
    while waiting:
        expression, own = waiting.pop()
        if expression is None:
            continue
        if isinstance(expression, Name):
            if expression.name not in own and not expression.name.startswith("__"):
                yield expression
            continue
        if isinstance(expression, Comprehension):
            own = own.union(*(clause.targets for clause in expression.clauses))
        waiting.extend((part, own) for part in reversed(list(parts(expression))))
