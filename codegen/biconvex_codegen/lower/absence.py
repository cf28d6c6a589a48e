"""How something may be absent: what a default says of an annotation, for arguments and for fields of classes alike."""

from dataclasses import dataclass, replace
from enum import Enum

from ..diagnostics import Code
from ..ir.types import NullType, UnionType
from ..source import At, Part
from .report import Report
from .validators import prefixed, unprefixed
from .values import (
    Boolean,
    Dict,
    Float,
    Int64,
    Integer,
    Items,
    Missing,
    Nothing,
    Text,
    Validator,
    Value,
)


class Default(Enum):
    """What stands behind the equals sign."""

    ABSENT = "absent"
    NONE = "None"
    UNSET = "UNSET"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter or field: the type of what is present, and whether it may be absent."""

    validator: Validator
    optional: bool


def default_kind(value: Value | None) -> Default:
    """Return what kind of default a value is; one that is not known is some value."""
    match value:
        case None:
            return Default.ABSENT
        case Nothing():
            return Default.NONE
        case Missing():
            return Default.UNSET
        case _:
            return Default.VALUE


def slot(annotated: Validator, default: Default, name: str, at: At, report: Report) -> Slot:
    """Combine an annotation and a default: `T | None = None` is an optional T, `T | None` a required nullable one."""
    if default is Default.NONE and isinstance(annotated.type, NullType) and not annotated.optional:
        message = f'"{name}" can only be None, whether it is given or not'
        report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_="write None | Unset = UNSET, or a type beside None")
        return Slot(annotated, optional=True)
    if default is Default.UNSET and not annotated.optional:
        message = f'"{name}" defaults to UNSET, which its type does not admit'
        report.add(Code.ARGUMENT_MISMATCH, message, annotated.at, help_="add | Unset to the type")
    if default is Default.ABSENT and annotated.optional:
        message = f'"{name}" may be Unset, and has no default'
        report.add(Code.ARGUMENT_MISMATCH, message, at, help_="add = UNSET")
    present = replace(annotated, optional=False)
    if default is Default.NONE and not annotated.optional:
        present = _without_null(present)
    return Slot(present, optional=default is not Default.ABSENT)


def _without_null(validator: Validator) -> Validator:
    if not isinstance(validator.type, UnionType) or NullType() not in validator.type.members:
        return validator
    kept = [number for number, member in enumerate(validator.type.members) if not isinstance(member, NullType)]
    members = tuple(validator.type.members[number] for number in kept)
    places: list[tuple[str, Part, At]] = [each for each in validator.places if not each[0]]
    for position, number in enumerate(kept):
        old, new = f"|{number}", "" if len(kept) == 1 else f"|{position}"
        places.extend(prefixed(new, unprefixed(old, validator.places)))
    return replace(validator, type=members[0] if len(members) == 1 else UnionType(members), places=tuple(places))


def is_constant(value: Value) -> bool:
    """Say whether a default is a constant whose fit can be judged."""
    return isinstance(value, Text | Integer | Float | Boolean | Int64 | Items | Dict)
