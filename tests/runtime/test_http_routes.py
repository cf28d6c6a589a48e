"""The app's own routes over HTTP: what their handlers see, what clients get, and what a broken handler gives away."""

import json
import logging
import re
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from biconvex.asgi import application
from biconvex.testing import TestApp

from .served import ORIGIN, client_of, connected

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


@pytest.mark.parametrize("method", METHODS)
async def test_a_handler_sees_the_request(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(
        method, "/http/mirror?a=1&b=%C3%A4&a=2", content="text ä", headers={"X-Own": "yes", "cookie": "a=b"}
    )
    assert response.status_code == 201
    seen = response.json()
    assert (seen["method"], seen["path"], seen["body"]) == (method, "/mirror", "text ä")
    assert seen["url"] == f"{ORIGIN}/mirror?a=1&b=%C3%A4&a=2"
    assert seen["query"] == {"a": "2", "b": "ä"}
    assert (seen["headers"]["x-own"], seen["headers"]["cookie"]) == ("yes", "a=b")
    assert response.headers["x-answer"] == "42"
    assert response.headers["content-type"] == "application/json"
    # What the handler says of the length of its body, and of the connection, is nothing that that may depend on.
    assert response.headers["content-length"] == str(len(response.content))
    assert "connection" not in response.headers


async def test_headers_that_come_more_than_once(client: httpx.AsyncClient) -> None:
    headers = [("x-own", "1"), ("x-own", "2"), ("cookie", "a=b"), ("cookie", "c=d")]
    seen = (await client.get("/http/mirror", headers=headers)).json()["headers"]
    assert (seen["x-own"], seen["cookie"]) == ("1, 2", "a=b; c=d")


@pytest.mark.parametrize(
    "path", ["/mirrors/a%2Fb", "/mirrors/a%20b", "/mirrors/%C3%A4", "/mirrors//x", "/mirrors/?x=%ff"]
)
async def test_paths_stay_escaped_as_they_came(client: httpx.AsyncClient, path: str) -> None:
    seen = (await client.get(f"/http{path}")).json()
    assert seen["url"] == ORIGIN + path
    assert seen["path"] == path.partition("?")[0]


async def test_escapes_in_the_prefix(client: httpx.AsyncClient) -> None:
    assert (await client.get("/%68ttp/mirrors/a%2Fb")).json()["path"] == "/mirrors/a%2Fb"


async def test_bytes_that_are_no_text_in_an_address(served: TestApp) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/http/mirror",
        "query_string": b"a=\xff",
        "headers": [(b"host", b"app.example")],
        "scheme": "https",
    }
    sent: list[Any] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:  # noqa: ANN401  ASGI's own messages
        sent.append(message)

    await served.asgi(scope, receive, send)
    assert sent[0]["status"] == 201
    assert json.loads(sent[1]["body"])["url"] == f"{ORIGIN}/mirror?a=ÿ"


async def test_head_is_answered_by_get_without_a_body(client: httpx.AsyncClient) -> None:
    head = await client.head("/http/mirror")
    assert (head.status_code, head.content, head.headers["x-answer"]) == (201, b"", "42")
    assert int(head.headers["content-length"]) > 0


@pytest.mark.parametrize("path", ["/http/nothing", "/http/", "/http/mirror/", "/http/mirrors", "/http/http/mirror"])
@pytest.mark.parametrize("method", METHODS)
async def test_no_route(client: httpx.AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, path)
    assert (response.status_code, response.text) == (404, "No matching routes found")


async def test_a_method_that_no_route_can_have(client: httpx.AsyncClient) -> None:
    assert (await client.request("TRACE", "/http/mirror")).status_code == 405


@pytest.mark.parametrize(
    ("how", "data", "shown"),
    [
        ("raise", ..., "ValueError: the secret is 42"),
        ("convex", {"n": {"$integer": "AQAAAAAAAAA="}}, 'ConvexError: {"n":"1"}'),
        ("unsendable", ..., "ConvexError: "),
        ("header", ..., "UsageError: HTTP has no header 'x-answer' with the value "),
        ("status", ..., "UsageError: the status of a response is from 200 to 599, not 99"),
        ("nothing", ..., "UsageError: the http action \"broken\" returns a Response, not 'no response'"),
    ],
)
async def test_a_broken_handler(
    served: TestApp, how: str, data: object, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with client_of(served) as client:
        response = await client.get("/http/broken", params={"how": how})
    assert response.status_code == 500
    assert response.json().get("data", ...) == data
    found = re.fullmatch(r"\[Request ID: (\w+)\] Server Error", response.json()["code"])
    assert found is not None
    [record] = caplog.records
    assert (record.name, record.levelno) == ("biconvex.http", logging.ERROR)
    assert record.getMessage() == f"the route GET /http/broken failed (request {found[1]})"
    async with client_of(served, shows_errors=True) as client:
        code = (await client.get("/http/broken", params={"how": how})).json()["code"]
    assert code.partition("\n")[2].startswith(f"Uncaught {shown}")


async def test_a_status_without_a_body(client: httpx.AsyncClient) -> None:
    response = await client.get("/http/broken", params={"how": "empty"})
    assert (response.status_code, response.content) == (204, b"")
    assert "content-length" not in response.headers


@pytest.mark.parametrize("place", ["/backend", "/a/b", "/http", "/ä"])
async def test_mounted_in_another_application(served: TestApp, place: str) -> None:
    outer = Starlette(routes=[Mount(place, application(served._app, runs_scheduled=False))])
    async with connected(outer) as client:
        seen = (await client.get(f"{place}/http/mirrors/a%2Fb?c=d")).json()
        assert seen["url"] == f"{ORIGIN}/mirrors/a%2Fb?c=d"
        body = {"path": "notes:texts", "args": {}}
        answer = await client.post(f"{place}/api/query", json=body, headers={"origin": "https://page.example"})
        assert answer.json()["value"] == []
        assert answer.headers["access-control-allow-origin"] == "https://page.example"
        missing = await client.get(f"{place}/nothing")
        assert (missing.status_code, missing.json()["code"]) == (404, "NotFound")
