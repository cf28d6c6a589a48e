"""The two kinds of database that an app runs on."""

from pathlib import Path

import pytest


@pytest.fixture(params=["memory", "file"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """Give the address of a new database; the test runs once in memory and once on a file."""
    return None if request.param == "memory" else f"sqlite:///{tmp_path}/app.db"
