"""Bodies over HTTP that are no calls, that are too large, or that break off: refused, and never in memory."""

import base64
import json
from typing import Any

import httpx
import pytest

from biconvex.asgi import application
from biconvex.testing import TestApp

from .apps import api
from .served import call

MEBIBYTE = 2**20
CALL_LIMIT = 16 * MEBIBYTE + 2000


def body(args: str, path: str = '"values:echo"') -> bytes:
    """Return the body of a call whose arguments are written by hand."""
    return f'{{"path": {path}, "args": {args}}}'.encode(errors="surrogatepass")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "BadJson"),
        (b"{", "BadJson"),
        (b"path=values:echo", "BadJson"),
        (b'{"path": "\xff"}', "BadJson"),
        (body('{"value": "\ud800"}'), "BadJson"),
        ("\ufeff{}".encode(), "BadJson"),
        (body('{"value": NaN}'), "BadJson"),
        (body('{"value": -Infinity}'), "BadJson"),
        (body(f'{{"value": {"9" * 5000}}}'), "BadJson"),
        (body("[" * 100_000 + "]" * 100_000), "BadJson"),
        (body('{"a":' * 100_000 + "1" + "}" * 100_000), "BadJson"),
        (b"null", "BadRequest"),
        (b"[]", "BadRequest"),
        (b"{}", "BadRequest"),
        (body("{}", "7"), "BadRequest"),
        (b'{"path": "values:echo"}', "BadRequest"),
        (body("null"), "BadRequest"),
        (body("[]"), "BadRequest"),
        (body("[{}, {}]"), "BadRequest"),
        (body("[[]]"), "BadRequest"),
        (body('"text"'), "BadRequest"),
        (body(f'{{"value": {"9" * 400}}}'), "BadArguments"),
        (body('{"value": 1e999}'), "BadArguments"),
        (body('{"value": "\\ud800"}'), "BadArguments"),
        (body('{"value": {"$integer": "no base64"}}'), "BadArguments"),
        (body('{"value": {"$integer": 7}}'), "BadArguments"),
        (body('{"value": {"$unknown": 7}}'), "BadArguments"),
        (body('{"value": {"ä": 7}}'), "BadArguments"),
        (body('{"value": ' + "[" * 100 + "]" * 100 + "}"), "BadArguments"),
        (body('{"value": [' + "1," * 8192 + "1]}"), "BadArguments"),
    ],
)
@pytest.mark.parametrize("path", ["/api/query", "/api/mutation", "/api/action"])
async def test_what_is_no_call(
    client: httpx.AsyncClient, path: str, content: bytes, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    response = await client.post(path, content=content)
    assert response.status_code == 400
    assert response.json().keys() == {"code", "message"}
    assert response.json()["code"] == code
    assert len(response.content) < 1000
    assert caplog.records == []


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "BadRequest"),
        ({"path": "values:echo"}, "BadRequest"),
        ({"path": "values:echo", "args": "{"}, "BadJson"),
        ({"path": "values:echo", "args": "7"}, "BadRequest"),
        ({"path": "values:echo", "args": "{}", "format": "xml"}, "BadFormat"),
    ],
)
async def test_addresses_that_are_no_query(client: httpx.AsyncClient, params: dict[str, str], code: str) -> None:
    response = await client.get("/api/query", params=params)
    assert (response.status_code, response.json()["code"]) == (400, code)


async def test_an_address_that_is_no_text(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/query?path=%ff%fe&args={}")
    assert response.json()["errorMessage"].startswith("Could not find public function for '")


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"queries": {}}', b'{"queries": [7]}', b'{"queries": [{}]}'])
async def test_what_is_no_batch(client: httpx.AsyncClient, content: bytes) -> None:
    response = await client.post("/api/query_batch", content=content)
    assert (response.status_code, response.json()["code"]) == (400, "BadRequest")


async def test_a_call_of_just_the_limit(client: httpx.AsyncClient) -> None:
    start, end = b'{"path": "notes:write", "args": {"text": "', b'"}}'
    content = start + b"a" * (CALL_LIMIT - len(start) - len(end)) + end
    assert len(content) == CALL_LIMIT
    # The call is read; what is too large is the document.
    assert (await client.post("/api/mutation", content=content)).status_code == 200
    refused = await client.post("/api/mutation", content=content + b" ")
    assert refused.status_code == 413
    assert refused.json()["code"] == "PayloadTooLarge"


class Upload:
    """A request of 100 MiB, which counts how much of it somebody took."""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        self.taken = 0
        self.leaves = False
        self.sent: list[Any] = []
        self._scope = {
            "type": "http",
            "method": "POST",
            "path": path.partition("?")[0],
            "query_string": path.partition("?")[2].encode(),
            "headers": headers,
        }

    async def send_to(self, served: TestApp) -> int:
        """Make the request, and return the status of the answer."""
        await application(served._app, runs_scheduled=False)(self._scope, self._receive, self._send)
        status: int = self.sent[0]["status"]
        return status

    async def _receive(self) -> dict[str, object]:
        if self.leaves:
            return {"type": "http.disconnect"}
        self.taken += MEBIBYTE
        return {"type": "http.request", "body": b" " * MEBIBYTE, "more_body": self.taken < 100 * MEBIBYTE}

    async def _send(self, message: Any) -> None:  # noqa: ANN401  ASGI's own messages
        self.sent.append(message)


@pytest.mark.parametrize("path", ["/api/query", "/api/mutation", "/api/action", "/api/query_batch", "/api/run/a/b"])
async def test_a_large_body_is_not_read(served: TestApp, path: str) -> None:
    declared = Upload(path, [(b"content-length", b"%d" % (100 * MEBIBYTE))])
    assert await declared.send_to(served) == 413
    assert declared.taken == 0
    streamed = Upload(path, [])
    assert await streamed.send_to(served) == 413
    assert streamed.taken == 17 * MEBIBYTE


@pytest.mark.parametrize("length", [b"9" * 5000, b"100000000000000000000"])
async def test_a_length_that_is_no_length(served: TestApp, length: bytes) -> None:
    assert await Upload("/api/query", [(b"content-length", length)]).send_to(served) == 413


async def test_a_length_that_is_not_true(served: TestApp) -> None:
    upload = Upload("/api/query", [(b"content-length", b"7")])
    assert await upload.send_to(served) == 413
    assert upload.taken == 17 * MEBIBYTE


async def test_routes_and_files_have_limits_of_their_own(served: TestApp) -> None:
    route = Upload("/http/mirror", [])
    assert await route.send_to(served) == 413
    assert route.taken == 21 * MEBIBYTE
    url = httpx.URL(await served.mutation(api.notes.upload_url()))
    file = Upload(f"{url.path}?{url.query.decode()}", [(b"content-length", b"%d" % (100 * MEBIBYTE + 1))])
    assert await file.send_to(served) == 413
    assert file.taken == 0


async def test_a_client_that_leaves(served: TestApp, caplog: pytest.LogCaptureFixture) -> None:
    upload = Upload("/api/query", [])
    upload.leaves = True
    assert await upload.send_to(served) == 400
    assert caplog.records == []


async def test_what_fits_arrives_whole(client: httpx.AsyncClient) -> None:
    value = {"$bytes": base64.b64encode(bytes(range(256)) * 4096).decode()}
    assert (await call(client, "query", "values:echo", {"value": value}))["value"] == value
    assert json.loads((await client.post("/http/mirror", content="ä" * MEBIBYTE)).text)["body"] == "ä" * MEBIBYTE
