"""The pytest fixture `app`: the project's app in memory, a new one for each test."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .app import TestApp


@pytest.fixture
def app(request: pytest.FixtureRequest) -> "Iterator[TestApp]":
    """Open the source folder that the nearest `pyproject.toml` of the test names."""
    from ..runtime.project import configured_source  # here: pytest loads this module in every project
    from .app import open_app

    opened = open_app(configured_source(Path(request.path).parent))
    yield opened
    opened.close()
