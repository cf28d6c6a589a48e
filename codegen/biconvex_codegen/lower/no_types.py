"""What is said of an annotation that is no type, and what to write instead."""

from collections.abc import Mapping

from ..frontend.expressions import Call, Constant, ConstantKind, Expr, Sequence
from ..frontend.expressions import Mapping as MappingExpr
from .symbols import Library, Symbol

A_VALIDATOR = ("a validator is no type", "write Annotated[T, v.xxx()], or a type")
"""What is said of `v.string()` and of `v.string`."""
INSTEAD: Mapping[str, str] = {
    "AbstractSet": "use list",
    "Decimal": "use str, or Int64 in the smallest unit",
    "Doc": "use the row of the table, such as User of the data model",
    "Id": "use the id of the table, such as UserId of the data model",
    "FrozenSet": "use list",
    "MutableSet": "use list",
    "NamedTuple": "use a TypedDict or a dataclass",
    "Set": "use list",
    "UUID": "use str",
    "complex": "use a dataclass with two floats",
    "date": "use str, as in 2026-01-31",
    "datetime": "use float: milliseconds since 1970, as in ctx.now",
    "frozenset": "use list",
    "object": "use Any",
    "set": "use list",
    "time": "use str",
    "timedelta": "use float: milliseconds",
    "tuple": "use list, or tuple[T, ...]",
}
"""What to use instead of types of Python that have no validator."""


def no_type(expression: Expr, called: Symbol | None) -> tuple[str, str]:
    """Return a message and a help for an expression; `called` is what it calls, if it is a call of a name."""
    match expression:
        case Sequence(kind="list"):
            return "a list in brackets is no type", "write list[T]"
        case Sequence():
            return "several types together are no type", "write A | B, or declare a TypedDict"
        case MappingExpr():
            return "a dict is no type", "declare a TypedDict, or write dict[str, T]"
        case Constant(kind=ConstantKind.STRING):
            return "this text is no type", "write the type, without quotes"
        case Constant(kind=ConstantKind.INTEGER | ConstantKind.BOOLEAN, text=text):
            return "a constant is no type", f"write Literal[{text.capitalize()}]"
        case Call() if isinstance(called, Library):
            return A_VALIDATOR
        case _:
            return "this expression is no type", "write the name of a type"
