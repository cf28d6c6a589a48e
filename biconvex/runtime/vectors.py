"""Vector search by comparing all vectors: SQLite has no index for them."""

import math
from heapq import nsmallest
from operator import mul
from typing import TYPE_CHECKING, Final, Protocol

from ..database import VectorMatch, VectorQuery, VectorSearch
from ..errors import MissingAttributeError, UsageError
from ..values import AnyOf
from ..wire import is_array, is_number, is_object, shown
from .filters import chosen_filters
from .transactions import ReadTransaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeGuard

    from .database import Database
    from .filters import Filter
    from .rows import Cell
    from .specs import LazySpec, TableSpec, VectorSpec

MOST_FOUND: Final = 256


class Nearby(Protocol):
    """A vector index to call: `ctx.vector_search.memories.by_embedding(vector, roomId=room)`."""

    def __call__(self, vector: "Sequence[float]", /, **filters: object) -> "NearestQuery":
        """Search for the documents whose vectors are nearest, among those that the filters keep."""
        ...


class VectorTables(VectorSearch):
    """`ctx.vector_search`: the tables that have vector indexes."""

    __slots__ = ("_database", "_specs")

    def __init__(self, database: "Database", specs: "Mapping[str, LazySpec]") -> None:
        self._database = database
        self._specs = specs

    def __getattr__(self, name: str) -> "VectorIndexes":
        found = self._specs.get(name)
        if found is None or not found.spec.vectors:
            raise MissingAttributeError(f'there is no table "{name}" with a vector index')
        return VectorIndexes(self._database, found.spec)


class VectorIndexes:
    """The vector indexes of a table."""

    __slots__ = ("_database", "_spec")

    def __init__(self, database: "Database", spec: "TableSpec") -> None:
        self._database = database
        self._spec = spec

    def __getattr__(self, name: str) -> Nearby:
        found = self._spec.vectors.get(name)
        if found is None:
            raise MissingAttributeError(f'the table "{self._spec.name}" has no vector index "{name}"')
        index: VectorSpec = found

        def nearby(vector: "Sequence[float]", /, **filters: object) -> NearestQuery:
            choices = _choices(self._database, index, filters)
            return NearestQuery(self._database, index, _checked(index, vector), choices)

        return nearby


class NearestQuery(VectorQuery[str]):
    """A vector search that has not run yet."""

    __slots__ = ("_choices", "_database", "_index", "_vector")

    def __init__(
        self,
        database: "Database",
        index: "VectorSpec",
        vector: list[float],
        choices: "tuple[tuple[Filter, ...], ...]",
    ) -> None:
        self._database: Final = database
        self._index: Final = index
        self._vector: Final = vector
        self._choices: Final = choices

    async def take(self, limit: int = 10, /) -> list[VectorMatch[str]]:
        """Give the nearest `limit` documents (at most 256), the nearest first."""
        if limit not in range(1, MOST_FOUND + 1):
            raise UsageError(f"a vector search takes from 1 to {MOST_FOUND} documents, not {shown(limit)}")
        async with ReadTransaction(self._database) as transaction:
            statement, cells = self._statement()
            rows = transaction.connection.execute(statement, cells).fetchall()
        nearest = nsmallest(limit, ((-score, id_) for id_, score in self._scores(rows)))
        return [{"_id": id_, "_score": -score} for score, id_ in nearest]

    def _statement(self) -> "tuple[str, list[Cell]]":
        alternatives = [" OR ".join(f"({each.condition})" for each in choice) for choice in self._choices]
        where = " AND ".join(f"({alternative or '0'})" for alternative in alternatives)
        cells = [cell for choice in self._choices for each in choice for cell in each.given]
        return f"{self._index.table.format.select()}{' WHERE ' if where else ''}{where}", cells

    def _scores(self, rows: "list[tuple[Cell, ...]]") -> "Iterator[tuple[str, float]]":
        """Yield the id and the score of each document; those whose vector has another length are not found."""
        length = math.hypot(*self._vector)
        for row in rows:
            document = self._index.table.format.document(row)
            vector = _at(document, self._index.field)
            if vector is None or len(vector) != self._index.dimensions:
                continue
            product = length * math.hypot(*vector)
            score = sum(map(mul, self._vector, vector)) / product if product else 0.0
            if not math.isnan(score):
                yield str(document["_id"]), max(-1.0, min(1.0, score))


def _checked(index: "VectorSpec", vector: object) -> list[float]:
    numbers = [float(number) for number in vector if is_number(number)] if is_array(vector) else []
    if not is_array(vector) or len(numbers) != len(vector):
        raise UsageError(f'the vector index "{index.name}" searches for a list of numbers')
    if len(numbers) != index.dimensions:
        raise UsageError(f'a vector of "{index.name}" has {index.dimensions} numbers, not {len(numbers)}')
    if not all(map(math.isfinite, numbers)):
        raise UsageError(f'a vector of "{index.name}" has finite numbers only')
    return numbers


def _choices(
    database: "Database", index: "VectorSpec", filters: "Mapping[str, object]"
) -> "tuple[tuple[Filter, ...], ...]":
    """Return, for each field that filters, the values that it may have."""
    where = f'the vector index "{index.name}"'
    return tuple(
        tuple(
            chosen
            for each in (value.values if _is_choice(value) else (value,))
            for chosen in chosen_filters(index.filters, {keyword: each}, database.ids.table_of, where)
        )
        for keyword, value in filters.items()
    )


def _is_choice(value: object) -> "TypeGuard[AnyOf[object]]":
    return isinstance(value, AnyOf)


def _at(document: object, path: str) -> list[float] | None:
    """Return the list of numbers at a path, None where there is none."""
    value = document
    for step in path.split("."):
        if not is_object(value):
            return None
        value = value.get(step)
    if not is_array(value):
        return None
    numbers = [float(number) for number in value if is_number(number)]
    return numbers if len(numbers) == len(value) else None
