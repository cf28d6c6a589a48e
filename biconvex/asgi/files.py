"""Stored files over HTTP: uploads to addresses that an app gave out, and downloads by an address nobody can guess."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from .answers import RefusedError, json_response
from .bodies import FILE_LIMIT, read
from .ranges import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

    from ..runtime.app import App
    from ..runtime.files import StoredFile

_CHUNK: Final = 64 * 1024
_TYPE: Final = re.compile(r"(?P<essence>[\w.+-]+/[\w.+-]+)\s*(;[\x20-\x2b\x2d-\x7e]*)?", re.ASCII)
_INERT: Final = re.compile(
    r"(image/(?!svg)|audio/|video/).*|text/(plain|csv)|application/(json|pdf)", re.ASCII | re.IGNORECASE
)
"""What a browser shows without running anything in the server's name, unlike HTML, SVG and XML."""


class Files:
    """The endpoints of stored files."""

    __slots__ = ("_app",)

    def __init__(self, app: "App") -> None:
        self._app: Final = app

    async def upload(self, request: "Request") -> Response:
        """Store the body, where the address is one that takes an upload still."""
        engine = self._app.engine
        if not engine.files.accepts(request.query_params.get("token", ""), engine.clock.now()):
            message = "the address takes no upload, or none any more: it is valid for an hour"
            raise RefusedError(403, "InvalidUploadUrl", message)
        content = await read(request, FILE_LIMIT)
        _require_digest(request.headers.get("digest"), content)
        storage_id = await engine.store(content, request.headers.get("content-type"))
        return json_response({"storageId": storage_id})

    async def download(self, request: "Request") -> Response:
        """Send a file, or the part of it that is asked for."""
        file = await self._find(str(request.path_params["key"]))
        headers = _headers(file)
        if _has(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        part = wanted(_range_header(request, headers["etag"]), file.size)
        status, positions = (200, range(file.size)) if part is None else (206, part)
        headers["content-length"] = str(len(positions))
        if part is not None:
            headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
        if request.method == "HEAD":
            return Response(status_code=status, headers=headers)
        return StreamingResponse(_chunks(await self._open(file), positions), status, headers)

    async def _find(self, key: str) -> "StoredFile":
        async with self._app.engine.reading(None) as session:
            file = self._app.engine.files.find(session.transaction, "key", key)
        if file is None:
            raise _missing()
        return file

    async def _open(self, file: "StoredFile") -> BinaryIO:
        try:
            return await run_in_threadpool(self._app.engine.files.path(file.id).open, "rb")
        except FileNotFoundError:  # deleted since it was found
            raise _missing() from None


def _has(request: "Request", etag: str) -> bool:
    """Say whether a client has the file already."""
    known = request.headers.get("if-none-match", "")
    return known == "*" or etag in known


def _range_header(request: "Request", etag: str) -> str | None:
    """Return which part a client asks for, None where it would continue another file."""
    return request.headers.get("range") if request.headers.get("if-range", etag) == etag else None


def _headers(file: "StoredFile") -> "dict[str, str]":
    return {
        "accept-ranges": "bytes",
        "cache-control": "private, max-age=2592000",
        "digest": f"sha-256={b64encode(bytes.fromhex(file.sha256)).decode()}",
        "etag": f'"{file.sha256}"',
        **_type_headers(file.content_type),
    }


def _type_headers(content_type: str | None) -> "Mapping[str, str]":
    """Return how a browser is to take a file that somebody uploaded: as nothing that runs on the server's origin.

    What may hold a script is saved when its address is opened. In a page, as the source of an image or for `fetch`,
    it works all the same: there browsers pass the disposition over.
    """
    match = _TYPE.fullmatch(content_type or "")
    inline = match is not None and _INERT.fullmatch(match["essence"]) is not None
    return {
        "content-type": "application/octet-stream" if match is None else match[0],
        "content-disposition": "inline" if inline else "attachment",
        "x-content-type-options": "nosniff",
    }


def _chunks(stream: BinaryIO, positions: range) -> "Iterator[bytes]":
    with stream:
        stream.seek(positions.start)
        left = len(positions)
        while left and (chunk := stream.read(min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk


def _require_digest(header: str | None, content: bytes) -> None:
    """Refuse a body that is not what its `Digest` header says; other algorithms than SHA-256 are not looked at."""
    for digest in (header or "").split(","):
        algorithm, _, expected = digest.strip().partition("=")
        if algorithm.lower() == "sha-256" and expected != b64encode(sha256(content).digest()).decode():
            raise RefusedError(400, "DigestMismatch", "the body has another SHA-256 than the digest header says")


def _missing() -> RefusedError:
    return RefusedError(404, "NotFound", "there is no such file")
