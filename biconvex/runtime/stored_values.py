"""What becomes of values when they are stored: -0 is 0, NaN is refused, JSON columns hold Convex's JSON."""

import json
import math
from typing import TYPE_CHECKING, Final

from ..validators import VAny, VArray, VCommitTs, VObject, VRecord, VUnion
from ..values import COMMIT_TS, Int64
from ..wire import (
    decode,
    encode_bytes,
    encode_int64,
    encode_number,
    is_array,
    is_object,
    no_match,
    over_fields,
    over_items,
)

if TYPE_CHECKING:
    from ..validators import Validator
    from ..wire import Json

DEEPEST_DOCUMENT: Final = 16
"""How deep a stored document is nested at most, the document itself counted."""

_dump: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_load: Final = json.JSONDecoder().decode


def stored_number(number: float) -> float:
    """Return a number as it is stored, or raise for NaN."""
    if number != number:  # noqa: PLR0124  NaN alone differs from itself
        raise no_match("NaN cannot be stored")
    return number + 0.0  # which makes 0.0 of -0.0, and a float of a whole number


def to_json(value: object) -> str:
    """Return a value in normal form as the text of a JSON column; whole numbers keep their kind."""
    return _dump(_plain(value, 1))


def from_json(text: str) -> object:
    """Return the value of a JSON column, in normal form."""
    value: object = _load(text)
    if '"$' not in text:
        return value
    return _decoded(value)


def may_hold_timestamp(validator: "Validator") -> bool:
    """Say whether `COMMIT_TS` may stand somewhere in a value that fits."""
    match validator:
        case VAny() | VCommitTs():
            return True
        case VArray():
            return may_hold_timestamp(validator.element)
        case VRecord():
            return may_hold_timestamp(validator.value)
        case VUnion():
            return any(map(may_hold_timestamp, validator.members))
        case VObject():
            return any(map(may_hold_timestamp, validator.fields.values()))
        case _:
            return False


def with_timestamp(value: object, timestamp: Int64) -> object:
    """Return a value with the commit's timestamp wherever it asks for it."""
    if value is COMMIT_TS:
        return timestamp
    if is_object(value):
        return {name: with_timestamp(item, timestamp) for name, item in value.items()}
    if is_array(value):
        return [with_timestamp(item, timestamp) for item in value]
    return value


def _plain(value: object, depth: int) -> "Json":
    """Return what JSON has for a value; `depth` is that of what holds it."""
    if type(value) is str:
        return value
    if isinstance(value, Int64):
        return encode_int64(value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        number = stored_number(value)
        return number if math.isfinite(number) else encode_number(number)
    if isinstance(value, bytes):
        return encode_bytes(value)
    if depth >= DEEPEST_DOCUMENT:
        raise no_match(f"a document is nested deeper than {DEEPEST_DOCUMENT} levels")
    if is_array(value):
        return over_items(_plain, value, depth + 1)
    if is_object(value):
        return over_fields(_plain, {str(name): item for name, item in value.items()}, depth + 1)
    raise TypeError(f"{type(value).__name__} is no stored value")


def _decoded(value: object) -> object:
    """Return parsed JSON with int64s, bytes and infinities in place of what stands for them."""
    if is_object(value):
        if len(value) == 1 and next(iter(value)) in _TAGS:
            return decode({str(name): str(item) for name, item in value.items()})
        return {name: _decoded(item) for name, item in value.items()}
    if is_array(value):
        return [_decoded(item) for item in value]
    return value


_TAGS: Final = ("$integer", "$bytes", "$float")
