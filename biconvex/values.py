"""Values that Python has no type for: 64-bit integers, a missing field, a choice of values, the commit timestamp."""

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Final, Generic, Literal, SupportsIndex, SupportsInt, TypeVar

from .errors import UsageError

if TYPE_CHECKING:
    from typing import Self

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

INT64_MIN: Final = -(2**63)
INT64_MAX: Final = 2**63 - 1


class Int64(int):
    """A signed 64-bit integer, `bigint` in TypeScript. A plain `int` is a number there, so it has to be said.

    Arithmetic gives a plain `int` again: `Int64(price + 1)`.
    """

    __slots__ = ()

    def __new__(cls, value: str | SupportsInt | SupportsIndex) -> "Self":
        """Make one of a whole number or its digits; what does not fit into 64 bits is a `UsageError`."""
        number = super().__new__(cls, value)
        if not INT64_MIN <= number <= INT64_MAX:
            raise UsageError(f"{int(number)} does not fit into a signed 64-bit integer")
        if isinstance(value, float) and number != value:
            raise UsageError(f"{value!r} is not a whole number")
        return number

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> object:
        """Tell pydantic, which asks where a model has one, to make it of an int."""
        schemas = import_module("pydantic_core.core_schema")
        made: object = schemas.no_info_after_validator_function(cls, schemas.int_schema(ge=INT64_MIN, le=INT64_MAX))
        return made

    def __repr__(self) -> str:
        return f"Int64({int(self)})"

    def __str__(self) -> str:
        return str(int(self))


class Unset(Enum):
    """The type of `UNSET`, so that `str | Unset` says: text, or missing."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""A missing field or argument: what a parameter defaults to, what `patch` removes a field with; not None."""


class CommitTs(Enum):
    """The type of `COMMIT_TS`."""

    COMMIT_TS = "COMMIT_TS"

    def __repr__(self) -> str:
        return "COMMIT_TS"


COMMIT_TS: Final = CommitTs.COMMIT_TS
"""What a mutation writes into a `v.commit_ts()` field: it becomes the commit's own timestamp, an `Int64`."""


class AnyOf(Generic[T_co]):
    """Any of some values, as a vector filter takes them; made by `any_of`."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[T_co, ...]) -> None:
        self.values = values

    def __repr__(self) -> str:
        return f"any_of({', '.join(map(repr, self.values))})"


def any_of(*values: T) -> AnyOf[T]:
    """Accept any of `values` in a filter: `by_embedding(vector, permission=any_of("read", "write"))`."""
    return AnyOf(values)
