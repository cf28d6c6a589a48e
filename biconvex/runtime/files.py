"""Stored files: their contents in a folder beside the database, what is known of them in its table `_storage`."""

import logging
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest, digest
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..database import StorageId
from ..errors import DocumentNotFoundError, InvalidIdError, ReadOnlyError, UsageError
from ..storage import StorageActions, StorageMetadata
from ..wire import shown
from .system_tables import STORAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .database import Database
    from .sessions import Session
    from .transactions import Transaction

_log: Final = logging.getLogger("biconvex.storage")
_LIFETIME: Final = 60 * 60 * 1000
_TIME: Final = 8


class StoredFile(NamedTuple):
    """What is known of a file: `size` is in bytes, `sha256` hexadecimal, `key` the secret part of its address."""

    id: str
    sha256: str
    size: int
    content_type: str | None
    key: str


class FileStore:
    """The stored files of an app. `origin` is where its server is reached, without a slash at the end."""

    __slots__ = ("_database", "origin")

    def __init__(self, database: "Database", origin: str) -> None:
        self._database: Final = database
        self.origin = origin.rstrip("/")

    def url(self, file: StoredFile) -> str:
        """Return the address of a file; who does not know it cannot guess it."""
        return f"{self.origin}/api/storage/{file.key}"

    def upload_url(self, now: int) -> str:
        """Return an address that takes an upload within an hour."""
        expiry = (now + _LIFETIME).to_bytes(_TIME)
        token = urlsafe_b64encode(expiry + self._signature(expiry)).decode().rstrip("=")
        return f"{self.origin}/api/storage/upload?token={token}"

    def accepts(self, token: str, now: int) -> bool:
        """Say whether an address with this token takes an upload."""
        try:
            content = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        except ValueError:
            return False
        expiry, signature = content[:_TIME], content[_TIME:]
        return compare_digest(signature, self._signature(expiry)) and now <= int.from_bytes(expiry)

    def find(self, transaction: "Transaction", column: str, value: str) -> StoredFile | None:
        """Return the file of an id or a key."""
        statement = f'SELECT "_id", sha256, size, contentType, "key" FROM {STORAGE} WHERE "{column}" = ?'  # noqa: S608  ours
        row = transaction.connection.execute(statement, (value,)).fetchone()
        return None if row is None else StoredFile(row[0], row[1], int(row[2]), row[3], row[4])

    def write(self, id_: str, data: bytes) -> None:
        """Put the contents of a new file into the folder; it is there whole, or not at all."""
        folder = self._database.files
        folder.mkdir(exist_ok=True)
        path = folder / id_
        unfinished = path.with_suffix(".part")
        try:
            with unfinished.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(path)
        except BaseException:  # an interrupt too
            unfinished.unlink(missing_ok=True)
            raise

    def remove(self, id_: str) -> None:
        """Remove the contents of what is no file any more: what the system says against it undoes nothing."""
        path = self.path(id_)
        try:
            path.unlink(missing_ok=True)
        except OSError:
            _log.exception("the contents of a deleted file are still in %s", path)

    def path(self, id_: str) -> "Path":
        """Return where the contents of a file are."""
        return self._database.files / id_

    def enter(self, transaction: "Transaction", id_: str, time: float, data: bytes, content_type: str | None) -> None:
        """Note a file whose contents were written."""
        transaction.connection.execute(
            f'INSERT INTO {STORAGE} ("_id", "_creationTime", sha256, size, contentType, "key")'  # noqa: S608  ours
            " VALUES (?, ?, ?, ?, ?, ?)",
            (id_, time, sha256(data).hexdigest(), float(len(data)), content_type, token_urlsafe(24)),
        )

    def delete(self, transaction: "Transaction", id_: str) -> bool:
        """Forget a file, and remove its contents once that is committed; False where there is none."""
        statement = f'DELETE FROM {STORAGE} WHERE "_id" = ?'  # noqa: S608  ours
        if not transaction.connection.execute(statement, (id_,)).rowcount:
            return False
        transaction.after_commit.append(lambda: self.remove(id_))
        return True

    def _signature(self, expiry: bytes) -> bytes:
        return digest(self._database.secret, b"upload" + expiry, "sha256")


class SessionStorage(StorageActions):
    """The stored files in a query or a mutation, part of its transaction. Which methods there are, the stubs say."""

    __slots__ = ("_files", "_session")

    def __init__(self, session: "Session", files: FileStore) -> None:
        self._session = session
        self._files = files

    async def get_url(self, id_: str, /) -> str | None:
        """Give the address to download a file from, or None if there is no such file."""
        file = await self._find(id_)
        return None if file is None else self._files.url(file)

    async def get_metadata(self, id_: str, /) -> StorageMetadata | None:
        """Give what is known of a file, or None if there is no such file."""
        file = await self._find(id_)
        return None if file is None else _metadata(file)

    async def generate_upload_url(self) -> str:
        """Give an address that a client may upload one file to."""
        self._require_mutation("generate_upload_url")
        return self._files.upload_url(self._session.now)

    async def delete(self, id_: str, /) -> None:
        """Delete a file."""
        self._require_mutation("delete")
        await self._session.turn()
        require_storage_id(self._session.ids.table_of, id_)
        if not self._files.delete(self._session.transaction, id_):
            raise missing_file(id_)

    async def get(self, id_: str, /) -> bytes | None:
        """Refuse: contents are an action's to read."""
        raise UsageError(f"a {self._session.kind} cannot read the contents of {shown(id_)}: an action can")

    async def store(self, data: bytes, /, *, content_type: str | None = None) -> Any:  # noqa: ANN401, ARG002  it gives nothing
        """Refuse: storing is an action's."""
        raise UsageError(f"a {self._session.kind} cannot store files: an action can")

    async def _find(self, id_: object) -> StoredFile | None:
        await self._session.turn()
        require_storage_id(self._session.ids.table_of, id_)
        return self._files.find(self._session.transaction, "_id", str(id_))

    def _require_mutation(self, what: str) -> None:
        if not self._session.may_write:
            raise ReadOnlyError(f"a query cannot {what}: only a mutation or an action can")


def require_storage_id(table_of: "Callable[[str], str | None]", id_: object) -> None:
    """Raise for what is no id of a stored file."""
    if not isinstance(id_, str) or table_of(id_) != STORAGE:
        raise InvalidIdError(f"{shown(id_)} is not the id of a stored file")


def missing_file(id_: str) -> DocumentNotFoundError:
    """Return the error of a file that is not there."""
    return DocumentNotFoundError(f"there is no stored file {id_}")


def _metadata(file: StoredFile) -> StorageMetadata:
    return {
        "storageId": StorageId(file.id),
        "sha256": file.sha256,
        "size": file.size,
        "contentType": file.content_type,
    }
