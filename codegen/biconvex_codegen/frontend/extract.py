"""Turns one file's text into facts and places; knows the grammar of Python and nothing of what names mean."""

import ast
import re
import sys
import warnings
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..source import Columns, Places, Positioner, Positions, SourceFile
from .bodies import Body, Candidates, Changing, Scope, candidates
from .comments import doc_comments, doc_of, docstring
from .convert import Converter
from .expressions import Call
from .facts import (
    Binding,
    Change,
    Class,
    Evaluated,
    Facts,
    Function,
    Import,
    Member,
    Statement,
    Surroundings,
    TypeStatement,
    Use,
)
from .heads import parameters_of, single_return
from .names import assignment_expressions, bound_names, captured_names, type_parameters
from .nested import decorated, scopes
from .parse import ParsedModule, parse, too_deep
from .targets import roots, unpacked


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one file says, where it says so, and what is wrong with its text."""

    facts: Facts
    places: Places
    diagnostics: tuple[Diagnostic, ...] = ()


def extract(source: SourceFile) -> Extracted:
    """Read one file: the facts are a function of its text, and a text that cannot be parsed gives a diagnostic.

    What the interpreter warns of meanwhile (such as invalid escapes) is its business, not ours.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _extracted(source)


def _extracted(source: SourceFile) -> Extracted:
    parsed = parse(source)
    if not isinstance(parsed, ParsedModule):
        return Extracted(Facts(source.path, failed=True), parsed.places, (parsed.diagnostic,))
    walk = _Walk(source)
    try:
        walk.module(parsed.tree)
    except RecursionError:
        failure = too_deep(source)
        return Extracted(Facts(source.path, failed=True), failure.places, (failure.diagnostic,))
    statements = tuple(walk.statements)
    facts = Facts(source.path, docstring(parsed.tree), statements, asks_for_globals="globals()" in source.text)
    return Extracted(facts, Places(walk.positions(), {}))


_FROM = re.compile(rb"from[ \t]+(?P<module>.+?)[ \t]*\bimport\b")


class _Walk:
    """The private state of one extraction: statements so far, and how often a name was met."""

    def __init__(self, source: SourceFile) -> None:
        self.statements: list[Statement] = []
        self._path = source.path
        self._text = source.text
        self._lines = source.text.split("\n")
        self._columns = None if source.text.isascii() else Columns(self._lines)
        self._docs = doc_comments(source.text)
        self._met: dict[str, int] = {}
        self._bodies: list[tuple[Scope, str | None]] = []
        self._positioners: dict[str, Positioner] = {f"{source.path}:": self._file_place()}

    def positions(self) -> dict[str, Positions]:
        """Return the places of everything met."""
        return {id_: each.positions() for id_, each in self._positioners.items()}

    def module(self, tree: ast.Module) -> None:
        """Read all statements: first those of the module itself, then what the bodies in it have to do with it."""
        self._block(tree.body, Surroundings.MODULE)
        if ":=" in self._text:
            for name in assignment_expressions(tree):
                self._rebinding(name, name.id, (), "assignment expression", Surroundings.MODULE)
        among = candidates(self._text, frozenset(map(_bound_name, self.statements)))
        for scope, function in self._bodies:
            self._body(scope, function, among)

    def _block(self, body: list[ast.stmt], within: Surroundings) -> None:
        for statement in body:
            self._statement(statement, within)

    def _file_place(self) -> Positioner:
        positioner = Positioner(self._path, None)
        positioner.add(1, 0, 1, 0)
        return positioner

    def _begin(self, name: str, node: ast.stmt | ast.expr | ast.pattern) -> tuple[str, Converter]:
        """Give a statement its id and its place, number 0."""
        count = self._met[name] = self._met.get(name, 0) + 1
        id_ = f"{self._path}:{name}" if count == 1 else f"{self._path}:{name}#{count}"
        positioner = self._positioners[id_] = Positioner(self._path, self._columns)
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
            case ast.Assert():
                self._condition(node.test, within)
            case _:
                self._compound(node, within)

    def _compound(self, node: ast.stmt, within: Surroundings) -> None:
        if sys.version_info >= (3, 12) and isinstance(node, ast.TypeAlias):
            id_, convert = self._begin(node.name.id, node)
            convert.place(node.name)
            value = convert.annotation(node.value)
            parameters = tuple(each.name for each in node.type_params)
            self.statements.append(TypeStatement(id_, node.name.id, value, parameters, within))
            return
        match node:
            case ast.If() if within is Surroundings.MODULE and _is_type_checking(node.test):
                self._block(node.body, Surroundings.TYPE_CHECKING)
                self._block(node.orelse, Surroundings.MODULE)
            case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=test)) if within is Surroundings.MODULE and (
                _is_type_checking(test)
            ):
                self._block(node.body, Surroundings.MODULE)
                self._block(node.orelse, Surroundings.TYPE_CHECKING)
            case ast.If():
                self._condition(node.test, within)
                self._block([*node.body, *node.orelse], Surroundings.CONDITION)
            case ast.For() | ast.AsyncFor():
                self._change(node.target, node.target, "loop", within)
                self._condition(node.iter, within)
                self._block([*node.body, *node.orelse], Surroundings.LOOP)
            case ast.While():
                self._condition(node.test, within)
                self._block([*node.body, *node.orelse], Surroundings.LOOP)
            case ast.Try() | ast.TryStar():
                self._try(node)
            case ast.With() | ast.AsyncWith():
                self._with(node, within)
            case ast.Match():
                self._match(node, within)
            case _:
                pass

    def _try(self, node: ast.Try | ast.TryStar) -> None:
        for handler in node.handlers:
            if handler.name is not None and handler.type is not None:
                self._rebinding(handler.type, handler.name, (), "except clause", Surroundings.TRY)
        handlers = [statement for handler in node.handlers for statement in handler.body]
        self._block([*node.body, *handlers, *node.orelse, *node.finalbody], Surroundings.TRY)

    def _with(self, node: ast.With | ast.AsyncWith, within: Surroundings) -> None:
        for item in node.items:
            self._condition(item.context_expr, within)
            if item.optional_vars is not None:
                self._change(item.optional_vars, item.optional_vars, "with statement", within)
        self._block(node.body, Surroundings.WITH)

    def _match(self, node: ast.Match, within: Surroundings) -> None:
        self._condition(node.subject, within)
        for case in node.cases:
            for place, name in captured_names(case.pattern):
                self._rebinding(place, name, (), "match statement", within)
            self._block(case.body, Surroundings.MATCH)

    def _condition(self, node: ast.expr, within: Surroundings) -> None:
        """Read an expression that is evaluated on the way, if it can do anything: it calls something."""
        if any(isinstance(each, ast.Call) for each in ast.walk(node)):
            id_, convert = self._begin(_callee(node), node)
            self.statements.append(Evaluated(id_, convert.expression(node), within))

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
            self._place_import(convert, node, alias)
            self.statements.append(Import(id_, module, level, name, bound, within))

    def _place_import(self, convert: Converter, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> None:
        """Count the places of the module and of the name; of an import over several lines, all of it is the module."""
        name = (alias.lineno, alias.col_offset, alias.col_offset + len(alias.name.encode()))
        if isinstance(node, ast.Import):
            convert.place_stretch(*name)
        else:
            line = self._lines[node.lineno - 1].encode()
            module = _FROM.match(line, node.col_offset)
            if module is None:
                convert.place(node)
            else:
                convert.place_stretch(node.lineno, module.start("module"), module.end("module"))
        convert.place_stretch(*name)

    def _assignment(self, node: ast.Assign | ast.AnnAssign, within: Surroundings) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target, value in (pair for each in targets for pair in unpacked(each, node.value)):
            if isinstance(target, ast.Name):
                self._binding(node, target, value, within)
            else:
                self._change(node, target, "assignment", within)

    def _binding(
        self, node: ast.Assign | ast.AnnAssign, target: ast.Name, value: ast.expr | None, within: Surroundings
    ) -> None:
        id_, convert = self._begin(target.id, node)
        convert.place(target)
        convert_value = convert.annotation if _is_alias(node) else convert.expression
        converted = convert_value(value) if value is not None else None
        annotation = convert.annotation(node.annotation) if isinstance(node, ast.AnnAssign) else None
        self.statements.append(Binding(id_, target.id, annotation, converted, doc_of(self._docs, node), within))

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, within: Surroundings) -> None:
        id_, convert = self._begin(node.name, node)
        convert.name_after_keyword(node, 3 if isinstance(node, ast.FunctionDef) else 9)
        decorators = tuple(convert.expression(each) for each in node.decorator_list)
        parameters = tuple(parameters_of(node, convert, self._docs))
        returns = convert.annotation(node.returns) if node.returns is not None else None
        result = single_return(node)
        value = None if result is None else convert.expression(result)
        is_async = isinstance(node, ast.AsyncFunctionDef)
        doc = docstring(node)
        names = type_parameters(node)
        self.statements.append(
            Function(id_, node.name, is_async, decorators, parameters, returns, value, doc, within, names)
        )
        if within not in (Surroundings.CLASS, Surroundings.FUNCTION):
            self._bodies.append((node, id_))
        for each in decorated(node.body):
            self._function(each, Surroundings.FUNCTION)

    def _class(self, node: ast.ClassDef, within: Surroundings) -> None:
        id_, convert = self._begin(node.name, node)
        convert.name_after_keyword(node, 5)
        bases = tuple(convert.expression(base) for base in node.bases)
        keywords = tuple(convert.keyword(keyword) for keyword in node.keywords)
        decorators = tuple(convert.expression(each) for each in node.decorator_list)
        members = tuple(member for each in node.body for member in self._members(each, convert))
        parameters = type_parameters(node)
        names = frozenset((*bound_names(node), *parameters))
        doc = docstring(node)
        self.statements.append(
            Class(id_, node.name, parameters, bases, keywords, decorators, members, names, doc, within)
        )
        self._bodies += [(each, None) for each in scopes(node)]
        for each in decorated(node.body):
            self._function(each, Surroundings.CLASS)

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

    def _change(self, node: ast.stmt | ast.expr, target: ast.expr, how: str, within: Surroundings) -> None:
        for name, attributes in roots(target):
            self._rebinding(node, name.id, attributes, how, within)

    def _rebinding(
        self,
        node: ast.stmt | ast.expr | ast.pattern,
        name: str,
        attributes: tuple[str, ...],
        how: str,
        within: Surroundings,
    ) -> None:
        id_, _ = self._begin(f"{name} {how}", node)
        self.statements.append(Change(id_, name, attributes, how, within))

    def _body(self, scope: Scope, function: str | None, among: Candidates) -> None:
        within = Surroundings.CLASS if isinstance(scope, ast.ClassDef) else Surroundings.FUNCTION
        for found in Body(scope, among).read():
            if isinstance(found, Changing):
                self._rebinding(found.node, found.name, found.attributes, found.how, within)
                continue
            id_, convert = self._begin(f"{scope.name} {_callee(found.node)}", found.node)
            call = convert.expression(found.node)
            if isinstance(call, Call):
                self.statements.append(Use(id_, function, found.parameter, call, found.hidden))


def _bound_name(statement: Statement) -> str:
    """Return the name that a statement binds; of one that binds none, nothing."""
    match statement:
        case Import():
            return statement.alias
        case Binding() | TypeStatement() | Function() | Class():
            return statement.name
        case _:
            return ""


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
