"""A fresh project for each test, and the command called in the same process, which is ten times faster."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from biconvex_codegen.cli import main
from tests.cli.projects import Result, make_project

Gen = Callable[..., Result]
Init = Callable[..., Result]


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
    return partial(_call, capsys)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the working directory."""
    empty = tmp_path.resolve() / "reading"
    empty.mkdir()
    monkeypatch.chdir(empty)
    return empty


@pytest.fixture
def init(folder: Path, capsys: pytest.CaptureFixture[str]) -> Init:
    """Return the command that makes a project of a folder."""
    return partial(_call, capsys, "init")


def _call(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    capsys.readouterr()
    code = main(arguments)
    captured = capsys.readouterr()
    return Result(code, captured.out, captured.err)
