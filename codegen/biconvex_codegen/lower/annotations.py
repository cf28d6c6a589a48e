"""Annotations become types: builtins, `typing`, the data model's names, aliases, and the project's own classes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..diagnostics import Code, Related, did_you_mean
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
    BooleanType,
    BytesType,
    IdType,
    Int64Type,
    IntegerType,
    LiteralType,
    NullType,
    NumberType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    StringType,
    Type,
    UnionType,
)
from ..ir.walk import walk
from ..source import At, Part
from .evaluate import Evaluator
from .evaluation import Frame
from .generics import Generics, arguments_of
from .no_types import A_VALIDATOR, no_type
from .report import Report
from .scopes import Project
from .symbols import (
    TYPED_DICTS,
    Builtin,
    Defined,
    Definition,
    External,
    Generated,
    Library,
    Module,
    Symbol,
    Unresolved,
)
from .validators import literal_type, prefixed
from .values import Nothing, TypePlaces, Validator

_BUILTINS: Mapping[str, Type] = {
    "bool": BooleanType(),
    "bytes": BytesType(),
    "dict": RecordType(StringType(), AnyType()),
    "float": NumberType(),
    "int": IntegerType(),
    "list": ArrayType(AnyType()),
    "str": StringType(),
}
_LIBRARY: Mapping[str, Type] = {
    "Int64": Int64Type(),
    "PaginationOpts": PaginationOptionsType(),
    "PaginationResult": PaginationResultType(AnyType()),
}
_LISTS = frozenset({"List", "Sequence", "MutableSequence", "Iterable", "Collection"})
_DICTS = frozenset({"Dict", "Mapping", "MutableMapping"})
# Annotations inside each other, through aliases and classes too: no value has more levels.
_DEEPEST = 64
_TYPING = ("collections.abc", "typing", "typing_extensions")
_LITERAL = (External("typing.Literal"), External("typing_extensions.Literal"))
_INSTEAD: Mapping[str, str] = {
    "Decimal": "use str, or Int64 in the smallest unit",
    "NamedTuple": "use a TypedDict or a dataclass",
    "UUID": "use str",
    "complex": "use a dataclass with two floats",
    "date": "use str, as in 2026-01-31",
    "datetime": "use float: milliseconds since 1970, as in ctx.now",
    "frozenset": "use list",
    "object": "use Any",
    "set": "use list",
    "time": "use str",
    "timedelta": "use float: milliseconds",
    "tuple": "use list, or tuple[T, ...]",
}


class Annotations:
    """Lowers annotations; the private state of one lowering."""

    def __init__(
        self,
        project: Project,
        evaluator: Evaluator,
        report: Report,
        data_model: Mapping[str, Type],
        missing_rows: frozenset[str],
        generics: Generics,
        *,
        is_complete: bool,
    ) -> None:
        self._project = project
        self._generics = generics
        self._evaluator = evaluator
        self._report = report
        self._data_model = data_model
        self._missing_rows = missing_rows
        self._is_complete = is_complete
        self._following: list[str] = []
        self._depth = 0
        self.class_type: Callable[[Facts, Class, At], Type | None] = lambda _module, _statement, _at: None
        self.functional_type: Callable[[Facts, Binding, Call], Type | None] = lambda _module, _statement, _call: None
        self.specialised: Callable[[Frame, At, Defined, tuple[Expr, ...]], Validator] = (
            lambda _frame, at, _symbol, _arguments: _plain(at, AnyType())
        )

    def lower(self, frame: Frame, expression: Expr) -> Validator:
        """Return the type of an annotation; `optional` says that it admits UNSET. What failed is any."""
        at = At(frame.owner, expression.node)
        if self._depth >= _DEEPEST:
            self._report.add(Code.TOO_DEEP, "this type is nested too deeply", at, help_="use Any here, or fewer levels")
            return _plain(at, AnyType())
        self._depth += 1
        try:
            return self._lowered(frame, at, expression)
        finally:
            self._depth -= 1

    def _lowered(self, frame: Frame, at: At, expression: Expr) -> Validator:
        match expression:
            case Constant(kind=ConstantKind.NONE):
                return _plain(at, NullType())
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
                    return _plain(at, AnyType())
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
                self._evaluator.report_no_member(owner, symbol, At(frame.owner, expression.name_node))
                return
            expression = expression.value
        self._evaluator.report_unresolved(frame.module, symbol, At(frame.owner, expression.node))

    def has_unknown_table(self, type_: Type) -> bool:
        """Say whether a type has an id of a table that is not there, which a check reports."""
        ids = (part for _, part in walk("", type_) if isinstance(part, IdType))
        return self._is_complete and any(each not in self._data_model.values() for each in ids)

    def _unsupported(self, at: At, message: str, help_: str) -> Validator:
        self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_)
        return _plain(at, AnyType())

    def _symbol(self, at: At, symbol: Symbol | None, name: str) -> Validator:
        match symbol:
            case Builtin(name=builtin) if builtin in _BUILTINS:
                return _plain(at, _BUILTINS[builtin])
            case Library(name="Unset"):
                return Validator(at, UnionType(()), optional=True)
            case Library(name=library) if library in _LIBRARY:
                return _plain(at, _LIBRARY[library])
            case Library(name=library) if library.startswith("v.") or library == "v":
                return self._unsupported(at, *A_VALIDATOR)
            case Generated(module="data_model"):
                return self._data_model_name(at, symbol.name)
            case External(name=external):
                return self._external(at, external)
            case Defined():
                return self._defined(at, symbol)
            case Module() | None:
                return self._unsupported(at, f'"{name}" is a module, not a type', "name a type in it")
            case _:
                help_ = _INSTEAD.get(name, "use a type that has a validator")
                return self._unsupported(at, f'"{name}" has no validator', help_)

    def _external(self, at: At, name: str) -> Validator:
        module, _, last = name.rpartition(".")
        if module in _TYPING:
            if last == "Any":
                return _plain(at, AnyType())
            if last in _LISTS:
                return _plain(at, ArrayType(AnyType()))
            if last in _DICTS:
                return _plain(at, RecordType(StringType(), AnyType()))
        if last in _INSTEAD:
            return self._unsupported(at, f'"{last}" has no validator', _INSTEAD[last])
        message = f'"{name}" is from outside the project, and has no validator'
        return self._unsupported(at, message, "use a type that has a validator, or declare a TypedDict")

    def _data_model_name(self, at: At, name: str) -> Validator:
        found = self._data_model.get(name)
        if found is not None:
            return _plain(at, found)
        if self._is_complete and name not in self._missing_rows:
            meant = did_you_mean(name, self._data_model)
            help_ = f'did you mean "{meant}"?' if meant else 'name the row of a table with define_table(..., doc="...")'
            self._report.add(Code.UNKNOWN_NAME, f'the data model has no "{name}"', at, help_=help_, mistake=name)
        return _plain(at, AnyType())

    def _defined(self, at: At, symbol: Defined) -> Validator:
        statement = symbol.statement
        if statement.id in self._following:
            self.report_recursion(statement, at)
            return _plain(at, AnyType())
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
        anything = tuple(_plain(at, AnyType()) for _ in names)
        with self._generics.bound(symbol.statement.id, names, anything):
            return self._lowered_definition(at, module, symbol)

    def _lowered_definition(self, at: At, module: Facts, symbol: Defined) -> Validator:
        match symbol.statement:
            case Class() as statement:
                type_ = self.class_type(module, statement, at)
                return _plain(at, AnyType() if type_ is None else type_)
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
            case other if other.name in _BUILTINS:
                return self._hidden(at, other)
            case other:
                return self._unsupported(at, f'"{other.name}" is a function, not a type', "name a type")

    def _hidden(self, at: At, hiding: Definition) -> Validator:
        """Report, where it is defined, what hides a builtin of the same name: type checkers refuse its every use."""
        message = f'"{hiding.name}" hides Python\'s own, which annotations of this module mean'
        help_ = f'rename it to "{hiding.name}_": one trailing underscore is dropped on the wire'
        self._report.add(Code.UNSUPPORTED_ANNOTATION, message, At(hiding.id, Part.NAME), help_=help_)
        return _plain(at, AnyType())

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
                return _plain(at, AnyType())
            case symbol, _ if symbol in TYPED_DICTS:
                type_ = self.functional_type(module, binding, call)
                return _plain(at, AnyType() if type_ is None else type_)
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
            case External(name=name) if name.rpartition(".")[0] in _TYPING:
                return self._typing(frame, at, name.rpartition(".")[2], arguments)
            case Unresolved() | External():
                return self.lower(frame, expression.value)
            case Defined(statement=Function() as function) if function.name in _BUILTINS:
                return self._hidden(at, function)
            case (
                Defined(statement=Class() | TypeStatement()) | Defined(statement=Binding(value=Subscript() | Binary()))
            ):
                return self.specialised(frame, at, symbol, arguments)
            case Builtin(name=name) if name in _INSTEAD:
                return self._unsupported(at, f'"{name}" has no validator', _INSTEAD[name])
            case _:
                return self._unsupported(at, "this type takes no parameters here", "remove the brackets")

    def _typing(self, frame: Frame, at: At, name: str, arguments: tuple[Expr, ...]) -> Validator:
        if name in _LISTS:
            return self._array(frame, at, arguments)
        if name in _DICTS:
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
            case "Required" | "NotRequired" | "ReadOnly" | "Final" | "ClassVar":
                return self.lower(frame, arguments[0])
            case _:
                return self._unsupported(at, f'"{name}" has no validator', _INSTEAD.get(name, "use another type"))

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
                return self._unsupported(at, "a tuple of fixed length has no validator", _INSTEAD["tuple"])

    def _record(self, frame: Frame, at: At, arguments: tuple[Expr, ...]) -> Validator:
        if len(arguments) != 2:
            return self._unsupported(at, "a dict takes the type of its keys and of its values", "write dict[str, T]")
        key, value = self.inner(frame, arguments[0]), self.inner(frame, arguments[1])
        places = _whole(at, *prefixed("{key}", key.places), *prefixed("{value}", value.places))
        return Validator(at, RecordType(key.type, value.type), places)

    def _union(self, frame: Frame, at: At, alternatives: tuple[Expr, ...]) -> Validator:
        every = [self.lower(frame, alternative) for alternative in alternatives]
        optional = any(each.optional for each in every)
        present = [each for each in every if not (each.optional and each.type == UnionType(()))]
        if len(present) == 1:  # beside UNSET alone: a union whose validator is written out keeps its form
            return replace(present[0], at=at, optional=optional)
        members: list[Type] = []
        places: list[tuple[str, Part, At]] = [("", Part.WHOLE, at)]
        for lowered in present:
            inside = lowered.type.members if isinstance(lowered.type, UnionType) else (lowered.type,)
            for number, member in enumerate(inside):
                if member in members:
                    continue
                step = f"|{number}" if isinstance(lowered.type, UnionType) else ""
                found = tuple(each for each in lowered.places if each[0].startswith(step))
                stripped: TypePlaces = tuple((steps.removeprefix(step), part, place) for steps, part, place in found)
                places.extend(prefixed(f"|{len(members)}", stripped))
                members.append(member)
        if len(members) == 1:
            inside_one: TypePlaces = tuple((steps.removeprefix("|0"), part, place) for steps, part, place in places)
            return Validator(at, members[0], inside_one, optional)
        return Validator(at, UnionType(tuple(members)), tuple(places), optional)

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
                return _plain(at, AnyType())
            members[literal] = None
        return _plain(at, next(iter(members)) if len(members) == 1 else UnionType(tuple(members)))

    def _literal_alias(self, frame: Frame, argument: Expr) -> tuple[Type, ...] | None:
        """Return the literals of a Literal inside another one, by a name or as it is."""
        match argument:
            case Subscript() if self.symbol(frame, argument.value) in _LITERAL:
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
        for extra in arguments[1:]:
            if not isinstance(extra, Other) and self._builds_validator(frame, extra):
                value = self._evaluator.evaluate(frame, extra)
                if isinstance(value, Validator):
                    return value
                return _plain(at, AnyType())
        return self.lower(frame, arguments[0])

    def _builds_validator(self, frame: Frame, expression: Expr, seen: frozenset[str] = frozenset()) -> bool:
        """Say whether an extra of `Annotated` is a validator: built by `v`, or by what a name stands for.

        What a function of the project returns may be one, unless its body says that it is something else.
        """
        match expression:
            case Call():
                return self._builds_validator(frame, expression.function, seen)
            case Subscript():
                return self._builds_validator(frame, expression.value, seen)
            case Name() | Attribute():
                match self.symbol(frame, expression):
                    case Library(name=name):
                        return name.partition(".")[0] == "v"
                    case Defined(module=module, statement=Binding() | Function() as statement):
                        value = statement.value if isinstance(statement, Binding) else statement.result
                        if value is None or statement.id in seen:
                            return isinstance(statement, Function)
                        return self._builds_validator(Frame(module, statement.id), value, seen | {statement.id})
                    case _:
                        return isinstance(expression, Attribute) and self._builds_validator(
                            frame, expression.value, seen
                        )
            case Binary():
                return any(self._builds_validator(frame, each, seen) for each in (expression.left, expression.right))
            case _:
                return isinstance(expression, Other)


def _plain(at: At, type_: Type) -> Validator:
    return Validator(at, type_, (("", Part.WHOLE, at),))


def _whole(at: At, *inside: tuple[str, Part, At]) -> TypePlaces:
    return (("", Part.WHOLE, at), *inside)


def _alternatives(expression: Expr) -> tuple[Expr, ...]:
    if isinstance(expression, Binary) and expression.operator == "|":
        return (*_alternatives(expression.left), *_alternatives(expression.right))
    return (expression,)
