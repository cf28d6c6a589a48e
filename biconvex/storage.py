"""Stored files as handlers see them; a runtime decides where they lie."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from .database import StorageId


class StorageMetadata(TypedDict):
    """What is known of a stored file; `sha256` is hexadecimal, `size` in bytes."""

    storageId: "StorageId"
    sha256: str
    size: int
    contentType: NotRequired[str | None]


class StorageReader(ABC):
    """The stored files, to look at: in a query."""

    @abstractmethod
    async def get_url(self, id_: "StorageId", /) -> str | None:
        """Give the address to download a file from, or None if there is no such file."""

    @abstractmethod
    async def get_metadata(self, id_: "StorageId", /) -> StorageMetadata | None:
        """Give what is known of a file, or None if there is no such file."""


class StorageWriter(StorageReader):
    """The stored files, to look at and delete: in a mutation."""

    @abstractmethod
    async def generate_upload_url(self) -> str:
        """Give an address that a client may upload one file to."""

    @abstractmethod
    async def delete(self, id_: "StorageId", /) -> None:
        """Delete a file."""


class StorageActions(StorageWriter):
    """The stored files and their contents: in an action."""

    @abstractmethod
    async def get(self, id_: "StorageId", /) -> bytes | None:
        """Give the contents of a file, or None if there is no such file."""

    @abstractmethod
    async def store(self, data: bytes, /, *, content_type: str | None = None) -> "StorageId":
        """Store a file and give its id."""
