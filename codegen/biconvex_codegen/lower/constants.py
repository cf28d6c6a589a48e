"""Literals of the source as values."""

from typing import assert_never

from ..frontend.expressions import Constant, ConstantKind
from ..source import At
from .values import Boolean, Bytes, Float, Integer, Nothing, Text, Value


def constant_value(at: At, constant: Constant) -> Value | str:
    """Return the value of a literal, or in a sentence why it has none."""
    match constant.kind:
        case ConstantKind.STRING:
            return Text(at, constant.text)
        case ConstantKind.INTEGER:
            return Integer(at, int(constant.text, 0))
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
