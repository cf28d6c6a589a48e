"""Types as annotations, named types with their classes; what no annotation says is `Annotated` with a validator."""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import assert_never

from biconvex_codegen.ir.expand import PAGINATION_OPTIONS, SYSTEM_TABLES, document_type, pagination_result
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

from .compare import text_of
from .explicit import id_class
from .named_types import Form, Named, attributes_of, is_choice, runs
from .plan import Plan
from .source_text import Module
from .validator_text import Shared, Validators, is_int, python_number, python_text
from .variety import happens


class Models:
    """The named types of one app, and the modules that they are written into when they are first used.

    `stored` are the types in classes of tables, of which no document can be a part.
    """

    def __init__(
        self, plan: Plan, shared: Shared, named: Mapping[Type, Named], stored: AbstractSet[Type] = frozenset()
    ) -> None:
        self.plan = plan
        self.stored = stored
        self.shared = shared
        self.named = named
        self.modules: dict[tuple[str, ...], Module] = {}
        self.documents = {text_of(document_type_of(plan, each)): each for each in plan.rows}
        self.fields = {text_of(table.document): table.name for table in plan.app.tables}
        self._written: set[Type] = set()

    def module(self, home: tuple[str, ...]) -> Module:
        """Return the module of a path, which may be one of models."""
        if home not in self.modules:
            self.modules[home] = Module(self.plan, home, f"{home[0]}.py")
        return self.modules[home]

    def use(self, type_: Type, module: Module) -> str:
        """Return the name of a named type in a module, after writing it where it stands."""
        named = self.named[type_]
        if type_ not in self._written:
            self._written.add(type_)
            home = self.module(named.home)
            home.add(Annotations(home, self, has_rows=type_ not in self.stored).definition(type_, named))
        return module.own(named.home, named.name)


def document_type_of(plan: Plan, name: str) -> Type:
    """Return the type of a stored document of a table."""
    table = next(each for each in plan.app.tables if each.name == name)
    match table.document:
        case ObjectType() | UnionType():
            from biconvex_codegen.ir.nodes import Table

            return document_type(Table("", name, "", table.document))
        case _:
            # Any document is no more than any value, and no annotation of the kind is to be read as this table.
            return IdType(f" {name}")


class Annotations:
    """Prints annotations in one module; `has_rows` where they may name documents of the data model."""

    def __init__(self, module: Module, models: Models, *, has_rows: bool = True) -> None:
        self.module = module
        self._models = models
        self._has_rows = has_rows

    def annotation(self, type_: Type) -> str:
        """Return the annotation of a type, with its validator where the annotation alone says something else."""
        return " | ".join(self.alternatives(type_))

    def alternatives(self, type_: Type) -> tuple[str, ...]:
        """Return the members of an annotation that is a union, so that more of them can follow."""
        if is_exact(type_):
            return self._alternatives(type_)
        return (self.with_validator(type_, self._alternatives(type_)),)

    def with_validator(self, type_: Type, alternatives: tuple[str, ...]) -> str:
        """Return `Annotated[...]`: what type checkers read, and what the validator of a type is."""
        validator = Validators(self.module, self._models.shared).expression(type_)
        return f"{self._typing('Annotated')}[{' | '.join(alternatives)}, {validator}]"

    def static(self, type_: Type) -> tuple[str, ...]:
        """Return what type checkers are to read for a type whose validator stands beside it."""
        return self._alternatives(type_)

    def _alternatives(self, type_: Type) -> tuple[str, ...]:
        if not isinstance(type_, UnionType):
            return (self._one(type_),)
        if not type_.members:
            return (self._typing("Any"),)
        found: dict[str, None] = {}
        for run in runs(type_):
            nested = self._choice(run) if is_choice(run) else self._alternatives(run)
            found.update(dict.fromkeys(nested))
        return tuple(found)

    def _choice(self, type_: Type) -> tuple[str, ...]:
        if type_ in self._models.named:
            return (self._models.use(type_, self.module),)
        return (self._literals(type_),)

    def chosen(self, type_: Type, text: str) -> str:
        """Return one of the strings of a choice as a value."""
        named = self._models.named.get(type_)
        if named is None or named.form is not Form.ENUM:
            return python_text(text)
        return f"{self._models.use(type_, self.module)}.{_member(text)}"

    def _literals(self, type_: Type) -> str:
        members = type_.members if isinstance(type_, UnionType) else ()
        texts = ", ".join(python_text(each.text) for each in members if isinstance(each, LiteralType))
        return f"{self._typing('Literal')}[{texts}]"

    def _one(self, type_: Type) -> str:
        match type_:
            case AnyType():
                return self._typing("Any")
            case NullType():
                return "None"
            case BooleanType():
                return "bool"
            case NumberType():
                return "float"
            case Int64Type() | CommitTimestampType():
                return self.module.library("Int64")
            case StringType():
                return "str"
            case BytesType():
                return "bytes"
            case LiteralType():
                return self._literal(type_)
            case IdType() if type_.table in (*SYSTEM_TABLES, *self.module.plan.rows):
                return id_class(self.module, type_.table)
            case IdType():
                return "str"
            case ArrayType():
                return f"list[{self.annotation(type_.item)}]"
            case RecordType():
                return f"dict[{self.annotation(type_.key)}, {self.annotation(type_.value)}]"
            case ObjectType():
                return self._object(type_)
            case UnionType() | IntegerType() | DocumentType() | ShapeType():
                raise AssertionError(f"a {type_.kind} is printed elsewhere")
            case PaginationOptionsType() | PaginationResultType():
                raise AssertionError(f"facts hold no {type_.kind}")
            case _:
                assert_never(type_)

    def _literal(self, literal: LiteralType) -> str:
        match literal.literal:
            case LiteralKind.STRING:
                return f"{self._typing('Literal')}[{python_text(literal.text)}]"
            case LiteralKind.BOOLEAN:
                return f"{self._typing('Literal')}[{literal.text.capitalize()}]"
            case LiteralKind.INT64:
                return self.module.library("Int64")
            case LiteralKind.NUMBER if is_exact(literal):
                return f"{self._typing('Literal')}[{python_number(literal.text)}]"
            case LiteralKind.NUMBER:
                return "float"
            case _:
                assert_never(literal.literal)

    def _object(self, object_: ObjectType) -> str:
        text = text_of(object_)
        if text in self._models.documents and self._has_rows:
            return self.module.generated("data_model", self.module.plan.rows[self._models.documents[text]])
        if text == text_of(PAGINATION_OPTIONS):
            return self.module.library("PaginationOpts")
        page = next((each.type for each in object_.fields if each.name == "page"), None)
        if isinstance(page, ArrayType) and text == text_of(pagination_result(page.item)):
            return f"{self.module.library('PaginationResult')}[{self.annotation(page.item)}]"
        table = self._models.fields.get(text)
        if table is not None and self._has_rows and happens(50, "fields", self.module.file, table):
            return self.module.generated("data_model", f"{self.module.plan.rows[table]}Fields")
        return self._models.use(object_, self.module)

    def definition(self, type_: Type, named: Named) -> str:
        """Return the statements that define a named type."""
        match named.form, type_:
            case Form.ALIAS, _:
                alias = f": {self._typing('TypeAlias')}" if happens(30, "alias", named.name) else ""
                return f"{named.name}{alias} = {self._literals(type_)}"
            case Form.ENUM, UnionType():
                texts = [each.text for each in type_.members if isinstance(each, LiteralType)]
                members = "\n".join(f"    {_member(text)} = {python_text(text)}" for text in texts)
                return f"class {named.name}({self.module.outside('enum', 'StrEnum')}):\n{members}\n"
            case Form.DATACLASS, ObjectType():
                return self._dataclass(type_, named.name)
            case Form.FUNCTIONAL, ObjectType():
                entries = (f"{json.dumps(each.name)}: {self._key(each)}" for each in type_.fields)
                written = f'{self._typing("TypedDict")}("{named.name}", {{{", ".join(entries)}}})'
                return f"{named.name} = {written}"
            case _, ObjectType():
                return self._typed_dict(type_, named.name)
            case _:
                raise AssertionError(named)

    def _typed_dict(self, object_: ObjectType, name: str) -> str:
        is_total = not object_.fields or not all(each.optional for each in object_.fields)
        base = self._typing("TypedDict") + ("" if is_total else ", total=False")
        keys = (self._key(each) if is_total else self.annotation(each.type) for each in object_.fields)
        lines = [f"    {each.name}: {key}" for each, key in zip(object_.fields, keys, strict=True)]
        return f"class {name}({base}):\n" + "\n".join(lines or ['    """Nothing at all."""']) + "\n"

    def _key(self, field: Field) -> str:
        annotation = self.annotation(field.type)
        return f"{self._typing('NotRequired')}[{annotation}]" if field.optional else annotation

    def _dataclass(self, object_: ObjectType, name: str) -> str:
        attributes = (
            attributes_of(self.module.plan, [each.name for each in object_.fields], self._models.shared.taken) or {}
        )
        decorator = self.module.outside("dataclasses", "dataclass")
        has_gap = any(one.optional and not other.optional for one, other in pairwise(object_.fields))
        is_keyword_only = has_gap or happens(50, "kw_only", name)
        options = "(frozen=True, kw_only=True)" if is_keyword_only else ""
        lines = [f"    {self.slot(attributes[each.name], each)}" for each in object_.fields]
        return f"@{decorator}{options}\nclass {name}:\n" + "\n".join(lines) + "\n"

    def slot(self, name: str, field: Field) -> str:
        """Return a parameter or an attribute: its name, its annotation, and what stands for its absence."""
        if not field.optional:
            return f"{name}: {self.annotation(field.type)}"
        members = field.type.members if isinstance(field.type, UnionType) else (field.type,)
        if NullType() in members or not is_exact(field.type) or happens(30, "unset", self.module.file, name):
            unset = (self.module.library("Unset"),)
            return f"{name}: {' | '.join(self.alternatives(field.type) + unset)} = {self.module.library('UNSET')}"
        alternatives = self.alternatives(field.type)
        rest = () if "Any" in alternatives else ("None",)
        return f"{name}: {' | '.join(alternatives + rest)} = None"

    def _typing(self, name: str) -> str:
        return self.module.outside("typing", name)


def is_exact(type_: Type) -> bool:
    """Say whether an annotation alone means a type: what `|` flattens, and values that no `Literal` has, need more."""
    match type_:
        case CommitTimestampType():
            return False
        case LiteralType(literal=LiteralKind.INT64):
            return False
        case LiteralType(literal=LiteralKind.NUMBER):
            return is_int(type_.text)
        case UnionType():
            are_plain = not any(isinstance(each, UnionType) for each in type_.members)
            are_different = len({*type_.members}) == len(type_.members) > 1
            return are_plain and are_different and all(map(is_exact, type_.members))
        case _:
            return True


def _member(text: str) -> str:
    return f"{text.upper()}_" if text == "mro" else text.upper()
