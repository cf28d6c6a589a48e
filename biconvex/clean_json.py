"""Values as plain JSON, which loses some types, and which any program and person reads."""

import math
from base64 import b64encode
from typing import TYPE_CHECKING

from .values import Int64
from .wire import encode, is_array, is_object, normal

if TYPE_CHECKING:
    from .wire import Json


def clean(value: object) -> "Json":
    """Return a value as plain JSON: int64 as digits, bytes as base64, numbers that JSON does not have as their names.

    What is no Convex value is a `ValidationError` with its path.
    """
    return _clean(normal(value))


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
