"""Ranges of an index as SQL: from one position to another, in pieces that SQLite reads in order without sorting.

A position is a tuple of what the columns of an index hold, or the beginning of one; `None` is NULL and comes first.
"""

from typing import TYPE_CHECKING, NamedTuple

from .layout import quoted
from .sort_keys import KEY_OF_NULL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rows import Cell, Part


class Bound(NamedTuple):
    """A place between rows: before all that begin with `position`, or `after` them."""

    position: "tuple[Cell, ...]"
    after: bool


class Piece(NamedTuple):
    """Rows whose columns begin with `prefix`, and whose next column is between `low` and `high` where they are given.

    Both are left out of it. Without either, the rows of the prefix are all there.
    """

    prefix: "tuple[Cell, ...]"
    low: "tuple[Cell] | None" = None
    high: "tuple[Cell] | None" = None


def pieces(lower: Bound, upper: Bound, parts: "tuple[Part, ...]") -> "list[Piece]":
    """Return the pieces, in order, that make up the rows from one bound to the other."""
    low, high = lower.position, upper.position
    common = 0
    while common < min(len(low), len(high)) and low[common] == high[common]:
        common += 1
    if common == len(low) == len(high):
        return [] if lower.after or not upper.after else [Piece(low)]
    if common == len(low) < len(high):
        return [] if lower.after else list(_up_to(high, common, None, parts, after=upper.after))
    if common == len(high):
        return list(_from(low, common, after=lower.after)) if upper.after else []
    if not _is_less(low[common], high[common]):
        return []
    return [
        *_from(low, common + 1, after=lower.after),
        *_up_to(high, common, (low[common],), parts, after=upper.after),
    ]


def _from(low: "tuple[Cell, ...]", shortest: int, *, after: bool) -> "Iterator[Piece]":
    """Yield what comes after a position among the rows that begin as it does, up to a shortest beginning."""
    if not after:
        yield Piece(low)
    for length in range(len(low) - 1, shortest - 1, -1):
        yield Piece(low[:length], low=(low[length],))


def _up_to(
    high: "tuple[Cell, ...]",
    common: int,
    low: "tuple[Cell] | None",
    parts: "tuple[Part, ...]",
    *,
    after: bool,
) -> "Iterator[Piece]":
    """Yield what comes before a position, from the rows whose column at `common` is above `low`."""
    for length in range(common, len(high)):
        yield from _below(high[:length], low if length == common else None, high[length], parts[length])
    if after:
        yield Piece(high)


def _below(prefix: "tuple[Cell, ...]", low: "tuple[Cell] | None", high: "Cell", part: "Part") -> "Iterator[Piece]":
    if high is None:
        return
    if low is None and part.nullable:  # no comparison holds for NULL, which comes first
        yield Piece((*prefix, None))
    yield Piece(prefix, low=low, high=(high,))


def _is_less(low: "Cell", high: "Cell") -> bool:
    if low is None or high is None:
        return low is None
    # The cells of one column have one type.
    return low < high  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]


def condition(piece: Piece, parts: "tuple[Part, ...]") -> "tuple[str, list[Cell]]":
    """Return the rows of a piece as a condition, empty for all rows, and its parameters."""
    clauses: list[str] = []
    cells: list[Cell] = []
    for part, cell in zip(parts, piece.prefix, strict=False):
        clauses.append(f"{quoted(part.column)} IS NULL" if cell is None else f"{_sought(part, cell)} = ?")
        cells += () if cell is None else (cell,)
    if piece.low is not None:
        part, (low,) = parts[len(piece.prefix)], piece.low
        clauses.append(f"{quoted(part.column)} IS NOT NULL" if low is None else f"{_sought(part, low)} > ?")
        cells += () if low is None else (low,)
    if piece.high is not None:
        clauses.append(f"{quoted(parts[len(piece.prefix)].column)} < ?")
        cells += piece.high
    return " AND ".join(clauses), cells


def _sought(part: "Part", cell: "Cell") -> str:
    """Return what is compared with a cell: what the index has, which is the same for any value but null."""
    return part.indexed if part.indexed and cell != KEY_OF_NULL else quoted(part.column)


def order(piece: Piece, parts: "tuple[Part, ...]", direction: str) -> str:
    """Return the order of a piece's rows, by the columns that its prefix does not settle; empty where none is left."""
    left = parts[len(piece.prefix) :]
    return ", ".join(f"{quoted(part.column)} {direction}" for part in left)
