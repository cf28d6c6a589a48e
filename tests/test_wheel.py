"""The wheel: what is in it, and that it compiles the demo app in an environment that knows nothing of the checkout."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from .interpreters import find
from .trees import committed, generated, source_copy

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]  # one process builds it and its environments

NEWER = next((python for python in map(find, ("3.13", "3.12")) if python is not None), None)


@dataclass(frozen=True, slots=True)
class Rival:
    """A wheel that claims the top-level name `codegen`: PyPI's own where its Python is there, or one of ours."""

    name: str
    python: Path


RIVALS = [Rival("made", Path(sys.executable)), *([Rival("published", NEWER)] if NEWER else [])]


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, checkout)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module", params=RIVALS, ids=lambda rival: rival.name)
def environment(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    rival: Rival = request.param
    folder = tmp_path_factory.mktemp("elsewhere") / "environment"
    run(rival.python, "-m", "venv", folder)
    other = "codegen" if rival.name == "published" else rival_wheel(folder.parent)
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet")
    run(*pip, "--no-deps", other)
    run(*pip, wheel)
    run(*pip, "--no-deps", "--force-reinstall", other)
    return folder / "bin"


def test_top_level_names(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name.partition("/")[0] for name in archive.namelist()}
    assert names == {"biconvex", "biconvex_codegen", "biconvex-0.1.0.dist-info"}


def test_everything_is_in_it(wheel: Path, checkout: Path) -> None:
    expected = {
        *(f"biconvex_codegen/templates/{path}" for path in below(checkout / "templates", "*.j2")),
        *(f"biconvex_codegen/errors/{path}" for path in below(checkout / "docs" / "errors", "*.md")),
        *(f"biconvex/{path}" for path in below(checkout / "biconvex", "*.py*")),
        *(f"biconvex_codegen/{path}" for path in below(checkout / "codegen" / "biconvex_codegen", "*.py")),
        "biconvex/py.typed",
        "biconvex_codegen/py.typed",
    }
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if not name.startswith("biconvex-0.1.0.dist-info/")}
        assert "biconvex-0.1.0.dist-info/licenses/LICENSE" in archive.namelist()
    assert shipped == expected


def test_works_elsewhere(environment: Path, checkout: Path, tmp_path: Path) -> None:
    """One test, so that each environment is made once."""
    compiles_the_demo_app_to_the_same_bytes(environment, checkout, tmp_path)
    both_packages_are_whole(environment, tmp_path)
    a_new_project_is_up_to_date(environment, tmp_path)


def compiles_the_demo_app_to_the_same_bytes(environment: Path, checkout: Path, folder: Path) -> None:
    """Compile the demo app by the checkout and by the wheel, and compare the results with what is committed."""
    demo = checkout / "fixtures" / "documents"
    by_checkout = source_copy(demo, folder / "by_checkout")
    by_wheel = source_copy(demo, folder / "by_wheel")
    run(sys.executable, "-m", "biconvex_codegen", "--project", by_checkout)
    run(environment / "gen", "--project", by_wheel, cwd=folder)
    assert generated(by_wheel) == generated(by_checkout)
    assert committed(generated(by_wheel)) == committed(generated(demo))
    run(environment / "biconvex", "--check", "--project", by_wheel, cwd=folder)
    run(environment / "python", "-m", "biconvex_codegen", "--check", "--project", by_wheel, cwd=folder)


def both_packages_are_whole(environment: Path, folder: Path) -> None:
    """Find the library, the compiler and the rival in the environment, and a page of a diagnostic in the wheel."""
    program = (
        "import importlib.util;"
        "[print(importlib.util.find_spec(name).origin) for name in ('biconvex', 'biconvex_codegen', 'codegen')]"
    )
    lines = run(environment / "python", "-c", program, cwd=folder).splitlines()
    assert all(line.startswith(str(environment.parent)) for line in lines)
    assert run(environment / "gen", "explain", "duplicate-table", cwd=folder).startswith("# duplicate-table\n")


def a_new_project_is_up_to_date(environment: Path, folder: Path) -> None:
    """Make a project of every file that is shipped for one, and check it."""
    run(environment / "gen", "init", "new", "--react", "--pre-commit", "--github", cwd=folder)
    run(environment / "gen", "--check", cwd=folder / "new")


def below(folder: Path, pattern: str) -> Iterator[str]:
    """Yield the paths of the files of a folder, compiled ones aside."""
    found = (path for path in folder.rglob(pattern) if path.suffix != ".pyc")
    yield from (path.relative_to(folder).as_posix() for path in found)


def rival_wheel(folder: Path) -> Path:
    """Write a wheel of a package `codegen`."""
    path = folder / "codegen-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr("codegen/__init__.py", '"""Generates something else."""\n')
        archive.writestr("codegen-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: codegen\nVersion: 1.0\n")
        archive.writestr(
            "codegen-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("codegen-1.0.dist-info/RECORD", "codegen/__init__.py,,\n")
    return path


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a program that knows of no checkout; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
