"""The judge that the tests of this folder ask."""

from collections.abc import Iterator

import pytest

from .judge import Judge


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """Give the running interpreter as a judge."""
    with Judge() as running:
        yield running
