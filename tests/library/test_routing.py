"""Requests, responses, and which route answers."""

import asyncio
from typing import Any

import pytest

from biconvex import Request, Response, http_router
from biconvex.errors import UsageError
from biconvex.server import HttpAction


def _handler(name: str) -> HttpAction[Any]:
    async def handler(ctx: object, request: Request) -> Response:
        return Response(name)

    return HttpAction(handler)


HOOK, FILES, IMAGES, OTHER = (_handler(name) for name in ("hook", "files", "images", "other"))


def test_an_exact_path_wins_then_the_longest_prefix() -> None:
    http = http_router()
    http.route(path="/hook", method="POST", handler=HOOK)
    http.route(path="/hook", method="GET", handler=OTHER)
    http.route(path_prefix="/files/", method="GET", handler=FILES)
    http.route(path_prefix="/files/images/", method="GET", handler=IMAGES)
    http.route(path="/files/list", method="POST", handler=OTHER)

    def found(path: str, method: str) -> HttpAction[Any] | None:
        route = http.lookup(path, method)
        return None if route is None else route.handler

    assert found("/hook", "POST") is HOOK
    assert found("/hook", "GET") is OTHER
    assert found("/hook", "HEAD") is OTHER
    assert found("/hook/", "POST") is None
    assert found("/files/a.txt", "GET") is FILES
    assert found("/files/images/a.png", "HEAD") is IMAGES
    assert found("/files/list", "GET") is FILES
    assert found("/files", "GET") is None
    assert found("/files/a.txt", "DELETE") is None


def test_routes_are_listed_in_order() -> None:
    http = http_router()
    http.route(path_prefix="/b/", method="POST", handler=HOOK)
    http.route(path_prefix="/c/", method="GET", handler=HOOK)
    http.route(path="/z", method="GET", handler=HOOK)
    http.route(path="/a", method="POST", handler=HOOK)
    http.route(path="/a", method="GET", handler=HOOK)
    listed = [(route.path, route.is_prefix, route.method) for route in http.get_routes()]
    assert listed == [
        ("/a", False, "GET"),
        ("/a", False, "POST"),
        ("/z", False, "GET"),
        ("/c/", True, "GET"),
        ("/b/", True, "POST"),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "GET"}, "either a path or a path_prefix"),
        ({"path": "/a", "path_prefix": "/a/", "method": "GET"}, "either a path or a path_prefix"),
        ({"path": "a", "method": "GET"}, "does not begin with a slash"),
        ({"path_prefix": "a/", "method": "GET"}, "does not begin with a slash"),
        ({"path_prefix": "/a", "method": "GET"}, "does not end with a slash"),
        ({"path": "/.files", "method": "GET"}, "reserved"),
        ({"path": "/.files/x", "method": "GET"}, "reserved"),
        ({"path_prefix": "/.files/", "method": "GET"}, "reserved"),
        ({"path": "/a*", "method": "GET"}, "ends with a star"),
        ({"path": "/a", "method": "HEAD"}, "is not a method of routes"),
        ({"path": "/a", "method": "get"}, "is not a method of routes"),
        ({"path": "/taken", "method": "GET"}, "has a handler already"),
        ({"path_prefix": "/taken/", "method": "GET"}, "has a handler already"),
        ({"path": "/a", "method": "GET", "handler": None}, "is an http action"),
        ({"path": "/a", "method": "GET", "handler": HOOK.handler}, "is an http action"),
    ],
)
def test_routes_that_cannot_be(options: dict[str, Any], message: str) -> None:
    http = http_router()
    http.route(path="/taken", method="GET", handler=HOOK)
    http.route(path_prefix="/taken/", method="GET", handler=HOOK)
    http.route(path="/.filesystem", method="GET", handler=HOOK)
    with pytest.raises(UsageError, match=message):
        http.route(**{"handler": HOOK, **options})


def test_a_request_has_its_parts() -> None:
    request = Request(
        "https://example.com/hook/paid?order=5&note=",
        method="POST",
        headers={"X-Signature": "s"},
        body='{"ø": 1}'.encode(),
    )
    assert (request.path, request.method) == ("/hook/paid", "POST")
    assert request.query_params == {"order": "5", "note": ""}
    assert request.headers["x-signature"] == request.headers["X-SIGNATURE"] == "s"
    assert request.headers.get("missing") is None
    assert asyncio.run(request.json()) == {"ø": 1}
    assert asyncio.run(request.text()) == '{"ø": 1}'


def test_a_response_has_a_body_of_bytes() -> None:
    assert Response().body == b""
    text = Response("ø", status=202)
    assert (text.body, text.text(), text.status) == ("ø".encode(), "ø", 202)
    assert text.headers["Content-Type"] == "text/plain;charset=UTF-8"
    assert Response("{}", headers={"Content-Type": "application/json"}).headers["content-type"] == "application/json"
    assert "content-type" not in Response(b"\x00").headers
    assert Response('{"a": [1]}').json() == {"a": [1]}
