"""Tables as handlers use them: reading by id, index and search, and writing what fits the schema."""

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..database import DatabaseWriter, TableWriter
from ..errors import (
    DocumentNotFoundError,
    InvalidIdError,
    MissingAttributeError,
    NotUniqueError,
    ReadOnlyError,
    SchemaValidationError,
    UsageError,
    ValidationError,
)
from ..values import UNSET, Int64
from ..wire import shown
from .documents import SYSTEM_FIELDS, DocumentChecks, schema_error
from .queries import DocumentQuery, RangeQuery
from .search import Searches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..database import Direction
    from .creation_times import CreationTimes
    from .rows import Cell, Document
    from .sessions import Session
    from .specs import IndexSpec, LazySpec, TableSpec


class Tables(DatabaseWriter):
    """`ctx.db`: the tables of an app, each an attribute, and nothing else."""

    def __init__(self, session: "Session", specs: "Mapping[str, LazySpec]", times: "CreationTimes") -> None:
        # No table's name begins with an underscore, so these hide none.
        self._session: Final = session
        self._specs: Final = specs
        self._times: Final = times

    def __getattr__(self, name: str) -> "RuntimeTable":
        found = None if name.startswith("_") else self._specs.get(name)
        if found is None:
            raise MissingAttributeError(f'there is no table "{name}": ctx.db has {_listed(self._specs)}')
        table = self.__dict__[name] = RuntimeTable(self._session, found.spec, self._times)
        return table


class Indexes:
    """`ctx.db.<table>.index`: the indexes of a table, each a query of all its documents that may be narrowed."""

    __slots__ = ("_session", "_spec")

    def __init__(self, session: "Session", spec: "TableSpec") -> None:
        self._session = session
        self._spec = spec

    def __getattr__(self, name: str) -> RangeQuery:
        index: IndexSpec | None = self._spec.indexes.get(name)
        if index is None:
            raise MissingAttributeError(
                f'the table "{self._spec.name}" has no index "{name}": it has {_listed(self._spec.indexes)}'
            )
        return RangeQuery(self._session, index)


# The types of a table's documents, ids and indexes are the stubs' to say; at run time they are these.
class RuntimeTable(
    TableWriter["dict[str, object]", str, Indexes, Searches, "Mapping[str, object]", "Mapping[str, object]"]
):
    """A table; in a query, whatever writes raises."""

    __slots__ = ("_checks", "_may_write", "_session", "_spec", "_times")

    def __init__(self, session: "Session", spec: "TableSpec", times: "CreationTimes") -> None:
        self._session: Final = session
        self._spec: Final = spec
        self._times: Final = times
        self._may_write: Final = session.may_write and not spec.is_system
        self._checks: Final = DocumentChecks(spec, session.ids.table_of, session.transaction.timestamp or Int64(0))

    @property
    def index(self) -> Indexes:
        """The table's indexes."""
        return Indexes(self._session, self._spec)

    @property
    def search(self) -> Searches:
        """The table's search indexes."""
        return Searches(self._session, self._spec)

    async def get(self, id_: str, /) -> "Document | None":
        """Give the document of this id, or None."""
        if not self._session.is_free:
            await self._session.turn()
        self._require_id(id_)
        return self._found(id_)

    def normalize_id(self, text: str, /) -> str | None:
        """Give `text` as an id of this table, or None if it is none."""
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]  a handler may be unchecked
            return None
        return text if self._session.ids.table_of(text) == self._spec.name else None

    async def insert(self, document: "Mapping[str, object]", /) -> str:
        """Add a document and give its id."""
        if not self._session.is_free or not self._may_write:
            await self._writes("insert")
        spec = self._spec
        cells = self._checks.cells(document)
        id_ = self._session.ids.new(spec.name)
        self._execute(spec.insert_statement, (id_, self._times.next(self._session.now), *cells))
        return id_

    async def patch(self, id_: str, changes: "Mapping[str, object]", /) -> None:
        """Set the fields named in `changes`; `UNSET` removes an optional one."""
        if not self._session.is_free or not self._may_write:
            await self._writes("patch")
        self._require_id(id_)
        if not isinstance(changes, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]  a handler may be unchecked
            raise UsageError(f"patch takes the fields to change, not {shown(changes)}")
        own = self._own_fields(id_, changes)
        fields = self._spec.fields
        if fields is None:
            document = {**self._present(id_), **own}
            self._replace(id_, {name: value for name, value in document.items() if value is not UNSET})
        else:
            self._update(id_, self._checks.changed_cells(own, fields, lambda: self._present(id_)))

    async def replace(self, id_: str, document: "Mapping[str, object]", /) -> None:
        """Put `document` in place of the old one, which keeps its id and creation time."""
        await self._writes("replace")
        self._require_id(id_)
        if not isinstance(document, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]  a handler may be unchecked
            raise UsageError(f"replace takes a document, not {shown(document)}")
        self._replace(id_, self._own_fields(id_, document))

    async def delete(self, id_: str, /) -> None:
        """Delete the document of this id."""
        await self._writes("delete")
        self._require_id(id_)
        if not self._session.transaction.connection.execute(self._spec.delete_statement, (id_,)).rowcount:
            raise self._not_found(id_)

    def order(self, direction: "Direction", /) -> RangeQuery:
        """Choose the order of creation in which the table is read."""
        return self._all.order(direction)

    def filter(self, predicate: "Callable[[Document], bool]", /) -> RangeQuery:
        """Keep the documents for which `predicate` holds."""
        return self._all.filter(predicate)

    async def first(self) -> "Document | None":
        """Give the oldest document, or None."""
        return await self._all.first()

    async def unique(self) -> "Document | None":
        """Give the only document, or None."""
        return await self._all.unique()

    async def take(self, limit: int, /) -> "list[Document]":
        """Give the oldest `limit` documents."""
        return await self._all.take(limit)

    async def collect(self) -> "list[Document]":
        """Give all documents."""
        return await self._all.collect()

    async def paginate(self, options: Any, /) -> Any:  # noqa: ANN401  as `OrderedQuery.paginate` of any document
        """Give one page."""
        return await self._all.paginate(options)

    def __aiter__(self) -> Any:  # noqa: ANN401  as `OrderedQuery.__aiter__` of any document
        return DocumentQuery.__aiter__(self._all)

    @property
    def _all(self) -> RangeQuery:
        return RangeQuery(self._session, self._spec.indexes["by_creation_time"])

    def _found(self, id_: str) -> "Document | None":
        row = self._session.transaction.connection.execute(self._spec.get_statement, (id_,)).fetchone()
        return None if row is None else self._spec.format.document(row)

    def _present(self, id_: str) -> "Document":
        document = self._found(id_)
        if document is None:
            raise self._not_found(id_)
        return document

    def _require_id(self, id_: object) -> None:
        table = self._session.ids.table_of(id_) if isinstance(id_, str) else None
        if table != self._spec.name:
            of = "" if table is None else f' but of "{table}"'
            raise InvalidIdError(f'{shown(id_)} is not an id of the table "{self._spec.name}"{of}')

    async def _writes(self, what: str) -> None:
        if not self._session.may_write:
            raise ReadOnlyError(f"a query cannot {what}: only a mutation writes")
        if self._spec.is_system:
            raise ReadOnlyError(f'the table "{self._spec.name}" is the system\'s: it cannot be written')
        await self._session.turn()

    def _own_fields(self, id_: str, changes: "Mapping[str, object]") -> "Mapping[str, object]":
        """Return changes without the system fields, which may be given as they are."""
        if "_id" not in changes and "_creationTime" not in changes:
            return changes
        own_id = changes.get("_id", UNSET)
        if own_id is not UNSET and own_id != id_:
            raise self._not_its_own("_id", own_id)
        time = changes.get("_creationTime", UNSET)
        if time is not UNSET and time != self._present(id_)["_creationTime"]:
            raise self._not_its_own("_creationTime", time)
        return {name: value for name, value in changes.items() if name not in SYSTEM_FIELDS}

    def _not_its_own(self, name: str, value: object) -> SchemaValidationError:
        error = ValidationError(f"{shown(value)} is not the document's own", path=f".{name}")
        return schema_error(self._spec.name, error)

    def _replace(self, id_: str, document: "Mapping[str, object]") -> None:
        own = {name: value for name, value in document.items() if name not in SYSTEM_FIELDS}
        self._update(id_, dict(zip(self._spec.format.written, self._checks.cells(own), strict=True)))

    def _update(self, id_: str, cells: "Mapping[str, Cell]") -> None:
        if not cells:
            self._present(id_)
        elif not self._execute(self._spec.update_statement(tuple(cells)), (*cells.values(), id_)):
            raise self._not_found(id_)

    def _execute(self, statement: str, cells: "tuple[Cell, ...]") -> int:
        """Execute a statement that writes, and give how many rows it did; a unique index that is violated raises."""
        try:
            return self._session.transaction.connection.execute(statement, cells).rowcount
        except sqlite3.IntegrityError as error:
            name = self._spec.name
            index = self._spec.unique_index(str(error))
            if index is None:
                raise schema_error(name, ValidationError(str(error))) from error
            message = f'another document of "{name}" has the same values in its unique index "{index}"'
            raise NotUniqueError(message) from None

    def _not_found(self, id_: str) -> DocumentNotFoundError:
        return DocumentNotFoundError(f'there is no document {id_} in "{self._spec.name}"')


def _listed(names: "Iterable[str]") -> str:
    return ", ".join(sorted(names)) or "none"
