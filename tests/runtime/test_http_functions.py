"""The function API over HTTP: calls, their outcomes, formats, several queries in one snapshot."""

import json
import logging
import math
import re
from base64 import b64encode
from struct import pack
from typing import Any

import httpx
import pytest

from biconvex.testing import TestApp

from .apps import api
from .served import call, client_of

ENCODED = {"format": "convex_encoded_json"}
INT = {"$integer": b64encode(pack("<q", -(2**60))).decode()}
BYTES = {"$bytes": "AP8="}
NAN = {"$float": b64encode(pack("<d", math.nan)).decode()}


async def test_each_kind_has_its_address(client: httpx.AsyncClient) -> None:
    note = await call(client, "mutation", "notes:write", {"text": "first"})
    assert note["status"] == "success"
    assert isinstance(note["value"], str)
    assert note["logLines"] == []
    assert await call(client, "query", "notes:texts") == {"status": "success", "value": ["first"], "logLines": []}
    assert (await call(client, "action", "notes:caller"))["value"] == []


@pytest.mark.parametrize("args", [{"value": 1}, [{"value": 1}]])
async def test_arguments_are_an_object_or_an_array_of_one(client: httpx.AsyncClient, args: object) -> None:
    response = await client.post("/api/query", json={"path": "values:echo", "args": args})
    assert response.json()["value"] == 1


async def test_a_query_can_be_an_address(client: httpx.AsyncClient) -> None:
    params = {"path": "values:echo", "args": json.dumps({"value": INT}), **ENCODED}
    assert (await client.get("/api/query", params=params)).json()["value"] == INT
    assert (await client.get("/api/query", params={**params, "format": "json"})).json()["value"] == str(-(2**60))


async def test_the_address_can_name_a_function_of_any_kind(served: TestApp) -> None:
    async with client_of(served) as client:
        written = await client.post("/api/run/notes/write", json={"args": {"text": "first"}})
        assert written.json()["status"] == "success"
        read = await client.post("/api/run/notes/texts", json={"args": {}})
        assert read.json()["value"] == ["first"]
        plain = await client.post("/api/run/values/echo", json={"args": {"value": INT}})
        assert plain.json()["value"] == str(-(2**60))
        encoded = await client.post("/api/run/values/echo", json={"args": {"value": INT}, **ENCODED})
        assert encoded.json()["value"] == INT
        hidden = await client.post("/api/run/notes/hidden", json={"args": {"secret": "x"}})
        assert hidden.json()["errorMessage"].startswith("Could not find public function for 'notes:hidden'")
        assert (await client.post("/api/run/notes", json={"args": {}})).json()["status"] == "error"


@pytest.mark.parametrize(
    ("value", "encoded", "clean"),
    [
        (1, 1.0, 1.0),
        (1.5, 1.5, 1.5),
        (1e300, 1e300, 1e300),
        (INT, INT, str(-(2**60))),
        (BYTES, BYTES, "AP8="),
        (NAN, NAN, "NaN"),
        ({"$float": b64encode(pack("<d", math.inf)).decode()}, ..., "Infinity"),
        ({"$float": b64encode(pack("<d", -math.inf)).decode()}, ..., "-Infinity"),
        ({"$float": b64encode(pack("<d", -0.0)).decode()}, ..., -0.0),
        ([None, True, "ä", {"a": [INT]}], ..., [None, True, "ä", {"a": [str(-(2**60))]}]),
        ({}, {}, {}),
    ],
)
async def test_both_formats(client: httpx.AsyncClient, value: object, encoded: object, clean: object) -> None:
    expected = value if encoded is ... else encoded
    for name in ("convex_encoded_json", "convex_json"):
        assert (await call(client, "query", "values:echo", {"value": value}, format=name))["value"] == expected
    for plain in ("json", "convex_clean_json", None):
        found = (await call(client, "query", "values:echo", {"value": value}, format=plain))["value"]
        assert repr(found) == repr(clean)


async def test_numbers_always_have_a_point_or_an_exponent(client: httpx.AsyncClient) -> None:
    # The official client for Python takes 14 for no number at all.
    values = [0, 1, -1, 14, 2**53 - 1, 1e15, 1e16, 1e21, 1e22, 1.5, 5e-324, 1.7976931348623157e308]
    for name in ("convex_encoded_json", "json"):
        body = {"path": "values:echo", "args": {"value": values}, "format": name}
        text = (await client.post("/api/query", json=body)).text
        numbers = re.findall(r"-?\d[\d.eE+-]*", text)
        assert len(numbers) == len(values)
        assert all(re.search(r"[.e]", number) for number in numbers), numbers
        assert [float(number) for number in numbers] == values


@pytest.mark.parametrize("name", ["export_json", "JSON", "", 7, [], True])
async def test_other_formats_are_refused(client: httpx.AsyncClient, name: object) -> None:
    response = await client.post("/api/query", json={"path": "notes:texts", "args": {}, "format": name})
    assert response.status_code == 400
    assert response.json()["code"] == "BadFormat"


@pytest.mark.parametrize(("args", "presence"), [({}, "missing"), ({"note": None}, "null"), ({"note": "x"}, "x")])
async def test_missing_is_not_null(client: httpx.AsyncClient, args: object, presence: str) -> None:
    assert (await call(client, "query", "values:presence", args))["value"] == presence


@pytest.mark.parametrize(
    ("kind", "path", "args", "message"),
    [
        ("query", "notes:nothing", {}, "Could not find public function for 'notes:nothing'"),
        ("query", "nothing", {}, "Could not find public function for 'nothing'"),
        ("query", "\ud800:\u0000", {}, "Could not find public function for '"),
        ("query", "notes:hidden", {"secret": "x"}, "Could not find public function for 'notes:hidden'"),
        ("mutation", "notes:texts", {}, "'notes:texts' is a query"),
        ("query", "notes:write", {"text": "x"}, "'notes:write' is a mutation"),
        ("action", "notes:write", {"text": "x"}, "'notes:write' is a mutation"),
        ("mutation", "notes:write", {"text": 5}, "ArgumentValidationError: .text: "),
        ("mutation", "notes:write", {}, "ArgumentValidationError: "),
        ("mutation", "notes:write", {"text": "x", "more": 1}, "ArgumentValidationError: "),
        ("query", "values:echo", BYTES, "ArgumentValidationError: "),
        ("query", "notes:wrongResult", {}, "ReturnsValidationError: "),
    ],
)
async def test_what_callers_do_wrong_they_are_told(
    client: httpx.AsyncClient, kind: str, path: str, args: object, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = await call(client, kind, path, args)
    assert outcome.keys() == {"status", "errorMessage", "logLines"}
    assert outcome["status"] == "error"
    assert outcome["errorMessage"].startswith(message)
    assert caplog.records == []


@pytest.mark.parametrize(
    ("data", "clean", "message"),
    [
        ("EMPTY", "EMPTY", "EMPTY"),
        (None, None, "null"),
        ({"code": "EMPTY", "n": INT}, {"code": "EMPTY", "n": str(-(2**60))}, f'{{"code":"EMPTY","n":"{-(2**60)}"}}'),
    ],
)
async def test_the_errors_of_an_app_carry_data(
    client: httpx.AsyncClient, data: object, clean: object, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    expected = {"status": "error", "errorMessage": f"Uncaught ConvexError: {message}", "logLines": []}
    assert await call(client, "query", "values:fail", {"data": data}) == {**expected, "errorData": data}
    assert await call(client, "query", "values:fail", {"data": data}, format="json") == {**expected, "errorData": clean}
    assert caplog.records == []


@pytest.mark.parametrize(
    ("kind", "path", "args", "shown"),
    [
        ("mutation", "notes:writeThenRaise", {"text": "x"}, "Uncaught ValueError: the secret is 42"),
        ("query", "notes:unsendable", {}, "Uncaught ValidationError: a value of the class object"),
        ("action", "notes:callsWrongly", {}, "Uncaught ArgumentValidationError: .secret: "),
    ],
)
async def test_other_errors_are_logged_and_kept_back(
    served: TestApp, kind: str, path: str, args: object, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with client_of(served) as client:
        outcome = await call(client, kind, path, args)
    assert outcome == {"status": "error", "errorMessage": "Server Error", "logLines": []}
    [record] = caplog.records
    assert (record.name, record.levelno) == ("biconvex.http", logging.ERROR)
    assert record.getMessage() == f'the {kind} "{path}" failed'
    assert record.exc_info is not None
    async with client_of(served, shows_errors=True) as client:
        assert (await call(client, kind, path, args))["errorMessage"].startswith(shown)
    assert await served.query(api.notes.texts()) == []


async def test_a_batch_reads_one_snapshot(served: TestApp) -> None:
    async with client_of(served) as client:
        await served.mutation(api.notes.write(text="before"))
        module = served._app.engine._modules.load("notes")

        async def write() -> None:
            await served.mutation(api.notes.write(text="meanwhile"))

        vars(module)["pause"] = write
        queries: list[Any] = [
            {"path": "notes:texts", "args": {}},
            {"path": "notes:textsLater", "args": [{}]},
            {"path": "values:echo", "args": {"value": INT}, **ENCODED},
            {"path": "notes:write", "args": {"text": "x"}},
            {"path": "notes:hidden", "args": {}},
            {"path": "values:fail", "args": {"data": "no"}},
        ]
        results = (await client.post("/api/query_batch", json={"queries": queries})).json()["results"]
    assert [each["status"] for each in results] == [*["success"] * 3, *["error"] * 3]
    assert [each["value"] for each in results[:3]] == [["before"], ["before"], INT]
    assert results[5]["errorData"] == "no"
    assert await served.query(api.notes.texts()) == ["before", "meanwhile"]


async def test_an_empty_batch(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/query_batch", json={"queries": []})).json() == {"results": []}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/mutation", "POST"),
        ("GET", "/api/action", "POST"),
        ("PUT", "/api/query", "GET, HEAD, POST"),
        ("DELETE", "/version", "GET, HEAD"),
    ],
)
async def test_another_method(client: httpx.AsyncClient, method: str, path: str, allowed: str) -> None:
    response = await client.request(method, path)
    assert response.status_code == 405
    assert response.json() == {
        "code": "MethodNotAllowed",
        "message": f'"{path}" does not take the method {method}',
    }
    assert set(response.headers["allow"].split(", ")) == set(allowed.split(", "))


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/http", "/nothing", "/api/query/", "/api/storage/"])
async def test_another_path(client: httpx.AsyncClient, path: str) -> None:
    response = await client.post(path, json={})
    assert response.status_code == 404
    assert response.json() == {"code": "NotFound", "message": f'there is nothing at "{path}"'}


async def test_what_the_server_says_of_itself(client: httpx.AsyncClient) -> None:
    assert re.match(r"\d+\.\d+", (await client.get("/version")).text)
    assert "biconvex" in (await client.get("/")).text


async def test_a_test_can_ask_its_app_over_http(served: TestApp) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(served.asgi), base_url="http://app") as client:
        await call(client, "mutation", "notes:write", {"text": "first"})
    assert await served.query(api.notes.texts()) == ["first"]


async def test_a_server_that_is_broken_itself(served: TestApp) -> None:
    served.close()
    transport = httpx.ASGITransport(served.asgi, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
        assert (await call(client, "query", "notes:texts"))["errorMessage"] == "Server Error"
        response = await client.get("/api/storage/key")
    assert response.status_code == 500
    assert response.json() == {"code": "InternalServerError", "message": "the server failed; its log says why"}
