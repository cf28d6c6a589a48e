"""Values as plain JSON, which loses some types, and which any program and person reads."""

import math
from base64 import b64encode
from typing import TYPE_CHECKING

from .values import Int64
from .wire import encode_normal, is_array, is_object, normal

if TYPE_CHECKING:
    from .wire import Json


def clean(value: object) -> "Json":
    """Return a value as plain JSON: int64 as digits, bytes as base64, numbers that JSON does not have as their names.

    What is no Convex value is a `ValidationError` with its path.
    """
    return clean_normal(normal(value))


def clean_normal(value: object) -> "Json":
    """Return a value in normal form, as validators give it, as plain JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Int64):
        return str(value)
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else _named(value)
    if is_object(value):
        return {str(name): clean_normal(item) for name, item in value.items()}
    if is_array(value):
        return [clean_normal(item) for item in value]
    return encode_normal(value)


def _named(number: float) -> str:
    """Return the name of a number that JSON does not have."""
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"
