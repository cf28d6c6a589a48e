"""Turns one file's text into facts and places; knows the grammar of Python and nothing of what names mean."""

import ast
import sys
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..source import Places, Positioner, Positions, SourceFile
from .comments import doc_comments, doc_of, docstring
from .convert import Converter
from .facts import (
    Binding,
    Change,
    Class,
    Evaluated,
    Facts,
    Function,
    Import,
    Member,
    Parameter,
    ParameterKind,
    Statement,
    Surroundings,
    TypeStatement,
)
from .names import bound_names, captured_names, own_nodes, type_parameters
from .parse import ParsedModule, parse, too_deep


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one file says, where it says so, and what is wrong with its text."""

    facts: Facts
    places: Places
    diagnostics: tuple[Diagnostic, ...] = ()


def extract(source: SourceFile) -> Extracted:
    """Read one file: the facts are a function of its text, and a text that cannot be parsed gives a diagnostic."""
    parsed = parse(source)
    if not isinstance(parsed, ParsedModule):
        return Extracted(Facts(source.path, failed=True), parsed.places, (parsed.diagnostic,))
    walk = _Walk(source)
    try:
        walk.block(parsed.tree.body, Surroundings.MODULE)
        walk.rarer_bindings(parsed.tree)
    except RecursionError:
        failure = too_deep(source)
        return Extracted(Facts(source.path, failed=True), failure.places, (failure.diagnostic,))
    doc = docstring(parsed.tree)
    return Extracted(Facts(source.path, doc, tuple(walk.statements)), Places(walk.positions(), {}))


class _Walk:
    """The private state of one extraction: statements so far, and how often a name was met."""

    def __init__(self, source: SourceFile) -> None:
        self.statements: list[Statement] = []
        self._path = source.path
        self._text = source.text
        self._lines = None if source.text.isascii() else source.text.split("\n")
        self._docs = doc_comments(source.text)
        self._met: dict[str, int] = {}
        self._positioners: dict[str, Positioner] = {f"{source.path}:": self._file_place()}

    def positions(self) -> dict[str, Positions]:
        """Return the places of everything met."""
        return {id_: each.positions() for id_, each in self._positioners.items()}

    def block(self, body: list[ast.stmt], within: Surroundings) -> None:
        """Read the statements of a block that stands within something."""
        for statement in body:
            self._statement(statement, within)

    def rarer_bindings(self, tree: ast.Module) -> None:
        """Read what `:=` and `global` bind, wherever they stand; a text that has neither is not searched."""
        if ":=" in self._text:
            for node in own_nodes(tree):
                if isinstance(node, ast.NamedExpr):
                    self._rebinding(node, node.target.id, "assignment expression", Surroundings.CONDITION)
        if "global" in self._text:
            for node in ast.walk(tree):
                if isinstance(node, ast.Global):
                    for name in node.names:
                        self._rebinding(node, name, "global statement", Surroundings.CONDITION)

    def _file_place(self) -> Positioner:
        positioner = Positioner(self._path, None)
        positioner.add(1, 0, 1, 0)
        return positioner

    def _begin(self, name: str, node: ast.stmt | ast.expr) -> tuple[str, Converter]:
        """Give a statement its id and its place, number 0."""
        count = self._met[name] = self._met.get(name, 0) + 1
        id_ = f"{self._path}:{name}" if count == 1 else f"{self._path}:{name}#{count}"
        positioner = self._positioners[id_] = Positioner(self._path, self._lines)
        converter = Converter(positioner, self._docs)
        converter.place(node)
        return id_, converter

    def _statement(self, node: ast.stmt, within: Surroundings) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self._import(node, within)
            case ast.Assign() | ast.AnnAssign():
                self._assignment(node, within)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, within)
            case ast.ClassDef():
                self._class(node, within)
            case ast.Expr():
                self._expression(node, within)
            case ast.AugAssign():
                self._change(node, node.target, "augmented assignment", within)
            case ast.Delete():
                for target in node.targets:
                    self._change(node, target, "deletion", within)
            case _:
                self._compound(node, within)

    def _compound(self, node: ast.stmt, within: Surroundings) -> None:
        if sys.version_info >= (3, 12) and isinstance(node, ast.TypeAlias):
            id_, convert = self._begin(node.name.id, node)
            convert.place(node.name)
            value = convert.expression(node.value)
            self.statements.append(TypeStatement(id_, node.name.id, value, bool(node.type_params), within))
            return
        match node:
            case ast.If() if _is_type_checking(node.test) and within is Surroundings.MODULE:
                self.block(node.body, Surroundings.TYPE_CHECKING)
                self.block(node.orelse, Surroundings.CONDITION)
            case ast.If():
                self.block([*node.body, *node.orelse], _inner(within, Surroundings.CONDITION))
            case ast.For() | ast.AsyncFor():
                self._change(node, node.target, "loop variable", within)
                self.block([*node.body, *node.orelse], _inner(within, Surroundings.LOOP))
            case ast.While():
                self.block([*node.body, *node.orelse], _inner(within, Surroundings.LOOP))
            case ast.Try() | ast.TryStar():
                self._try(node, within)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    if item.optional_vars is not None:
                        self._change(node, item.optional_vars, "with target", within)
                self.block(node.body, _inner(within, Surroundings.WITH))
            case ast.Match():
                for case in node.cases:
                    for name in captured_names(case.pattern):
                        self._rebinding(node, name, "match statement", within)
                    self.block(case.body, _inner(within, Surroundings.MATCH))
            case _:
                pass

    def _try(self, node: ast.Try | ast.TryStar, within: Surroundings) -> None:
        for handler in node.handlers:
            if handler.name is not None:
                self._rebinding(handler.body[0], handler.name, "except clause", within)
        handlers = [statement for handler in node.handlers for statement in handler.body]
        self.block([*node.body, *handlers, *node.orelse, *node.finalbody], _inner(within, Surroundings.TRY))

    def _import(self, node: ast.Import | ast.ImportFrom, within: Surroundings) -> None:
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                bound = alias.asname or alias.name
                module, level, name = node.module or "", node.level, alias.name
            else:
                bound = alias.asname or alias.name.partition(".")[0]
                module, level, name = alias.name, 0, None
            id_, convert = self._begin(f"import {bound}", node)
            convert.place(alias)
            self.statements.append(Import(id_, module, level, name, bound, within))

    def _assignment(self, node: ast.Assign | ast.AnnAssign, within: Surroundings) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if not isinstance(target, ast.Name):
                self._change(node, target, "assignment to a part of it", within)
                continue
            id_, convert = self._begin(target.id, node)
            convert.place(target)
            convert_value = convert.annotation if _is_alias(node) else convert.expression
            value = convert_value(node.value) if node.value is not None else None
            annotation = convert.annotation(node.annotation) if isinstance(node, ast.AnnAssign) else None
            doc = doc_of(self._docs, node)
            self.statements.append(Binding(id_, target.id, annotation, value, doc, within))

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, within: Surroundings) -> None:
        id_, convert = self._begin(node.name, node)
        convert.name_after_keyword(node, 3 if isinstance(node, ast.FunctionDef) else 9)
        decorators = tuple(convert.expression(each) for each in node.decorator_list)
        parameters = tuple(_parameters(node, convert, self._docs))
        returns = convert.annotation(node.returns) if node.returns is not None else None
        result = _single_return(node)
        value = None if result is None else convert.expression(result)
        is_async = isinstance(node, ast.AsyncFunctionDef)
        doc = docstring(node)
        names = type_parameters(node)
        self.statements.append(
            Function(id_, node.name, is_async, decorators, parameters, returns, value, doc, within, names)
        )
        self._nested(node.body, Surroundings.FUNCTION)

    def _nested(self, body: list[ast.stmt], within: Surroundings) -> None:
        """Read only what may register from inside: decorated functions."""
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.decorator_list:
                self._function(node, within)

    def _class(self, node: ast.ClassDef, within: Surroundings) -> None:
        id_, convert = self._begin(node.name, node)
        convert.name_after_keyword(node, 5)
        bases = tuple(convert.expression(base) for base in node.bases)
        keywords = tuple(convert.keyword(keyword) for keyword in node.keywords)
        decorators = tuple(convert.expression(each) for each in node.decorator_list)
        members = tuple(member for each in node.body for member in self._members(each, convert))
        names = frozenset((*bound_names(node), *type_parameters(node)))
        doc = docstring(node)
        self.statements.append(Class(id_, node.name, bases, keywords, decorators, members, names, doc, within))
        self._nested(node.body, Surroundings.CLASS)

    def _members(self, node: ast.stmt, convert: Converter) -> list[Member]:
        doc = doc_of(self._docs, node)
        match node:
            case ast.AnnAssign(target=ast.Name() as target):
                place = convert.place(target)
                annotation = convert.annotation(node.annotation)
                value = convert.expression(node.value) if node.value is not None else None
                return [Member(place, target.id, annotation, value, doc)]
            case ast.Assign(targets=[ast.Name() as target]):
                place = convert.place(target)
                return [Member(place, target.id, None, convert.expression(node.value), doc)]
            case _:
                return []

    def _expression(self, node: ast.Expr, within: Surroundings) -> None:
        if isinstance(node.value, ast.Constant):
            return
        id_, convert = self._begin(_callee(node.value), node)
        self.statements.append(Evaluated(id_, convert.expression(node.value), within))

    def _change(self, node: ast.stmt, target: ast.expr, how: str, within: Surroundings) -> None:
        for name in _root_names(target):
            self._rebinding(node, name, how, within)

    def _rebinding(self, node: ast.stmt | ast.expr, name: str, how: str, within: Surroundings) -> None:
        id_, _ = self._begin(f"{name} {how}", node)
        self.statements.append(Change(id_, name, how, within))


def _single_return(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.expr | None:
    """Return what a helper returns: the value of a plain function that does nothing else."""
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    if isinstance(node, ast.AsyncFunctionDef) or node.decorator_list or len(body) != 1:
        return None
    return body[0].value if isinstance(body[0], ast.Return) else None


def _inner(outside: Surroundings, inside: Surroundings) -> Surroundings:
    return outside if outside in (Surroundings.CLASS, Surroundings.FUNCTION) else inside


def _is_alias(node: ast.Assign | ast.AnnAssign) -> bool:
    """Tell whether an assignment is declared to bind a type, which may be written in quotes."""
    match node:
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias") | ast.Attribute(attr="TypeAlias")):
            return True
        case _:
            return False


def _is_type_checking(test: ast.expr) -> bool:
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case _:
            return False


def _parameters(
    node: ast.FunctionDef | ast.AsyncFunctionDef, convert: Converter, docs: dict[int, str]
) -> list[Parameter]:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = len(positional) - len(arguments.defaults)
    found: list[Parameter] = []

    def add(argument: ast.arg, kind: ParameterKind, default: ast.expr | None) -> None:
        place = convert.place_name(argument, argument.arg)
        annotation = convert.annotation(argument.annotation) if argument.annotation is not None else None
        value = convert.expression(default) if default is not None else None
        doc = doc_of(docs, argument) if argument.lineno != node.lineno else None
        found.append(Parameter(place, argument.arg, kind, annotation, value, doc))

    for number, argument in enumerate(positional):
        kind = ParameterKind.POSITIONAL_ONLY if number < len(arguments.posonlyargs) else ParameterKind.ORDINARY
        add(argument, kind, arguments.defaults[number - missing] if number >= missing else None)
    if arguments.vararg is not None:
        add(arguments.vararg, ParameterKind.REST, None)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        add(argument, ParameterKind.KEYWORD_ONLY, default)
    if arguments.kwarg is not None:
        add(arguments.kwarg, ParameterKind.KEYWORDS, None)
    return found


def _root_names(target: ast.expr) -> list[str]:
    match target:
        case ast.Name():
            return [target.id]
        case ast.Attribute() | ast.Subscript() | ast.Starred():
            return _root_names(target.value)
        case ast.Tuple() | ast.List():
            return [name for each in target.elts for name in _root_names(each)]
        case _:
            return []


def _callee(value: ast.expr) -> str:
    """Name a statement after what it calls, so that its id moves with its meaning: `crons.interval()`."""
    match value:
        case ast.Call():
            return f"{_callee(value.func)}()"
        case ast.Attribute():
            return f"{_callee(value.value)}.{value.attr}"
        case ast.Name():
            return value.id
        case _:
            return "expression"
