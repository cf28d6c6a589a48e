"""What bodies do to the module around them: they change its names, and run functions of the app; nothing else counts.

Most lines say neither. They are found in the text first, so that the rest of a body is not walked.
"""

import ast
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from .names import captured_names
from .targets import owner, roots

Scope: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

RUNNING = frozenset({"run_query", "run_mutation", "run_action", "run_after", "run_at"})
"""The methods that take a typed call of a function of the app."""
MUTATING = frozenset(
    {"append", "clear", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort", "update"}
)
"""The methods of lists and dicts that change them."""
FILLED = frozenset({"crons", "http"})
"""The names of what modules fill by calls."""

_OPERATOR = r"(?:\*\*|//|<<|>>|[-+*/%&|^@])?="
_EXPRESSION = re.compile(
    rf"\.\s*(?:{'|'.join(sorted(RUNNING | MUTATING))})\s*\(|\]\s*(?::[^=\n]+)?{_OPERATOR}(?!=)"
    rf"|(?:{'|'.join(sorted(FILLED))})\s*\.\s*\w+\s*\("
)
_KEYWORD = re.compile(r"[\n;][ \t]*(?:del|global)\s")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The lines of a text on which something of interest may begin, and the names that its module binds."""

    lines: tuple[int, ...]
    names: frozenset[str]
    has_global: bool

    def are_in(self, node: ast.stmt | ast.expr) -> bool:
        """Say whether something of interest may begin in a node."""
        position = bisect_left(self.lines, node.lineno)
        return position < len(self.lines) and self.lines[position] <= (node.end_lineno or node.lineno)


def candidates(text: str, names: frozenset[str]) -> Candidates:
    """Return where in a text something of interest may begin."""
    ends = sorted(match.end() for pattern in (_EXPRESSION, _KEYWORD) for match in pattern.finditer(text))
    line, position = 1, 0
    lines: list[int] = []
    for end in ends:
        line += text.count("\n", position, end)
        position = end
        lines.append(line)
    return Candidates(tuple(lines), names, "global" in text)


@dataclass(frozen=True, slots=True)
class Changing:
    """A node that may change a name from outside of the body: the name, the attributes behind it, and how."""

    node: ast.stmt | ast.expr
    name: str
    attributes: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Running:
    """A call that takes a typed call of a function of the app: its method's owner if it is a parameter, and more."""

    node: ast.Call
    parameter: str | None
    hidden: tuple[str, ...]


class Body:
    """One function, or one class, of a module; the private state of one reading."""

    def __init__(self, scope: Scope, among: Candidates) -> None:
        self._scope = scope
        self._among = among

    def read(self) -> Iterator[Changing | Running]:
        """Yield what counts, in no order that means anything."""
        if not self._among.are_in(self._scope):
            return
        for node in self._candidates():
            match node:
                case ast.Call(func=ast.Attribute(attr=name)) if name in RUNNING:
                    yield self._running(node, node.func)
                case ast.Call(func=ast.Attribute(attr=name) as method) if name in MUTATING:
                    yield from self._changing(node, method.value, owner, "call")
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name) as filled)) if name in FILLED:
                    yield from self._changing(node, filled, owner, "call")
                case ast.Assign():
                    for target in node.targets:
                        yield from self._changing(node, target, roots, "assignment")
                case ast.AnnAssign():
                    yield from self._changing(node, node.target, roots, "assignment")
                case ast.AugAssign():
                    yield from self._changing(node, node.target, roots, "augmented assignment")
                case ast.Delete():
                    for target in node.targets:
                        yield from self._changing(node, target, roots, "deletion")
                case ast.Global():
                    unknown = (name for name in node.names if name not in self._among.names)
                    yield from (Changing(node, name, (), "global statement") for name in unknown)
                case _:
                    pass

    def _candidates(self) -> Iterator[ast.AST]:
        pending: list[ast.AST] = list(self._scope.body)
        while pending:
            node = pending.pop()
            if isinstance(self._scope, ast.ClassDef) and isinstance(node, Scope):
                continue
            if isinstance(node, ast.stmt | ast.expr) and not self._globals and not self._among.are_in(node):
                continue
            yield node
            pending.extend(ast.iter_child_nodes(node))

    def _changing(
        self,
        node: ast.stmt | ast.expr,
        target: ast.expr,
        parts: Callable[[ast.expr], Iterator[tuple[ast.Name, tuple[str, ...]]]],
        how: str,
    ) -> Iterator[Changing]:
        for name, attributes in parts(target):
            if name.id in self._among.names and name.id not in self._own:
                yield Changing(node, name.id, attributes, how)

    def _running(self, node: ast.Call, method: ast.expr) -> Running:
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        return Running(node, self._receiver(method), tuple(sorted(names & self._own)))

    def _receiver(self, method: ast.expr) -> str | None:
        """Return the parameter `ctx` of `ctx.run_query` and `ctx.scheduler.run_after`, if it is never bound again."""
        match method:
            case (
                ast.Attribute(value=ast.Attribute(value=ast.Name(id=name), attr="scheduler"))
                | ast.Attribute(value=ast.Name(id=name))
            ):
                is_parameter = not isinstance(self._scope, ast.ClassDef) and name in _parameters(self._scope)
                return name if is_parameter and name not in self._bound else None
            case _:
                return None

    @cached_property
    def _globals(self) -> frozenset[str]:
        """The names that the body declares to be those of the module."""
        if not self._among.has_global:
            return frozenset()
        nodes = (each for each in ast.walk(self._scope) if isinstance(each, ast.Global))
        return frozenset(name for node in nodes for name in node.names)

    @cached_property
    def _own(self) -> frozenset[str]:
        """The names that mean something of the body's own, somewhere in it."""
        own = set(self._bound)
        if not isinstance(self._scope, ast.ClassDef):
            own |= _parameters(self._scope)
        return frozenset(own)

    @cached_property
    def _bound(self) -> frozenset[str]:
        """The names that statements and expressions of the body bind, at any depth."""
        found: set[str] = set()
        for statement in self._scope.body:
            for node in _inside(self._scope, statement):
                found.update(_binds(node))
        return frozenset(found - self._globals)


def _inside(scope: Scope, statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield a statement and what is in it; of a class, whose methods do not see its names, no methods."""
    if isinstance(scope, ast.ClassDef) and isinstance(statement, Scope):
        yield statement
    else:
        yield from ast.walk(statement)


def _binds(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(ctx=ast.Store() | ast.Del()):
            yield node.id
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield node.name
            yield from _parameters(node)
        case ast.Lambda():
            yield from _parameters(node)
        case ast.ClassDef():
            yield node.name
        case ast.Import() | ast.ImportFrom():
            yield from (each.asname or each.name.partition(".")[0] for each in node.names)
        case ast.ExceptHandler(name=str(name)):
            yield name
        case ast.Match():
            yield from (name for case in node.cases for _, name in captured_names(case.pattern))
        case _:
            pass


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    given = function.args
    rest = [each for each in (given.vararg, given.kwarg) if each is not None]
    return {each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs, *rest)}
