"""Statements that may change a list or a dict on whose value something relies, in whatever module they stand."""

from collections.abc import Iterator, Sequence

from ..diagnostics import Code, Related
from ..frontend.expressions import (
    Attribute,
    Binary,
    Call,
    Expr,
    Name,
    Starred,
    Subscript,
    walk,
)
from ..frontend.expressions import Mapping as MappingExpr
from ..frontend.expressions import Sequence as SequenceExpr
from ..frontend.facts import Binding, Change, Class, Evaluated, Facts, Function, Import, Statement
from ..source import At, Part
from .bindings import report_change
from .evaluate import Evaluator
from .evaluation import Frame
from .report import Report
from .scopes import Project
from .symbols import Builtin, Defined, External, Generated, Library, Module, Symbol
from .values import Dict, Items, Poison, TableValue, Validator, Value

_MUTATING = frozenset(
    {"append", "clear", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort", "update"}
)
_READING_BUILTINS = frozenset(
    {
        *("all", "any", "bool", "dict", "enumerate", "filter", "frozenset", "hash", "id", "isinstance", "iter", "len"),
        *("list", "map", "max", "min", "print", "range", "repr", "reversed", "set", "sorted", "str", "sum", "tuple"),
        *("type", "zip"),
    }
)
_READING = frozenset({"copy.copy", "copy.deepcopy", "json.dumps", "types.MappingProxyType", "pprint.pprint"})
_READING_METHODS = frozenset({"format", "join"})


def report_changes(modules: Sequence[Facts], project: Project, evaluator: Evaluator, report: Report) -> None:
    """Report every call that may change a list or a dict on whose value something relies, and what is built in vain."""
    known = dict(evaluator.known)
    lists = frozenset(id_ for id_, value in known.items() if is_mutable(value))
    built = frozenset(id_ for id_, value in known.items() if isinstance(value, Validator | TableValue))
    paths = {id_.partition(":")[0] for id_ in lists}
    for module in modules:
        if built:
            _report_lost(module, project, built, report)
        if lists and _sees(module, project, paths):
            _Search(module, project, evaluator, lists, report).run()


def is_mutable(value: Value) -> bool:
    """Say whether a value is, or holds, a list or a dict, which whoever has it can change."""
    pending: list[Value] = [value]
    # What stands in a tuple twice is looked at once: forty doublings are not looked at a million million times.
    seen: set[int] = set()
    while pending:
        match pending.pop():
            case Items(kind="tuple", items=items):
                pending += () if id(items) in seen else items
                seen.add(id(items))
            case Items() | Dict():
                return True
            case _:
                pass
    return False


def _sees(module: Facts, project: Project, paths: set[str]) -> bool:
    """Say whether a module has one of the lists, or imports something from a module that may have it."""
    if module.path in paths:
        return True
    targets = (project.target(module, each) for each in module.statements if isinstance(each, Import))
    return any(isinstance(target, Module) for target in targets)


def _report_lost(module: Facts, project: Project, built: frozenset[str], report: Report) -> None:
    for statement in module.statements:
        if isinstance(statement, Evaluated) and isinstance(statement.value, Call):
            root = _chained(statement.value)
            symbol = None if root is None else project.resolve(module, root)
            if isinstance(symbol, Defined) and symbol.statement.id in built:
                message = f'what this call makes of "{root}" is lost: tables and validators never change'
                related = (Related(At(symbol.statement.id, Part.NAME), "bound here"),)
                help_ = "add the call where the name is bound"
                report.add(Code.NOT_STATIC, message, At(statement.id), help_=help_, related=related)


def _chained(call: Call) -> str | None:
    """Return the name at the root of a chain of calls of methods: `table.index(...).index(...)`."""
    match call.function:
        case Attribute(value=Name(name=name)):
            return name
        case Attribute(value=Call() as inner):
            return _chained(inner)
        case _:
            return None


class _Search:
    """The search of one module; the private state of one run: which of the lists other names stand for."""

    def __init__(
        self, module: Facts, project: Project, evaluator: Evaluator, lists: frozenset[str], report: Report
    ) -> None:
        self._module = module
        self._project = project
        self._evaluator = evaluator
        self._lists = lists
        self._report = report
        self._reported = frozenset(each.at for each in report.diagnostics)
        self._faulty = frozenset(at.id for at in self._reported)
        self._aliases: dict[str, Defined | None] = {}

    def run(self) -> None:
        for statement in self._module.statements:
            if isinstance(statement, Change):
                self._change(statement)
                continue
            frame = Frame(self._module, statement.id)
            for expression in expressions_of(statement):
                for each in walk(expression):
                    if isinstance(each, Call):
                        self._call(frame, each)

    def _change(self, change: Change) -> None:
        symbol: Symbol = self._project.resolve(self._module, change.name)
        for attribute in change.attributes:
            if isinstance(symbol, Module):
                symbol = self._project.attribute(symbol, attribute)
        found = self._list(symbol)
        if found is not None:
            report_change(found.statement.name, found, change, self._report)

    def _call(self, frame: Frame, call: Call) -> None:
        if frame.owner in self._faulty and self._is_reported(frame, call):
            return
        match call.function:
            case Attribute(value=owner, name=name) if name in _MUTATING:
                self._blame(frame, call, self._shared(frame, owner), "build the final value in one expression")
            case Attribute(name=name) if name in _READING_METHODS:
                pass
            case _:
                given = (*call.args, *(each.value for each in call.keywords))
                shared = next((found for each in given if (found := self._shared(frame, each)) is not None), None)
                if shared is not None and not self._only_reads(frame, call):
                    self._blame(frame, call, shared, "pass a copy of it")

    def _is_reported(self, frame: Frame, call: Call) -> bool:
        """Say whether a call, or what it calls, is a mistake already."""
        called = (call, *walk(call.function))
        nodes = (*(each.node for each in called), *(each.name_node for each in called if isinstance(each, Attribute)))
        return any(At(frame.owner, node) in self._reported for node in nodes)

    def _blame(self, frame: Frame, call: Call, shared: Defined | None, help_: str) -> None:
        if shared is not None:
            name = shared.statement.name
            message = f'this call may change "{name}", whose value must be known without running it'
            related = (Related(At(shared.statement.id, Part.NAME), "bound here"),)
            self._report.add(Code.NOT_STATIC, message, At(frame.owner, call.node), help_=help_, related=related)

    def _only_reads(self, frame: Frame, call: Call) -> bool:
        match self._project.symbol(self._module, call.function):
            case Builtin(name=name):
                return name in _READING_BUILTINS
            case External(name=name):
                return name in _READING
            case Library() | Generated():
                return True
            case _:
                return not isinstance(self._evaluator.quietly(frame, call), Poison)

    def _shared(self, frame: Frame, expression: Expr) -> Defined | None:
        """Return the binding of the list that an expression gives away, as a whole or in part."""
        found = self._reached(frame, expression)
        if found is None or isinstance(expression, Starred):
            return found
        value = self._evaluator.quietly(frame, expression)
        return found if isinstance(value, Poison) or is_mutable(value) else None

    def _reached(self, frame: Frame, expression: Expr) -> Defined | None:
        """Return the binding of one of the lists that an expression stands for, holds, or is a part of."""
        whole: tuple[Expr, ...] = ()
        copied: tuple[Expr, ...] = ()
        match expression:
            case Name() | Attribute():
                symbol = self._project.symbol(frame.module, expression)
                return None if symbol is None else self._list(symbol)
            case Subscript():
                whole = (expression.value,)
            case SequenceExpr():
                whole = expression.items
            case MappingExpr():
                whole = tuple(entry.value for entry in expression.entries if entry.key is not None)
                copied = tuple(entry.value for entry in expression.entries if entry.key is None)
            case Starred():
                copied = (expression.value,)
            case Binary():
                copied = (expression.left, expression.right)
            case _:
                pass
        inner = (*whole, *(each for each in copied if self._has_mutable(frame, each)))
        return next((found for each in inner if (found := self._reached(frame, each)) is not None), None)

    def _has_mutable(self, frame: Frame, expression: Expr) -> bool:
        """Say whether what a list or a dict holds can be changed itself: a copy of it holds the same."""
        match self._evaluator.quietly(frame, expression):
            case Items(items=items):
                return any(map(is_mutable, items))
            case Dict(pairs=pairs):
                return any(is_mutable(pair.value) for pair in pairs)
            case value:
                return isinstance(value, Poison)

    def _list(self, symbol: Symbol) -> Defined | None:
        match symbol:
            case Defined(statement=Binding() as binding) if binding.id in self._lists:
                return symbol
            case Defined(module=module, statement=Binding(value=value) as binding) if value is not None:
                if binding.id not in self._aliases:
                    self._aliases[binding.id] = None  # for a name that stands for itself
                    self._aliases[binding.id] = self._reached(Frame(module, binding.id), value)
                return self._aliases[binding.id]
            case _:
                return None


def expressions_of(statement: Statement) -> Iterator[Expr]:
    """Yield what is evaluated when a statement of a module runs, annotations aside."""
    match statement:
        case Binding(value=value) if value is not None:
            yield value
        case Evaluated():
            yield statement.value
        case Function():
            yield from statement.decorators
            yield from (each.default for each in statement.parameters if each.default is not None)
        case Class():
            yield from (*statement.bases, *statement.decorators, *(each.value for each in statement.keywords))
            yield from (each.value for each in statement.members if each.value is not None)
        case _:
            return
