"""The validator of exactly one value; 0, False and -0.0 are three, although Python calls them equal."""

import math
from struct import pack
from typing import TYPE_CHECKING

from ..errors import SchemaDefinitionError, ValidationError
from ..values import Int64
from ..wire import SAFE_INTEGER, encode_int64, encode_number, is_negative_zero, no_match, require_text, shown
from .validator import Validator, fix

if TYPE_CHECKING:
    from ..wire import Json
    from .validator import TableOf


class VLiteral(Validator):
    """Exactly one string, number, Int64 or bool. A plain `int` is a number: `v.literal(1)` is `v.literal(1.0)`."""

    __slots__ = ("value",)
    kind = "literal"
    value: str | float | Int64 | bool

    def __init__(self, value: str | float | Int64 | bool) -> None:  # noqa: FBT001  the literal itself
        super().__init__()
        fix(self, "value", _accepted(value))

    def arguments(self) -> tuple[object, ...]:
        """Return the value."""
        return (self.value,)

    def export(self) -> "dict[str, Json]":
        """Return the type and the value as Convex's JSON."""
        return {"type": "literal", "value": self._encoded()}

    def read(self, value: object, table_of: "TableOf | None" = None) -> str | float | Int64 | bool:  # noqa: ARG002  no id is in it
        """Return the value, a whole number as an `int`; raise for any other."""
        if not self.fits(value):
            raise no_match(f"{shown(value)} is not {self.value!r}", "LiteralValuesDoNotMatch")
        if not isinstance(self.value, float) or not self.value.is_integer() or is_negative_zero(self.value):
            return self.value
        return int(self.value) if abs(self.value) <= SAFE_INTEGER else self.value  # a larger int would not fit again

    def fits(self, value: object) -> bool:
        """Say whether `value` is the one value."""
        return _bits(value) == _bits(self.value)

    def identity(self) -> tuple[object, ...]:
        """Return the value's bits."""
        return _bits(self.value)

    def _encoded(self) -> "Json":
        match self.value:
            case bool() | str():
                return self.value
            case Int64():
                return encode_int64(self.value)
            case number:
                return encode_number(number)


def _accepted(value: object) -> str | float | Int64 | bool:
    """Return a literal in its one form: an int as a float, a member of an enum of strings as its string."""
    match value:
        case bool() | Int64():
            return value
        case str():
            return _text(str.__str__(value))
        case int() if abs(value) > SAFE_INTEGER:
            raise SchemaDefinitionError(f"v.literal({shown(value)}) is beyond what a number holds exactly: use Int64")
        case int() | float() if not math.isfinite(value):
            raise SchemaDefinitionError(f"{value!r} can be no literal")
        case int() | float():
            return float(value)
        case None:
            raise SchemaDefinitionError("None can be no literal: write v.null()")
        case _:
            raise SchemaDefinitionError(
                f"{shown(value)} can be no literal: a string, a number, a bool or Int64(...) can"
            )


def _text(text: str) -> str:
    try:
        require_text(text)
    except ValidationError as error:
        raise SchemaDefinitionError(f"v.literal({shown(text)}): {error}") from None
    return text


def _bits(value: object) -> tuple[object, ...]:
    """Return what tells values apart that Python calls equal."""
    match value:
        case bool() | Int64() | str():
            return (bool if value is True or value is False else Int64 if isinstance(value, Int64) else str, value)
        case int() if abs(value) > SAFE_INTEGER:
            return (int, value)
        case int() | float():
            return (float, pack("<d", value))
        case _:
            return (object,)
