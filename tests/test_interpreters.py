"""One compiler under every interpreter: each Python that is there compiles each fixture app to the committed bytes.

And says of the Markdown cases what this one does.
"""

import subprocess
from pathlib import Path

import pytest

from .interpreters import environments
from .trees import committed, generated, source_copy

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("python", environments(), ids=lambda path: path.parent.parent.name)
def test_output_is_the_committed_one(
    python: Path, fixture_apps: tuple[Path, ...], checkout: Path, tmp_path: Path
) -> None:
    assert fixture_apps
    for app in fixture_apps:
        copy = source_copy(app, tmp_path / app.name)
        environment = {"PYTHONPATH": str(checkout / "codegen"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = (python, "-m", "biconvex_codegen", "--project", copy)
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert committed(generated(copy)) == committed(generated(app))


@pytest.mark.parametrize("python", environments(), ids=lambda path: path.parent.parent.name)
def test_the_cases_hold(python: Path, checkout: Path) -> None:
    environment = {"PYTHONPATH": f"{checkout}:{checkout / 'codegen'}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = (python, "-m", "tests.every_case")
    done = subprocess.run(command, env=environment, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
