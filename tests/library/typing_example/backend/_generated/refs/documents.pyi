import builtins as _b
from typing import overload

from biconvex.pagination import PaginationOpts, PaginationResult
from biconvex.refs import Mutation, PublicAction, PublicMutation, PublicPaginated, PublicQuery, Query

from ..data_model import Document, DocumentId, UserId

class Public:
    @staticmethod
    def list(*, owner_id: UserId, limit: int | None = ...) -> PublicQuery[_b.list[Document]]: ...
    @staticmethod
    @overload
    def page(*, owner_id: UserId) -> PublicPaginated[Document]: ...
    @staticmethod
    @overload
    def page(*, owner_id: UserId, pagination_opts: PaginationOpts) -> PublicQuery[PaginationResult[Document]]: ...
    @staticmethod
    def create(*, title: str, note: str | None = ...) -> PublicMutation[DocumentId]: ...
    @staticmethod
    def summarize(*, document_id: DocumentId) -> PublicAction[str]: ...

class Internal:
    @staticmethod
    def get_by_id(*, document_id: DocumentId) -> Query[Document | None]: ...
    @staticmethod
    def clean_up(*, before: float) -> Mutation[None]: ...
