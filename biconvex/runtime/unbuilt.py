"""Results on their way out: dataclasses, models and Enums of an app become the plain values that they stand for."""

from enum import Enum
from typing import TYPE_CHECKING

from ..field_paths import admits_null, opened
from ..names import wire_name
from ..validators import VArray, VObject, VRecord
from ..values import UNSET, Unset
from ..wire import DEEPEST, is_array, is_object
from .forms import attributes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..validators import Validator


def unbuilt(value: object, validators: "tuple[Validator, ...]", depth: int = 0) -> object:
    """Return a value without the app's own classes; `validators` are what it may be, and say how fields are called.

    What is deeper than a value may be stays as it is, so that there is an end to a list that holds itself.
    """
    if isinstance(value, Enum) and not isinstance(value, Unset):
        return value.value
    if depth > DEEPEST:
        return value
    if is_array(value):
        inner = tuple(each.element for each in _opened(validators) if isinstance(each, VArray))
        return [unbuilt(item, inner, depth + 1) for item in value]
    if is_object(value):
        return {name: unbuilt(item, _of_field(validators, str(name)), depth + 1) for name, item in value.items()}
    names = None if isinstance(value, str | int | float | bytes) else attributes_of(type(value))
    return value if names is None else dict(_attributes(value, tuple(names), validators, depth + 1))


def _attributes(
    value: object, names: tuple[str, ...], validators: "tuple[Validator, ...]", depth: int
) -> "Iterator[tuple[str, object]]":
    known = {name for each in _opened(validators) if isinstance(each, VObject) for name in each.fields}
    for name in names:
        written = name.removesuffix("_")
        wire = written if written in known else wire_name(name)
        inner = _of_field(validators, wire)
        item: object = getattr(value, name)
        if item is UNSET or (item is None and _means_missing(inner)):
            continue
        yield wire, unbuilt(item, inner, depth)


def _means_missing(validators: "tuple[Validator, ...]") -> bool:
    """Say whether None in an attribute stands for a field that is missing."""
    return bool(validators) and all(each.is_optional and not admits_null(each) for each in validators)


def _of_field(validators: "tuple[Validator, ...]", name: str) -> "tuple[Validator, ...]":
    found: list[Validator] = []
    for each in _opened(validators):
        if isinstance(each, VObject) and name in each.fields:
            found.append(each.fields[name])
        elif isinstance(each, VRecord):
            found.append(each.value)
    return tuple(found)


def _opened(validators: "tuple[Validator, ...]") -> "Iterator[Validator]":
    return (member for validator in validators for member in opened(validator))
