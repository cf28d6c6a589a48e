"""Each fixture app is a golden: what is committed is what `gen` writes, and type checkers accept all of it.

`gen --project fixtures/NAME` writes a golden anew; its diff is for a person to read.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from .trees import committed, generated

PYRIGHT = "tests/node/node_modules/pyright/index.js"


def test_the_committed_outputs_are_up_to_date(fixture_apps: tuple[Path, ...]) -> None:
    assert {app.name for app in fixture_apps} >= {"chat", "documents", "shop"}
    for app in fixture_apps:
        command = [sys.executable, "-m", "biconvex_codegen", "--check", "--project", str(app)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert committed(generated(app))


@pytest.mark.slow
def test_mypy_accepts_source_and_outputs_together(fixture_apps: tuple[Path, ...], tmp_path: Path) -> None:
    for app in fixture_apps:
        command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / app.name), "backend"]
        done = subprocess.run(command, cwd=app, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "no issues found" in done.stdout


@pytest.mark.slow
def test_pyright_accepts_source_and_outputs_together(fixture_apps: tuple[Path, ...], checkout: Path) -> None:
    for app in fixture_apps:
        command = ["node", str(checkout / PYRIGHT), "--pythonpath", sys.executable, "backend"]
        done = subprocess.run(command, cwd=app, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 errors, 0 warnings" in done.stdout
