"""Constant arguments as canonical wire JSON, checked against the types that take them."""

import base64
import json
import math
import struct
from typing import TypeAlias

from .values import Boolean, Bytes, Dict, Float, Int64, Integer, Items, Nothing, Text, Value

Json: TypeAlias = "bool | float | str | list[Json] | dict[str, Json] | None"


def wire_json(value: Value) -> Json:
    """Return a constant in the wire's JSON; raise ValueError for what the wire cannot hold."""
    match value:
        case Nothing():
            return None
        case Boolean():
            return value.truth
        case Text():
            return value.text
        case Integer():
            return _whole(value.number)
        case Float():
            return _float(value.number)
        case Int64():
            return {"$integer": base64.b64encode(struct.pack("<q", value.number)).decode()}
        case Bytes():
            return {"$bytes": base64.b64encode(bytes.fromhex(value.text)).decode()}
        case Items():
            return [wire_json(item) for item in value.items]
        case Dict() if not value.holes:
            return {_key(pair.key): wire_json(pair.value) for pair in value.pairs}
        case _:
            raise ValueError


def canonical(value: Json) -> str:
    """Return JSON text with sorted keys, without spaces, in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _whole(number: int) -> float:
    try:
        return float(number)
    except OverflowError as error:
        raise ValueError from error


def _float(number: float) -> Json:
    if math.isfinite(number) and not (number == 0 and math.copysign(1, number) < 0):
        return number
    return {"$float": base64.b64encode(struct.pack("<d", number)).decode()}


def _key(value: Value) -> str:
    if isinstance(value, Text):
        return value.text
    raise ValueError
