"""Annotations become types: builtins, `typing`, the data model's names, aliases, and the project's own classes."""

from collections.abc import Callable
from dataclasses import replace

from ..diagnostics import Code, Related
from ..frontend.expressions import (
    Attribute,
    Binary,
    Call,
    Constant,
    ConstantKind,
    Expr,
    Name,
    Other,
    Subscript,
)
from ..frontend.facts import Binding, Class, Facts, Function, TypeStatement
from ..ir.types import (
    AnyType,
    ArrayType,
    LiteralType,
    NullType,
    PaginationResultType,
    RecordType,
    Type,
    UnionType,
)
from ..source import At, Part
from .annotated import builds_validator
from .evaluate import Evaluator
from .evaluation import Frame
from .generics import Generics, arguments_of
from .literals import literal_type
from .named_types import BUILTIN_TYPES, DICTS, LISTS, TYPING, NamedTypes, plain, refuse
from .no_types import INSTEAD, no_type
from .refused_types import refused_form
from .report import Report
from .scopes import Project
from .symbols import (
    LITERAL,
    TYPED_DICTS,
    Builtin,
    Defined,
    Definition,
    External,
    Library,
    Symbol,
    Unresolved,
)
from .unions import united
from .unknown_names import report_no_member
from .validators import prefixed
from .values import Boolean, Dict, Float, Integer, Items, Nothing, TypePlaces, Validator, described

# Annotations inside each other, through aliases and classes too: no value has more levels.
_DEEPEST = 64


class Annotations:
    """Lowers annotations; the private state of one lowering."""

    def __init__(
        self,
        project: Project,
        evaluator: Evaluator,
        report: Report,
        named: NamedTypes,
        generics: Generics,
    ) -> None:
        self._project = project
        self._generics = generics
        self._evaluator = evaluator
        self._report = report
        self.named = named
        self._following: list[str] = []
        self._depth = 0
        self.class_type: Callable[[Facts, Class, At], Type | None] = lambda _module, _statement, _at: None
        self.functional_type: Callable[[Facts, Binding, Call], Type | None] = lambda _module, _statement, _call: None
        self.specialised: Callable[[Frame, At, Defined, tuple[Expr, ...]], Validator] = (
            lambda _frame, at, _symbol, _arguments: plain(at, AnyType())
        )

    def lower(self, frame: Frame, expression: Expr) -> Validator:
        """Return the type of an annotation; `optional` says that it admits UNSET. What failed is any."""
        at = At(frame.owner, expression.node)
        if self._depth >= _DEEPEST:
            self._report.add(Code.TOO_DEEP, "this type is nested too deeply", at, help_="use Any here, or fewer levels")
            return plain(at, AnyType())
        self._depth += 1
        try:
            return self._lowered(frame, at, expression)
        finally:
            self._depth -= 1

    def _lowered(self, frame: Frame, at: At, expression: Expr) -> Validator:
        match expression:
            case Constant(kind=ConstantKind.NONE):
                return plain(at, NullType())
            case Binary() | Subscript() if refused := refused_form(frame.module, expression, self._project):
                return self._unsupported(at, *refused)
            case Binary(operator="|"):
                return self._union(frame, at, _alternatives(expression))
            case Subscript():
                return self._subscript(frame, at, expression)
            case Name(name=name) if (meaning := self._generics.meaning(frame.owner, name)) is not None:
                return meaning
            case Name() | Attribute():
                symbol = self.symbol(frame, expression)
                if isinstance(symbol, Unresolved):
                    self.report_unresolved(frame, expression, symbol)
                    return plain(at, AnyType())
                return self._symbol(at, symbol, expression.name)
            case Constant(kind=ConstantKind.STRING, text=text) if text.isidentifier():
                return self.lower(frame, Name(expression.node, text))
            case _:
                called = self.symbol(frame, expression.function) if isinstance(expression, Call) else None
                return self._unsupported(at, *no_type(expression, called))

    def symbol(self, frame: Frame, expression: Expr) -> Symbol | None:
        """Return what a dotted name stands for, reporting nothing; None for any other expression."""
        return self._project.symbol(frame.module, expression)

    def report_unresolved(self, frame: Frame, expression: Expr, symbol: Unresolved) -> None:
        """Report what is missing of a dotted name: the first part that leads nowhere."""
        while isinstance(expression, Attribute):
            owner = self.symbol(frame, expression.value)
            if owner is not None and not isinstance(owner, Unresolved):
                report_no_member(owner, symbol, At(frame.owner, expression.name_node), self._report)
                return
            expression = expression.value
        self._evaluator.report_unresolved(frame.module, symbol, At(frame.owner, expression.node))

    def _unsupported(self, at: At, message: str, help_: str) -> Validator:
        return refuse(at, message, help_, self._report)

    def _symbol(self, at: At, symbol: Symbol | None, name: str) -> Validator:
        return self._defined(at, symbol) if isinstance(symbol, Defined) else self.named.type_of(at, symbol, name)

    def _defined(self, at: At, symbol: Defined) -> Validator:
        statement = symbol.statement
        if statement.id in self._following:
            self.report_recursion(statement, at)
            return plain(at, AnyType())
        self._following.append(statement.id)
        try:
            return self._followed(at, symbol.module, symbol)
        finally:
            self._following.pop()

    def report_recursion(self, statement: Definition, at: At) -> None:
        """Report the use of a type inside itself."""
        message = f'"{statement.name}" holds itself, and no validator can repeat'
        related = (Related(At(statement.id, Part.NAME), "defined here"),)
        help_ = "use Any, or an id, where it repeats"
        self._report.add(Code.CIRCULAR_DEFINITION, message, at, help_=help_, related=related)

    def _followed(self, at: At, module: Facts, symbol: Defined) -> Validator:
        names = self._generics.parameters(module, symbol.statement)
        if not names:
            return self._lowered_definition(at, module, symbol)
        # Without types in brackets it is one of anything, as for type checkers.
        anything = tuple(plain(at, AnyType()) for _ in names)
        with self._generics.bound(symbol.statement.id, names, anything):
            return self._lowered_definition(at, module, symbol)

    def _lowered_definition(self, at: At, module: Facts, symbol: Defined) -> Validator:
        match symbol.statement:
            case Class() as statement:
                type_ = self.class_type(module, statement, at)
                return plain(at, AnyType() if type_ is None else type_)
            case TypeStatement() as alias:
                return replace(self.lower(Frame(module, alias.id), alias.value), at=at)
            case Binding(value=Call() as call) as binding:
                return self._called(at, module, binding, call)
            case Binding(value=Constant(kind=kind)) as binding if kind not in (ConstantKind.STRING, ConstantKind.NONE):
                return self._unsupported(at, f'"{binding.name}" is a constant, not a type', "name a type")
            case Binding(value=None) as binding:
                return self._unsupported(at, f'"{binding.name}" is declared, and never given a type', "give it one")
            case Binding(value=value) as binding if value is not None:
                return replace(self.lower(Frame(module, binding.id), value), at=at)
            case other if other.name in BUILTIN_TYPES:
                return self._hidden(at, other)
            case other:
                return self._unsupported(at, f'"{other.name}" is a function, not a type', "name a type")

    def _hidden(self, at: At, hiding: Definition) -> Validator:
        """Report, where it is defined, what hides a builtin of the same name: type checkers refuse its every use."""
        message = f'"{hiding.name}" hides Python\'s own, which annotations of this module mean'
        help_ = f'rename it to "{hiding.name}_": one trailing underscore is dropped on the wire'
        self._report.add(Code.UNSUPPORTED_ANNOTATION, message, At(hiding.id, Part.NAME), help_=help_)
        return plain(at, AnyType())

    def _called(self, at: At, module: Facts, binding: Binding, call: Call) -> Validator:
        frame = Frame(module, binding.id)
        match self.symbol(frame, call.function), call.args:
            case External(name=name), (_, inner) if name.rpartition(".")[2] in ("NewType", "TypeAliasType"):
                return replace(self.lower(frame, inner), at=at)
            case External(name=name), _ if name.rpartition(".")[2] == "TypeVar":
                message = f'what "{binding.name}" stands for is not known here'
                return self._unsupported(at, message, f"write class ...(Generic[{binding.name}]), or a type")
            case Unresolved() as symbol, _:
                self.report_unresolved(frame, call.function, symbol)
                return plain(at, AnyType())
            case symbol, _ if symbol in TYPED_DICTS:
                type_ = self.functional_type(module, binding, call)
                return plain(at, AnyType() if type_ is None else type_)
            case _:
                message = f'"{binding.name}" is a value, not a type'
                return self._unsupported(at, message, "write a type, or Annotated[T, validator]")

    def _subscript(self, frame: Frame, at: At, expression: Subscript) -> Validator:
        symbol = self.symbol(frame, expression.value)
        arguments = arguments_of(expression)
        match symbol:
            case Builtin(name="list") | External(name="collections.abc.Sequence" | "typing.Sequence" | "typing.List"):
                return self._array(frame, at, arguments)
            case Builtin(name="tuple") | External(name="typing.Tuple"):
                return self._tuple(frame, at, arguments)
            case Builtin(name="dict"):
                return self._record(frame, at, arguments)
            case Library(name="PaginationResult") if len(arguments) == 1:
                item = self.inner(frame, arguments[0])
                return Validator(at, PaginationResultType(item.type), _whole(at, *prefixed("[]", item.places)))
            case External(name=name) if name.rpartition(".")[0] in TYPING:
                return self._typing(frame, at, name.rpartition(".")[2], arguments)
            case Unresolved() | External():
                return self.lower(frame, expression.value)
            case Defined(statement=Function() as function) if function.name in BUILTIN_TYPES:
                return self._hidden(at, function)
            case (
                Defined(statement=Class() | TypeStatement()) | Defined(statement=Binding(value=Subscript() | Binary()))
            ):
                return self.specialised(frame, at, symbol, arguments)
            case Builtin(name=name) if name not in BUILTIN_TYPES:
                help_ = INSTEAD.get(name, "use a type that has a validator")
                return self._unsupported(at, f'"{name}" has no validator', help_)
            case _:
                return self._unsupported(at, "this type takes no parameters here", "remove the brackets")

    def _typing(self, frame: Frame, at: At, name: str, arguments: tuple[Expr, ...]) -> Validator:
        if name in LISTS:
            return self._array(frame, at, arguments)
        if name in DICTS:
            return self._record(frame, at, arguments)
        match name:
            case "Literal":
                return self._literals(frame, at, arguments)
            case "Optional":
                return self._union(frame, at, (*arguments, Constant(arguments[0].node, ConstantKind.NONE, "None")))
            case "Union":
                return self._union(frame, at, arguments)
            case "Annotated":
                return self._annotated(frame, at, arguments)
            case "Final":
                return self.lower(frame, arguments[0])
            case "Required" | "NotRequired" | "ReadOnly":
                message = f'"{name}" is said of the keys of a TypedDict, and of nothing else'
                return self._unsupported(at, message, "write the type alone")
            case _:
                return self._unsupported(at, f'"{name}" has no validator', INSTEAD.get(name, "use another type"))

    def inner(self, frame: Frame, expression: Expr) -> Validator:
        """Return the type of an annotation inside another one, which cannot admit UNSET."""
        found = self.lower(frame, expression)
        if found.optional:
            self._report.add(
                Code.UNSUPPORTED_ANNOTATION,
                "only an argument or a field can be Unset",
                found.at,
                help_="use None inside a list or a dict",
            )
        return found

    def _array(self, frame: Frame, at: At, arguments: tuple[Expr, ...]) -> Validator:
        if len(arguments) != 1:
            return self._unsupported(at, "a list takes the type of its items, and nothing else", "write list[T]")
        item = self.inner(frame, arguments[0])
        return Validator(at, ArrayType(item.type), _whole(at, *prefixed("[]", item.places)))

    def _tuple(self, frame: Frame, at: At, arguments: tuple[Expr, ...]) -> Validator:
        match arguments:
            case (item, Constant(kind=ConstantKind.ELLIPSIS)):
                return self._array(frame, at, (item,))
            case _:
                return self._unsupported(at, "a tuple of fixed length has no validator", INSTEAD["tuple"])

    def _record(self, frame: Frame, at: At, arguments: tuple[Expr, ...]) -> Validator:
        if len(arguments) != 2:
            return self._unsupported(at, "a dict takes the type of its keys and of its values", "write dict[str, T]")
        key, value = self.inner(frame, arguments[0]), self.inner(frame, arguments[1])
        places = _whole(at, *prefixed("{key}", key.places), *prefixed("{value}", value.places))
        return Validator(at, RecordType(key.type, value.type), places)

    def _union(self, frame: Frame, at: At, alternatives: tuple[Expr, ...]) -> Validator:
        return united(at, [self.lower(frame, alternative) for alternative in alternatives])

    def _literals(self, frame: Frame, at: At, arguments: tuple[Expr, ...]) -> Validator:
        members: dict[Type, None] = {}
        for argument in arguments:
            alias = self._literal_alias(frame, argument)
            if alias is not None:
                members.update(dict.fromkeys(alias))
                continue
            value = self._evaluator.evaluate(frame, argument)
            literal = NullType() if isinstance(value, Nothing) else literal_type(value, self._report)
            if literal is None:
                return plain(at, AnyType())
            members[literal] = None
        return plain(at, next(iter(members)) if len(members) == 1 else UnionType(tuple(members)))

    def _literal_alias(self, frame: Frame, argument: Expr) -> tuple[Type, ...] | None:
        """Return the literals of a Literal inside another one, by a name or as it is."""
        match argument:
            case Subscript() if self.symbol(frame, argument.value) in LITERAL:
                lowered = self.lower(frame, argument)
            case Name() | Attribute():
                match self.symbol(frame, argument):
                    case Defined(statement=TypeStatement()) | Defined(statement=Binding(value=Subscript())):
                        lowered = self.lower(frame, argument)
                    case _:
                        return None
            case _:
                return None
        members = lowered.type.members if isinstance(lowered.type, UnionType) else (lowered.type,)
        return members if all(isinstance(member, LiteralType | NullType) for member in members) else None

    def _annotated(self, frame: Frame, at: At, arguments: tuple[Expr, ...]) -> Validator:
        match self.symbol(frame, arguments[0]):
            case Defined(statement=Binding()):
                value = self._evaluator.quietly(frame, arguments[0])
                if isinstance(value, Boolean | Dict | Float | Integer | Items):
                    at = At(frame.owner, arguments[0].node)
                    return self._unsupported(at, f"{described(value)} is no type", "name a type")
            case _:
                pass
        for extra in arguments[1:]:
            if not isinstance(extra, Other) and builds_validator(frame.module, extra, self._project):
                value = self._evaluator.evaluate(frame, extra)
                if isinstance(value, Validator):
                    return value
                return plain(at, AnyType())
        return self.lower(frame, arguments[0])


def _whole(at: At, *inside: tuple[str, Part, At]) -> TypePlaces:
    return (("", Part.WHOLE, at), *inside)


def _alternatives(expression: Expr) -> tuple[Expr, ...]:
    if isinstance(expression, Binary) and expression.operator == "|":
        return (*_alternatives(expression.left), *_alternatives(expression.right))
    return (expression,)
