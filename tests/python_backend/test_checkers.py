"""Type checkers accept each emitted tree with code that uses it, and report each misuse at its line."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from biconvex_codegen.backends.python import emit
from biconvex_codegen.ir.nodes import CheckedApp
from tests.apps import chat_app, documents_app, shop_app

from .odd_apps import edge_app, empty_app, hostile_app, reserved_app, schemaless_app, typing_app
from .test_quoting import HOSTILE
from .trees import write

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PYRIGHT = ROOT / "tests" / "node" / "node_modules" / "pyright" / "index.js"
EXAMPLE = ROOT / "tests" / "library" / "typing_example" / "backend"
USERS = Path(__file__).parent / "users"
SETTINGS = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["."], "extraPaths": [str(ROOT)]}

APPS = {
    "documents": documents_app(),
    "chat": chat_app(),
    "shop": shop_app(),
    "edge": edge_app(),
    "hostile": hostile_app("\n".join(HOSTILE)),
    "schemaless": schemaless_app(),
    "empty": empty_app(),
    "reserved": reserved_app(),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a package for each app: what is emitted for it, and code of its users."""
    folder = tmp_path_factory.mktemp("project")
    for name, checked in APPS.items():
        _package(checked, folder / name)
        user = USERS / f"{name}.py"
        if user.exists():
            shutil.copy(user, folder / name / "user.py")
    _package(typing_app(), folder / "example")
    for module in ("documents.py", "mistakes.py"):
        shutil.copy(EXAMPLE / module, folder / "example" / module)
    (folder / "pyrightconfig.json").write_text(json.dumps(SETTINGS))
    return folder


def _package(checked: CheckedApp, folder: Path) -> None:
    write(emit(checked), folder / "_generated")
    (folder / "__init__.py").write_text("")


def _marked(project: Path, checker: str) -> list[str]:
    """Return the lines that a checker has to report, as `path:line`."""
    mark = re.compile(rf"# error(: {checker})?$")
    return sorted(
        f"{path.relative_to(project).as_posix()}:{number}"
        for path in project.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if mark.search(line)
    )


def _beside(errors: dict[str, str], marked: list[str]) -> dict[str, str]:
    """Return what was reported where it should not be, and what was not reported."""
    missed = {place: "nothing was reported" for place in marked if place not in errors}
    return {**missed, **{place: message for place, message in errors.items() if place not in marked}}


def test_mypy_reports_exactly_the_mistakes(project: Path) -> None:
    packages = [argument for name in ("example", *APPS) for argument in ("-p", name)]
    options = ["--strict", "--python-version=3.11", "--enable-error-code=unused-awaitable", "--output=json"]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "--cache-dir", str(project / ".mypy_cache"), *packages],
        cwd=project,
        env={"MYPYPATH": f"{project}:{ROOT}"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    found = [json.loads(line) for line in run.stdout.splitlines()]
    errors = {f"{each['file']}:{each['line']}": each["message"] for each in found if each["severity"] == "error"}
    assert _beside(errors, _marked(project, "mypy")) == {}


def test_pyright_reports_exactly_the_mistakes(project: Path) -> None:
    run = subprocess.run(
        ["node", str(PYRIGHT), "-p", str(project), "--pythonpath", sys.executable, "--outputjson"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    found = json.loads(run.stdout)["generalDiagnostics"]
    errors = {
        f"{Path(each['file']).relative_to(project.resolve()).as_posix()}:{each['range']['start']['line'] + 1}": each[
            "message"
        ]
        for each in found
    }
    assert _beside(errors, _marked(project, "pyright")) == {}
