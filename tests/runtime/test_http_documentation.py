"""The servers in docs/serving.md serve; FastAPI's part is played by Starlette, whose `mount` and lifespan it has."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.projects import process_environment
from tests.test_documentation import examples

from .apps import compiled
from .served import MODULES

ASK = """\
import asyncio
import httpx
import {module}

async def main():
    served = {module}.{name}
    client = httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://server{place}")
    async with served.router.lifespan_context(served), client:
        assert (await client.get("version")).status_code == 200
        call = {{"path": "notes:writeLater", "args": {{"text": "later"}}}}
        assert (await client.post("api/mutation", json=call)).json()["status"] == "success"
        while not (await client.post("api/run/notes/texts", json={{"args": {{}}}})).json()["value"]:
            await asyncio.sleep(0.01)
        url = (await client.post("api/run/notes/uploadUrl", json={{"args": {{}}}})).json()["value"]
        print(url.partition("?")[0])

asyncio.run(main())
"""


@pytest.fixture
def project(tmp_path: Path, checkout: Path) -> Path:
    root = compiled(tmp_path, MODULES).parent
    for name, code in examples(checkout / "docs/serving.md").items():
        if name in ("server.py", "mounted.py"):
            text = code.replace(
                "from fastapi import FastAPI", "from starlette.applications import Starlette as FastAPI"
            )
            (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("module", "name", "place", "upload"),
    [
        ("server", "server", "/", "https://api.example.com/api/storage/upload"),
        ("mounted", "api", "/backend/", "https://api.example.com/backend/api/storage/upload"),
    ],
)
def test_the_servers_serve(project: Path, module: str, name: str, place: str, upload: str) -> None:
    ask = ASK.format(module=module, name=name, place=place)
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=project,
        env=process_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == (upload, "")


@pytest.mark.slow
def test_the_servers_type_check(project: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "server.py", "mounted.py"]
    done = subprocess.run(command, cwd=project, env=process_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
