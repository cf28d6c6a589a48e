from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from biconvex.database import Index, OrderedQuery, Query, VectorQuery
from biconvex.values import AnyOf, Int64, Unset
from typing_extensions import ReadOnly

from .ids import DocumentId, UserId

class DocumentFields(TypedDict):
    title: ReadOnly[str]
    ownerId: ReadOnly[UserId]
    createdAt: ReadOnly[float]
    bytesUsed: ReadOnly[Int64]
    tags: ReadOnly[list[str]]
    permission: ReadOnly[Literal["read", "write"]]
    embedding: ReadOnly[list[float]]
    note: NotRequired[ReadOnly[str | Unset]]
    _id: NotRequired[ReadOnly[DocumentId]]
    _creationTime: NotRequired[ReadOnly[float]]

class Document(DocumentFields):
    note: NotRequired[ReadOnly[str]]
    _id: ReadOnly[DocumentId]
    _creationTime: ReadOnly[float]

class DocumentPatch(TypedDict, total=False):
    title: str
    ownerId: UserId
    createdAt: float
    bytesUsed: Int64
    tags: list[str]
    permission: Literal["read", "write"]
    embedding: list[float]
    note: str | Unset

class DocumentIndexes:
    by_owner: Index[
        Document,
        Literal["ownerId"],
        UserId,
        Index[
            Document,
            Literal["createdAt"],
            float,
            Index[Document, Literal["_creationTime"], float, Query[Document]],
        ],
    ]
    by_note: Index[
        Document, Literal["note"], str | Unset, Index[Document, Literal["_creationTime"], float, Query[Document]]
    ]
    by_creation_time: Index[Document, Literal["_creationTime"], float, Query[Document]]
    by_id: Index[Document, Literal["_id"], DocumentId, Query[Document]]

class DocumentSearch:
    def search_title(self, title: str, /, *, ownerId: UserId = ...) -> OrderedQuery[Document]: ...

class DocumentVectors:
    def by_embedding(
        self,
        vector: Sequence[float],
        /,
        *,
        permission: Literal["read", "write"] | AnyOf[Literal["read", "write"]] = ...,
        ownerId: UserId | AnyOf[UserId] = ...,
    ) -> VectorQuery[DocumentId]: ...
