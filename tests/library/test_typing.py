"""Both type checkers accept a hand-written generated package and its user code, and report each deliberate mistake."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).parent / "typing_example"
MISTAKES = EXAMPLE / "backend" / "mistakes.py"
PYRIGHT = ROOT / "tests" / "node" / "node_modules" / ".bin" / "pyright"


def _marked(checker: str) -> list[str]:
    lines = MISTAKES.read_text().splitlines()
    mark = re.compile(rf"# error(: {checker})?$")
    return [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if mark.search(line)]


def _reported(places: set[tuple[str, int]]) -> list[str]:
    assert {path for path, _ in places} <= {MISTAKES.name}, "an error outside the deliberate mistakes"
    lines = MISTAKES.read_text().splitlines()
    return [f"{number}: {lines[number - 1].strip()}" for number in sorted(number for _, number in places)]


def test_mypy_reports_exactly_the_mistakes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--config-file", str(EXAMPLE / "mypy.ini"), "--cache-dir", str(tmp_path)]
    run = subprocess.run(
        [*command, "--output", "json", "-p", "backend"],
        cwd=EXAMPLE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in {0, 1}, run.stdout + run.stderr
    found = [json.loads(line) for line in run.stdout.splitlines()]
    errors = {(Path(each["file"]).name, each["line"]) for each in found if each["severity"] == "error"}
    assert _reported(errors) == _marked("mypy")


def test_pyright_reports_exactly_the_mistakes() -> None:
    node = shutil.which("node")
    assert node is not None
    command = [str(PYRIGHT), "-p", str(EXAMPLE), "--pythonpath", sys.executable, "--outputjson"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode in {0, 1}, run.stdout + run.stderr
    found = json.loads(run.stdout)["generalDiagnostics"]
    errors = {(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in found}
    assert _reported(errors) == _marked("pyright")
