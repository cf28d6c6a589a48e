"""Static evaluation: what an expression of the schema is worth, known without running it, and never guessed."""

from collections import ChainMap
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from typing import assert_never

from ..diagnostics import Code, Related, did_you_mean
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
from ..frontend.facts import Binding, Class, Facts, Function, Statement, Surroundings, TypeStatement
from ..source import At, Part
from .bindings import Bindings, Found
from .builtins import BUILTIN_FUNCTIONS, LONGEST_TEXT, call_builtin, call_value_method, value_methods
from .calls import Given
from .comprehensions import comprehend
from .constants import constant_value
from .displays import given, listed, mapped
from .evaluation import Frame, TooLargeError
from .helpers import bind_helper
from .library import call_library, unknown_validator
from .operations import binary, compare, key_of, text_of, truth_of, unary
from .report import Report
from .scopes import Bound, Project
from .symbols import TYPED_DICTS, Builtin, Defined, External, Generated, Library, Module, Symbol, Unresolved
from .tables import TABLE_METHODS, call_table_method
from .unknown_names import UnknownNames
from .validator_methods import METHOD_NAMES, call_method, fields_of
from .validators import VALIDATOR_NAMES
from .values import (
    Boolean,
    ClassValue,
    Dict,
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

_STEPS = 1_000_000
_DEPTH = 100
_LENGTH = 1_000_000
# Entries that are copied in the time of a step.
_CHEAP = 16
# Parts of one validator: what is ordinary costs nothing, and a whole evaluation has steps for this many.
_ORDINARY_PLACES = 1_000
_MOST_PLACES = 200_000


class Evaluator:
    """Evaluates expressions of a project; the private state of one lowering: what is known already, and the budget."""

    def __init__(self, project: Project, failed_imports: frozenset[str], unknown: UnknownNames, report: Report) -> None:
        self._project = project
        self._unknown = unknown
        self._bindings = Bindings(project, failed_imports)
        self._report = report
        self._known: MutableMapping[str, Value] = {}
        self._open: list[str] = []
        self._steps = 0

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
        self._steps = 0
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
        report, self._report = self._report, Report()
        known, self._known = self._known, ChainMap({}, self._known)
        try:
            return self.evaluate(frame, expression)
        finally:
            self._report, self._known = report, known

    def value(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of a part of what is evaluated; may raise `TooLargeError`."""
        found = self._reached(frame, expression)
        if isinstance(found, Known) and isinstance(found.symbol, External):
            at = At(frame.owner, expression.node)
            return self.unknown(at, f'"{found.symbol.name}" is from outside the project, and its value is not known')
        return found

    def _reached(self, frame: Frame, expression: Expr) -> Value:
        """Return what an expression stands for, which need not have a value: it may be called, or have names."""
        self.spend(1)
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
            case Binary(operator="and" | "or"):
                return self._either(frame, expression)
            case Binary():
                left, right = self.value(frame, expression.left), self.value(frame, expression.right)
                return self._binary(at, expression.operator, left, right)
            case Unary():
                operand = self.value(frame, expression.operand)
                return self.or_unknown(unary(expression.operator, operand), at, operand, "this operation")
            case Compare():
                return self._compare(frame, at, expression)
            case Format():
                return self._format(frame, at, expression)
            case Subscript():
                return self._subscript(at, self.value(frame, expression.value), self.value(frame, expression.index))
            case Comprehension():
                return comprehend(self, frame, expression)
            case Starred():
                return self.unknown(at, "a star stands where no list is unpacked")
            case Other():
                return self.unknown(at, f"{expression.what} cannot be known without running it")
            case _:
                assert_never(expression)

    def spend(self, steps: int) -> None:
        """Take steps from the budget of this evaluation."""
        self._steps += steps
        if self._steps > _STEPS:
            raise TooLargeError

    def unknown(self, at: At, why: str, help_: str = "write the value itself, or a module constant") -> Poison:
        """Report what cannot be known without running it, and return poison."""
        self._report.add(Code.NOT_STATIC, why, at, help_=help_)
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
            self.report_below(name, below, at)
        return below is None

    def report_below(self, name: str, below: Statement, at: At) -> None:
        """Report a name that is looked up before the statement that binds it."""
        related = (Related(At(below.id, Part.NAME), "bound here"),)
        message = f'"{name}" is used before it is bound'
        self._report.add(Code.UNKNOWN_NAME, message, at, help_="move what binds it above this", related=related)

    def report_itself(self, name: str, statement: Statement, at: At) -> None:
        """Report a name that is looked up by the very statement that binds it."""
        related = (Related(At(statement.id, Part.NAME), "defined here"),)
        message = f'"{name}" is defined by itself'
        help_ = "write out one of the values"
        self._report.add(Code.CIRCULAR_DEFINITION, message, at, help_=help_, related=related)

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

    def report_no_member(self, owner: Symbol, symbol: Unresolved, at: At) -> None:
        """Report a name that is no name of a module, at its place behind the dot."""
        if not symbol.poisoned:
            meant = did_you_mean(symbol.name, symbol.known)
            help_ = f'did you mean "{meant}"?' if meant else "name something that it has"
            message = f'{described(Known(at, owner))} has no "{symbol.name}"'
            self._report.add(Code.UNKNOWN_NAME, message, at, help_=help_)

    def _defined(self, symbol: Defined, at: At) -> Value:
        statement = symbol.statement
        match statement:
            case Function():
                return HelperValue(At(statement.id, Part.NAME), symbol.module, statement)
            case Class():
                return ClassValue(At(statement.id, Part.NAME), symbol.module, statement)
            case TypeStatement():
                return self.unknown(at, f'"{statement.name}" is a type, not a value')
            case Binding():
                return self._binding(symbol.module, statement, at)
            case _:
                assert_never(statement)

    def _binding(self, module: Facts, statement: Binding, at: At) -> Value:
        known = self._known.get(statement.id)
        if known is not None:
            return known
        if statement.value is None:
            return self.unknown(at, f'"{statement.name}" is declared, and never given a value')
        if statement.id in self._open:
            self.report_itself(statement.name, statement, at)
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
            case Known(symbol=Builtin(name=builtin)):
                return self.unknown(at, f'"{name}" of "{builtin}" cannot be known without running it')
            case Known():
                return self._member(at, name_at, owner.symbol, name)
            case Validator() if name == "fields":
                fields = fields_of(owner, at)
                return fields if fields is not None else self._no_attribute(name_at, owner, name)
            case Validator() if name in METHOD_NAMES:
                return Method(at, owner, name)
            case TableValue() if name == "validator" and isinstance(owner.document, Validator):
                return owner.document
            case TableValue() if name in TABLE_METHODS:
                return Method(at, owner, name)
            case _ if name in value_methods(owner):
                return Method(at, owner, name)
            case _:
                return self._no_attribute(name_at, owner, name)

    def _member(self, at: At, name_at: At, owner: Symbol, name: str) -> Value:
        symbol = self._project.attribute(owner, name)
        if isinstance(symbol, Unresolved):
            self.report_no_member(owner, symbol, name_at)
        return self._symbol(symbol, at)

    def _no_attribute(self, at: At, owner: Value, name: str) -> Value:
        known = _attributes(owner)
        meant = did_you_mean(name, known)
        help_ = f'did you mean "{meant}"?' if meant else "write the value itself, or a module constant"
        if isinstance(owner, Validator | TableValue):
            return self.unknown(at, f'{described(owner)} has no method "{name}"', help_)
        return self.unknown(at, f'"{name}" of {described(owner)} cannot be known without running it', help_)

    def _call(self, frame: Frame, at: At, call: Call) -> Value:
        function = self._reached(frame, call.function)
        arguments = given(self, frame, call)
        match function:
            case Poison():
                return Poison(at)
            case Known(symbol=Library(name=name)):
                return self._sized(call_library(name, arguments, self._report))
            case Known(symbol=Builtin(name=name)) if name in BUILTIN_FUNCTIONS:
                found = call_builtin(name, arguments)
                # Each of these makes every item anew.
                self.spend(len(found.items) if isinstance(found, Items) else 0)
                return self._sized(self.or_unknown(found, at, _first(arguments, at), f"{name}()"))
            case Method(owner=Validator() as owner):
                return self._sized(call_method(owner, function.name, arguments, self._report))
            case Method(owner=TableValue() as owner):
                return call_table_method(owner, function.name, arguments, self._report)
            case Method(owner=owner):
                found = call_value_method(owner, function.name, arguments)
                return self._sized(self.or_unknown(found, at, owner, function.name))
            case HelperValue():
                return self._helper(frame, function, arguments)
            case Known(symbol=External(name=name) | Builtin(name=name)):
                why = f'what "{name}" returns cannot be known without running it'
                return self.unknown(At(frame.owner, call.function.node), why)
            case _:
                return self.unknown(At(frame.owner, call.function.node), f"{described(function)} cannot be called here")

    def _helper(self, frame: Frame, helper: HelperValue, arguments: Given) -> Value:
        function = helper.function
        if function.result is None or function.is_async:
            reason = (
                "it is async"
                if function.is_async
                else "its decorator may return anything"
                if function.decorators
                else "its body is more than one return"
            )
            why = f'what "{function.name}" returns cannot be known: {reason}'
            self._report.add(
                Code.NOT_STATIC,
                why,
                helper.at,
                help_="make it a plain function of one return, or write its result where it is called",
                related=(Related(arguments.name_at, "called here"),),
            )
            return Poison(arguments.at)
        if frame.depth >= _DEPTH:
            raise TooLargeError(arguments.at)
        names = self._parameters(helper, arguments)
        if names is None:
            return Poison(arguments.at)
        running = frame.running if helper.module is frame.module else ""
        return self.value(Frame(helper.module, function.id, names, frame.depth + 1, running), function.result)

    def _parameters(self, helper: HelperValue, arguments: Given) -> dict[str, Value] | None:
        defaults = Frame.of(helper.module, helper.function.id)
        return bind_helper(
            helper.function, arguments, self._report, lambda expression: self.value(defaults, expression)
        )

    def _sized(self, value: Value) -> Value:
        """Return a value after paying for what it holds, so that none is too large to go on with."""
        match value:
            case Text() if len(value.text) > LONGEST_TEXT:
                raise TooLargeError(value.at)
            case Items() if len(value.items) > _LENGTH:
                raise TooLargeError(value.at)
            case Items():
                self.spend(len(value.items) // _CHEAP)
            case Dict():
                self.spend(len(value.pairs) // _CHEAP)
            case Validator() if len(value.places) > _ORDINARY_PLACES:
                self.spend(_STEPS * len(value.places) // _MOST_PLACES)
            case _:
                pass
        return value

    def _binary(self, at: At, operator: str, left: Value, right: Value) -> Value:
        if isinstance(left, Poison) or isinstance(right, Poison):
            return Poison(at)
        if isinstance(left, Text | Items) and isinstance(right, Integer) and operator == "*":
            size = len(left.text) if isinstance(left, Text) else len(left.items)
            if size * right.number > (LONGEST_TEXT if isinstance(left, Text) else _LENGTH):
                raise TooLargeError(at)
        value = binary(operator, left, right)
        if value is None:
            words = f"`{operator}` on {described(left)} and {described(right)}"
            return self.unknown(at, f"{words} cannot be known without running it")
        return self._sized(replace(value, at=at))

    def _either(self, frame: Frame, expression: Binary) -> Value:
        """Return the left side of `and` or `or` where that decides, and else the right one."""
        left = self.value(frame, expression.left)
        truth = truth_of(left)
        if truth is None:
            return self.or_unknown(None, At(frame.owner, expression.left.node), left, f"`{expression.operator}`")
        return left if truth is (expression.operator == "or") else self.value(frame, expression.right)

    def _compare(self, frame: Frame, at: At, expression: Compare) -> Value:
        left, right = self.value(frame, expression.left), self.value(frame, expression.right)
        self._pay_search(right)
        result = compare(expression.operator, left, right)
        if result is not None:
            return Boolean(at, result)
        return self.or_unknown(None, at, left if isinstance(left, Poison) else right, "this comparison")

    def _format(self, frame: Frame, at: At, expression: Format) -> Value:
        texts: list[str] = []
        for part in expression.parts:
            value = self.value(frame, part)
            text = text_of(value)
            if text is None:
                return self.or_unknown(None, value.at, value, "an f-string")
            texts.append(text)
        return self._sized(Text(at, "".join(texts)))

    def _pay_search(self, value: Value) -> None:
        """Pay for looking through a value, one entry after the other."""
        match value:
            case Items():
                self.spend(len(value.items))
            case Dict():
                self.spend(len(value.pairs))
            case Text():
                self.spend(len(value.text) // _CHEAP)
            case _:
                pass

    def _subscript(self, at: At, owner: Value, index: Value) -> Value:
        match owner, index:
            case (Poison(), _) | (_, Poison()):
                return Poison(at)
            case Dict(), _:
                self._pay_search(owner)
                for pair in owner.pairs:
                    if key_of(pair.key) == key_of(index):
                        return pair.value
            case Items(), Integer() if -len(owner.items) <= index.number < len(owner.items):
                return owner.items[index.number]
            case Text(), Integer() if -len(owner.text) <= index.number < len(owner.text):
                return Text(at, owner.text[index.number])
            case Items() | Text(), Integer():
                pass
            case _:
                return self.unknown(at, f"{described(owner)} cannot be indexed by {described(index)} here")
        return self.unknown(index.at, "there is no such entry", "write a key or a number that is there")


def _attributes(owner: Value) -> tuple[str, ...]:
    match owner:
        case Validator():
            return (*METHOD_NAMES, "fields")
        case TableValue():
            return TABLE_METHODS
        case _:
            return value_methods(owner)


def _first(arguments: Given, at: At) -> Value:
    return arguments.positional[0] if arguments.positional else Nothing(at)
