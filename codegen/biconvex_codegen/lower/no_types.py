"""What is said of an annotation that is no type, and what to write instead."""

from ..frontend.expressions import Call, Constant, ConstantKind, Expr, Mapping, Sequence
from .symbols import Library, Symbol

A_VALIDATOR = ("a validator is no type", "write Annotated[T, v.xxx()], or a type")
"""What is said of `v.string()` and of `v.string`."""


def no_type(expression: Expr, called: Symbol | None) -> tuple[str, str]:
    """Return a message and a help for an expression; `called` is what it calls, if it is a call of a name."""
    match expression:
        case Sequence(kind="list"):
            return "a list in brackets is no type", "write list[T]"
        case Sequence():
            return "several types together are no type", "write A | B, or declare a TypedDict"
        case Mapping():
            return "a dict is no type", "declare a TypedDict, or write dict[str, T]"
        case Constant(kind=ConstantKind.STRING):
            return "this text is no type", "write the type, without quotes"
        case Constant(kind=ConstantKind.INTEGER | ConstantKind.BOOLEAN, text=text):
            return "a constant is no type", f"write Literal[{text.capitalize()}]"
        case Call() if isinstance(called, Library):
            return A_VALIDATOR
        case _:
            return "this expression is no type", "write the name of a type"
