"""Static evaluation: what an expression of the schema is worth, known without running it, and never guessed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from ..diagnostics import Code, did_you_mean
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
from ..frontend.facts import Binding, Class, Facts, Function, TypeStatement
from ..source import At, Part
from .bindings import bound_once
from .builtins import BUILTIN_FUNCTIONS, call_builtin, call_value_method, value_methods
from .calls import Given
from .constants import constant_value
from .library import call_library
from .operations import binary, compare, iterated, key_of, pair_of, text_of, unary
from .report import Report
from .scopes import Project
from .symbols import Builtin, Defined, External, Generated, Library, Module, Symbol, Unresolved
from .tables import TABLE_METHODS, call_table_method
from .validator_methods import METHOD_NAMES, call_method, fields_of
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
    Pair,
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


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an expression is evaluated: its module, the id of its statement, local names, and the depth of calls."""

    module: Facts
    owner: str
    names: Mapping[str, Value] = field(default_factory=dict)
    depth: int = 0


class _TooLargeError(Exception):
    """The budget is used up; caught where an evaluation begins."""


class Evaluator:
    """Evaluates expressions of a project; the private state of one lowering: what is known already, and the budget."""

    def __init__(self, project: Project, report: Report) -> None:
        self._project = project
        self._report = report
        self._known: dict[str, Value] = {}
        self._open: list[str] = []
        self._steps = 0

    def evaluate(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of an expression; poison where it cannot be known, after a report that says why."""
        return self._within_budget(At(frame.owner, expression.node), lambda: self._value(frame, expression))

    def named(self, symbol: Symbol, at: At, name: str) -> Value:
        """Return the value of what a name at a place stands for; poison after a report where it cannot be known."""
        return self._within_budget(at, lambda: self._symbol(symbol, at, name))

    def _within_budget(self, at: At, compute: Callable[[], Value]) -> Value:
        self._steps = 0
        try:
            return compute()
        except (_TooLargeError, RecursionError):
            for owner in self._open:
                self._known[owner] = Poison(at)
            where = At(self._open[-1], Part.NAME) if self._open else at
            self._open.clear()
            message = "evaluating this takes more steps than any schema needs"
            self._report.add(Code.EVALUATION_TOO_LARGE, message, where, help_="write the result down instead")
            return Poison(at)

    def quietly(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of an expression that may well be unknown, reporting nothing."""
        if isinstance(expression, Constant):
            return self._constant(At(frame.owner, expression.node), expression)
        report, self._report = self._report, Report()
        known = dict(self._known)
        try:
            return self.evaluate(frame, expression)
        finally:
            self._report, self._known = report, known

    def _value(self, frame: Frame, expression: Expr) -> Value:
        self._spend(1)
        at = At(frame.owner, expression.node)
        match expression:
            case Constant():
                return self._constant(at, expression)
            case Name():
                return self._name(frame, at, expression.name)
            case Attribute():
                return self._attribute(at, self._value(frame, expression.value), expression.name)
            case Call():
                return self._call(frame, at, expression)
            case Sequence():
                return self._sequence(frame, at, expression)
            case MappingExpr():
                return self._mapping(frame, at, expression)
            case Binary():
                left, right = self._value(frame, expression.left), self._value(frame, expression.right)
                return self._binary(at, expression.operator, left, right)
            case Unary():
                operand = self._value(frame, expression.operand)
                return self._or_unknown(unary(expression.operator, operand), at, operand, "this operation")
            case Compare():
                return self._compare(frame, at, expression)
            case Format():
                return self._format(frame, at, expression)
            case Subscript():
                return self._subscript(at, self._value(frame, expression.value), self._value(frame, expression.index))
            case Comprehension():
                return self._comprehension(frame, at, expression)
            case Starred():
                return self._unknown(at, "a star stands where no list is unpacked")
            case Other():
                return self._unknown(at, f"{expression.what} cannot be known without running it")
            case _:
                assert_never(expression)

    def _spend(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _STEPS:
            raise _TooLargeError

    def _unknown(self, at: At, why: str, help_: str = "write the value itself, or a module constant") -> Poison:
        self._report.add(Code.NOT_STATIC, why, at, help_=help_)
        return Poison(at)

    def _or_unknown(self, value: Value | None, at: At, operand: Value, what: str) -> Value:
        if value is not None:
            return replace(value, at=at)
        if isinstance(operand, Poison):
            return Poison(at)
        return self._unknown(at, f"{what} on {described(operand)} cannot be known without running it")

    def _constant(self, at: At, constant: Constant) -> Value:
        value = constant_value(at, constant)
        return self._unknown(at, value) if isinstance(value, str) else value

    def _name(self, frame: Frame, at: At, name: str) -> Value:
        local = frame.names.get(name)
        if local is not None:
            return replace(local, at=at) if isinstance(local, Text | Integer | Float | Boolean) else local
        return self._symbol(self._project.resolve(frame.module, name), at, name)

    def _symbol(self, symbol: Symbol, at: At, name: str) -> Value:
        match symbol:
            case Defined():
                return self._defined(symbol, at)
            case Library(name="UNSET"):
                return Missing(at)
            case Unresolved():
                if not symbol.poisoned:
                    self.report_unresolved(symbol, at, name)
                return Poison(at)
            case Library() | Module() | Generated() | External() | Builtin():
                return Known(at, symbol)
            case _:
                assert_never(symbol)

    def report_unresolved(self, symbol: Unresolved, at: At, name: str) -> None:
        """Report a name that nothing binds."""
        meant = did_you_mean(name, symbol.known)
        help_ = f'did you mean "{meant}"?' if meant else "define it, or import it, at module level"
        self._report.add(Code.UNKNOWN_NAME, f'there is no name "{name}" here', at, help_=help_)

    def _defined(self, symbol: Defined, at: At) -> Value:
        statement = symbol.statement
        if not bound_once(self._project, symbol, self._report):
            return Poison(at)
        match statement:
            case Function():
                return HelperValue(At(statement.id, Part.NAME), symbol.module, statement)
            case Class():
                return ClassValue(At(statement.id, Part.NAME), symbol.module, statement)
            case TypeStatement():
                return self._unknown(at, f'"{statement.name}" is a type, not a value')
            case Binding():
                return self._binding(symbol.module, statement, at)
            case _:
                assert_never(statement)

    def _binding(self, module: Facts, statement: Binding, at: At) -> Value:
        known = self._known.get(statement.id)
        if known is not None:
            return known
        if statement.value is None:
            return self._unknown(at, f'"{statement.name}" is declared, and never given a value')
        if statement.id in self._open:
            message = f'"{statement.name}" is defined by itself'
            here = At(statement.id, Part.NAME)
            self._report.add(Code.CIRCULAR_DEFINITION, message, here, help_="write out one of the values")
            return Poison(at)
        self._open.append(statement.id)
        value = self._value(Frame(module, statement.id), statement.value)
        self._open.pop()
        self._known[statement.id] = value
        return value

    def _attribute(self, at: At, owner: Value, name: str) -> Value:
        match owner:
            case Poison():
                return Poison(at)
            case Known(symbol=Library(name=library)):
                return Known(at, Library(f"{library}.{name}" if library else name))
            case Known():
                return self._symbol(self._project.attribute(owner.symbol, name), at, name)
            case Validator() if name == "fields":
                fields = fields_of(owner, at)
                return fields if fields is not None else self._no_attribute(at, owner, name)
            case Validator() if name in METHOD_NAMES:
                return Method(at, owner, name)
            case TableValue() if name == "validator" and isinstance(owner.document, Validator):
                return owner.document
            case TableValue() if name in TABLE_METHODS:
                return Method(at, owner, name)
            case _ if name in value_methods(owner):
                return Method(at, owner, name)
            case _:
                return self._no_attribute(at, owner, name)

    def _no_attribute(self, at: At, owner: Value, name: str) -> Value:
        known = {Validator: (*METHOD_NAMES, "fields"), TableValue: TABLE_METHODS}.get(type(owner), value_methods(owner))
        meant = did_you_mean(name, known)
        help_ = f'did you mean "{meant}"?' if meant else "write the value itself, or a module constant"
        return self._unknown(at, f'"{name}" of {described(owner)} cannot be known without running it', help_)

    def _call(self, frame: Frame, at: At, call: Call) -> Value:
        function = self._value(frame, call.function)
        given = self._given(frame, at, call)
        match function:
            case Poison():
                return Poison(at)
            case Known(symbol=Library(name=name)):
                return call_library(name, function.at, given, self._report)
            case Known(symbol=Builtin(name=name)) if name in BUILTIN_FUNCTIONS:
                return self._sized(self._or_unknown(call_builtin(name, given), at, _first(given, at), f"{name}()"))
            case Method(owner=Validator() as owner):
                return call_method(owner, function.name, given, self._report)
            case Method(owner=TableValue() as owner):
                return call_table_method(owner, function.name, given, self._report)
            case Method(owner=owner):
                return self._or_unknown(call_value_method(owner, function.name, given), at, owner, function.name)
            case HelperValue():
                return self._helper(frame, function, given)
            case Known(symbol=External(name=name) | Builtin(name=name)):
                why = f'what "{name}" returns cannot be known without running it'
                return self._unknown(At(frame.owner, call.function.node), why)
            case _:
                return self._unknown(
                    At(frame.owner, call.function.node), f"{described(function)} cannot be called here"
                )

    def _given(self, frame: Frame, at: At, call: Call) -> Given:
        positional: list[Value] = []
        keywords: list[tuple[str, At, Value]] = []
        holes = False
        for argument in call.args:
            if not isinstance(argument, Starred):
                positional.append(self._value(frame, argument))
                continue
            unpacked = self._unpacked(frame, argument)
            holes = holes or unpacked is None
            positional.extend(unpacked or ())
        for keyword in call.keywords:
            value = self._value(frame, keyword.value)
            if keyword.name is not None:
                keywords.append((keyword.name, At(frame.owner, keyword.node), value))
            elif isinstance(value, Dict) and not value.holes:
                keywords.extend((p.key.text, p.key.at, p.value) for p in value.pairs if isinstance(p.key, Text))
            else:
                holes = True
                if not isinstance(value, Poison):
                    self._unknown(value.at, f"{described(value)} cannot be unpacked into arguments")
        return Given(at, tuple(positional), tuple(keywords), holes)

    def _unpacked(self, frame: Frame, starred: Starred) -> tuple[Value, ...] | None:
        value = self._value(frame, starred.value)
        items = iterated(value)
        if items is None and not isinstance(value, Poison):
            self._unknown(value.at, f"{described(value)} cannot be unpacked")
        return items

    def _helper(self, frame: Frame, helper: HelperValue, given: Given) -> Value:
        function = helper.function
        if function.result is None or function.is_async:
            why = f'what "{function.name}" returns cannot be known without running it'
            return self._unknown(given.at, why, "give the function a body of one return, or write its result")
        if frame.depth >= _DEPTH:
            raise _TooLargeError
        names = self._parameters(helper, given)
        if names is None:
            return Poison(given.at)
        return self._value(Frame(helper.module, function.id, names, frame.depth + 1), function.result)

    def _parameters(self, helper: HelperValue, given: Given) -> dict[str, Value] | None:
        from .helpers import bind_helper

        defaults = Frame(helper.module, helper.function.id)
        return bind_helper(helper.function, given, self._report, lambda expression: self._value(defaults, expression))

    def _sized(self, value: Value) -> Value:
        if isinstance(value, Items) and len(value.items) > _LENGTH:
            raise _TooLargeError
        return value

    def _sequence(self, frame: Frame, at: At, expression: Sequence) -> Value:
        if expression.kind == "set":
            return self._unknown(at, "a set has no order", "write a list")
        items: list[Value] = []
        for item in expression.items:
            if isinstance(item, Starred):
                unpacked = self._unpacked(frame, item)
                if unpacked is None:
                    return Poison(at)
                items.extend(unpacked)
            else:
                items.append(self._value(frame, item))
        return Items(at, "tuple" if expression.kind == "tuple" else "list", tuple(items))

    def _mapping(self, frame: Frame, at: At, expression: MappingExpr) -> Value:
        pairs: dict[object, Pair] = {}
        written: set[object] = set()
        repeated: list[Pair] = []
        holes = False
        for entry in expression.entries:
            value = self._value(frame, entry.value)
            if entry.key is None:
                spread = self._spread(value)
                holes = holes or spread is None or spread.holes
                pairs.update((key_of(pair.key), pair) for pair in (() if spread is None else spread.pairs))
                continue
            pair = self._pair(self._value(frame, entry.key), value, entry.doc)
            if pair is None:
                holes = True
                continue
            key = key_of(pair.key)
            if key in written:
                repeated.append(pairs[key])
            written.add(key)
            pairs[key] = pair
        return Dict(at, tuple(pairs.values()), tuple(repeated), holes)

    def _spread(self, value: Value) -> Dict | None:
        if isinstance(value, Dict):
            return value
        if not isinstance(value, Poison):
            self._unknown(value.at, f"{described(value)} cannot be spread into a dict", "spread a dict")
        return None

    def _pair(self, key: Value, value: Value, doc: str | None) -> Pair | None:
        pair = pair_of(key, value, doc)
        if pair is None and not isinstance(key, Poison):
            self._unknown(key.at, f"{described(key)} cannot be a key here", "write the key in quotes")
        return pair

    def _binary(self, at: At, operator: str, left: Value, right: Value) -> Value:
        if isinstance(left, Poison) or isinstance(right, Poison):
            return Poison(at)
        if isinstance(left, Text | Items) and isinstance(right, Integer) and operator == "*":
            size = len(left.text) if isinstance(left, Text) else len(left.items)
            if size * right.number > _LENGTH:
                raise _TooLargeError
        value = binary(operator, left, right)
        if value is None:
            words = f"`{operator}` on {described(left)} and {described(right)}"
            return self._unknown(at, f"{words} cannot be known without running it")
        if isinstance(value, Text) and len(value.text) > _LENGTH:
            raise _TooLargeError
        return self._sized(replace(value, at=at))

    def _compare(self, frame: Frame, at: At, expression: Compare) -> Value:
        left, right = self._value(frame, expression.left), self._value(frame, expression.right)
        result = compare(expression.operator, left, right)
        if result is not None:
            return Boolean(at, result)
        return self._or_unknown(None, at, left if isinstance(left, Poison) else right, "this comparison")

    def _format(self, frame: Frame, at: At, expression: Format) -> Value:
        texts: list[str] = []
        for part in expression.parts:
            value = self._value(frame, part)
            text = text_of(value)
            if text is None:
                return self._or_unknown(None, value.at, value, "an f-string")
            texts.append(text)
        return Text(at, "".join(texts))

    def _subscript(self, at: At, owner: Value, index: Value) -> Value:
        match owner, index:
            case (Poison(), _) | (_, Poison()):
                return Poison(at)
            case Dict(), _:
                for pair in owner.pairs:
                    if key_of(pair.key) == key_of(index):
                        return pair.value
            case Items(), Integer() if -len(owner.items) <= index.number < len(owner.items):
                return owner.items[index.number]
            case Text(), Integer() if -len(owner.text) <= index.number < len(owner.text):
                return Text(at, owner.text[index.number])
            case _:
                return self._unknown(at, f"{described(owner)} cannot be indexed by {described(index)} here")
        return self._unknown(index.at, "there is no such entry", "write a key or a number that is there")

    def _comprehension(self, frame: Frame, at: At, expression: Comprehension) -> Value:
        frames = [frame]
        for clause in expression.clauses:
            following: list[Frame] = []
            for each in frames:
                iterable = self._value(each, clause.iterable)
                items = iterated(iterable)
                if items is None:
                    where = At(each.owner, clause.iterable.node)
                    return self._or_unknown(None, where, iterable, "a comprehension")
                self._spend(len(items))
                for item in items:
                    names = _unpack(clause.targets, item, unpacks=clause.unpacks)
                    if names is None:
                        return self._unknown(at, "the names of this comprehension do not fit its values")
                    inner = replace(each, names={**each.names, **names})
                    truths = [self._value(inner, condition) for condition in clause.conditions]
                    unclear = next((truth for truth in truths if not isinstance(truth, Boolean)), None)
                    if unclear is not None:
                        return self._or_unknown(None, unclear.at, unclear, "a condition")
                    if all(isinstance(truth, Boolean) and truth.truth for truth in truths):
                        following.append(inner)
            frames = following
            self._spend(len(frames))
        return self._collected(frames, at, expression)

    def _collected(self, frames: list[Frame], at: At, expression: Comprehension) -> Value:
        if expression.key is None:
            items = tuple(self._value(each, expression.element) for each in frames)
            if expression.kind == "set":
                return self._unknown(at, "a set has no order", "write a list")
            return Items(at, "list", items)
        pairs: dict[object, Pair] = {}
        for each in frames:
            key = self._value(each, expression.key)
            pair = pair_of(key, self._value(each, expression.element))
            if pair is None:
                return self._or_unknown(None, key.at, key, "a key")
            pairs[key_of(key)] = pair
        return Dict(at, tuple(pairs.values()))


def _first(given: Given, at: At) -> Value:
    return given.positional[0] if given.positional else Nothing(at)


def _unpack(targets: tuple[str, ...], item: Value, *, unpacks: bool) -> dict[str, Value] | None:
    if not unpacks:
        return {targets[0]: item}
    values = iterated(item)
    if values is None or len(values) != len(targets):
        return None
    return dict(zip(targets, values, strict=True))
