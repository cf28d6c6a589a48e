"""Tables as handlers use them: reading by id, index and search, and writing what fits the schema."""

import sqlite3
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
from ..validators import Validator, v
from ..values import UNSET, Int64
from ..wire import is_object, shown
from .document_limits import require_size
from .queries import DocumentQuery, RangeQuery
from .search import Searches
from .stored_values import with_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..database import Direction
    from .creation_times import CreationTimes
    from .rows import Cell, Document
    from .sessions import Session
    from .specs import IndexSpec, LazySpec, TableSpec

_ANY_DOCUMENT: Final = v.record(v.string(), v.any())


class Tables(DatabaseWriter):
    """`ctx.db`: the tables of an app, each an attribute, and nothing else."""

    def __init__(
        self, session: "Session", specs: "Mapping[str, LazySpec]", secret: bytes, times: "CreationTimes"
    ) -> None:
        # Attributes of the instance hide nothing: a table is looked up by `__getattr__` once, then it is one of them.
        self.__dict__["_make"] = lambda name: RuntimeTable(session, specs[name].spec, secret, times)
        self.__dict__["_names"] = specs.keys()

    def __getattr__(self, name: str) -> "RuntimeTable":
        if name not in self.__dict__["_names"]:
            raise MissingAttributeError(f'there is no table "{name}": ctx.db has {_listed(self.__dict__["_names"])}')
        table: RuntimeTable = self.__dict__["_make"](name)
        self.__dict__[name] = table
        return table


class Indexes:
    """`ctx.db.<table>.index`: the indexes of a table, each a query of all its documents that may be narrowed."""

    __slots__ = ("_secret", "_session", "_spec")

    def __init__(self, session: "Session", spec: "TableSpec", secret: bytes) -> None:
        self._session = session
        self._spec = spec
        self._secret = secret

    def __getattr__(self, name: str) -> RangeQuery:
        index: IndexSpec | None = self._spec.indexes.get(name)
        if index is None:
            raise MissingAttributeError(
                f'the table "{self._spec.name}" has no index "{name}": it has {_listed(self._spec.indexes)}'
            )
        return RangeQuery(self._session, self._secret, index)


# The types of a table's documents, ids and indexes are the stubs' to say; at run time they are these.
class RuntimeTable(
    TableWriter["dict[str, object]", str, Indexes, Searches, "Mapping[str, object]", "Mapping[str, object]"]
):
    """A table; in a query, whatever writes raises."""

    __slots__ = ("_secret", "_session", "_spec", "_times")

    def __init__(self, session: "Session", spec: "TableSpec", secret: bytes, times: "CreationTimes") -> None:
        self._session: Final = session
        self._spec: Final = spec
        self._secret: Final = secret
        self._times: Final = times

    @property
    def index(self) -> Indexes:
        """The table's indexes."""
        return Indexes(self._session, self._spec, self._secret)

    @property
    def search(self) -> Searches:
        """The table's search indexes."""
        return Searches(self._session, self._spec, self._secret)

    async def get(self, id_: str, /) -> "Document | None":
        """Give the document of this id, or None."""
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
        await self._writes("insert")
        spec = self._spec
        checked = self._checked(document)
        id_ = self._session.ids.new(spec.name)
        cells = self._cells(checked)
        self._execute(spec.insert_statement, (id_, self._times.next(self._session.now), *cells))
        return id_

    async def patch(self, id_: str, changes: "Mapping[str, object]", /) -> None:
        """Set the fields named in `changes`; `UNSET` removes an optional one."""
        await self._writes("patch")
        self._require_id(id_)
        if not is_object(changes):
            raise UsageError(f"patch takes the fields to change, not {shown(changes)}")
        own = self._own_changes(id_, changes)
        fields = self._spec.fields
        if fields is None or not self._spec.validates:
            document = {**self._present(id_), **own}
            self._replace(id_, {name: value for name, value in document.items() if value is not UNSET})
        elif own:
            self._update(id_, self._changed_cells(own, fields))
        else:
            self._present(id_)

    async def replace(self, id_: str, document: "Mapping[str, object]", /) -> None:
        """Put `document` in place of the old one, which keeps its id and creation time."""
        await self._writes("replace")
        self._require_id(id_)
        if not is_object(document):
            raise UsageError(f"replace takes a document, not {shown(document)}")
        self._replace(id_, self._own_changes(id_, document))

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
        return RangeQuery(self._session, self._secret, self._spec.indexes["by_creation_time"])

    def _found(self, id_: str) -> "Document | None":
        row = self._session.transaction.connection.execute(self._spec.get_statement, (id_,)).fetchone()
        return None if row is None else self._spec.format.document(row)

    def _present(self, id_: str) -> "Document":
        document = self._found(id_)
        if document is None:
            raise self._not_found(id_)
        return document

    def _require_id(self, id_: object) -> None:
        if not isinstance(id_, str):
            raise InvalidIdError(f'{shown(id_)} is not an id of the table "{self._spec.name}"')
        table = self._session.ids.table_of(id_)
        if table != self._spec.name:
            of = "" if table is None else f' but of "{table}"'
            raise InvalidIdError(f'{shown(id_)} is not an id of the table "{self._spec.name}"{of}')

    async def _writes(self, what: str) -> None:
        session = self._session
        if not session.may_write:
            raise ReadOnlyError(f"a query cannot {what}: only a mutation writes")
        if self._spec.name.startswith("_"):
            raise ReadOnlyError(f'the table "{self._spec.name}" is the system\'s: it cannot be written')
        await session.turn()

    def _checked(self, document: object) -> "Mapping[str, object]":
        """Return a document without its system fields in normal form, or raise for what does not fit the table."""
        validator: Validator = self._spec.validator if self._spec.validates else _ANY_DOCUMENT
        try:
            found = validator.read(document, self._session.ids.table_of)
        except ValidationError as error:
            raise self._schema_error(error) from None
        if not is_object(found):
            raise SchemaValidationError(f"{self._of_table}: {shown(document)} is not an object")
        for name in found:
            if str(name).startswith("_"):
                raise self._schema_error(ValidationError(f"there is no field {name!r} here", kind="ExtraField"))
        return self._with_timestamp({str(name): value for name, value in found.items()})

    def _with_timestamp(self, document: "Mapping[str, object]") -> "Mapping[str, object]":
        if not self._spec.holds_timestamp:
            return document
        return {name: with_timestamp(value, self._timestamp) for name, value in document.items()}

    @property
    def _timestamp(self) -> Int64:
        return self._session.transaction.timestamp or Int64(0)

    def _cells(self, document: "Mapping[str, object]") -> "list[Cell]":
        try:
            cells = self._spec.format.cells(document)
            require_size(document, cells)
        except ValidationError as error:
            raise self._schema_error(error) from None
        return cells

    def _changed_cells(self, changes: "Mapping[str, object]", fields: "Mapping[str, Validator]") -> "dict[str, Cell]":
        """Return the columns of changed fields; each is checked alone, since it lies in a column alone."""
        table_of = self._session.ids.table_of
        checked: dict[str, object] = {}
        try:
            for name, value in changes.items():
                field = fields.get(name)
                if field is None:
                    if value is not UNSET:
                        raise ValidationError(f"there is no field {name!r} here", kind="ExtraField")
                elif value is UNSET:
                    checked[name] = _removed(name, field)
                else:
                    checked[name] = _read_field(name, field, value, table_of)
            cells = self._spec.format.changed(self._with_timestamp(checked))
            require_size(checked, cells.values())
        except ValidationError as error:
            raise self._schema_error(error) from None
        return cells

    def _own_changes(self, id_: str, changes: "Mapping[object, object]") -> "dict[str, object]":
        """Return changes without the system fields, which may be given as they are."""
        own: dict[str, object] = {}
        for name, value in changes.items():
            if name == "_id":
                self._require_same("_id", value, id_)
            elif name == "_creationTime":
                self._require_same("_creationTime", value, self._present(id_)["_creationTime"])
            else:
                own[str(name)] = value
        return own

    def _require_same(self, name: str, value: object, own: object) -> None:
        if value is not UNSET and value != own:
            raise self._schema_error(ValidationError(f"{shown(value)} is not the document's own", path=f".{name}"))

    def _replace(self, id_: str, document: "Mapping[str, object]") -> None:
        own = {name: value for name, value in document.items() if name not in {"_id", "_creationTime"}}
        cells = self._cells(self._checked(own))
        self._update(id_, dict(zip(self._spec.format.written, cells, strict=True)))

    def _update(self, id_: str, cells: "Mapping[str, Cell]") -> None:
        if not cells:
            self._present(id_)
        elif not self._execute(self._spec.update_statement(cells), (*cells.values(), id_)):
            raise self._not_found(id_)

    def _execute(self, statement: str, cells: "tuple[Cell, ...]") -> int:
        """Execute a statement that writes, and give how many rows it did; a unique index that is violated raises."""
        try:
            return self._session.transaction.connection.execute(statement, cells).rowcount
        except sqlite3.IntegrityError as error:
            index = self._spec.unique_index(str(error))
            if index is None:
                raise SchemaValidationError(f"{self._of_table}: {error}") from error
            raise NotUniqueError(
                f'another document of "{self._spec.name}" has the same values in its unique index "{index}"'
            ) from None

    def _schema_error(self, error: ValidationError) -> SchemaValidationError:
        return SchemaValidationError(f"{self._of_table}: {error.message}", path=error.path, kind=error.kind)

    @property
    def _of_table(self) -> str:
        return f'the document does not fit the table "{self._spec.name}"'

    def _not_found(self, id_: str) -> DocumentNotFoundError:
        return DocumentNotFoundError(f'there is no document {id_} in "{self._spec.name}"')


def _removed(name: str, field: Validator) -> object:
    if not field.is_optional:
        raise ValidationError("this field is missing", path=f".{name}", kind="MissingRequiredField")
    return UNSET


def _read_field(name: str, field: Validator, value: object, table_of: "Callable[[str], str | None]") -> object:
    try:
        return field.read(value, table_of)
    except ValidationError as error:
        raise error.inside(f".{name}") from None


def _listed(names: "Mapping[str, object] | object") -> str:
    found = sorted(map(str, names)) if hasattr(names, "__iter__") else []
    return ", ".join(found) or "none"
