"""Whether an annotation and an explicit validator can be of one mind, and which of the two says more."""

from ..ir.expand import PAGINATION_OPTIONS
from ..ir.types import (
    AnyType,
    ArrayType,
    CommitTimestampType,
    DocumentType,
    Field,
    IdType,
    Int64Type,
    IntegerType,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    PaginationOptionsType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)


def agrees(annotated: Type, explicit: Type) -> bool:
    """Say whether every value that the validator lets through may fit the annotation."""
    match annotated, explicit:
        case (AnyType(), _) | (_, AnyType()):
            return True
        case PaginationOptionsType() | ShapeType() | DocumentType(), _ if not isinstance(explicit, UnionType):
            return isinstance(explicit, ObjectType | RecordType | ShapeType | DocumentType)
        case IntegerType(), NumberType():
            return True
        case NumberType(), IntegerType():
            return True
        case StringType(), IdType():
            return True
        case Int64Type(), CommitTimestampType():
            return True
        case _, ShapeType() | DocumentType():
            return True
        case _, UnionType():
            return all(agrees(annotated, member) for member in explicit.members)
        case UnionType(), _:
            return any(agrees(member, explicit) for member in annotated.members)
        case _, LiteralType() if not isinstance(annotated, LiteralType):
            return type(annotated).__name__.startswith(explicit.literal.value.capitalize()) or (
                isinstance(annotated, IntegerType) and explicit.text.endswith(".0")
            )
        case ArrayType(), ArrayType():
            return agrees(annotated.item, explicit.item)
        case RecordType(), RecordType():
            return agrees(annotated.value, explicit.value)
        case RecordType(), ObjectType():
            return all(agrees(annotated.value, field.type) for field in explicit.fields)
        case ObjectType(), ObjectType():
            return _objects_agree(annotated, explicit)
        case _:
            return annotated == explicit


def _objects_agree(annotated: ObjectType, explicit: ObjectType) -> bool:
    theirs = {field.name: field for field in explicit.fields}
    return all(
        field.name in theirs and agrees(field.type, theirs[field.name].type) for field in annotated.fields
    ) and len(annotated.fields) == len(explicit.fields)


def innermost(annotated: Type, explicit: Type) -> tuple[str, Type, Type]:
    """Return the steps of `ir.walk` to the smallest part of an annotation that disagrees, and both types there."""
    match annotated, explicit:
        case ArrayType(), ArrayType():
            step, one, other = "[]", annotated.item, explicit.item
        case RecordType(), RecordType():
            step, one, other = "{value}", annotated.value, explicit.value
        case _:
            return "", annotated, explicit
    steps, inner, theirs = innermost(one, other)
    return step + steps, inner, theirs


def nullable_like(annotated: Type, explicit: Type) -> Type:
    """Return the annotation of a parameter that is None where it is missing: null is part of it if the validator's."""
    if not _admits_null(explicit):
        return annotated
    return UnionType((*(annotated.members if isinstance(annotated, UnionType) else (annotated,)), NullType()))


def _admits_null(type_: Type) -> bool:
    return any(map(_admits_null, type_.members)) if isinstance(type_, UnionType) else isinstance(type_, NullType)


def narrowed(annotated: Type, explicit: Type) -> Type:
    """Return the validator, an int of the annotation and its named types kept: they say more and mean the same."""
    match annotated, explicit:
        case IntegerType(), NumberType():
            return annotated
        case PaginationOptionsType(), ObjectType() if _plain_fields(explicit) == _plain_fields(PAGINATION_OPTIONS):
            return annotated
        case ArrayType(), ArrayType():
            return ArrayType(narrowed(annotated.item, explicit.item))
        case UnionType(), UnionType() if len(annotated.members) == len(explicit.members):
            pairs = zip(annotated.members, explicit.members, strict=True)
            return UnionType(tuple(narrowed(ours, theirs) for ours, theirs in pairs))
        case UnionType(), _ if not isinstance(explicit, UnionType):
            bare = [member for member in annotated.members if not isinstance(member, NullType)]
            return narrowed(bare[0], explicit) if len(bare) == 1 else explicit
        case _:
            return explicit


def _plain_fields(object_: ObjectType) -> dict[str, tuple[bool, frozenset[Type]]]:
    """Return fields in a form in which two are equal that mean the same on the wire."""
    return {
        field.name: (
            field.optional,
            frozenset(
                NumberType() if isinstance(each, IntegerType) else each
                for each in (field.type.members if isinstance(field.type, UnionType) else (field.type,))
            ),
        )
        for field in object_.fields
    }


def renamed(field: Field, type_: Type) -> Field:
    """Return a field with another type."""
    return Field(field.name, type_, field.optional, field.notes)
