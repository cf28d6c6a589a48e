"""Filters of search and vector indexes, given by keyword: what the columns of a field have to hold, as SQL."""

from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from .layout import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .rows import Cell
    from .specs import PathSpec


class Filter(NamedTuple):
    """A filter of a search: what the columns of a field have to hold."""

    path: "PathSpec"
    cells: "tuple[Cell, ...]"

    @property
    def condition(self) -> str:
        """The condition on the columns; `given` are its parameters."""
        return " AND ".join(
            f"{quoted(part.column)} IS NULL" if cell is None else f"{quoted(part.column)} = ?"
            for part, cell in zip(self.path.parts, self.cells, strict=True)
        )

    @property
    def given(self) -> "tuple[Cell, ...]":
        """The parameters of the condition."""
        return tuple(cell for cell in self.cells if cell is not None)

    @property
    def token(self) -> str | None:
        """What the full-text table has for these values, so that it reads no others; None where that is coarse."""
        value = self.cells[-1]
        match value:
            case None:
                return f"={self.path.path}{self.path.absence(self.cells)}".encode().hex()
            case bytes():
                shown_value = value.hex()
            case int() | str():
                shown_value = str(value)
            case float():
                return None
        return None if "\0" in shown_value else f"={self.path.path}:{shown_value}".encode().hex()


def chosen_filters(
    paths: "Mapping[str, PathSpec]",
    filters: "Mapping[str, object]",
    table_of: "Callable[[str], str | None]",
    where: str,
) -> tuple[Filter, ...]:
    """Return filters given by keyword, or raise for a field that does not filter."""
    found: list[Filter] = []
    for keyword, value in filters.items():
        path = paths.get(keyword)
        if path is None:
            known = ", ".join(paths) or "no field"
            raise UsageError(f'{where} cannot filter by "{keyword}": it filters by {known}')
        found.append(Filter(path, path.cells(value, table_of, where)))
    return tuple(found)
