"""Whatever is done to an app, it has the documents of a model in plain Python that takes the same steps."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from biconvex.runtime import queries

from .apps import compiled
from .model.app import MODULES, TABLES, UNCHECKED_MODULES, UNCHECKED_TABLES
from .model.steps import Transaction, programs
from .model.twins import run

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("BICONVEX_EXAMPLES", "100"))
"""How many programs are run; more of them find what is rarer."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("checked"), MODULES)


@pytest.fixture(scope="module")
def unchecked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("unchecked"), UNCHECKED_MODULES)


@pytest.fixture(autouse=True, scope="module")
def small_batches() -> Iterator[None]:
    """Let a walk through few documents be one of several batches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "_BATCH", 3)
        yield


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(programs(TABLES))
def test_an_app_has_the_documents_of_its_model(folder: Path, program: list[Transaction]) -> None:
    asyncio.run(run(folder, TABLES, program))


@settings(max_examples=EXAMPLES // 2, suppress_health_check=list(HealthCheck))
@given(programs(UNCHECKED_TABLES))
def test_so_has_an_app_whose_schema_is_not_enforced(unchecked_folder: Path, program: list[Transaction]) -> None:
    asyncio.run(run(unchecked_folder, UNCHECKED_TABLES, program))
