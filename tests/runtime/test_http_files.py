"""Stored files over HTTP: uploads, downloads and parts of them, and what a browser may make of them."""

import hashlib
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode

import httpx
import pytest

from biconvex.testing import TestApp

from .apps import api
from .served import call

CONTENT = bytes(range(256)) * 1000
SHA = hashlib.sha256(CONTENT).digest()


async def upload_path(served: TestApp) -> str:
    """Return an address to upload to, below the server's origin."""
    url: str = await served.mutation(api.notes.upload_url())
    return url.removeprefix(served._app.engine.files.origin)


async def stored(served: TestApp, content: bytes = CONTENT, content_type: str | None = None) -> str:
    """Store a file by an action, and return where it is, below the server's origin."""
    url = await served.action(api.notes.store(data=content, content_type=content_type))
    assert url is not None
    return str(url).removeprefix(served._app.engine.files.origin)


async def test_a_file_goes_up_and_comes_down(served: TestApp, client: httpx.AsyncClient) -> None:
    digest = f"sha-256={b64encode(SHA).decode()}"
    headers = {"content-type": "image/png", "digest": digest}
    response = await client.post(await upload_path(served), content=CONTENT, headers=headers)
    assert response.status_code == 200
    storage_id = response.json()["storageId"]
    assert response.json().keys() == {"storageId"}
    url = (await call(client, "query", "notes:fileUrl", {"id": storage_id}))["value"]
    down = await client.get(url.removeprefix(served._app.engine.files.origin))
    assert down.status_code == 200
    assert down.content == CONTENT
    assert dict(down.headers) == {
        "accept-ranges": "bytes",
        "cache-control": "private, max-age=2592000",
        "content-disposition": "inline",
        "content-length": str(len(CONTENT)),
        "content-type": "image/png",
        "digest": digest,
        "etag": f'"{SHA.hex()}"',
        "vary": "Origin",
        "x-content-type-options": "nosniff",
    }


async def test_an_empty_file(served: TestApp, client: httpx.AsyncClient) -> None:
    path = await stored(served, b"")
    assert (await client.get(path)).content == b""
    assert (await client.get(path, headers={"range": "bytes=0-"})).status_code == 416


@pytest.mark.parametrize("token", ["", "AAAA", "ä", "%00", "%ff", "%ED%A0%80", "=" * 100, "A" * 54])
async def test_an_address_that_nobody_gave_out(client: httpx.AsyncClient, token: str) -> None:
    response = await client.post(f"/api/storage/upload?token={token}", content=b"x")
    assert (response.status_code, response.json()["code"]) == (403, "InvalidUploadUrl")
    assert (await client.post("/api/storage/upload", content=b"x")).status_code == 403


async def test_an_address_that_somebody_changed(served: TestApp, client: httpx.AsyncClient) -> None:
    path, _, token = (await upload_path(served)).rpartition("=")
    content = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    expiry, signature = content[:8], content[8:]
    later = (int.from_bytes(expiry) + 1).to_bytes(8)
    for changed in (
        later + signature,
        expiry + signature[:-1] + bytes([signature[-1] ^ 1]),
        expiry,
        expiry + signature[:-1],
    ):
        forged = urlsafe_b64encode(changed).decode().rstrip("=")
        assert (await client.post(f"{path}={forged}", content=b"x")).status_code == 403
    assert (await client.post(f"{path}={token}", content=b"x")).status_code == 200


async def test_an_address_is_valid_for_an_hour(served: TestApp, client: httpx.AsyncClient) -> None:
    path = await upload_path(served)
    await served.advance(hours=1)
    assert (await client.post(path, content=b"x")).status_code == 200
    await served.advance(milliseconds=1)
    assert (await client.post(path, content=b"x")).status_code == 403


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"sha-256={b64encode(SHA).decode()}", 200),
        (f"SHA-256={b64encode(SHA).decode()}", 200),
        (f"md5=abc, sha-256={b64encode(SHA).decode()}", 200),
        ("md5=abc", 200),
        ("", 200),
        (f"sha-256={b64encode(bytes(32)).decode()}", 400),
        (f"sha-256={SHA.hex()}", 400),
        ("sha-256", 400),
    ],
)
async def test_a_digest_is_checked(served: TestApp, client: httpx.AsyncClient, header: str, status: int) -> None:
    response = await client.post(await upload_path(served), content=CONTENT, headers={"digest": header})
    assert response.status_code == status
    if status == 400:
        assert response.json()["code"] == "DigestMismatch"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-70099", 100, 70099),
        ("bytes=255999-", 255999, 255999),
        ("bytes=10-", 10, 255999),
        ("bytes=10-999999999", 10, 255999),
        ("bytes=-10", 255990, 255999),
        ("bytes=-999999999", 0, 255999),
    ],
)
async def test_a_part_of_a_file(served: TestApp, client: httpx.AsyncClient, header: str, first: int, last: int) -> None:
    path = await stored(served)
    response = await client.get(path, headers={"range": header})
    assert response.status_code == 206
    assert response.content == CONTENT[first : last + 1]
    assert response.headers["content-range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert response.headers["content-length"] == str(last - first + 1)
    head = await client.head(path, headers={"range": header})
    assert (head.status_code, head.headers, head.content) == (206, response.headers, b"")


@pytest.mark.parametrize("header", ["bytes=0-0,5-9", "bytes=256000-", "bytes=999999-1000000", "bytes=-0"])
async def test_a_part_that_is_not_sent(served: TestApp, client: httpx.AsyncClient, header: str) -> None:
    response = await client.get(await stored(served), headers={"range": header})
    assert (response.status_code, response.json()["code"]) == (416, "RangeNotSatisfiable")
    assert response.headers["content-range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize("header", ["", "lines=0-5", "bytes=", "bytes=-", "bytes=a-b", "bytes=9-5", "bytes=0-5-7"])
async def test_a_range_that_says_nothing_is_passed_over(
    served: TestApp, client: httpx.AsyncClient, header: str
) -> None:
    response = await client.get(await stored(served), headers={"range": header})
    assert (response.status_code, response.content) == (200, CONTENT)


async def test_only_what_a_client_does_not_have_is_sent(served: TestApp, client: httpx.AsyncClient) -> None:
    path = await stored(served)
    etag = f'"{SHA.hex()}"'
    for header in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        fresh = await client.get(path, headers={"if-none-match": header})
        assert (fresh.status_code, fresh.content, fresh.headers["etag"]) == (304, b"", etag)
    assert (await client.get(path, headers={"if-none-match": '"other"'})).status_code == 200
    part = {"range": "bytes=0-0"}
    assert (await client.get(path, headers={**part, "if-range": etag})).status_code == 206
    assert (await client.get(path, headers={**part, "if-range": '"other"'})).status_code == 200


async def test_head(served: TestApp, client: httpx.AsyncClient) -> None:
    path = await stored(served)
    head, get = await client.head(path), await client.get(path)
    assert (head.status_code, head.headers, head.content) == (200, get.headers, b"")


@pytest.mark.parametrize("key", ["nothing", "%00", "..%2f..%2fapp.db", "upload"])
async def test_no_file(client: httpx.AsyncClient, key: str) -> None:
    assert (await client.get(f"/api/storage/{key}")).status_code == 404
    assert (await client.head(f"/api/storage/{key}")).status_code == 404


async def test_a_deleted_file(served: TestApp, client: httpx.AsyncClient) -> None:
    path = await stored(served)
    file = await served.query(api.notes.files())
    await served.mutation(api.notes.drop(id_=file[0]))
    assert (await client.get(path)).status_code == 404


async def test_a_file_that_is_lost_on_the_disk(served: TestApp, client: httpx.AsyncClient) -> None:
    path = await stored(served)
    [contents] = served._app.engine.database.files.iterdir()
    contents.unlink()
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("content_type", "disposition"),
    [
        ("image/png", "inline"),
        ("IMAGE/JPEG", "inline"),
        ("video/mp4; codecs=x", "inline"),
        ("audio/ogg", "inline"),
        ("text/plain;charset=utf-8", "inline"),
        ("application/pdf", "inline"),
        ("application/json", "inline"),
        ("text/html", "attachment"),
        ("TEXT/HTML; charset=utf-8", "attachment"),
        ("image/svg+xml", "attachment"),
        ("image/SVG+xml", "attachment"),
        ("application/xhtml+xml", "attachment"),
        ("text/xml", "attachment"),
        ("text/javascript", "attachment"),
        ("application/octet-stream", "attachment"),
    ],
)
async def test_what_may_run_is_saved_instead(
    served: TestApp, client: httpx.AsyncClient, content_type: str, disposition: str
) -> None:
    response = await client.get(await stored(served, b"<script>", content_type))
    assert response.headers["content-type"] == content_type
    assert response.headers["content-disposition"] == disposition
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "html",
        "image/png, text/html",
        "image/png;a=b, text/html",
        "image/ä",
        "image/png\r\nx: y",
        "\U0001f600/x",
    ],
)
async def test_what_is_no_type_is_only_bytes(
    served: TestApp, client: httpx.AsyncClient, content_type: str | None
) -> None:
    response = await client.get(await stored(served, b"<script>", content_type))
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == "attachment"
