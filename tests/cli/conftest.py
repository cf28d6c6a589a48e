"""A fresh project for each test, and the command called in the same process, which is ten times faster."""

from collections.abc import Callable
from pathlib import Path

import pytest

from biconvex_codegen.cli import main
from tests.cli.projects import Result, make_project

Gen = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project, which is the working directory too."""
    root = make_project(tmp_path.resolve() / "shop")
    monkeypatch.chdir(root)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return root


@pytest.fixture
def gen(project: Path, capsys: pytest.CaptureFixture[str]) -> Gen:
    """Return the command."""

    def call(*arguments: str) -> Result:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call
