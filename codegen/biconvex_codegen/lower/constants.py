"""Literals of the source as values."""

from typing import assert_never

from ..frontend.expressions import Constant, ConstantKind
from ..source import At
from .numbers import is_printable
from .values import Boolean, Bytes, Float, Integer, Nothing, Text, Value


def constant_value(at: At, constant: Constant) -> Value | str:
    """Return the value of a literal, or in a sentence why it has none."""
    match constant.kind:
        case ConstantKind.STRING:
            return Text(at, constant.text)
        case ConstantKind.INTEGER:
            number = int(constant.text, 0)
            return (
                Integer(at, number) if is_printable(number) else "no type holds an int of more than a thousand digits"
            )
        case ConstantKind.FLOAT:
            return Float(at, float(constant.text))
        case ConstantKind.BOOLEAN:
            return Boolean(at, constant.text == "true")
        case ConstantKind.NONE:
            return Nothing(at)
        case ConstantKind.BYTES:
            return Bytes(at, constant.text)
        case ConstantKind.ELLIPSIS:
            return "`...` stands for nothing here"
        case ConstantKind.COMPLEX:
            return "a complex number has no validator"
        case _:
            assert_never(constant.kind)
