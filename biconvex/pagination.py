"""What a paginated query takes and gives; the keys are the wire's, since these values are data."""

from typing import Generic, Literal, NotRequired, TypedDict, TypeVar

T = TypeVar("T")


class PaginationOpts(TypedDict):
    """Which page: how many items, after which cursor (None: from the start); the rest is the client's own."""

    numItems: int
    cursor: str | None
    endCursor: NotRequired[str | None]
    id: NotRequired[float]
    maximumRowsRead: NotRequired[int]
    maximumBytesRead: NotRequired[int]


class PaginationResult(TypedDict, Generic[T]):
    """One page: its items, whether it is the last, and the cursor that continues after it."""

    page: list[T]
    isDone: bool
    continueCursor: str
    splitCursor: NotRequired[str | None]
    pageStatus: NotRequired[Literal["SplitRecommended", "SplitRequired"] | None]
