from biconvex.database import DatabaseReader as _DatabaseReader
from biconvex.database import NoSearch, TableReader, TableWriter
from biconvex.database import VectorSearch as _VectorSearch

from .data_model import (
    Document,
    DocumentFields,
    DocumentId,
    DocumentIndexes,
    DocumentPatch,
    DocumentSearch,
    DocumentVectors,
    User,
    UserFields,
    UserId,
    UserIndexes,
    UserPatch,
)

class DatabaseReader(_DatabaseReader):
    @property
    def documents(self) -> TableReader[Document, DocumentId, DocumentIndexes, DocumentSearch]: ...
    @property
    def users(self) -> TableReader[User, UserId, UserIndexes, NoSearch]: ...

class DatabaseWriter(DatabaseReader):
    @property
    def documents(
        self,
    ) -> TableWriter[Document, DocumentId, DocumentIndexes, DocumentSearch, DocumentFields, DocumentPatch]: ...
    @property
    def users(self) -> TableWriter[User, UserId, UserIndexes, NoSearch, UserFields, UserPatch]: ...

class VectorSearch(_VectorSearch):
    @property
    def documents(self) -> DocumentVectors: ...
