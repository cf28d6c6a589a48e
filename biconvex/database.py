"""The database as handlers see it: tables, index ranges, searches, vector searches; typed, and without any storage.

Generated stubs give every table its row, id, index and input types through the type parameters of these classes; a
runtime subclasses them.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Literal, NewType, NotRequired, Protocol, TypeAlias, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import Any

    from .pagination import PaginationOpts, PaginationResult

Doc_co = TypeVar("Doc_co", covariant=True)
Id = TypeVar("Id")
Indexes_co = TypeVar("Indexes_co", covariant=True)
Search_co = TypeVar("Search_co", covariant=True)
Fields_contra = TypeVar("Fields_contra", contravariant=True)
Patch_contra = TypeVar("Patch_contra", contravariant=True)
Field_contra = TypeVar("Field_contra", contravariant=True)
Value_contra = TypeVar("Value_contra", contravariant=True)
Next_co = TypeVar("Next_co", covariant=True)

StorageId = NewType("StorageId", str)
ScheduledFunctionId = NewType("ScheduledFunctionId", str)

Direction: TypeAlias = Literal["asc", "desc"]


class OrderedQuery(ABC, Generic[Doc_co]):
    """Documents in a settled order, not read yet: nothing happens before one of the awaited methods."""

    @abstractmethod
    def filter(self, predicate: "Callable[[Doc_co], bool]", /) -> "OrderedQuery[Doc_co]":
        """Keep the documents for which `predicate` holds. Those it drops are read all the same: prefer an index."""

    @abstractmethod
    async def first(self) -> Doc_co | None:
        """Give the first document, or None."""

    @abstractmethod
    async def unique(self) -> Doc_co | None:
        """Give the only document, or None; two are a `NotUniqueError`."""

    @abstractmethod
    async def take(self, limit: int, /) -> list[Doc_co]:
        """Give the first `limit` documents."""

    @abstractmethod
    async def collect(self) -> list[Doc_co]:
        """Give all documents."""

    @abstractmethod
    async def paginate(self, options: "PaginationOpts", /) -> "PaginationResult[Doc_co]":
        """Give one page. A function may paginate once."""

    @abstractmethod
    def __aiter__(self) -> "AsyncIterator[Doc_co]":
        """Go through the documents one by one: `async for document in ...`."""


class Query(OrderedQuery[Doc_co]):
    """Documents whose order may still be chosen; ascending by default."""

    @abstractmethod
    def order(self, direction: Direction, /) -> OrderedQuery[Doc_co]:
        """Choose the order of the index that is read: ascending or descending."""

    @abstractmethod
    def filter(self, predicate: "Callable[[Doc_co], bool]", /) -> "Query[Doc_co]":
        """Keep the documents for which `predicate` holds. Those it drops are read all the same: prefer an index."""


class LowerBounded(Query[Doc_co], Generic[Doc_co, Field_contra, Value_contra]):
    """A range that has its lower bound and may get an upper one, on the same field."""

    @abstractmethod
    def lt(self, field: Field_contra, value: Value_contra, /) -> Query[Doc_co]:
        """End before `value`."""

    @abstractmethod
    def lte(self, field: Field_contra, value: Value_contra, /) -> Query[Doc_co]:
        """End with `value`."""


class UpperBounded(Query[Doc_co], Generic[Doc_co, Field_contra, Value_contra]):
    """A range that has its upper bound and may get a lower one, on the same field."""

    @abstractmethod
    def gt(self, field: Field_contra, value: Value_contra, /) -> Query[Doc_co]:
        """Begin after `value`."""

    @abstractmethod
    def gte(self, field: Field_contra, value: Value_contra, /) -> Query[Doc_co]:
        """Begin with `value`."""


class Index(Query[Doc_co], Generic[Doc_co, Field_contra, Value_contra, Next_co]):
    """An index whose next field is Field: fix it with `eq` and go on to Next, or bound it and be done."""

    @abstractmethod
    def eq(self, field: Field_contra, value: Value_contra, /) -> Next_co:
        """Take the documents whose field is `value`; `UNSET` stands for a missing field."""

    @abstractmethod
    def gt(self, field: Field_contra, value: Value_contra, /) -> LowerBounded[Doc_co, Field_contra, Value_contra]:
        """Begin after `value`."""

    @abstractmethod
    def gte(self, field: Field_contra, value: Value_contra, /) -> LowerBounded[Doc_co, Field_contra, Value_contra]:
        """Begin with `value`."""

    @abstractmethod
    def lt(self, field: Field_contra, value: Value_contra, /) -> UpperBounded[Doc_co, Field_contra, Value_contra]:
        """End before `value`."""

    @abstractmethod
    def lte(self, field: Field_contra, value: Value_contra, /) -> UpperBounded[Doc_co, Field_contra, Value_contra]:
        """End with `value`."""


class TableReader(Query[Doc_co], Generic[Doc_co, Id, Indexes_co, Search_co]):
    """A table to read from. As a query it is all its documents by creation time."""

    @property
    @abstractmethod
    def index(self) -> Indexes_co:
        """The table's indexes: `.index.by_owner.eq("ownerId", owner).order("desc")`."""

    @property
    @abstractmethod
    def search(self) -> Search_co:
        """The table's search indexes: `.search.search_title("words", ownerId=owner)`."""

    @abstractmethod
    async def get(self, id_: Id, /) -> Doc_co | None:
        """Give the document of this id, or None."""

    @abstractmethod
    def normalize_id(self, text: str, /) -> Id | None:
        """Give `text` as an id of this table, or None if it is none."""


class TableWriter(
    TableReader[Doc_co, Id, Indexes_co, Search_co],
    Generic[Doc_co, Id, Indexes_co, Search_co, Fields_contra, Patch_contra],
):
    """A table to read from and write to."""

    @abstractmethod
    async def insert(self, document: Fields_contra, /) -> Id:
        """Add a document and give its id."""

    @abstractmethod
    async def patch(self, id_: Id, changes: Patch_contra, /) -> None:
        """Set the fields named in `changes`; `UNSET` removes an optional one."""

    @abstractmethod
    async def replace(self, id_: Id, document: Fields_contra, /) -> None:
        """Put `document` in place of the old one, which keeps its id and creation time."""

    @abstractmethod
    async def delete(self, id_: Id, /) -> None:
        """Delete the document of this id."""


class NoSearch:
    """The search indexes of a table that has none."""

    __slots__ = ()


class VectorMatch(TypedDict, Generic[Id]):
    """A document that a vector search found: its id, and how near it is, from -1 to 1."""

    _id: Id
    _score: float


class VectorQuery(ABC, Generic[Id]):
    """A vector search that has not run yet."""

    @abstractmethod
    async def take(self, limit: int = 10, /) -> list[VectorMatch[Id]]:
        """Give the nearest `limit` documents (at most 256), the nearest first."""


class DatabaseReader:
    """The tables of an app, to read from; what each attribute is, the app's stubs say."""

    __slots__ = ()


class DatabaseWriter(DatabaseReader):
    """The tables of an app, to read from and write to."""

    __slots__ = ()


class VectorSearch:
    """The tables of an app that have vector indexes."""

    __slots__ = ()


class StorageDocument(TypedDict):
    """A stored file, a row of the system table `_storage`."""

    _id: StorageId
    _creationTime: float
    sha256: str
    size: float
    contentType: NotRequired[str]


class ScheduledState(TypedDict):
    """How far a scheduled function is; `error` comes with the kind failed."""

    kind: Literal["pending", "inProgress", "success", "failed", "canceled"]
    error: NotRequired[str]


class ScheduledFunctionDocument(TypedDict):
    """A scheduled call, a row of the system table `_scheduled_functions`."""

    _id: ScheduledFunctionId
    _creationTime: float
    name: str
    args: "list[Any]"  # whatever the scheduled function takes
    scheduledTime: float
    completedTime: NotRequired[float]
    state: ScheduledState


class SystemIndexes(Protocol[Doc_co]):
    """The indexes that every table has and a system table has alone."""

    @property
    def by_creation_time(self) -> Index[Doc_co, Literal["_creationTime"], float, Query[Doc_co]]:
        """All documents by creation time."""
        ...


class SystemReader(ABC):
    """The system tables, to read from; each under its own name, and under one that is not private to type checkers."""

    @property
    @abstractmethod
    def _storage(self) -> TableReader[StorageDocument, StorageId, SystemIndexes[StorageDocument], NoSearch]:
        """The stored files."""

    @property
    @abstractmethod
    def _scheduled_functions(
        self,
    ) -> TableReader[
        ScheduledFunctionDocument, ScheduledFunctionId, SystemIndexes[ScheduledFunctionDocument], NoSearch
    ]:
        """The scheduled calls, also those that have run."""

    @property
    def storage(self) -> TableReader[StorageDocument, StorageId, SystemIndexes[StorageDocument], NoSearch]:
        """The stored files, `_storage`."""
        return self._storage

    @property
    def scheduled_functions(
        self,
    ) -> TableReader[
        ScheduledFunctionDocument, ScheduledFunctionId, SystemIndexes[ScheduledFunctionDocument], NoSearch
    ]:
        """The scheduled calls, also those that have run, `_scheduled_functions`."""
        return self._scheduled_functions
