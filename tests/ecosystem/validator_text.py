"""Types as expressions of `v`: what several places have in common is a constant of one module."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard, assert_never

from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
    Field,
    IdType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)

from .facts import FunctionFacts
from .forced import parts
from .names import free, snake, usable
from .plan import Plan
from .source_text import Module
from .variety import chosen, happens

_SAFE = 2.0**53 - 1


class Shared:
    """The validators that an app writes once: names by type, and the module that they are constants of.

    `hinted` are the types that are written with `v`, each with the name of the field that has it.
    """

    def __init__(self, plan: Plan, hinted: Iterable[tuple[Type, str]]) -> None:
        self.plan = plan
        self.python = (plan.helper("validators", "common_validators"),)
        self.run = _common_run(plan)
        self.run_name = "timestamps" if all(each.name.endswith("At") for each in self.run) else "common_fields"
        taken = {*plan.taken, "v", "one_of", "fields", self.run_name}
        self.names: dict[Type, str] = {}
        for type_, hint in sorted(_repeated(hinted), key=lambda found: _size(found[0])):
            self.names[type_] = free(usable(snake(hint).strip("_") or "shared"), taken)
            taken.add(self.names[type_])

    @property
    def taken(self) -> frozenset[str]:
        """The names of constants."""
        return frozenset((*self.names.values(), self.run_name))

    @property
    def has_helper(self) -> bool:
        """Whether unions of strings are written by a function of the app."""
        return happens(30, "one_of", self.plan.app.name)

    def module(self) -> Module | None:
        """Return the module of constants; None where nothing is shared."""
        module = Module(self.plan, self.python, f"{self.python[0]}.py")
        printed = Validators(module, self)
        if self.has_helper:
            module.library("v")
            module.outside("biconvex.validators", "VUnion")
            body = "return v.union(*[v.literal(text) for text in texts])"
            module.add(f'def one_of(*texts: str) -> VUnion:\n    """Take any of some strings."""\n    {body}\n')
        written = [(_size(type_), f"{name} = {printed.built(type_)}") for type_, name in self.names.items()]
        if self.run:
            written.append((_size(ObjectType(self.run)), f"{self.run_name} = {printed.entries(self.run)}"))
        for _, text in sorted(written, key=lambda each: each[0]):
            module.add(text)
        return None if module.is_empty else module


class Validators:
    """Prints validators in one module."""

    def __init__(self, module: Module, shared: Shared) -> None:
        self._module = module
        self._shared = shared

    def expression(self, type_: Type) -> str:
        """Return the expression of a type: the name of a shared one, or what builds it."""
        name = self._shared.names.get(type_)
        return self.built(type_) if name is None else self._module.own(self._shared.python, name)

    def fields(self, object_: ObjectType) -> str:
        """Return the dict of an object's fields."""
        run = self._shared.run
        if run and len(object_.fields) > len(run) and object_.fields[-len(run) :] == run:
            spread = f"**{self._module.own(self._shared.python, self._shared.run_name)}"
            return self.entries(object_.fields[: -len(run)], spread)
        return self.entries(object_.fields)

    def entries(self, fields: Sequence[Field], *rest: str) -> str:
        """Return a dict of fields, and of what is spread after them."""
        entries = [f"{json.dumps(field.name)}: {self.field(field)}" for field in fields]
        return "{" + ", ".join((*entries, *rest)) + "}"

    def field(self, field: Field) -> str:
        """Return the expression of a field."""
        validator = self.expression(field.type)
        if not field.optional:
            return validator
        if happens(10, "method", self._module.plan.app.name, field.name):
            return f"{validator}.optional()"
        return f"{self._v()}.optional({validator})"

    def built(self, type_: Type) -> str:
        """Return the expression that builds a type."""
        v = self._v()
        match type_:
            case AnyType() | NullType() | BooleanType() | StringType() | BytesType() | CommitTimestampType():
                return f"{v}.{type_.kind}()"
            case NumberType():
                return f"{v}.{chosen(('number',) * 9 + ('float64',), self._module.file)}()"
            case IntegerType():
                return f"{v}.integer()"
            case Int64Type():
                return f"{v}.{chosen(('int64',) * 9 + ('bigint',), self._module.file)}()"
            case LiteralType():
                return f"{v}.literal({self._literal(type_)})"
            case IdType():
                return f"{v}.id({json.dumps(type_.table)})"
            case ArrayType():
                return f"{v}.array({self.expression(type_.item)})"
            case RecordType():
                return f"{v}.record({self.expression(type_.key)}, {self.expression(type_.value)})"
            case UnionType():
                return self._union(type_)
            case ObjectType():
                return f"{v}.object({self.fields(type_)})"
            case DocumentType() | ShapeType() | PaginationOptionsType() | PaginationResultType():
                raise AssertionError(f"facts hold no {type_.kind}")
            case _:
                assert_never(type_)

    def _union(self, union: UnionType) -> str:
        texts = [each.text for each in union.members if _is_string(each)]
        listed = ", ".join(map(python_text, texts))
        are_strings = len(texts) == len(union.members)
        if are_strings and len(texts) > 1 and self._shared.has_helper:
            return f"{self._module.own(self._shared.python, 'one_of')}({listed})"
        if are_strings and len(texts) > 3 and happens(40, "comprehension", self._module.plan.app.name, *texts):
            return f"{self._v()}.union(*[{self._v()}.literal(each) for each in [{listed}]])"
        match union.members:
            case (member, NullType()) if happens(60, "nullable", self._module.file):
                return f"{self._v()}.nullable({self.expression(member)})"
            case _:
                return f"{self._v()}.union({', '.join(map(self.expression, union.members))})"

    def _literal(self, literal: LiteralType) -> str:
        match literal.literal:
            case LiteralKind.STRING:
                return python_text(literal.text)
            case LiteralKind.BOOLEAN:
                return literal.text.capitalize()
            case LiteralKind.INT64:
                return f"{self._module.library('Int64')}({literal.text})"
            case LiteralKind.NUMBER:
                return python_number(literal.text)
            case _:
                assert_never(literal.literal)

    def _v(self) -> str:
        return self._module.library("v")


def _is_string(type_: Type) -> TypeGuard[LiteralType]:
    return isinstance(type_, LiteralType) and type_.literal is LiteralKind.STRING


def python_text(text: str) -> str:
    """Return a string in double quotes; what nobody would see is escaped."""
    return json.dumps(text) if text.isascii() and text.isprintable() else repr(text)


def python_number(text: str) -> str:
    """Return a number as an int where it is one."""
    return str(int(float(text))) if is_int(text) else text


def is_int(text: str) -> bool:
    """Say whether a number is one that Python has as an int too."""
    number = float(text)
    return number.is_integer() and abs(number) <= _SAFE and text != "-0.0"


def _size(type_: Type) -> int:
    """Return of how many parts a type is made: more than any that it is made of."""
    return sum(1 for _ in parts(type_))


def _repeated(hinted: Iterable[tuple[Type, str]]) -> Iterator[tuple[Type, str]]:
    """Yield the larger types that come more than once, each with the name of the first field that has it."""
    hints: dict[Type, str] = {}
    met: Counter[Type] = Counter()
    for type_, hint in hinted:
        if _is_large(type_):
            met[type_] += 1
            hints.setdefault(type_, hint)
    yield from ((type_, hints[type_]) for type_, count in met.items() if count > 1)


def _is_large(type_: Type) -> bool:
    match type_:
        case ObjectType():
            return len(type_.fields) > 1
        case UnionType():
            return len(type_.members) > 2
        case _:
            return False


def of_tables(plan: Plan) -> Iterator[tuple[Type, str]]:
    """Yield what is in the documents of tables, each type with the name of its field."""
    for table in plan.app.tables:
        yield from inside(table.document, plan.rows[table.name])


def of_functions(functions: Iterable[FunctionFacts]) -> Iterator[tuple[Type, str]]:
    """Yield what is in arguments and results, each type with the name of its field."""
    for function in functions:
        for field in function.args.fields if function.args else ():
            yield field.type, field.name
            yield from inside(field.type, field.name)
        if function.returns is not None:
            yield function.returns, f"{function.name}Result"
            yield from inside(function.returns, f"{function.name}Result")


def inside(type_: Type, hint: str) -> Iterator[tuple[Type, str]]:
    """Yield what is inside a type, each with the nearest name of a field."""
    match type_:
        case ObjectType():
            for field in type_.fields:
                yield field.type, field.name
                yield from inside(field.type, field.name)
        case ArrayType():
            yield type_.item, hint
            yield from inside(type_.item, hint)
        case RecordType():
            yield type_.value, hint
            yield from inside(type_.value, hint)
        case UnionType():
            for member in type_.members:
                yield member, hint
                yield from inside(member, hint)
        case _:
            return


def _common_run(plan: Plan) -> tuple[Field, ...]:
    """Return the fields at the end of tables that most of them share, at least two in two tables; else none."""
    met: Counter[tuple[Field, ...]] = Counter()
    for table in plan.app.tables:
        if isinstance(table.document, ObjectType):
            fields = table.document.fields
            met.update(fields[-length:] for length in range(2, 6) if len(fields) > length)
    return max((run for run, count in met.items() if count > 1), key=lambda run: len(run) * met[run], default=())
