"""`gen init` in a project: what it adds to the end of files, and what it shows where it changes nothing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Init
from tests.cli.projects import TABLE, make_project


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", TABLE),
        ("[tool.ruff]\nline-length = 100\n", f"\n{TABLE}"),
        ("[tool.ruff]\nline-length = 100", f"\n\n{TABLE}"),
        ("tool.ruff.line-length = 100\n", f"\n{TABLE}"),
        ("[tool.ruff]\r\nline-length = 100\r\n", f"\n{TABLE}".replace("\n", "\r\n")),
        ("\ufeff# Größe\n", f"\n{TABLE}"),
    ],
)
def test_the_table_is_added_and_the_rest_kept(folder: Path, init: Init, before: str, after: str) -> None:
    (folder / "pyproject.toml").write_bytes(before.encode())
    assert init().code == 0
    assert (folder / "pyproject.toml").read_bytes() == (before + after).encode()


def test_a_table_that_cannot_be_added_is_shown(folder: Path, init: Init) -> None:
    text = "tool = {ruff = {line-length = 100}}\n"
    (folder / "pyproject.toml").write_text(text)
    assert 'add to pyproject.toml, as a table:\n    [tool.biconvex]\n    source = "backend"\n' in init().out
    assert (folder / "pyproject.toml").read_text() == text


def test_what_a_project_lacks_elsewhere_is_shown(folder: Path, init: Init) -> None:
    make_project(folder, {"pyproject.toml": '[project]\nname = "biconvex-shop"\ndependencies = ["httpx"]\n'})
    assert init().out == (
        'add to pyproject.toml, among the dependencies:\n    "biconvex[serve]~=0.1.0"\n'
        'add to pyproject.toml, in [tool.pytest.ini_options]:\n    asyncio_mode = "auto"\n    pythonpath = ["."]\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "x"\ndependencies = ["Biconvex[serve]>=0.1"]\n',
        '[project.optional-dependencies]\nserver = ["biconvex"]\n',
        '[dependency-groups]\ndev = [{include-group = "x"}, "biconvex"]\nx = []\n',
        '[tool.poetry.dependencies]\nbiconvex = {version = "^0.1", extras = ["serve"]}\n',
    ],
)
def test_a_dependency_is_known_wherever_it_stands(folder: Path, init: Init, text: str) -> None:
    make_project(folder, {"pyproject.toml": text})
    assert "dependencies" not in init().out


def test_a_project_of_setuptools_keeps_its_build(folder: Path, init: Init) -> None:
    make_project(folder, {"setup.py": "from setuptools import setup\n\nsetup()\n"})
    assert init().code == 0
    assert (folder / "pyproject.toml").read_text() == TABLE
    assert not (folder / "README.md").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b".biconvex/\n"),
        (b"*.log\n", b"*.log\n.biconvex/\n"),
        (b"*.log", b"*.log\n.biconvex/\n"),
        (b"*.log\r\n*.tmp\r\n", b"*.log\r\n*.tmp\r\n.biconvex/\r\n"),
        (b"*.log\r\n*.tmp", b"*.log\r\n*.tmp\r\n.biconvex/\r\n"),
        (b"caf\xe9/\n", b"caf\xe9/\n.biconvex/\n"),
        (b"/.biconvex\n", b"/.biconvex\n"),
        (b"  .biconvex/  \r\n", b"  .biconvex/  \r\n"),
        ("*.log\n".encode("utf-16"), "*.log\n".encode("utf-16")),
    ],
)
def test_a_line_is_added_to_an_ignore_file(folder: Path, init: Init, before: bytes, after: bytes) -> None:
    (folder / ".gitignore").write_bytes(before)
    result = init()
    assert (folder / ".gitignore").read_bytes() == after
    assert ("added to .gitignore: .biconvex/\n" in result.err) is (before != after)
    assert ("add to .gitignore, at its end:\n    .biconvex/\n" in result.out) is (b"\0" in before)


def test_a_linked_ignore_file_is_left_alone(folder: Path, init: Init) -> None:
    (folder / "shared").write_text("*.log\n")
    (folder / ".gitignore").symlink_to("shared")
    assert "add to .gitignore, at its end:\n" in init().out
    assert (folder / "shared").read_text() == "*.log\n"


def test_the_types_go_where_the_project_says(folder: Path, init: Init) -> None:
    make_project(folder, {"pyproject.toml": '[tool.biconvex]\ntypescript = "web/src/backend"\n'})
    assert init("--react").code == 0
    assert 'from "./backend/api";' in (folder / "web" / "src" / "App.tsx").read_text()
    assert init("--react").err.startswith("nothing to add")


def test_hooks_are_not_added_twice_and_lines_for_others_shown(folder: Path, init: Init) -> None:
    theirs = "repos:\n  - repo: https://example.com/hooks\n    rev: v1\n    hooks:\n      - id: tidy\n"
    make_project(folder, {".pre-commit-config.yaml": theirs})
    shown = init("--pre-commit").out
    assert shown.startswith('add to .pre-commit-config.yaml, under "repos":\n      - repo: local\n        hooks:\n')
    hook = "".join(f"{line[4:]}\n" for line in shown.splitlines()[1:])
    (folder / ".pre-commit-config.yaml").write_text(theirs + hook)
    assert init("--pre-commit").out == ""
