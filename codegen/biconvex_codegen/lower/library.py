"""Calls of the library that a schema may make: which name builds what."""

from ..diagnostics import Code
from ..source import At
from .calls import Given, Signature, bind
from .numbers import is_int64
from .report import Report
from .tables import build_schema, build_table
from .validator_advice import instead_of_name
from .validators import VALIDATOR_NAMES, build_validator
from .values import Boolean, Float, Int64, Integer, Poison, Text, Value, described


def call_library(name: str, given: Given, report: Report) -> Value:
    """Return what a call of a library's name builds."""
    head, _, rest = name.partition(".")
    if head == "v" and rest in VALIDATOR_NAMES:
        return build_validator(rest, given, report)
    match name:
        case "define_table":
            return build_table(given, report)
        case "define_schema":
            return build_schema(given, report)
        case "Int64":
            return _int64(given, report)
        case "Unset":
            message = '"Unset" is a type, and cannot be called'
            report.add(Code.INVALID_CALL, message, given.name_at, help_="write UNSET")
            return Poison(given.at)
        case _:
            message = f'"{name}" of biconvex builds no part of a schema'
            report.add(Code.NOT_STATIC, message, given.name_at, help_="use v, define_table or define_schema")
            return Poison(given.at)


def unknown_validator(name: str, at: At, report: Report) -> Poison:
    """Report an attribute of `v` that is no validator, at the place of its name."""
    help_ = instead_of_name(name, VALIDATOR_NAMES)
    report.add(Code.INVALID_VALIDATOR, f'there is no validator "v.{name}"', at, help_=help_)
    return Poison(at)


def _int64(given: Given, report: Report) -> Value:
    bound = bind(Signature("Int64", "Int64(5)", ("value",)), given, report)
    match None if bound is None else _as_integer(bound["value"]):
        case Integer(number=number) if is_int64(number):
            return Int64(given.at, number)
        case Integer() as value:
            report.add(Code.INVALID_CALL, "this int does not fit 64 bits", value.at, help_="use a smaller number")
        case None | Poison():
            pass
        case value:
            message = f"Int64 gets {described(value)}, not an int"
            report.add(Code.INVALID_CALL, message, value.at, help_="write Int64(5)")
    return Poison(given.at)


def _as_integer(value: Value) -> Value:
    """Return what Int64 makes of an integer, of its digits, or of another number that is whole."""
    try:
        match value:
            case Text(text=text):
                return Integer(value.at, int(text))
            case Float(number=number) if number.is_integer():
                return Integer(value.at, int(number))
            case Boolean(truth=truth):
                return Integer(value.at, int(truth))
            case Int64(number=number):
                return Integer(value.at, number)
            case _:
                return value
    except ValueError:
        return value
