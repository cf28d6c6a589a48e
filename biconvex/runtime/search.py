"""Full-text search: which documents hold words of a text, those with more of them first, the newest among equals."""

from typing import TYPE_CHECKING, Final, Protocol

from ..errors import MissingAttributeError, UsageError, ValidationError
from ..validators import v
from .filters import chosen_filters
from .layout import quoted
from .queries import DocumentQuery
from .words import words

if TYPE_CHECKING:
    from .cursors import Position
    from .filters import Filter
    from .pages import Placed
    from .queries import Predicate
    from .rows import Cell, Document
    from .sessions import Session
    from .specs import SearchSpec, TableSpec

_TEXT: Final = v.string()
MOST_TERMS: Final = 16
MOST_FOUND: Final = 1024


class Search(Protocol):
    """A search index to call: `ctx.db.documents.search.search_content("words", ownerId=owner)`."""

    def __call__(self, text: str, /, **filters: object) -> "SearchQuery":
        """Search for the words of a text among the documents that the filters keep."""
        ...


class Searches:
    """`ctx.db.<table>.search`: the search indexes of a table."""

    __slots__ = ("_session", "_spec")

    def __init__(self, session: "Session", spec: "TableSpec") -> None:
        self._session = session
        self._spec = spec

    def __getattr__(self, name: str) -> Search:
        found = self._spec.searches.get(name)
        if found is None:
            raise MissingAttributeError(f'the table "{self._spec.name}" has no search index "{name}"')
        index: SearchSpec = found

        def search(text: str, /, **filters: object) -> SearchQuery:
            where = f'the search index "{index.name}"'
            try:
                _TEXT.validate(text)
            except ValidationError as error:
                raise UsageError(f"{where} searches for a text: {error}") from None
            kept = chosen_filters(index.filters, filters, self._session.ids.table_of, where)
            return SearchQuery(self._session, index, text, kept)

        return search


class SearchQuery(DocumentQuery):
    """A search that has not run yet."""

    __slots__ = ("_filters", "_index", "_text")

    def __init__(
        self,
        session: "Session",
        index: "SearchSpec",
        text: str,
        filters: "tuple[Filter, ...]",
        predicates: "tuple[Predicate, ...]" = (),
    ) -> None:
        super().__init__(session, predicates)
        self._index: Final = index
        self._text: Final = text
        self._filters: Final = filters

    def filter(self, predicate: "Predicate", /) -> "SearchQuery":
        """Keep the documents for which `predicate` holds."""
        return SearchQuery(self._session, self._index, self._text, self._filters, self._and(predicate))

    @property
    def fingerprint(self) -> object:
        """The index, the words and the filters."""
        filters = sorted((chosen.path.path, chosen.cells) for chosen in self._filters)
        return [self._index.table.name, self._index.name, self._text, filters]

    def documents(self, limit: int | None) -> "list[Document]":
        """Read the first documents that were found."""
        return [document for document, _ in self.placed(None, None, limit)]

    def placed(self, after: "Position | None", until: "Position | None", limit: int | None) -> "list[Placed]":
        """Read documents and their positions."""
        found: list[Placed] = []
        for row in self._rows():
            place = tuple(row[-3:])
            if (after is not None and not _is_before(after, place)) or (until is not None and _is_before(until, place)):
                continue
            document = self._index.table.format.document(row)
            if all(predicate(document) for predicate in self._predicates):
                found.append((document, place))
                if len(found) == limit:
                    break
        return found

    def _rows(self) -> "list[tuple[Cell, ...]]":
        """Return rows, each with the number of words that it has, its creation time and its id at the end."""
        terms = _terms(self._text)
        if not terms:
            return []
        table = self._index.table
        full_text = quoted(self._index.full_text)
        each = f"SELECT rowid AS _row FROM {full_text} WHERE {full_text} MATCH ?"  # noqa: S608  a name, quoted
        union = " UNION ALL ".join([each] * len(terms))
        every = f"SELECT _row, count(*) AS _matches FROM ({union}) GROUP BY _row"  # noqa: S608  as above
        conditions = [chosen.condition for chosen in self._filters]
        statement = (
            f'{table.format.select("_matches", "_creationTime", "_id")} JOIN ({every}) ON _row = "_pk"'
            f"{' WHERE ' if conditions else ''}{' AND '.join(conditions)}"
            f' ORDER BY "_matches" DESC, "_creationTime" DESC, "_id" DESC LIMIT {MOST_FOUND}'
        )
        tokens = [chosen.token for chosen in self._filters if chosen.token is not None]
        kept = "".join(f' AND "filters" : "{token}"' for token in tokens)
        cells = (
            *(f'"body" : {term}{kept}' for term in terms),
            *(cell for each in self._filters for cell in each.given),
        )
        return self._session.transaction.connection.execute(statement, cells).fetchall()


def _terms(text: str) -> list[str]:
    """Return the words of a text as FTS5 writes them, each once, the last as the beginning of a word."""
    found = words(text)[:MOST_TERMS]
    if not found:
        return []
    *earlier, last = found
    whole = dict.fromkeys(word for word in earlier if word != last)
    return [*(f'"{word}"' for word in whole), f'"{last}" *']


def _is_before(one: "Position", other: "Position") -> bool:
    """Say whether a position comes before another: it has more words, or is newer."""
    return tuple(map(_rank, one)) > tuple(map(_rank, other))


def _rank(cell: "Cell") -> tuple[float, str]:
    return (0.0, cell) if isinstance(cell, str) else (float(cell) if isinstance(cell, int | float) else 0.0, "")
