"""What git says of outputs: which it does not track, and which were edited by hand."""

import os
import subprocess
from pathlib import Path

import pytest

from biconvex_codegen.writer import OutputFolder, Scope, hand_edited, plan, untracked, write
from tests.writer.outputs import API, ARTIFACTS, FOLDER, out, planned


def git(project: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=project, check=True, capture_output=True
    )


def names_of_untracked(project: Path) -> list[str]:
    return [change.path for change in untracked(project, [FOLDER], planned(project))]


def test_untracked_outputs(project: Path) -> None:
    assert names_of_untracked(project) == []
    git(project, "init", "-q")
    committed = [artifact.path for artifact in ARTIFACTS if not artifact.path.endswith(".map")]
    assert names_of_untracked(project) == [f"{FOLDER.path}/{path}" for path in sorted(committed)]
    git(project, "add", ".")
    assert names_of_untracked(project) == []
    git(project, "rm", "-q", "--cached", f"{FOLDER.path}/api.pyi")
    assert names_of_untracked(project) == [f"{FOLDER.path}/api.pyi"]
    (project / ".gitignore").write_text("api.pyi\n")
    assert names_of_untracked(project) == []


def test_untracked_outputs_above_the_project(project: Path) -> None:
    git(project.parent, "init", "-q")
    extra = OutputFolder("../web", (ARTIFACTS[2],), Scope.TOP)
    write(project, plan(project, project.parent, (extra,)))
    found = untracked(project, [extra], plan(project, project.parent, (extra,)))
    assert [change.path for change in found] == ["../web/api.d.ts"]


def test_a_hook_that_names_its_repository(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Git does so for the hooks of a linked work tree; without a work tree beside it, any working directory is its top.
    git(project.parent, "init", "-q")
    git(project.parent, "add", ".")
    monkeypatch.setenv("GIT_DIR", str(project.parent / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(project.parent / ".git" / "index"))
    assert names_of_untracked(project) == []


def test_hand_edited_is_said_where_git_knows(project: Path) -> None:
    source = project / "backend" / "schema.py"
    source.write_text("# schema\n")
    out(project, "api.pyi").write_text(API.replace("2]", "3]"))

    def status() -> str:
        (change,) = hand_edited(project, planned(project).changes, [source])
        return change.status.value

    os.utime(source, (1, 1))
    assert status() == "changed"
    git(project, "init", "-q")
    git(project, "add", ".")
    assert status() == "changed"
    out(project, "api.pyi").write_text(API)
    git(project, "add", ".")
    out(project, "api.pyi").write_text(API.replace("2]", "3]"))
    assert status() == "hand-edited"
    os.utime(source, (2e9, 2e9))
    assert status() == "changed"
