"""Constants as literal types: which can be one, and what is said of the others."""

import math

from ..diagnostics import Code
from ..ir.types import LiteralKind, LiteralType
from .numbers import is_int64, is_safe_integer, number_text
from .report import Report
from .values import Boolean, Bytes, EnumMember, Float, Int64, Integer, Nothing, Poison, Text, Value, described


def literal_type(value: Value, report: Report) -> LiteralType | None:
    """Return the literal of a constant, or None after reporting why it can be none."""
    match value:
        case Text():
            if not is_unicode(value.text):
                message = "a literal holds half of a surrogate pair, which no string on the wire can hold"
                report.add(Code.INVALID_VALIDATOR, message, value.at, help_="write the whole character")
                return None
            return LiteralType(LiteralKind.STRING, value.text)
        case Boolean():
            return LiteralType(LiteralKind.BOOLEAN, "true" if value.truth else "false")
        case Int64():
            return LiteralType(LiteralKind.INT64, str(value.number))
        case Integer() if is_safe_integer(value.number):
            return LiteralType(LiteralKind.NUMBER, number_text(float(value.number)))
        case Integer():
            help_ = "write v.literal(Int64(...))" if is_int64(value.number) else "use a string"
            message = (
                f"{value.number} is beyond what a number holds exactly"
                if is_int64(value.number)
                else "this int is too large"
            )
            report.add(Code.INVALID_VALIDATOR, message, value.at, help_=help_)
        case Float() if math.isfinite(value.number):
            return LiteralType(LiteralKind.NUMBER, number_text(value.number))
        case Float():
            report.add(Code.INVALID_VALIDATOR, f"{value.number} can be no literal", value.at, help_="use v.number()")
        case Nothing():
            report.add(Code.INVALID_VALIDATOR, "None can be no literal", value.at, help_="write v.null()")
        case Bytes():
            report.add(Code.INVALID_VALIDATOR, "bytes can be no literal", value.at, help_="use v.bytes()")
        case EnumMember(mixed=True):
            return literal_type(value.value, report)
        case EnumMember():
            help_ = "write .value behind it, or make the enum a StrEnum"
            report.add(Code.INVALID_VALIDATOR, f"{described(value)} can be no literal", value.at, help_=help_)
        case Poison():
            pass
        case _:
            help_ = "write a string, a number, a bool or Int64(...)"
            report.add(Code.INVALID_VALIDATOR, f"{described(value)} can be no literal", value.at, help_=help_)
    return None


def is_unicode(text: str) -> bool:
    """Say whether a string can be written in UTF-8: it holds no lone surrogate."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
