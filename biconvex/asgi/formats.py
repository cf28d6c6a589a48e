"""The two ways to write values: Convex's own JSON, and a plain one that loses types, and that any program reads."""

import math
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from ..values import Int64
from ..wire import encode, is_array, is_object, normal, shown
from .answers import RefusedError

if TYPE_CHECKING:
    from ..wire import Json

Encode: TypeAlias = "Callable[[object], Json]"
"""Writes a value in a format."""


def clean(value: object) -> "Json":
    """Return a value as plain JSON: int64 as digits, bytes as base64, numbers that JSON does not have as their names.

    What is no Convex value is a `ValidationError` with its path.
    """
    return _clean(normal(value))


_FORMATS: Final[Mapping[str, Encode]] = {
    "convex_encoded_json": encode,
    "convex_json": encode,
    "json": clean,
    "convex_clean_json": clean,
}


def encoder_of(name: object) -> "Encode":
    """Return what writes values in the format of a name; without a name it is the plain one."""
    if name is None:
        return clean
    found = _FORMATS.get(name) if isinstance(name, str) else None
    if found is None:
        message = f'there is no format {shown(name)}: there are "json" and "convex_encoded_json"'
        raise RefusedError(400, "BadFormat", message)
    return found


def _clean(value: object) -> "Json":
    if isinstance(value, Int64):
        return str(value)
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if is_object(value):
        return {str(name): _clean(item) for name, item in value.items()}
    if is_array(value):
        return [_clean(item) for item in value]
    return value if isinstance(value, float) else encode(value)
