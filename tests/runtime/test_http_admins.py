"""Who has the key of a server calls every function over HTTP, as anybody; nobody else does."""

import json
from base64 import b64encode

import httpx
import pytest

from biconvex.asgi import application
from biconvex.testing import TestApp

from .served import connected

HIDDEN = {"path": "notes:hidden", "args": {"secret": "x"}}
CALLER = {"path": "notes:caller", "args": {}}
CLAIMS = {"issuer": "https://issuer.example", "subject": "ada", "email": "ada@issuer.example"}


def administered(served: TestApp, key: str | None = "the key") -> httpx.AsyncClient:
    """Return a client of the app, served with a key."""
    return connected(application(served._app, admin_key=key, runs_scheduled=False))


def claimed(claims: object) -> str:
    """Return a header with the key, and claims."""
    return f"Convex the key:{b64encode(json.dumps(claims).encode()).decode()}"


async def test_the_key_opens_internal_functions(served: TestApp) -> None:
    async with administered(served) as client:
        client.headers["authorization"] = "Convex the key"
        assert (await client.post("/api/function", json=HIDDEN)).json()["value"] == "x"
        assert (await client.post("/api/function", json=CALLER)).json()["value"] == []
        # With the key as without it, the other addresses know public functions alone.
        assert (await client.post("/api/query", json=HIDDEN)).status_code == 401


async def test_the_key_calls_for_anybody(served: TestApp) -> None:
    async with administered(served) as client:
        answer = await client.post("/api/function", json=CALLER, headers={"authorization": claimed(CLAIMS)})
        assert answer.json()["value"] == [
            "https://issuer.example",
            "ada",
            "https://issuer.example|ada",
            CLAIMS["email"],
        ]


@pytest.mark.parametrize("header", [None, "", "Convex", "Convex ", "Convex the", "Convex the keys", "Bearer the key"])
async def test_without_the_key_nothing_runs(served: TestApp, header: str | None) -> None:
    for key in ("the key", None):
        async with administered(served, key) as client:
            headers = {} if header is None else {"authorization": header}
            answer = await client.post("/api/function", json=HIDDEN, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "BadAdminKey")


@pytest.mark.parametrize("header", ["Convex the key:=", claimed([]), claimed({"issuer": "x"}), claimed("ada")])
async def test_claims_that_are_nobodys(served: TestApp, header: str) -> None:
    async with administered(served) as client:
        answer = await client.post("/api/function", json=CALLER, headers={"authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (400, "BadIdentity")
