"""A checkout with Windows line ends is up to date, and stays one."""

from pathlib import Path

import pytest

from .repositories import Repository, repository

pytestmark = pytest.mark.slow


def windows_checkout(origin: Repository, folder: Path) -> Repository:
    """Clone a repository as git for Windows does by default."""
    origin.git("clone", "--quiet", "--config", "core.autocrlf=true", str(origin.folder), str(folder))
    return Repository(folder, origin.environment)


def test_a_checkout_with_windows_line_ends_is_up_to_date(tmp_path: Path) -> None:
    made = windows_checkout(repository(tmp_path / "shop"), tmp_path / "windows")
    assert "\r\n" in made.read("backend/schema.py")
    assert made.gen("--check").returncode == 0
    done = made.gen()
    assert (done.returncode, "everything was up to date" in done.stderr) == (0, True)
    assert made.git("status", "--porcelain") == ""


def test_outputs_with_windows_line_ends_are_up_to_date(tmp_path: Path) -> None:
    made = repository(tmp_path / "shop")
    outputs = [path for path in made.git("ls-files", "backend/_generated").split() if "/.git" not in path]
    for path in outputs:
        made.write(path, made.read(path).replace("\n", "\r\n"))
    assert made.gen("--check").returncode == 0
    assert "everything was up to date" in made.gen().stderr
    assert "\r\n" in made.read(outputs[0])


def test_a_change_in_a_windows_checkout_is_one_in_every_other(tmp_path: Path) -> None:
    origin = repository(tmp_path / "shop")
    made = windows_checkout(origin, tmp_path / "windows")
    for each in (origin, made):
        each.change("backend/schema.py", '"total": v.int64(),', '"total": v.number(),')
        assert each.gen().returncode == 0
        each.git("add", "--all")
    assert made.git("ls-files", "--stage") == origin.git("ls-files", "--stage")
