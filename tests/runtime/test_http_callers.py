"""Who calls over HTTP, and from which pages: tokens, headers that prove nothing, CORS."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from biconvex.asgi import Authenticate
from biconvex.testing import TestApp

from .served import ORIGIN, call, client_of

CLAIMS = {"issuer": "https://issuer.example", "subject": "ada", "email": "ada@issuer.example"}
ADA = ["https://issuer.example", "ada", "https://issuer.example|ada", "ada@issuer.example"]


def known(token: str) -> Mapping[str, object] | None:
    return CLAIMS if token == "ada's" else None


async def known_later(token: str) -> Mapping[str, object] | None:
    return known(token)


class Known:
    """An object that is called, as a verifier with a cache of keys is."""

    def __call__(self, token: str) -> Mapping[str, object] | None:
        return known(token)


def raising(token: str) -> Mapping[str, object] | None:
    raise LookupError(token)


def without_subject(token: str) -> Mapping[str, object] | None:
    return {"issuer": "https://issuer.example"}


@pytest.mark.parametrize("authenticate", [known, known_later, Known()])
@pytest.mark.parametrize("header", ["Bearer ada's", "bearer ada's", "BEARER  ada's "])
async def test_a_token_says_who_calls(served: TestApp, authenticate: Authenticate, header: str) -> None:
    async with client_of(served, authenticate=authenticate) as client:
        client.headers["authorization"] = header
        assert (await call(client, "action", "notes:caller"))["value"] == ADA


async def test_without_a_header_nobody_calls(served: TestApp) -> None:
    async with client_of(served, authenticate=known) as client:
        assert (await call(client, "action", "notes:caller"))["value"] == []


@pytest.mark.parametrize(
    ("authenticate", "header"),
    [
        (known, "Bearer eve's"),
        (known, "Bearer"),
        (known, "Bearer "),
        (known, ""),
        (known, "Basic ada's"),
        (known, "ada's"),
        (known, "Convex key"),
        (None, "Bearer ada's"),
    ],
)
@pytest.mark.parametrize("path", ["/api/query", "/api/mutation", "/api/action", "/api/run/notes/caller"])
async def test_what_proves_nothing_is_refused(
    served: TestApp, authenticate: Authenticate | None, header: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with client_of(served, authenticate=authenticate) as client:
        body = {"path": "notes:caller", "args": {}}
        response = await client.post(path, json=body, headers={"authorization": header})
    assert response.status_code == 401
    assert response.json()["code"] == "Unauthenticated"
    assert response.headers["www-authenticate"] == "Bearer"
    assert caplog.records == []


async def test_a_batch_is_refused_as_one(served: TestApp) -> None:
    async with client_of(served, authenticate=known) as client:
        body: Any = {"queries": [{"path": "notes:texts", "args": {}}]}
        client.headers["authorization"] = "Bearer eve's"
        assert (await client.post("/api/query_batch", json=body)).status_code == 401
        client.headers["authorization"] = "Bearer ada's"
        assert (await client.post("/api/query_batch", json=body)).json()["results"][0]["value"] == []


@pytest.mark.parametrize("authenticate", [raising, without_subject])
async def test_a_verifier_that_fails_verifies_nobody(
    served: TestApp, authenticate: Authenticate, caplog: pytest.LogCaptureFixture
) -> None:
    async with client_of(served, authenticate=authenticate) as client:
        headers = {"authorization": "Bearer ada's"}
        body = {"path": "notes:caller", "args": {}}
        assert (await client.post("/api/action", json=body, headers=headers)).status_code == 401
    [record] = caplog.records
    assert record.name == "biconvex.http"
    assert "ada's" not in record.getMessage()


@pytest.mark.parametrize(
    ("header", "subject"),
    [("Bearer ada's", "ada"), ("Bearer eve's", None), ("Basic YWRhOnM=", None), ("", None), (None, None)],
)
async def test_routes_see_a_header_that_proves_nothing(
    served: TestApp, header: str | None, subject: str | None
) -> None:
    async with client_of(served, authenticate=known) as client:
        given = {} if header is None else {"authorization": header}
        seen = (await client.get("/http/mirror", headers=given)).json()
    assert seen["subject"] == subject
    assert seen["headers"].get("authorization") == header


async def test_pages_of_every_origin_may_call(client: httpx.AsyncClient) -> None:
    page = {"origin": "https://page.example"}
    asked = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,convex-client",
    }
    preflight = await client.options("/api/mutation", headers={**page, **asked})
    assert preflight.status_code == 200
    allowed = {name: value for name, value in preflight.headers.items() if name.startswith("access-control")}
    assert allowed == {
        "access-control-allow-credentials": "true",
        "access-control-allow-headers": "authorization,content-type,convex-client",
        "access-control-allow-methods": "GET, POST, OPTIONS, PATCH, DELETE, PUT",
        "access-control-allow-origin": "https://page.example",
        "access-control-max-age": "86400",
    }
    # Errors too: a page that may not read one sees a failed network instead.
    for method, path, status in [
        ("POST", "/api/query", 400),
        ("GET", "/api/mutation", 405),
        ("GET", "/api/nothing", 404),
        ("GET", "/api/storage/nothing", 404),
        ("POST", "/api/storage/upload", 403),
    ]:
        response = await client.request(method, path, headers=page)
        assert response.status_code == status
        assert response.headers["access-control-allow-origin"] == "https://page.example"
        assert response.headers["access-control-allow-credentials"] == "true"
        assert response.headers["vary"] == "Origin"


async def test_what_is_no_api_says_for_itself_who_may_call(client: httpx.AsyncClient) -> None:
    page = {"origin": "https://page.example", "access-control-request-method": "PUT"}
    for method, path in [("GET", "/http/mirror"), ("OPTIONS", "/http/mirror"), ("GET", "/version")]:
        response = await client.request(method, path, headers=page)
        assert not [name for name in response.headers if name.startswith("access-control")]
    assert (await client.options("/http/mirror", headers=page)).json()["url"] == f"{ORIGIN}/mirror"
