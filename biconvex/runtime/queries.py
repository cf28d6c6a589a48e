"""Queries while they run: ranges of indexes, filters, pages, one document after the other."""

from abc import abstractmethod
from contextlib import closing
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Final

from ..database import Index, LowerBounded, OrderedQuery, UpperBounded
from ..errors import NotUniqueError, UsageError
from ..wire import shown
from .cursors import Cursors
from .pages import Page, is_whole
from .ranges import Bound, pieces

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator
    from typing import TypeAlias

    from ..database import Direction
    from ..pagination import PaginationOpts, PaginationResult
    from .cursors import Position
    from .pages import Placed
    from .rows import Cell, Document
    from .sessions import Session
    from .specs import IndexSpec

    Predicate: TypeAlias = Callable[[Document], bool]

_BATCH: Final = 100
_MOST: Final = 2**63 - 1
"""The largest limit that SQLite takes."""

_DIRECTIONS: Final = ("asc", "desc")


class DocumentQuery(OrderedQuery["dict[str, object]"]):
    """Documents in an order; how they are read, a subclass knows."""

    __slots__ = ("_predicates", "_session")

    def __init__(self, session: "Session", predicates: "tuple[Predicate, ...]") -> None:
        self._session: Final = session
        self._predicates: Final = predicates

    @property
    @abstractmethod
    def fingerprint(self) -> object:
        """What tells this query from others, as JSON has it."""

    @abstractmethod
    def documents(self, limit: int | None) -> "list[Document]":
        """Read the first documents, at most so many; all without a limit."""

    @abstractmethod
    def placed(self, after: "Position | None", until: "Position | None", limit: int | None) -> "list[Placed]":
        """Read documents and their positions, from behind one position to another, which is included."""

    async def first(self) -> "Document | None":
        """Give the first document, or None."""
        await self._session.turn()
        return next(iter(self.documents(1)), None)

    async def unique(self) -> "Document | None":
        """Give the only document, or None; two are a `NotUniqueError`."""
        await self._session.turn()
        found = self.documents(2)
        if len(found) > 1:
            raise NotUniqueError(f"unique() found more than one document: {_ids(found)}")
        return found[0] if found else None

    async def take(self, limit: int, /) -> "list[Document]":
        """Give the first `limit` documents."""
        if not is_whole(limit) or limit < 0:
            raise UsageError(f"take({limit!r}) takes a whole number of documents, from 0")
        await self._session.turn()
        return self.documents(int(limit)) if limit else []

    async def collect(self) -> "list[Document]":
        """Give all documents."""
        await self._session.turn()
        return self.documents(None)

    async def __aiter__(self) -> "AsyncIterator[Document]":
        """Go through the documents one by one, as they are when it is their turn."""
        position: Position | None = None
        connection = self._session.transaction.connection
        while True:
            await self._session.turn()
            state = connection.total_changes
            batch = self.placed(position, None, _BATCH)
            for document, place in batch:
                yield document
                position = place
                if connection.total_changes != state:  # what follows may have changed
                    break
            else:
                if len(batch) < _BATCH:
                    return

    async def paginate(self, options: "PaginationOpts", /) -> "PaginationResult[Document]":
        """Give one page."""
        wanted = Page.checked(options)
        await self._session.turn()
        self._session.paginate()
        return wanted.read(self.placed, Cursors(self._session.database.secret, self.fingerprint))

    def _and(self, predicate: "Predicate") -> "tuple[Predicate, ...]":
        """Return the predicates with one more; an async one, whose coroutines are all true, would keep everything."""
        if iscoroutinefunction(predicate):
            raise UsageError("filter takes a plain function of a document, not an async one")
        return (*self._predicates, predicate)


class RangeQuery(
    DocumentQuery,
    Index["dict[str, object]", str, object, Any],  # what a chain goes on to, the app's stubs say
    LowerBounded["dict[str, object]", str, object],
    UpperBounded["dict[str, object]", str, object],
):
    """A range of an index: fields that are settled, in order, then bounds of the next one; then an order, filters."""

    __slots__ = ("_direction", "_index", "_lower", "_prefix", "_settled", "_upper")

    def __init__(
        self,
        session: "Session",
        index: "IndexSpec",
        *,
        settled: int = 0,
        prefix: "Position" = (),
        lower: Bound | None = None,
        upper: Bound | None = None,
        direction: "Direction | None" = None,
        predicates: "tuple[Predicate, ...]" = (),
    ) -> None:
        super().__init__(session, predicates)
        self._index: Final = index
        self._settled: Final = settled
        self._prefix: Final = prefix
        self._lower: Final = lower
        self._upper: Final = upper
        self._direction: Final[Direction | None] = direction

    def eq(self, field: str, value: object, /) -> "RangeQuery":
        """Take the documents whose field is `value`; `UNSET` stands for a missing field."""
        if self._lower is not None or self._upper is not None:
            raise UsageError(f"{self._where}: eq comes before the bounds of a range")
        return self._with(settled=self._settled + 1, prefix=(*self._prefix, *self._cells(field, value)))

    def gt(self, field: str, value: object, /) -> "RangeQuery":
        """Begin after `value`."""
        return self._from(field, value, after=True)

    def gte(self, field: str, value: object, /) -> "RangeQuery":
        """Begin with `value`."""
        return self._from(field, value, after=False)

    def lt(self, field: str, value: object, /) -> "RangeQuery":
        """End before `value`."""
        return self._to(field, value, after=False)

    def lte(self, field: str, value: object, /) -> "RangeQuery":
        """End with `value`."""
        return self._to(field, value, after=True)

    def order(self, direction: "Direction", /) -> "RangeQuery":
        """Choose the order in which the index is read."""
        if direction not in _DIRECTIONS:
            raise UsageError(f'the order is "asc" or "desc", not {shown(direction)}')
        if self._direction is not None:
            raise UsageError(f"{self._where}: the order is chosen already")
        return self._with(direction=direction)

    def filter(self, predicate: "Predicate", /) -> "RangeQuery":
        """Keep the documents for which `predicate` holds."""
        return self._with(predicates=self._and(predicate))

    @property
    def fingerprint(self) -> object:
        """The index, the range and the order."""
        return [self._index.table.name, self._index.name, self._low, self._high, self._direction or "asc"]

    def documents(self, limit: int | None) -> "list[Document]":
        """Read the first documents of the range."""
        rows = self._rows(self._low, self._high, None if self._predicates else limit, positions=False)
        if self._predicates:
            return [found for found, _ in self._kept(rows, limit)]
        with closing(rows):
            return list(map(self._index.table.format.document, rows))

    def placed(self, after: "Position | None", until: "Position | None", limit: int | None) -> "list[Placed]":
        """Read documents and their positions."""
        low, high = self._low, self._high
        if self._direction == "desc":
            low = low if until is None else Bound(until, after=False)
            high = high if after is None else Bound(after, after=False)
        else:
            low = low if after is None else Bound(after, after=True)
            high = high if until is None else Bound(until, after=True)
        first = len(self._index.table.format.selected)
        rows = self._rows(low, high, None if self._predicates else limit, positions=True)
        return [(document, tuple(row[first:])) for document, row in self._kept(rows, limit)]

    def _rows(self, low: Bound, high: Bound, limit: int | None, *, positions: bool) -> "Generator[tuple[Cell, ...]]":
        """Yield rows from one bound to the other, read as they are asked for, or at once where there is a limit.

        Whoever may stop early closes it: a statement that has rows left keeps its connection in the snapshot.
        """
        wanted = pieces(low, high, self._index.parts)
        direction = "DESC" if self._direction == "desc" else "ASC"
        execute = self._session.transaction.connection.execute
        for piece in reversed(wanted) if direction == "DESC" else wanted:
            statement, cells = self._index.statement(piece, direction, limited=limit is not None, positions=positions)
            if limit is None:
                yield from execute(statement, cells)
                continue
            rows = execute(statement, (*cells, min(limit, _MOST))).fetchall()
            yield from rows
            limit -= len(rows)
            if limit <= 0:
                return

    def _kept(
        self, rows: "Generator[tuple[Cell, ...]]", limit: int | None
    ) -> "Iterator[tuple[Document, tuple[Cell, ...]]]":
        """Yield the documents that every filter keeps, and their rows; the error of a filter closes them too."""
        count = 0
        with closing(rows):
            for row in rows:
                document = self._index.table.format.document(row)
                if all(predicate(document) for predicate in self._predicates):
                    yield document, row
                    count += 1
                    if count == limit:
                        return

    @property
    def _low(self) -> Bound:
        return Bound(self._prefix, after=False) if self._lower is None else self._lower

    @property
    def _high(self) -> Bound:
        return Bound(self._prefix, after=True) if self._upper is None else self._upper

    @property
    def _where(self) -> str:
        return f'the index "{self._index.name}" of "{self._index.table.name}"'

    def _from(self, field: str, value: object, *, after: bool) -> "RangeQuery":
        if self._lower is not None:
            raise UsageError(f"{self._where}: the range has a lower bound already")
        return self._with(lower=Bound((*self._prefix, *self._cells(field, value)), after))

    def _to(self, field: str, value: object, *, after: bool) -> "RangeQuery":
        if self._upper is not None:
            raise UsageError(f"{self._where}: the range has an upper bound already")
        return self._with(upper=Bound((*self._prefix, *self._cells(field, value)), after))

    def _cells(self, field: str, value: object) -> "Position":
        """Return what the columns of the next field hold for a value; any other field raises."""
        if self._direction is not None or self._predicates:
            raise UsageError(f"{self._where}: the range comes before its order and its filters")
        fields = self._index.fields
        expected = fields[self._settled] if self._settled < len(fields) else None
        if field != expected:
            rest = "it has no further field" if expected is None else f'its next field is "{expected}"'
            raise UsageError(f"{self._where} cannot go on with {shown(field)}: {rest}")
        return self._index.paths[self._settled].cells(value, self._session.ids.table_of, self._where)

    def _with(
        self,
        *,
        settled: int | None = None,
        prefix: "Position | None" = None,
        lower: Bound | None = None,
        upper: Bound | None = None,
        direction: "Direction | None" = None,
        predicates: "tuple[Predicate, ...] | None" = None,
    ) -> "RangeQuery":
        return RangeQuery(
            self._session,
            self._index,
            settled=self._settled if settled is None else settled,
            prefix=self._prefix if prefix is None else prefix,
            lower=self._lower if lower is None else lower,
            upper=self._upper if upper is None else upper,
            direction=direction or self._direction,
            predicates=self._predicates if predicates is None else predicates,
        )


def _ids(documents: "list[Document]") -> str:
    return ", ".join(str(document["_id"]) for document in documents)
