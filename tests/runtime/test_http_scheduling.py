"""What happens by the clock while an app is served: alone, mounted in another application, and at the end."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from biconvex.asgi import application
from biconvex.runtime import App

from .served import call, connected

PATIENCE = 5.0


@pytest.fixture
async def app(served_folder: Path) -> AsyncIterator[App]:
    with App.open(served_folder) as opened:
        yield opened


async def written(client: httpx.AsyncClient, number: int = 1) -> list[str]:
    """Return the notes once there are some."""
    texts: list[str] = []

    async def some() -> bool:
        texts[:] = (await call(client, "query", "notes:texts"))["value"]
        return len(texts) >= number

    await eventually(some)
    return texts


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds that happens in a task of the server's."""
    async with asyncio.timeout(PATIENCE):
        while not await holds():  # noqa: ASYNC110  the server tells nobody when it has run something
            await asyncio.sleep(0.01)


async def test_it_runs_from_start_to_end(app: App) -> None:
    served = application(app)
    async with connected(served) as client:
        async with served.router.lifespan_context(served):
            await call(client, "mutation", "notes:writeLater", {"text": "later"})
            assert await written(client) == ["later"]
        # What was scheduled before the start runs at the start, without a request.
        await app.run("notes:writeLater", {"text": "again"})

        async def both() -> bool:
            return await app.run("notes:texts", {}) == ["later", "again"]

        async with served.router.lifespan_context(served):
            await eventually(both)


async def test_mounted_it_runs_from_the_first_request(app: App) -> None:
    outer = Starlette(routes=[Mount("/backend", application(app))])
    async with connected(outer) as client, outer.router.lifespan_context(outer):
        client.base_url = client.base_url.join("/backend/")
        await call(client, "mutation", "notes:writeLater", {"text": "later"})
        assert await written(client) == ["later"]


async def test_it_can_be_left_out(app: App) -> None:
    served = application(app, runs_scheduled=False)
    async with connected(served) as client, served.router.lifespan_context(served):
        await call(client, "mutation", "notes:writeLater", {"text": "later"})
        await asyncio.sleep(0.05)
        assert (await call(client, "query", "notes:texts"))["value"] == []


async def test_the_end_waits_for_what_runs(app: App, caplog: pytest.LogCaptureFixture) -> None:
    served = application(app)
    before = asyncio.all_tasks()
    state = vars(app.engine._modules.load("notes"))

    async def begun() -> bool:
        return bool(state["begun"])

    async with connected(served) as client, served.router.lifespan_context(served):
        await call(client, "mutation", "notes:beginLater")
        await eventually(begun)
        assert len(asyncio.all_tasks()) > len(before)
    assert asyncio.all_tasks() == before
    assert state["begun"] == "ended"
    assert caplog.records == []


def test_each_event_loop_has_its_own(served_folder: Path) -> None:
    with App.open(served_folder) as app:
        served = application(app)

        async def schedule(text: str, number: int) -> list[str]:
            async with connected(served) as client:
                await call(client, "mutation", "notes:writeLater", {"text": text})
                return await written(client, number)

        assert asyncio.run(schedule("first", 1)) == ["first"]
        assert asyncio.run(schedule("second", 2)) == ["first", "second"]


async def test_the_next_request_starts_again_what_broke(app: App, caplog: pytest.LogCaptureFixture) -> None:
    served = application(app)
    async with connected(served) as client:
        table = "_scheduled_functions"
        app.engine.database.writer.execute(f"ALTER TABLE {table} RENAME TO elsewhere")
        await client.get("/version")
        await asyncio.sleep(0.05)
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        app.engine.database.writer.execute(f"ALTER TABLE elsewhere RENAME TO {table}")
        await call(client, "mutation", "notes:writeLater", {"text": "later"})
        assert await written(client) == ["later"]


async def test_a_call_is_tried_again_after_a_rest_where_the_database_cannot_be_written(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    served = application(app)
    await app.run("notes:writeLater", {"text": "later"})
    app.engine.database.writer.execute("PRAGMA query_only = ON")
    async with connected(served) as client, served.router.lifespan_context(served):
        await asyncio.sleep(0.2)
        assert [record.message for record in caplog.records] == ["a scheduled call broke off"]
        app.engine.database.writer.execute("PRAGMA query_only = OFF")
        assert await written(client) == ["later"]


def test_without_starlette_it_says_what_to_install(checkout: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(checkout)!r}); import biconvex.asgi"
    # Isolated, and without the packages that are installed.
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert last == 'ModuleNotFoundError: serving an app needs starlette: install "biconvex[serve]"'
