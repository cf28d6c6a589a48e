"""The two kinds of database that an app runs on, and two small apps: one with everything, one served over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from biconvex.testing import TestApp, open_app

from . import served as served_app
from . import stage as stage_app
from .apps import compiled


@pytest.fixture(params=["memory", "file"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """Give the address of a new database; the test runs once in memory and once on a file."""
    return None if request.param == "memory" else f"sqlite:///{tmp_path}/app.db"


@pytest.fixture(scope="session")
def stage_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source folder of the app in `stage.py`."""
    return compiled(tmp_path_factory.mktemp("stage"), stage_app.MODULES)


@pytest.fixture
async def stage(stage_folder: Path, database: str | None) -> AsyncIterator[stage_app.Stage]:
    """Give the app in `stage.py`, open, as a test finds it."""
    async with stage_app.open_stage(stage_folder, database) as opened:
        yield opened


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source folder of the app in `served.py`."""
    return compiled(tmp_path_factory.mktemp("served"), served_app.MODULES)


@pytest.fixture
async def served(served_folder: Path) -> AsyncIterator[TestApp]:
    """Give the app in `served.py`, open, with nothing in it."""
    async with open_app(served_folder) as opened:
        yield opened


@pytest.fixture
async def client(served: TestApp) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of the app in `served.py`."""
    async with served_app.client_of(served) as opened:
        yield opened
