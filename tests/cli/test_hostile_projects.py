"""No project makes the command crash or run away: each is called as a process with little memory and little time."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.projects import FILES, Result, make_project, process_environment

pytestmark = pytest.mark.slow

MEMORY = 1 << 30
SECONDS = 10
"""Of processor time: a busy machine is no failure."""

TEN_MEGABYTES = 10_000_000
CRONS = "from biconvex import cron_jobs\nfrom ._generated.api import internal\ncrons = cron_jobs()\n"

DEEP = {
    "parentheses": "X = {}1{}".format("(" * 150, ")" * 150),
    "many parentheses": "X = {}1{}".format("(" * 20_000, ")" * 20_000),
    "lists": "X = {}{}".format("[" * 190, "]" * 190),
    "signs": "X = {}1".format("-" * 20_000),
    "attributes": "X = v{}".format(".a" * 900),
    "calls": "X = v{}".format("()" * 5000),
    "operands": "X = {}".format(" + ".join(["1"] * 100_000)),
    "comparisons": "X = {}".format(" < ".join(["1"] * 100_000)),
    "lambdas": "X = {}1".format("lambda: " * 950),
    "an f-string": 'X = f"{}"'.format("{1}" * 20_000),
    "branches": "if 1:\n  X = 1\n" + "elif 1:\n  X = 1\n" * 3000,
    "functions": "".join(f"{' ' * depth}def f():\n" for depth in range(99)) + " " * 99 + "X = 1",
    "classes": "".join(f"{' ' * depth}class C:\n" for depth in range(3000)) + " " * 3000 + "X = 1",
}
LARGE = {
    "one line": "X = '{}'\n".format("x" * TEN_MEGABYTES),
    "a comment": "#{}\n".format("x" * TEN_MEGABYTES),
    "a bracket that is never closed": "X = [" + "1," * (TEN_MEGABYTES // 8),
}
CONFIGURATIONS = {
    "a large value": 'x = "{}"\n[tool.biconvex]\nsource = 3\n'.format("x" * TEN_MEGABYTES),
    "deep lists": "x = {}{}\n".format("[" * 90_000, "]" * 90_000),
    "deep lists of ours": "[tool.biconvex]\nsource = {}{}\n".format("[" * 300, "]" * 300),
    "deep tables": "x = {}1{}\n[tool.biconvex]\nsource = 3\n".format("{a = " * 400, "}" * 400),
    "deep keys": "x{} = 1\n[tool.biconvex]\nsource = 3\n".format(".x" * 900),
    "a long number": "x = {}\n".format("9" * 5000),
    "a long version": '[tool.biconvex]\nrequired-version = ">={}"\n'.format("9" * 5000),
    "no date": "x = 0000-00-00\n",
    "a NUL": 'x = "\0"\n',
}


def gen(folder: Path) -> Result:
    """Call the command within its limits."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-m", "biconvex_codegen", "--output-format", "concise"],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=process_environment(),
        preexec_fn=limit,
        timeout=300,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def assert_is_said(result: Result) -> None:
    """Expect that the project compiles, or that diagnostics say why it does not."""
    assert result.code in (0, 2), result.err[-2000:]
    assert (": error[" in result.out) is (result.code == 2)


@pytest.mark.parametrize("name", DEEP)
def test_deep_modules(tmp_path: Path, name: str) -> None:
    text = f"from biconvex import v\n{DEEP[name]}\n"
    assert_is_said(gen(make_project(tmp_path, {**FILES, "backend/deep.py": text})))


@pytest.mark.parametrize("name", LARGE)
def test_large_modules(tmp_path: Path, name: str) -> None:
    assert_is_said(gen(make_project(tmp_path, {**FILES, "backend/large.py": LARGE[name]})))


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configurations(tmp_path: Path, name: str) -> None:
    assert_is_said(gen(make_project(tmp_path, {**FILES, "pyproject.toml": CONFIGURATIONS[name]})))


@pytest.mark.parametrize(
    "raw",
    ["# é\n".encode("utf-16"), b"\0", b"\xef\xbb\xbf\xef\xbb\xbfx = 1", b"# coding: klingon\n# \xc3\xa9", b"\xff" * 99],
)
def test_what_is_no_text(tmp_path: Path, raw: bytes) -> None:
    make_project(tmp_path)
    (tmp_path / "backend" / "odd.py").write_bytes(raw)
    result = gen(tmp_path)
    assert_is_said(result)
    assert "backend/odd.py:1:" in result.out


@pytest.mark.parametrize(
    "name",
    [b"a\nb.py", b"a'\"b.py", b"\xff\xfe.py", b"x" * 252 + b".py", b"--help.py", b" .py", b"a/b.py", b"class.py"],
)
def test_file_names(tmp_path: Path, name: bytes) -> None:
    make_project(tmp_path)
    path = os.fsencode(tmp_path / "backend") + b"/" + name
    Path(os.fsdecode(path)).parent.mkdir(exist_ok=True)
    Path(os.fsdecode(path)).write_text(FILES["backend/orders.py"])
    assert_is_said(gen(tmp_path))


def test_two_thousand_fields_and_three_thousand_literals(tmp_path: Path) -> None:
    schema = """from biconvex import define_schema, define_table, v
schema = define_schema({
    "wide": define_table({f"f{number}": v.optional(v.string()) for number in range(2000)}),
    "narrow": define_table({"kind": v.union(*[v.literal(f"kind{number}") for number in range(3000)])}),
})
"""
    result = gen(make_project(tmp_path, {"pyproject.toml": "", "backend/schema.py": schema}))
    assert result.code == 0, result.err
