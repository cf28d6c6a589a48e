"""What a compilation depends on: which changes of a project are seen, and which are no change."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from biconvex_codegen.cli.build import build
from biconvex_codegen.cli.inputs import Inputs, survey
from tests.cli.projects import SCHEMA, make_project

KIND = SCHEMA.replace("v.string()", "v.literal(KIND)").replace("\n\n", "\nfrom shared.kinds import KIND\n\n", 1)


def inputs(project: Path) -> Inputs:
    return build(project, lambda _: None).compilation.inputs


def save(path: str, text: str = "") -> Callable[[Path], object]:
    return lambda root: make_project(root, {path: text})


@pytest.mark.parametrize(
    "edit",
    [
        save("pyproject.toml", "[project]\nname = 'other'\n"),
        save("backend/schema.py", KIND.replace("note", "name")),
        save("backend/more.py"),
        save("backend/_private.py"),
        save("backend/billing/invoices.py"),
        save("shared/kinds.py", "KIND = 'new'\n"),
        save("shared/kinds/__init__.py", "KIND = 'new'\n"),
        lambda root: (root / "backend/orders.py").unlink(),
        lambda root: (root / "backend/orders.py").rename(root / "backend/sales.py"),
        lambda root: (root / "backend/orders.py").chmod(0o400),
        lambda root: os.utime(root / "backend/orders.py"),
        lambda root: shutil.rmtree(root / "backend"),
        lambda root: (root / "pyproject.toml").unlink(),
        shutil.rmtree,
    ],
)
def test_what_is_a_change(project: Path, edit: Callable[[Path], object]) -> None:
    make_project(project, {"backend/schema.py": KIND, "shared/__init__.py": ""})
    before = inputs(project)
    assert before.now(project) == before
    edit(project)
    assert before.now(project) != before


@pytest.mark.parametrize(
    "path",
    [
        "backend/_generated/api.py",
        "backend/__pycache__/schema.py",
        "backend/.hidden.py",
        "backend/.schema.py.swp",
        "backend/test_orders.py",
        "backend/notes.txt",
        "backend/node_modules.txt",
        "shared/other.py",
        ".git/index",
        ".biconvex/dev.db",
        "node_modules/package/index.py",
    ],
)
def test_what_is_no_change(project: Path, path: str) -> None:
    make_project(project, {"backend/schema.py": KIND, "shared/__init__.py": ""})
    before = inputs(project)
    make_project(project, {path: "changed\n"})
    assert before.now(project) == before


def test_where_changes_are_expected(project: Path) -> None:
    make_project(project, {"backend/billing/deep/taxes.py": "", "node_modules/a/b.js": "", "backend/_private/x.py": ""})
    expected = {"", "backend", "backend/billing", "backend/billing/deep", "backend/_private"}
    assert inputs(project).now(project).folders == expected
    make_project(project, {"backend/schema.py": KIND, "shared/__init__.py": ""})
    assert inputs(project).now(project).folders == {*expected, "shared"}
    shutil.rmtree(project)
    assert survey(project, "backend").folders == set()


def test_what_stands_in_the_way_is_an_input(project: Path) -> None:
    make_project(project, {"backend/_generated/api.py": "mine = 1\n"})
    before = inputs(project)
    assert before.now(project) == before
    (project / "backend/_generated/api.py").unlink()
    assert before.now(project) != before
