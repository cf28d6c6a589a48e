"""The official client of npm, as it is, against a server of uvicorn: every function, and every kind of value."""

import asyncio
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Mapping
from pathlib import Path

import pytest

from biconvex.asgi import application
from biconvex.runtime import App
from tests.typescript_backend.judges import COMPILERS, Workspace

from .apps import fixture_app
from .served import free_port, listening

pytestmark = pytest.mark.slow

CLIENTS = Path(__file__).parent / "clients"
EMITTED = ("api.js", "api.d.ts", "dataModel.d.ts")


def authenticate(token: str) -> Mapping[str, object] | None:
    """Know one caller."""
    return {"issuer": "https://issuer.example", "subject": "ada", "name": "Ada"} if token == "token" else None


async def served_to(client: str, source: Path, checkout: Path, folder: Path) -> str:
    """Compile a client against what was emitted for an app, run it against the app, and return what it says."""
    emitted = {f"_generated/{name}": (source / "_generated" / name).read_text(encoding="utf-8") for name in EMITTED}
    files = {name: (CLIENTS / name).read_text(encoding="utf-8") for name in ("checks.ts", f"{client}.ts")}
    workspace = Workspace.of(folder, checkout, {"package.json": '{"type": "module"}', **emitted, **files})
    for version in COMPILERS:
        assert workspace.compile(version, noEmit=False) == []
    with free_port() as (listener, origin), App.open(source, origin=origin) as app:
        async with listening(application(app, authenticate=authenticate), listener):
            node = await asyncio.create_subprocess_exec(
                "node", f"{client}.js", origin, cwd=folder, stdout=PIPE, stderr=STDOUT
            )
            said, _ = await node.communicate()
    return said.decode()


async def test_the_documents(checkout: Path, tmp_path: Path) -> None:
    assert await served_to("documents", fixture_app("documents"), checkout, tmp_path) == "documents: done\n"


async def test_the_values(served_folder: Path, checkout: Path, tmp_path: Path) -> None:
    assert await served_to("values", served_folder, checkout, tmp_path) == "values: done\n"
