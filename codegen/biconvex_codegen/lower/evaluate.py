"""Static evaluation: what an expression of the schema is worth, known without running it, and never guessed."""

from collections import ChainMap
from collections.abc import Callable, Generator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import replace
from typing import assert_never

from ..diagnostics import Code
from ..frontend.expressions import (
    Attribute,
    Binary,
    Call,
    Compare,
    Comprehension,
    Constant,
    Expr,
    Format,
    Name,
    Other,
    Sequence,
    Starred,
    Subscript,
    Unary,
)
from ..frontend.expressions import (
    Mapping as MappingExpr,
)
from ..frontend.facts import Binding, Class, Facts, Function, Surroundings, TypeStatement
from ..source import At, Part
from .bindings import Bindings, Found
from .budget import CALL, LOOKUP, Budget, TooLargeError
from .builtins import BUILTIN_FUNCTIONS, call_builtin, call_value_method, value_methods
from .calls import Given
from .comprehensions import comprehend
from .constants import constant_value
from .displays import given, listed, mapped
from .enum_members import enum_members
from .evaluation import Frame
from .get_args import literals_asked_for
from .helpers import call_helper
from .library import call_library, unknown_validator
from .no_attributes import no_attribute
from .operators import compared, formatted, negated, operated, subscripted
from .raising import cannot_be_called, has_no_attribute, refusal_of_call
from .report import Report
from .scopes import Bound, Project
from .symbols import TYPED_DICTS, Builtin, Defined, External, Generated, Library, Module, Symbol, Unresolved
from .tables import TABLE_METHODS, call_table_method
from .unknown_names import UnknownNames, report_below, report_itself, report_no_member
from .validator_methods import METHOD_NAMES, call_method, fields_of
from .validators import VALIDATOR_NAMES
from .values import (
    Boolean,
    ClassValue,
    EnumMember,
    Float,
    HelperValue,
    Integer,
    Items,
    Known,
    Method,
    Missing,
    Nothing,
    Poison,
    TableValue,
    Text,
    Validator,
    Value,
    described,
)


class Evaluator:
    """Evaluates expressions of a project; the private state of one lowering: what is known already, and the budget."""

    def __init__(self, project: Project, failed_imports: frozenset[str], unknown: UnknownNames, report: Report) -> None:
        self._project = project
        self._unknown = unknown
        self._bindings = Bindings(project, failed_imports)
        self._report = report
        self._known: MutableMapping[str, Value] = {}
        self._open: list[str] = []
        self._members: dict[str, tuple[EnumMember, ...]] = {}
        self.budget = Budget()

    def evaluate(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of an expression; poison where it cannot be known, after a report that says why."""
        return self._within_budget(At(frame.owner, expression.node), lambda: self.value(frame, expression))

    def named(self, module: Facts, name: str, at: At) -> Value:
        """Return the value of a name of a module; poison after a report where it cannot be known."""
        found = self._bindings.look_up(module, name, self._report)
        return self._within_budget(at, lambda: self._found(found, at))

    @property
    def known(self) -> Mapping[str, Value]:
        """The values of all bindings that were evaluated, by the ids of their statements."""
        return self._known

    def _within_budget(self, at: At, compute: Callable[[], Value]) -> Value:
        self.budget.renew()
        try:
            return compute()
        except (TooLargeError, RecursionError) as error:
            for owner in self._open:
                self._known[owner] = Poison(at)
            blamed = error.at if isinstance(error, TooLargeError) else None
            where = blamed or (At(self._open[-1], Part.NAME) if self._open else at)
            self._open.clear()
            message = "evaluating this takes more steps than any schema needs"
            self._report.add(Code.EVALUATION_TOO_LARGE, message, where, help_="write the result down instead")
            return Poison(at)

    def quietly(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of an expression that may well be unknown, reporting nothing."""
        if isinstance(expression, Constant):
            return self._constant(At(frame.owner, expression.node), expression)
        return self.aside(frame, expression, Report(), {})

    def aside(self, frame: Frame, expression: Expr, aside: Report, beside: MutableMapping[str, Value]) -> Value:
        """Return the value of an expression that may well be unknown; why it is goes to another report.

        `beside` are the values of bindings that were evaluated aside before.
        """
        with self._stepping_aside(aside, beside):
            return self.evaluate(frame, expression)

    @contextmanager
    def _stepping_aside(self, aside: Report, beside: MutableMapping[str, Value]) -> Generator[None]:
        report, self._report = self._report, aside
        known, self._known = self._known, ChainMap(beside, self._known)
        try:
            yield
        finally:
            self._report, self._known = report, known

    def value(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of a part of what is evaluated; may raise `TooLargeError`."""
        found = self._reached(frame, expression)
        if isinstance(found, Known) and isinstance(found.symbol, External):
            at = At(frame.owner, expression.node)
            return self.unknown(at, f'"{found.symbol.name}" is from outside the project, and its value is not known')
        if isinstance(found, EnumMember):
            at = At(frame.owner, expression.node)
            return replace(found, at=at) if found.stands_for_itself else replace(found.value, at=at)
        return found

    def _reached(self, frame: Frame, expression: Expr) -> Value:
        """Return what an expression stands for, which need not have a value: it may be called, or have names."""
        self.budget.spend(1)
        at = At(frame.owner, expression.node)
        match expression:
            case Constant():
                return self._constant(at, expression)
            case Name():
                return self._name(frame, at, expression.name)
            case Attribute():
                owner = self._reached(frame, expression.value)
                return self._attribute(at, At(frame.owner, expression.name_node), owner, expression.name)
            case Call():
                return self._call(frame, at, expression)
            case Sequence():
                return listed(self, frame, expression)
            case MappingExpr():
                return mapped(self, frame, expression)
            case Binary():
                return operated(self, frame, expression)
            case Unary():
                return negated(self, frame, expression)
            case Compare():
                return compared(self, frame, expression)
            case Format():
                return formatted(self, frame, expression)
            case Subscript():
                return subscripted(self, frame, expression)
            case Comprehension():
                return comprehend(self, frame, expression)
            case Starred():
                return self.unknown(at, "a star stands where no list is unpacked")
            case Other():
                return self.unknown(at, f"{expression.what} cannot be known without running it")
            case _:
                assert_never(expression)

    def unknown(self, at: At, why: str, help_: str = "write the value itself, or a module constant") -> Poison:
        """Report what cannot be known without running it, and return poison."""
        self._report.add(Code.NOT_STATIC, why, at, help_=help_)
        return Poison(at)

    def refused(self, at: At, why: str, help_: str = "write the value itself, or a module constant") -> Poison:
        """Report what raises when Python runs it, and return poison."""
        self._report.refuse(Code.NOT_STATIC, why, at, help_=help_)
        return Poison(at)

    def or_unknown(self, value: Value | None, at: At, operand: Value, what: str) -> Value:
        """Return a value if there is one; else poison, after a report unless the operand is poison."""
        if value is not None:
            return replace(value, at=at)
        if isinstance(operand, Poison):
            return Poison(at)
        return self.unknown(at, f"{what} on {described(operand)} cannot be known without running it")

    def _constant(self, at: At, constant: Constant) -> Value:
        value = constant_value(at, constant)
        return self.unknown(at, value) if isinstance(value, str) else value

    def _name(self, frame: Frame, at: At, name: str) -> Value:
        local = frame.names.get(name)
        if local is not None:
            return replace(local, at=at) if isinstance(local, Text | Integer | Float | Boolean) else local
        self.budget.spend(LOOKUP)
        found = self._bindings.look_up(frame.module, name, self._report)
        if not found.is_steady or not self._is_there(frame, found.binding, at, name):
            return Poison(at)
        if isinstance(found.symbol, Unresolved):
            self.report_unresolved(frame.module, found.symbol, at)
        return self._symbol(found.symbol, at)

    def _is_there(self, frame: Frame, binding: Bound | None, at: At, name: str) -> bool:
        """Report a name that has no value yet, or has one for type checkers alone, when an expression is evaluated."""
        if binding is None or not (frame.running or frame.depth):
            return True
        if binding.within is Surroundings.TYPE_CHECKING:
            message = f'"{name}" is there for type checkers alone, and its value is needed'
            self._report.add(Code.NOT_STATIC, message, at, help_="bind it outside of `if TYPE_CHECKING`")
            return False
        below = self._project.bound_below(frame.module, name, frame.running)
        if below is not None:
            report_below(name, below, at, self._report)
        return below is None

    def _found(self, found: Found, at: At) -> Value:
        return self._symbol(found.symbol, at) if found.is_steady else Poison(at)

    def _symbol(self, symbol: Symbol, at: At) -> Value:
        match symbol:
            case Defined():
                return self._defined(symbol, at)
            case Library(name="UNSET"):
                return Missing(at)
            case Unresolved():
                return Poison(at)
            case Library() | Module() | Generated() | External() | Builtin():
                return Known(at, symbol)
            case _:
                assert_never(symbol)

    def report_unresolved(self, module: Facts, symbol: Unresolved, at: At) -> None:
        """Report a name that nothing binds in a module."""
        self._unknown.add(module, symbol, at, self._report)

    def _defined(self, symbol: Defined, at: At) -> Value:
        statement = symbol.statement
        match statement:
            case Function():
                return HelperValue(At(statement.id, Part.NAME), symbol.module, statement)
            case Class():
                members = self._members_of(symbol.module, statement)
                return ClassValue(At(statement.id, Part.NAME), symbol.module, statement, members)
            case TypeStatement():
                return self.unknown(at, f'"{statement.name}" is a type, not a value')
            case Binding():
                return self._binding(symbol.module, statement, at)
            case _:
                assert_never(statement)

    def _members_of(self, module: Facts, statement: Class) -> tuple[EnumMember, ...]:
        """Return the members of an enum; nothing where they are not known, which is said where they are needed."""
        found = self._members.get(statement.id)
        if found is None:
            self._members[statement.id] = ()  # inside of itself it has none yet
            with self._stepping_aside(Report(), {}):
                found = enum_members(module, statement, self._project, self.value)
            self._members[statement.id] = found
        return found

    def _binding(self, module: Facts, statement: Binding, at: At) -> Value:
        known = self._known.get(statement.id)
        if known is not None:
            return known
        if statement.value is None:
            return self.unknown(at, f'"{statement.name}" is declared, and never given a value')
        if statement.id in self._open:
            report_itself(statement.name, statement, at, self._report)
            return Poison(at)
        if isinstance(statement.value, Call) and self._project.symbol(module, statement.value.function) in TYPED_DICTS:
            return ClassValue(At(statement.id, Part.NAME), module, statement)
        self._open.append(statement.id)
        value = self.value(Frame.of(module, statement.id), statement.value)
        self._open.pop()
        self._known[statement.id] = value
        return value

    def _attribute(self, at: At, name_at: At, owner: Value, name: str) -> Value:
        match owner:
            case Poison():
                return Poison(at)
            case Known(symbol=Library(name="v")) if name not in VALIDATOR_NAMES:
                return unknown_validator(name, name_at, self._report)
            case Known(symbol=Library(name=library)):
                return Known(at, Library(f"{library}.{name}" if library else name))
            case Known(symbol=Module(path=path)) if (module := self._project.module(path)) is not None:
                found = self._bindings.look_up(module, name, self._report)
                if not isinstance(found.symbol, Unresolved | Builtin):
                    return self._found(found, at)
                return self._member(at, name_at, owner.symbol, name)
            case Known(symbol=Builtin(name=builtin)) if not has_no_attribute(owner, name):
                return self.unknown(at, f'"{name}" of "{builtin}" cannot be known without running it')
            case Known() if not isinstance(owner.symbol, Builtin):
                return self._member(at, name_at, owner.symbol, name)
            case Validator() if name == "fields":
                self.budget.pay_fields(owner)
                fields = fields_of(owner, at)
                return fields if fields is not None else no_attribute(self, name_at, owner, name, self._project)
            case Validator() if name in METHOD_NAMES:
                return Method(at, owner, name)
            case TableValue() if name == "validator" and isinstance(owner.document, Validator):
                return owner.document
            case TableValue() if name in TABLE_METHODS:
                return Method(at, owner, name)
            case EnumMember() if name in ("name", "value"):
                return replace(owner.value, at=at) if name == "value" else Text(at, owner.name)
            case ClassValue(members=members) if any(member.name == name for member in members):
                return next(replace(member, at=at) for member in members if member.name == name)
            case _ if name in value_methods(owner):
                return Method(at, owner, name)
            case _:
                return no_attribute(self, name_at, owner, name, self._project)

    def _member(self, at: At, name_at: At, owner: Symbol, name: str) -> Value:
        symbol = self._project.attribute(owner, name)
        if isinstance(symbol, Unresolved):
            report_no_member(owner, symbol, name_at, self._report)
        return self._symbol(symbol, at)

    def _literals(self, frame: Frame, at: At, function: Value, call: Call) -> Items | None:
        """Return the constants of a Literal that a call of `get_args` asks for; None for any other call."""
        symbol = function.symbol if isinstance(function, Known) else None
        asked = None if symbol is None else literals_asked_for(frame.module, symbol, call, self._project)
        if asked is None:
            return None
        home, owner, constants = asked
        return Items(at, "tuple", tuple(self.value(Frame(home, owner), each) for each in constants))

    def _call(self, frame: Frame, at: At, call: Call) -> Value:
        function = self._reached(frame, call.function)
        literals = self._literals(frame, at, function, call)
        if literals is not None:
            return literals
        arguments = given(self, frame, call)
        refusal = refusal_of_call(function, arguments)
        if refusal is not None:
            return self.refused(At(frame.owner, call.function.node), refusal)
        match function:
            case Poison():
                return Poison(at)
            case Known(symbol=Library(name=name)):
                self.budget.spend(CALL)
                return self.budget.pay(call_library(name, arguments, self._report))
            case Known(symbol=Builtin(name=name)) if name in BUILTIN_FUNCTIONS:
                found = call_builtin(name, arguments)
                self.budget.pay_entries(found)
                return self.budget.pay(self.or_unknown(found, at, _first(arguments, at), f"{name}()"))
            case Method(owner=Validator() as owner):
                return self.budget.pay(call_method(owner, function.name, arguments, self._report))
            case Method(owner=TableValue() as owner):
                return call_table_method(owner, function.name, arguments, self._report)
            case Method(owner=owner):
                self.budget.pay_search(owner)
                found = call_value_method(owner, function.name, arguments)
                self.budget.pay_entries(found)
                return self.budget.pay(self.or_unknown(found, at, owner, function.name))
            case HelperValue():
                return call_helper(self, frame, function, arguments, self._report)
            case Known(symbol=External(name=name) | Builtin(name=name)):
                why = f'what "{name}" returns cannot be known without running it'
                return self.unknown(At(frame.owner, call.function.node), why)
            case _:
                refuse = self.refused if cannot_be_called(function) else self.unknown
                return refuse(At(frame.owner, call.function.node), f"{described(function)} cannot be called here")


def _first(arguments: Given, at: At) -> Value:
    return arguments.positional[0] if arguments.positional else Nothing(at)
