"""What must hold for the columns of a row, as values; each dialect prints them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ...ir.types import BooleanType, IntegerType, LiteralKind, LiteralType, NumberType, Type
from .storage import JsonKind, Storage, family, json_kinds, literals


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column holds one of these values; of none where no literal can be stored."""

    field: str
    literals: tuple[LiteralType, ...]


@dataclass(frozen=True, slots=True)
class SafeInteger:
    """The column holds a whole number that a double represents exactly."""

    field: str
    storage: Storage


@dataclass(frozen=True, slots=True)
class IsNumber:
    """The column holds a number that is not NaN."""

    field: str


@dataclass(frozen=True, slots=True)
class IsBoolean:
    """The column holds true or false."""

    field: str


@dataclass(frozen=True, slots=True)
class IsVector:
    """The column holds a flat list of numbers."""

    field: str


@dataclass(frozen=True, slots=True)
class OfKinds:
    """The column holds JSON of these kinds; in the order of `JsonKind`."""

    field: str
    kinds: tuple[JsonKind, ...]


@dataclass(frozen=True, slots=True)
class IsNull:
    """The column is NULL."""

    field: str


@dataclass(frozen=True, slots=True)
class IsNotNull:
    """The column is not NULL."""

    field: str


@dataclass(frozen=True, slots=True)
class IsPresent:
    """The column's flag says that the field is there."""

    field: str


@dataclass(frozen=True, slots=True)
class IsMissing:
    """The column's flag says that the field is missing."""

    field: str


@dataclass(frozen=True, slots=True)
class FlagFits:
    """The column is NULL where its flag says that the field is missing."""

    field: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these hold; so do all of none."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these holds; none of none does."""

    parts: "tuple[Condition, ...]"


Condition: TypeAlias = (
    OneOf
    | SafeInteger
    | IsNumber
    | IsBoolean
    | IsVector
    | OfKinds
    | IsNull
    | IsNotNull
    | IsPresent
    | IsMissing
    | FlagFits
    | AllOf
    | AnyOf
)


def value_conditions(field: str, members: Iterable[Type], storage: Storage) -> tuple[Condition, ...]:
    """Return what values of these types satisfy in a column of this storage; null and absence are not looked at.

    This is what one column can tell without looking inside: the check of nested values is to stand beside it.
    """
    types = tuple(members)
    match storage:
        case Storage.TEXT | Storage.BYTES:
            return tuple(_listed(field, types))
        case Storage.NUMBER:
            return (IsNumber(field),) if _holds(types, NumberType) else (_numbers(field, types, storage),)
        case Storage.INTEGER:
            return tuple(_integers(field, types))
        case Storage.BOOLEAN:
            return (_booleans(field, types),)
        case Storage.NOTHING:
            return (IsNull(field),)
        case Storage.VECTOR:
            return (IsVector(field),)
        case Storage.JSON:
            kinds = json_kinds(types)
            return (OfKinds(field, tuple(kind for kind in JsonKind if kind in kinds)),)


def _holds(types: tuple[Type, ...], wanted: type) -> bool:
    return any(isinstance(each, wanted) for each in types)


def _listed(field: str, types: tuple[Type, ...]) -> Iterator[Condition]:
    scalars = tuple(each for each in types if family(each) is not None)
    if scalars and all(isinstance(each, LiteralType) for each in scalars):
        yield OneOf(field, literals(scalars))


def _numbers(field: str, types: tuple[Type, ...], storage: Storage) -> Condition:
    values = OneOf(field, literals(types))
    if not _holds(types, IntegerType):
        return values
    return AnyOf((SafeInteger(field, storage), values)) if values.literals else SafeInteger(field, storage)


def _integers(field: str, types: tuple[Type, ...]) -> Iterator[Condition]:
    if _holds(types, IntegerType):
        yield SafeInteger(field, Storage.INTEGER)
    elif any(isinstance(each, LiteralType) and each.literal is LiteralKind.NUMBER for each in types):
        yield OneOf(field, literals(types))
    else:
        yield from _listed(field, types)


def _booleans(field: str, types: tuple[Type, ...]) -> Condition:
    values = literals(types)
    return IsBoolean(field) if _holds(types, BooleanType) or len(values) == 2 else OneOf(field, values)
