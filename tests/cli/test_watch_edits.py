"""A hundred edits under a watch: after each, the outputs are as a cold run would write them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from biconvex_codegen.cli.build import build
from tests.cli.edits import Project
from tests.cli.watching import Watch, wait_for, watching

pytestmark = pytest.mark.slow

EDITS = 100
WARM = 20
SPLIT = 5
GROWTH = 1024
"""How much more memory may be resident after all edits than after the first ones, in KiB."""

Tree = dict[str, bytes]


def test_after_each_edit_the_outputs_are_those_of_a_cold_run(tmp_path: Path) -> None:
    project = Project(tmp_path / "shop", seed=1)
    aside = tmp_path / "aside"
    copy = tmp_path / "copy"
    good = 0
    with watching(project.root) as watch:
        memory = watch.memory
        for number in range(1, EDITS + 1):
            if number % 20 == 0:
                follow(watch, copy, lambda: project.lose(aside))
                follow(watch, copy, lambda: project.restore(aside))
                project.disturb()
                assert watch.stays_quiet()
            else:
                good += follow(watch, copy, project.edit)
            if number == WARM:
                memory = watch.memory
        assert watch.stays_quiet()
        assert watch.memory < memory + GROWTH
        # One build for each edit: none is missed, and none comes twice, but where a busy machine splits a burst.
        assert 0 <= watch.builds - EDITS - EDITS // 20 <= SPLIT
    assert good > EDITS / 3


def follow(watch: Watch, copy: Path, edit: Callable[[], object]) -> bool:
    """Make an edit, and see that the watch does what it has to; say whether the project compiles."""
    builds = watch.builds
    edit()
    before = outputs(watch.project)
    expected = cold(watch.project, copy)
    wait_for(lambda: watch.builds > builds)
    if expected is None:
        assert outputs(watch.project) == before
        return False
    wait_for(lambda: in_folders_of(expected, outputs(watch.project)) == expected)
    return True


def outputs(root: Path) -> Tree:
    """Return all that was generated in a project; a map that git ignored when it took its file away is not counted."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in (*root.glob("*/_generated"), root / "web")
        for path in folder.rglob("*")
        if path.is_file() and path.name != "notes.txt" and (path.suffix != ".map" or path.with_suffix("").exists())
    }


def cold(root: Path, copy: Path) -> Tree | None:
    """Return what is generated in a fresh copy; None where it does not compile."""
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("_generated", ".git", "node_modules", "web"))
    try:
        return outputs(copy) if build(copy, lambda _: None).is_good else None
    finally:
        shutil.rmtree(copy)


def in_folders_of(expected: Tree, found: Tree) -> Tree:
    """Return the files in folders that outputs are expected in; what an earlier configuration left elsewhere stays."""
    folders = {path.partition("/")[0] for path in expected}
    return {path: content for path, content in found.items() if path.partition("/")[0] in folders}
