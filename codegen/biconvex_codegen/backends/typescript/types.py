"""Prints types of the IR as TypeScript types; `at` is the id of what is printed, so that fields can be mapped back."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from ...ir.types import (
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
    Notes,
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
from ...source import At, Part
from ..layout import HARD, LINE, SOFT, Break, Doc, IfBroken, Mark, concat, group, indent, join
from ..quoting.typescript import doc_comment, key, string
from .imports import API, DATA_MODEL, SERVER, VALUES, Imports
from .names import namespace_name, shape_name


def type_doc(type_: Type, at: str, imports: Imports) -> Doc:
    """Return a type as it stands between the brackets of another."""
    members = _alternatives(type_, at, imports)
    if len(members) == 1:
        return members[0]
    return join(" | ", members) if _is_object_or_null(type_) else group(_with_bars(members))


def assigned_doc(type_: Type, at: str, imports: Imports) -> Doc:
    """Return a type as it stands after `name: ` and `type Name = `, where a long union begins on a line of its own."""
    members = _alternatives(type_, at, imports)
    return join(" | ", members) if _is_object_or_null(type_) else union_doc(members)


def union_doc(members: Sequence[Doc]) -> Doc:
    """Return a union after `name: `, a member a line where it does not fit; `never` for no member."""
    if len(members) <= 1:
        return members[0] if members else "never"
    return group(indent(SOFT, _with_bars(members)))


def lines_union_doc(members: Iterable[Doc]) -> Doc:
    """Return a union after `name: ` with a member a line even where it would fit on one; `never` for no member."""
    several = tuple(members) or ("never",)
    if len(several) == 1:
        return several[0]
    return indent(*(concat(HARD, "| ", indent(member)) for member in several))


def fields_doc(fields: Iterable[Field], at: str, imports: Imports) -> tuple[Doc, ...]:
    """Return the properties of an object type, each with its comment and without a semicolon."""
    return tuple(property_doc(field, f"{at}.{field.name}", imports) for field in fields)


def property_doc(field: Field, at: str, imports: Imports) -> Doc:
    """Return one property that stands for a field, with its comment and without a semicolon."""
    name = concat(Mark(At(at, Part.NAME)), key(field.name), "?: " if field.optional else ": ")
    return concat(comment_doc(field.notes), name, assigned_doc(field.type, at, imports))


def comment_doc(notes: Notes) -> Doc:
    """Return the comment that says what a user notes, with its line end; nothing where nothing is noted."""
    return concat(*(concat(line, HARD) for line in doc_comment(notes)))


def object_doc(properties: Iterable[Doc]) -> Doc:
    """Return an object type: on one line where it fits and holds no comment, else a property a line."""
    parts = tuple(properties)
    if not parts:
        return "{}"
    return group("{", indent(LINE, join(concat(";", LINE), parts)), Break(broken=";"), "}")


def lines_doc(properties: Iterable[Doc]) -> Doc:
    """Return an object type with a property a line even where it would fit on one, so that additions merge cleanly."""
    parts = tuple(properties)
    if not parts:
        return "{}"
    return concat("{", indent(*(concat(HARD, part, ";") for part in parts)), HARD, "}")


def generic_doc(name: str, *arguments: Doc) -> Doc:
    """Return a generic type with its arguments, one a line where they do not fit."""
    return group(name, "<", indent(SOFT, join(concat(",", LINE), arguments)), SOFT, ">")


def _alternatives(type_: Type, at: str, imports: Imports) -> tuple[Doc, ...]:
    """Return the members of a union, those of its unions among them, each once; of another type, itself."""
    match type_:
        case UnionType():
            several = (_alternatives(member, f"{at}|{number}", imports) for number, member in enumerate(type_.members))
            distinct = dict.fromkeys(member for members in several for member in members if member != "never")
            return tuple(distinct) or ("never",)
        case CommitTimestampType():
            return ("bigint", imports.use(VALUES, "CommitTsPlaceholder"))
        case _:
            return (_single(type_, at, imports),)


def _single(type_: Type, at: str, imports: Imports) -> Doc:
    match type_:
        case AnyType():
            return "any"
        case NullType():
            return "null"
        case BooleanType():
            return "boolean"
        case NumberType() | IntegerType():
            return "number"
        case Int64Type():
            return "bigint"
        case StringType():
            return "string"
        case BytesType():
            return "ArrayBuffer"
        case LiteralType():
            return _literal(type_)
        case IdType():
            return f"{imports.use(DATA_MODEL, 'Id')}<{string(type_.table)}>"
        case DocumentType():
            return f"{imports.use(DATA_MODEL, 'Doc')}<{string(type_.table)}>"
        case ShapeType():
            return f"{imports.use(API, namespace_name(type_.module))}.{shape_name(type_.name)}"
        case ArrayType():
            return generic_doc("Array", type_doc(type_.item, f"{at}[]", imports))
        case RecordType():
            key_doc = type_doc(type_.key, f"{at}{{key}}", imports)
            return generic_doc("Record", key_doc, type_doc(type_.value, f"{at}{{value}}", imports))
        case ObjectType():
            return object_doc(fields_doc(type_.fields, at, imports))
        case PaginationOptionsType():
            return imports.use(SERVER, "PaginationOptions")
        case PaginationResultType():
            name = imports.use(SERVER, "PaginationResult")
            return generic_doc(name, type_doc(type_.item, f"{at}[]", imports))
        case UnionType() | CommitTimestampType():
            return type_doc(type_, at, imports)
        case _:
            assert_never(type_)


def _literal(literal: LiteralType) -> str:
    match literal.literal:
        case LiteralKind.STRING:
            return string(literal.text)
        case LiteralKind.NUMBER:
            return literal.text.removesuffix(".0")
        case LiteralKind.INT64:
            return f"{literal.text}n"
        case LiteralKind.BOOLEAN:
            return literal.text
        case _:
            assert_never(literal.literal)


def _with_bars(members: Sequence[Doc]) -> Doc:
    return concat(IfBroken("| "), join(concat(LINE, "| "), (indent(member) for member in members)))


def _is_object_or_null(type_: Type) -> bool:
    """Say whether a type is one object or null; such a union reads best with `| null` after the closing brace."""
    kinds = sorted(type(member).__name__ for member in type_.members) if isinstance(type_, UnionType) else []
    return kinds == ["NullType", "ObjectType"]
