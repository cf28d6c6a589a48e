"""Values as Convex's JSON, and which Python values are Convex values at all."""

import math
from base64 import b64decode, b64encode
from collections.abc import Mapping
from struct import pack, unpack
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from .errors import ValidationError
from .names import field_name_problem
from .values import COMMIT_TS, UNSET, Int64

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeGuard

    from .errors import FailureKind

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

A = TypeVar("A")
R = TypeVar("R")

SAFE_INTEGER: Final = 2**53 - 1
"""The largest whole number that a double holds together with its neighbours."""

DEEPEST: Final = 64
"""How deep a value is nested at most."""

_TAGS: Final = ("$integer", "$bytes", "$float")
_LONGEST_ARRAY: Final = 8192
_MOST_FIELDS: Final = 1024
_LONGEST_SHOWN: Final = 60


def encode(value: object) -> Json:
    """Return a value as Convex's JSON; what is no Convex value is a `ValidationError` with its path.

    Every number is a `float`, since the decoder of one official client takes a whole number without a point for none.
    """
    return encode_normal(normal(value))


def decode(json: Json) -> object:
    """Return the value of Convex's JSON, numbers as `float`; what is none is a `ValidationError` with its path."""
    return _decoded(json, 0)


def encode_normal(value: object) -> Json:
    """Return a value in normal form, as validators give it, as Convex's JSON."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Int64):
        return encode_int64(value)
    if isinstance(value, int | float):
        number = float(value)
        return number if math.isfinite(number) and not is_negative_zero(number) else _special(number)
    if is_object(value):
        return {str(name): encode_normal(item) for name, item in value.items()}
    if is_array(value):
        return [encode_normal(item) for item in value]
    if isinstance(value, bytes):
        return encode_bytes(value)
    return {"$commitTs": None}  # the one value that is left


def encode_number(number: float) -> Json:
    """Return a double as Convex's JSON, whole numbers without a point, as JavaScript writes them."""
    if not math.isfinite(number) or is_negative_zero(number):
        return _special(number)
    return int(number) if number.is_integer() and abs(number) <= SAFE_INTEGER else number


def encode_int64(number: int) -> Json:
    """Return a 64-bit integer as Convex's JSON."""
    return {"$integer": b64encode(pack("<q", number)).decode()}


def is_negative_zero(number: float) -> bool:
    """Tell -0.0 from 0.0, which Python calls equal and Convex does not."""
    return number == 0 and math.copysign(1, number) < 0


def is_object(value: object) -> "TypeGuard[Mapping[object, object]]":
    """Say whether a value is an object on the wire."""
    return type(value) is dict or isinstance(value, Mapping)  # the latter takes five times as long to say so


def is_array(value: object) -> "TypeGuard[list[object] | tuple[object, ...]]":
    """Say whether a value is an array on the wire."""
    return isinstance(value, list | tuple)


def is_number(value: object) -> "TypeGuard[int | float]":
    """Say whether a value is a double on the wire: a float or a plain int."""
    return isinstance(value, int | float) and not isinstance(value, bool | Int64)


def normal(value: object, depth: int = 0) -> object:
    """Return a value with every number as a `float`, every array as a list, and no missing field.

    Raise a `ValidationError` with its path for what Convex cannot carry.
    """
    if depth > DEEPEST:
        raise no_match(f"values are nested deeper than {DEEPEST} levels")
    if value is None or type(value) is float or type(value) is bool:
        return value
    if isinstance(value, str):
        require_text(value)
        return str.__str__(value)
    if is_number(value):
        require_number(value)
        return float(value)
    if is_object(value):
        fields = {name: item for name, item in require_keys(value).items() if item is not UNSET}
        return over_fields(normal, fields, depth + 1)
    if is_array(value):
        require_length(value)
        return over_items(normal, value, depth + 1)
    if value is COMMIT_TS or isinstance(value, Int64 | bytes):
        return value
    raise no_match(f"{shown(value)} is not a value that Convex can carry")


def over_items(read: "Callable[[object, A], R]", items: "Iterable[object]", also: A) -> list[R]:
    """Return what `read` makes of each item; the error of one says at which place it is."""
    found: list[R] = []
    try:
        for item in items:
            found.append(read(item, also))  # noqa: PERF401  the length says where it failed
    except ValidationError as error:
        raise error.inside(f"[{len(found)}]") from None
    return found


def over_fields(read: "Callable[[object, A], R]", fields: "Mapping[str, object]", also: A) -> dict[str, R]:
    """Return what `read` makes of each field; the error of one says under which name it is."""
    found: dict[str, R] = {}
    name = ""
    try:
        for name, item in fields.items():
            found[name] = read(item, also)
    except ValidationError as error:
        raise error.inside(key_step(name)) from None
    return found


def require_text(text: str) -> None:
    """Raise for a text that has half of a surrogate pair."""
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise no_match("the text holds half of a surrogate pair")


def require_number(number: float) -> None:
    """Raise for a whole number that a double cannot hold."""
    if isinstance(number, int) and abs(number) > SAFE_INTEGER and not _is_double(number):
        raise no_match(f"{shown(number)} is more than a number holds exactly: write Int64(...) where int64 is taken")


def require_length(items: "list[object] | tuple[object, ...]") -> None:
    """Raise for an array that is too long."""
    if len(items) > _LONGEST_ARRAY:
        raise no_match(f"an array of {len(items)} elements is longer than {_LONGEST_ARRAY}")


def require_keys(fields: "Mapping[object, object]") -> "Mapping[str, object]":
    """Give a mapping whose keys are names that can be stored; raise for another."""
    if len(fields) > _MOST_FIELDS:
        raise no_match(f"an object of {len(fields)} fields has more than {_MOST_FIELDS}")
    checked: dict[str, object] = {}
    for name, value in fields.items():
        if not isinstance(name, str):
            raise no_match(f"the key {shown(name)} is not a string")
        problem = field_name_problem(name)
        if problem is not None:
            raise no_match(f"{shown(name)} cannot name a field: {problem}")
        checked[name] = value
    return checked


def no_match(message: str, kind: "FailureKind" = "NoMatch") -> ValidationError:
    """Return the error of a value that does not fit, for the place where it stands."""
    return ValidationError(message, kind=kind)


def key_step(name: str) -> str:
    """Return the step of a path that leads to a key."""
    return f".{name}" if name.isidentifier() else f"[{name!r}]"


def shown(value: object) -> str:
    """Return a value as a message names it, cut where it is long."""
    if is_object(value):
        return "an object"
    if is_array(value):
        return "an array"
    if value is not None and not isinstance(value, bool | int | float | str | bytes):
        return f"a value of the class {type(value).__name__}"
    try:
        text = repr(value)
    except ValueError:  # an int of more digits than Python writes
        return "a very long int"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def encode_bytes(value: bytes) -> Json:
    """Return bytes as Convex's JSON."""
    return {"$bytes": b64encode(value).decode()}


def _special(number: float) -> Json:
    """Return a double that JSON has no number for."""
    return {"$float": b64encode(pack("<d", number)).decode()}


def _decoded(json: object, depth: int) -> object:
    if depth > DEEPEST:
        raise no_match(f"values are nested deeper than {DEEPEST} levels")
    if is_object(json):
        if len(json) == 1:
            ((name, item),) = json.items()
            if name in _TAGS:
                return _tagged(str(name), item)
        return over_fields(_decoded, require_keys(json), depth + 1)
    if is_array(json):
        require_length(json)
        return over_items(_decoded, json, depth + 1)
    if isinstance(json, str):
        require_text(json)
    return _float(json) if is_number(json) else json


def _tagged(tag: str, payload: object) -> object:
    """Return an int64, bytes or a number that JSON has no number for; the tag says which."""
    if not isinstance(payload, str):
        raise no_match(f"{tag} takes a text, not {shown(payload)}")
    try:
        content = b64decode(payload, validate=True)
    except ValueError:
        raise no_match(f"{shown(payload)} is not base64") from None
    if tag == "$bytes":
        return content
    if len(content) != 8:
        raise no_match(f"{tag} takes 8 bytes, not {len(content)}")
    if tag == "$integer":
        (whole,) = unpack("<q", content)
        return Int64(whole)
    (number,) = unpack("<d", content)
    if math.isfinite(number) and not is_negative_zero(number):
        raise no_match(f"{number!r} is written as a number, not as {tag}")
    return float(number)


def _float(number: float) -> float:
    try:
        double = float(number)
    except OverflowError:
        double = math.inf
    if not math.isfinite(double):  # 1e999, which Python reads as infinite
        raise no_match("the number is larger than a double holds")
    return double


def _is_double(number: int) -> bool:
    try:
        return int(float(number)) == number
    except OverflowError:
        return False
