"""A project whose outputs are written."""

from pathlib import Path

import pytest

from biconvex_codegen.writer import write
from tests.writer.outputs import planned


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose outputs are up to date."""
    root = tmp_path.resolve() / "shop"
    (root / "backend").mkdir(parents=True)
    write(root, planned(root))
    return root
