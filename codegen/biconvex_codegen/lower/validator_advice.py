"""What to write in place of what is no validator, or has the name of none."""

from ..diagnostics import did_you_mean
from .numbers import is_safe_integer
from .symbols import Builtin, Library
from .values import Boolean, Dict, Integer, Items, Known, Text, Validator, Value

_OF_TYPES = {
    "bool": "v.boolean()",
    "bytes": "v.bytes()",
    "dict": "v.record(v.string(), v.any())",
    "float": "v.number()",
    "int": "v.integer()",
    "list": "v.array(v.any())",
    "str": "v.string()",
}
"""The validators of what Python's types hold."""
_OF_NAMES = {
    **_OF_TYPES,
    **dict.fromkeys(("date", "datetime", "time", "timestamp"), "v.number(): milliseconds since 1970"),
    **dict.fromkeys(("decimal", "money"), "v.int64() in the smallest unit, or v.string()"),
    **dict.fromkeys(("char", "email", "text", "url", "uuid", "varchar"), "v.string()"),
    **dict.fromkeys(("double", "real"), "v.number()"),
    **dict.fromkeys(("json", "unknown"), "v.any()"),
    **dict.fromkeys(("long", "bigint64"), "v.int64()"),
    **dict.fromkeys(("map", "mapping"), "v.record(v.string(), v.any())"),
    **dict.fromkeys(("set", "tuple"), "v.array(v.any())"),
    **dict.fromkeys(("choice", "choices", "enum", "one_of"), 'v.union(v.literal("a"), v.literal("b"))'),
    "blob": "v.bytes()",
    "dict": "v.record(...), or v.object(...)",
    "list": "v.array(...)",
    "maybe": "v.nullable(...), or v.optional(...) for a field that may be missing",
    "none": "v.null()",
    "undefined": "v.optional(...) around the field",
}
"""The validators that are likely to be meant by names which other schema languages have."""


def instead_of(value: Value) -> str:
    """Return what to write in place of a value that is no validator."""
    match value:
        case Dict():
            return "wrap the dict in v.object(...)"
        case Items(kind="tuple", items=(Validator(),)):
            return "remove the comma behind it"
        case Items():
            return "write v.array(...)"
        case Known(symbol=Library(name=name)) if name.startswith("v."):
            return f"write {name}()"
        case Known(symbol=Builtin(name=name)) if name in _OF_TYPES:
            return f"write {_OF_TYPES[name]}"
        case Text(text=text) if text.isidentifier():
            return f'write v.literal("{text}")'
        case Boolean(truth=truth):
            return f"write v.literal({truth})"
        case Integer(number=number) if is_safe_integer(number):
            return f"write v.literal({number})"
        case Text() | Integer():
            return "write v.literal(...)"
        case _:
            return "write a validator, such as v.string()"


def instead_of_name(name: str, known: tuple[str, ...]) -> str:
    """Return what to write in place of a name that `v` has not."""
    if name in _OF_NAMES:
        return f"write {_OF_NAMES[name]}"
    meant = did_you_mean(name, known)
    return f'did you mean "v.{meant}"?' if meant is not None else f"v has {', '.join(sorted(known))}"
