"""The two kinds of database that an app runs on, and the small app that is served over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from biconvex.testing import TestApp, open_app

from .apps import compiled
from .served import MODULES, client_of


@pytest.fixture(params=["memory", "file"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """Give the address of a new database; the test runs once in memory and once on a file."""
    return None if request.param == "memory" else f"sqlite:///{tmp_path}/app.db"


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source folder of the app in `served.py`."""
    return compiled(tmp_path_factory.mktemp("served"), MODULES)


@pytest.fixture
async def served(served_folder: Path) -> AsyncIterator[TestApp]:
    """Give the app in `served.py`, open, with nothing in it."""
    async with open_app(served_folder) as opened:
        yield opened


@pytest.fixture
async def client(served: TestApp) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of the app in `served.py`."""
    async with client_of(served) as opened:
        yield opened
