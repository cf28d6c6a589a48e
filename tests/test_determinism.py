"""Same input, same bytes: whatever the order of files, hash seed, working directory, path or line ends."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from biconvex_codegen.pipeline import Options, Targets, analyse, emit

from .compiled import outputs, sources
from .trees import committed, generated, source_copy

pytestmark = pytest.mark.slow


def gen(project: Path, cwd: Path, seed: str = "0") -> None:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "biconvex_codegen", "--project", os.path.relpath(project, cwd)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_order_of_files_changes_nothing(fixture_apps: tuple[Path, ...]) -> None:
    for app in fixture_apps:
        files = sources(app)
        expected = outputs(analyse(files, Options()))
        for seed in range(5):
            shuffled = random.Random(seed).sample(files, len(files))
            assert outputs(analyse(shuffled, Options())) == expected


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_hash_seed_working_directory_and_path_change_nothing(
    seed: str, fixture_apps: tuple[Path, ...], tmp_path: Path
) -> None:
    for app in fixture_apps:
        here = source_copy(app, tmp_path / app.name)
        there = source_copy(app, tmp_path / "elsewhere ü" / "deep" / app.name)
        gen(here, tmp_path, seed)
        gen(there, there / "backend", "7")
        assert generated(here) == generated(there)
        assert committed(generated(here)) == committed(generated(app))


def test_windows_line_ends_change_nothing(fixture_apps: tuple[Path, ...], tmp_path: Path) -> None:
    for app in fixture_apps:
        copy = source_copy(app, tmp_path / app.name)
        for path in copy.rglob("*.py"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        gen(copy, tmp_path)
        assert generated(copy).keys() == generated(app).keys() | {
            path for path in generated(copy) if path.endswith(".map")
        }
        assert committed(generated(copy)) == committed(generated(app))


def test_a_body_changes_only_maps(fixture_apps: tuple[Path, ...]) -> None:
    for app in fixture_apps:
        files = sources(app)
        expected = outputs(analyse(files, Options()))
        edited = [type(each)(each.path, each.text.replace("):\n", "):\n    # edited\n\n")) for each in files]
        assert edited != files
        found = outputs(analyse(edited, Options()))
        assert {path for path in found if found[path] != expected.get(path)} <= {
            path for path in found if path.endswith(".map")
        }


def test_a_second_folder_for_typescript_holds_the_same_declarations(fixture_apps: tuple[Path, ...]) -> None:
    for app in fixture_apps:
        analysis = analyse(sources(app), Options())
        assert analysis.app is not None
        own, second = emit(analysis.app, analysis.places, Targets(typescript="web/src/backend"))
        declared = {artifact.path: artifact.text for artifact in own.artifacts}
        assert second.folder == "web/src/backend"
        assert {each.path for each in second.artifacts} >= {"api.d.ts", "api.js", "dataModel.d.ts", "api.d.ts.map"}
        for artifact in second.artifacts:
            if artifact.path.endswith(".ts"):
                assert artifact.text == declared[artifact.path]


def test_a_copy_is_up_to_date(tmp_path: Path, fixture_apps: tuple[Path, ...]) -> None:
    """A project copied with its outputs is up to date where it arrives."""
    for app in fixture_apps:
        copy = tmp_path / app.name
        shutil.copytree(app, copy)
        command = [sys.executable, "-m", "biconvex_codegen", "--check", "--project", str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
