"""Every error that biconvex raises, all under `BiconvexError`; what a handler raises itself passes through as it is."""

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from typing import Self

FailureKind: TypeAlias = Literal[
    "TableNamesDoNotMatch",
    "SystemTableReference",
    "LiteralValuesDoNotMatch",
    "MissingRequiredField",
    "ExtraField",
    "NoMatch",
]
"""How a value fails its validator, as Convex names it."""


class BiconvexError(Exception):
    """The base of all errors of this library."""


class ConvexError(BiconvexError):
    """An error that an app raises for its clients: they receive `data`, any value that Convex can carry."""

    data: Any  # the app's own value: only the app knows its type

    def __init__(self, data: Any) -> None:  # noqa: ANN401  see `data`
        super().__init__(data)
        self.data = data


class UsageError(BiconvexError):
    """An API is used wrongly: a page of no items, a bound of the wrong type, a validator that cannot be."""


class MissingAttributeError(UsageError, AttributeError):
    """There is no such table, index or search where one is asked for by attribute."""


class SchemaDefinitionError(UsageError):
    """A schema, table, index or validator is defined in a way that can never work."""


class ValidationError(BiconvexError):
    """A value does not fit a validator: what is wrong, and where, as a path such as `.address.lines[2]`."""

    def __init__(self, message: str, *, path: str = "", kind: FailureKind = "NoMatch") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.kind: FailureKind = kind

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message

    def inside(self, step: str) -> "Self":
        """Put `step` before the path, on the way from where it is wrong to the whole value; return this error."""
        self.path = step + self.path
        return self


class CallValidationError(ValidationError):
    """What a function takes or gives does not fit what it declares; `function` is the path of that function."""

    def __init__(self, message: str, *, function: str = "", path: str = "", kind: FailureKind = "NoMatch") -> None:
        super().__init__(message, path=path, kind=kind)
        self.function = function


class ArgumentValidationError(CallValidationError):
    """The arguments of a call do not fit the function's."""


class ReturnsValidationError(CallValidationError):
    """The result of a function does not fit what it declares."""


class SchemaValidationError(ValidationError):
    """A document does not fit its table."""


class FunctionNotFoundError(BiconvexError):
    """There is no function of this name, or not of this visibility or kind."""


class DocumentNotFoundError(BiconvexError):
    """A document that is to be changed or deleted does not exist."""


class NotUniqueError(BiconvexError):
    """More than one document where one may be: a unique index is violated, or `unique()` found two."""


class InvalidIdError(BiconvexError):
    """A text is no id, or an id of another table."""


class InvalidCursorError(BiconvexError):
    """A cursor does not belong to this query."""


class ReadOnlyError(BiconvexError):
    """A write where only reading is possible."""
