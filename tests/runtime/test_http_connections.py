"""Connections of a real server: what is sent keeps them in step, and what is too large breaks nothing."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from biconvex.asgi import application
from biconvex.runtime import App

from .served import call, free_port, listening

MEBIBYTE = 2**20


@pytest.fixture
async def connection(served_folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client with one connection, which it keeps."""
    with free_port() as (listener, origin), App.open(served_folder, origin=origin) as app:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
        async with listening(application(app), listener), httpx.AsyncClient(base_url=origin, limits=limits) as client:
            yield client


async def test_answers_without_a_body_keep_the_connection_in_step(connection: httpx.AsyncClient) -> None:
    url = (await call(connection, "action", "notes:store", {"data": {"$bytes": "AP8="}}))["value"]
    etag = (await connection.get(url)).headers["etag"]
    for method, path, headers, status in [
        ("HEAD", url, {}, 200),
        ("HEAD", url, {"range": "bytes=1-"}, 206),
        ("GET", url, {"range": "bytes=1-"}, 206),
        ("GET", url, {"if-none-match": etag}, 304),
        ("HEAD", "/http/mirror", {}, 201),
        ("HEAD", "/http/nothing", {}, 404),
        ("HEAD", "/nothing", {}, 404),
        ("GET", "/http/broken?how=empty", {}, 204),
        ("HEAD", "/http/broken?how=raise", {}, 500),
        ("HEAD", "/api/query?path=notes:texts&args={}", {}, 200),
    ]:
        assert (await connection.request(method, path, headers=headers)).status_code == status
        assert (await call(connection, "query", "values:echo", {"value": status}))["value"] == status


async def test_a_large_body_that_is_announced(connection: httpx.AsyncClient) -> None:
    reader, writer = await asyncio.open_connection(connection.base_url.host, connection.base_url.port)
    head = b"POST /api/query HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % (100 * MEBIBYTE)
    writer.write(head + b" " * 1000)
    async with asyncio.timeout(5):  # the answer comes before the body
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_large_body_that_is_not_announced(connection: httpx.AsyncClient) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * MEBIBYTE

    tracemalloc.start()
    try:
        status = (await connection.post("/api/query", content=body())).status_code
    except httpx.TransportError:  # a server may close the connection before all of it was sent
        status = 413
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert status == 413
    assert peak < 32 * MEBIBYTE  # of client and server together
    assert (await connection.get("/version")).status_code == 200
