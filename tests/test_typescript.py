"""TypeScript's own compiler judges the committed `_generated` of the fixture apps: clients, types, and mistakes."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WORKSPACE = Path(__file__).parent / "node"
MISTAKES = WORKSPACE / "client" / "mistakes"
APPS = ("chat", "documents", "shop")
TSC = WORKSPACE / "node_modules" / "typescript" / "bin" / "tsc"
NEXT_TSC = WORKSPACE / "node_modules" / "typescript-next" / "bin" / "tsc"

MARK = re.compile(r"// error: (TS\d+)$")
REPORT = re.compile(r"^(?P<path>[^(\n]+)\((?P<line>\d+),\d+\): error (?P<code>TS\d+): ", re.MULTILINE)

#: A line of a file, and the code of the error there.
Mistake = tuple[str, int, str]


@pytest.mark.parametrize("tsc", [TSC, NEXT_TSC], ids=["typescript", "typescript-next"])
@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.nodenext.json"])
def test_clients_and_types_compile(tsc: Path, project: str) -> None:
    assert _tsc(tsc, "--project", project) == ""


def test_the_workspace_judges_each_app(checkout: Path) -> None:
    listed = {Path(line) for line in _tsc(TSC, "--project", "tsconfig.json", "--listFilesOnly").splitlines()}
    for app in APPS:
        generated = checkout / "fixtures" / app / "backend" / "_generated"
        clients = {WORKSPACE / "client" / f"{app}.tsx", WORKSPACE / "types" / f"{app}.ts"}
        assert {generated / "api.d.ts", generated / "dataModel.d.ts", *clients} <= listed


def test_each_mistake_is_reported_and_nothing_else() -> None:
    marks = list(_marks())
    assert {Path(path).stem for path, _, _ in marks} == set(APPS)
    assert sorted(_reports(TSC)) == marks


def test_the_next_compiler_reports_the_same_lines() -> None:
    # It words some of these errors differently, under other codes.
    lines = {(path, line) for path, line, _ in _reports(NEXT_TSC)}
    assert lines == {(path, line) for path, line, _ in _marks()}


def _marks() -> Iterator[Mistake]:
    for path in sorted(MISTAKES.glob("*.tsx")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if mark := MARK.search(line):
                yield path.relative_to(WORKSPACE).as_posix(), number, mark[1]


def _reports(tsc: Path) -> list[Mistake]:
    output = _tsc(tsc, "--project", "tsconfig.mistakes.json")
    return [(report["path"], int(report["line"]), report["code"]) for report in REPORT.finditer(output)]


def _tsc(tsc: Path, *arguments: str) -> str:
    assert tsc.exists(), f"npm ci has not run in {WORKSPACE}"
    return subprocess.run(["node", tsc, *arguments], cwd=WORKSPACE, capture_output=True, text=True, check=False).stdout
