"""The two ways to write values: Convex's own JSON, and a plain one that loses types, and that any program reads."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from ..clean_json import clean_normal
from ..wire import encode_normal, shown
from .answers import RefusedError

if TYPE_CHECKING:
    from ..wire import Json

Encode: TypeAlias = "Callable[[object], Json]"
"""Writes a value, in normal form, in a format."""


_FORMATS: Final[Mapping[str, Encode]] = {
    "convex_encoded_json": encode_normal,
    "convex_json": encode_normal,
    "json": clean_normal,
    "convex_clean_json": clean_normal,
}


def encoder_of(name: object) -> "Encode":
    """Return what writes values in the format of a name; without a name it is the plain one."""
    if name is None:
        return clean_normal
    found = _FORMATS.get(name) if isinstance(name, str) else None
    if found is None:
        message = f'there is no format {shown(name)}: there are "json" and "convex_encoded_json"'
        raise RefusedError(400, "BadFormat", message)
    return found
