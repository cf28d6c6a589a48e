"""Prints types of the IR as Python annotations; anonymous objects become classes of the stub that names them."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from ...ir.expand import SYSTEM_TABLES
from ...ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
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
from ..layout import LINE, SOFT, Concat, Doc, IfBroken, bracketed, group, indent, join
from ..names import pascal
from ..quoting.python import string_literal
from .located import Located, members
from .scope import Scope
from .typed_dict import Key, typed_dict

Operands: TypeAlias = tuple[Doc, ...]
"""The members of a union as annotations, no two the same."""

_SYSTEM_IDS = dict(zip(SYSTEM_TABLES, ("ScheduledFunctionId", "StorageId"), strict=True))
_LARGEST_EXACT = 2.0**53


def annotation(type_: Type, path: str, scope: Scope) -> Doc:
    """Return the annotation of a type where brackets stand around it; `path` names the classes of its objects."""
    return bare(operands((Located(type_, path),), scope), scope)


def operands(types: Iterable[Located], scope: Scope) -> Operands:
    """Return the annotations of which a value of any of some types has one."""
    flat = members(types)
    if any(isinstance(each.type, AnyType) for each in flat):
        return (scope.imports.typing("Any"),)
    literals = tuple(dict.fromkeys(text for each in flat if (text := _literal(each.type))))
    printed: dict[Doc, None] = {}
    for each in flat:
        if not _literal(each.type):
            printed[_one(each.type, each.path, scope)] = None
        elif literals:
            # All of them stand where the first one does, and are printed once: there may be thousands.
            printed[subscript(scope.imports.typing("Literal"), *literals)] = None
            literals = ()
    return tuple(printed)


def is_anything(alternatives: Operands) -> bool:
    """Say whether the alternatives are `Any`, which needs no others; who asks imports none in vain."""
    return any(isinstance(each, str) and each.endswith(".Any") for each in alternatives)


def either(alternatives: Operands, *others: Doc) -> Operands:
    """Return the alternatives and others after them; `Any` needs no others."""
    if is_anything(alternatives):
        return alternatives
    return (*alternatives, *(other for other in others if other not in alternatives))


def bare(alternatives: Operands, scope: Scope) -> Doc:
    """Return a union where brackets stand around it; without members it is `Never`."""
    if not alternatives:
        return scope.imports.typing("Never")
    return alternatives[0] if len(alternatives) == 1 else group(join(Concat((LINE, "| ")), alternatives))


def parenthesized(alternatives: Operands, scope: Scope) -> Doc:
    """Return a union where no brackets stand around it: it gets parentheses when it needs more than a line."""
    inner = bare(alternatives, scope)
    return inner if len(alternatives) <= 1 else group(IfBroken("("), indent(SOFT, inner), SOFT, IfBroken(")"))


def subscript(name: str, *arguments: Doc) -> Doc:
    """Return a generic class with its arguments: `_b.list[_b.str]`."""
    return bracketed(f"{name}[", arguments, "]", trailing="," if len(arguments) > 1 else "")


def object_keys(object_: ObjectType, path: str, scope: Scope) -> tuple[Key, ...]:
    """Return the keys of an object that is read and written alike."""
    keys: list[Key] = []
    for field in object_.fields:
        alternatives = operands((Located(field.type, path + pascal(field.name)),), scope)
        if field.optional:
            printed = subscript(scope.imports.typing("NotRequired"), bare(alternatives, scope))
        else:
            printed = parenthesized(alternatives, scope)
        keys.append(Key(field.name, printed, field.notes))
    return tuple(keys)


def id_class(table: str, scope: Scope) -> str:
    """Return how a stub writes the id of a table, a system table included; of a table without a schema, a string."""
    if table in _SYSTEM_IDS:
        return scope.imports.library("database", _SYSTEM_IDS[table])
    if table not in scope.directory.tables:
        return scope.imports.builtin("str")
    return scope.imports.generated("tables.ids", scope.directory.tables[table].id)


def _one(type_: Type, path: str, scope: Scope) -> Doc:
    imports = scope.imports
    match type_:
        case NullType():
            return "None"
        case BooleanType():
            return imports.builtin("bool")
        case NumberType():
            return imports.builtin("float")
        case IntegerType():
            return imports.builtin("int")
        case Int64Type() | CommitTimestampType():
            return imports.library("values", "Int64")
        case StringType():
            return imports.builtin("str")
        case BytesType():
            return imports.builtin("bytes")
        case LiteralType(literal=LiteralKind.NUMBER):
            return imports.builtin("float")
        case LiteralType():
            return imports.library("values", "Int64")
        case IdType():
            return id_class(type_.table, scope)
        case ArrayType():
            return subscript(imports.builtin("list"), annotation(type_.item, path, scope))
        case RecordType():
            key, value = annotation(type_.key, path, scope), annotation(type_.value, path, scope)
            return subscript(imports.builtin("dict"), key, value)
        case ObjectType():
            return _object_class(type_, path, scope)
        case DocumentType():
            names = scope.directory.tables[type_.table]
            return imports.generated(f"tables.{names.file}", names.row)
        case ShapeType():
            return _shape_class(type_, scope)
        case PaginationOptionsType():
            return imports.library("pagination", "PaginationOpts")
        case PaginationResultType():
            return subscript(imports.library("pagination", "PaginationResult"), annotation(type_.item, path, scope))
        case AnyType() | UnionType():
            return annotation(type_, path, scope)
        case _:
            assert_never(type_)


def _object_class(object_: ObjectType, wish: str, scope: Scope) -> str:
    """Return the class of an object, printed when it is first asked for under this name."""
    known = scope.known(wish, object_)
    if known is not None:
        return known
    name = scope.claim(wish, object_)
    scope.classes.append(typed_dict(name, object_keys(object_, wish, scope), scope.imports))
    return name


def _shape_class(type_: ShapeType, scope: Scope) -> str:
    name = scope.directory.shapes[type_.module, type_.name].name
    if type_.module == scope.module:
        return name
    return scope.imports.generated(scope.directory.shape_module(type_.module), name)


def _literal(type_: Type) -> str:
    """Return what stands in `Literal[...]` for a type; empty for what Python has no literal type for."""
    if not isinstance(type_, LiteralType):
        return ""
    match type_.literal:
        case LiteralKind.STRING:
            return string_literal(type_.text)
        case LiteralKind.BOOLEAN:
            return type_.text.capitalize()
        case LiteralKind.NUMBER:
            return _whole(float(type_.text), type_.text)
        case LiteralKind.INT64:
            return ""
        case _:
            assert_never(type_.literal)


def _whole(number: float, text: str) -> str:
    exact = abs(number) < _LARGEST_EXACT and number.is_integer() and text != "-0.0"
    return str(int(number)) if exact else ""
