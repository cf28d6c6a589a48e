"""Pages of a query: which one is wanted, and what the caller gets of it; where its documents are, the query knows."""

from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..wire import is_object, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from ..pagination import PaginationResult
    from .cursors import Cursors, Position
    from .rows import Document

    Placed: TypeAlias = tuple[Document, Position]
    ReadPlaced: TypeAlias = Callable[[Position | None, Position | None, int | None], list[Placed]]


class Page(NamedTuple):
    """What page is wanted: so many items from behind a cursor, or all from there to the one that is its end."""

    items: int
    cursor: str | None
    end: str | None

    @classmethod
    def checked(cls, options: object) -> "Page":
        """Read the options of a page, or raise for what is none."""
        if not is_object(options):
            raise UsageError(f"paginate takes the options of a page, not {shown(options)}")
        items, cursor, end = options.get("numItems"), options.get("cursor"), options.get("endCursor")
        if not isinstance(items, int | float) or not is_whole(items) or items < 1:
            raise UsageError(f"a page has a whole number of items, from 1: numItems is {shown(items)}")
        if not isinstance(cursor, str | None) or not isinstance(end, str | None):
            raise UsageError("the cursor of a page is a text that an earlier page gave, or None")
        return cls(int(items), cursor, end)

    def read(self, placed: "ReadPlaced", cursors: "Cursors") -> "PaginationResult[Document]":
        """Return the page, of the documents and positions that `placed` reads from behind one position to another."""
        after = None if self.cursor is None else cursors.read(self.cursor)
        if self.cursor is not None and after is None:
            return {"page": [], "isDone": True, "continueCursor": self.cursor}
        if self.end is not None:
            until = cursors.read(self.end)
            page = placed(after, until, None)
            return {"page": [each for each, _ in page], "isDone": until is None, "continueCursor": self.end}
        found = placed(after, None, self.items + 1)
        page = found[: self.items]
        is_done = len(found) <= self.items
        cursor = cursors.write(None if is_done else page[-1][1])
        return {"page": [each for each, _ in page], "isDone": is_done, "continueCursor": cursor}


def is_whole(value: object) -> bool:
    """Say whether a value counts something: a whole number, which a client sends as a double."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
