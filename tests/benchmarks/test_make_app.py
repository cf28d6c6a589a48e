"""The app that the benchmarks measure: the same for the same numbers, as large as asked, and a right one."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.make_app import app, write


@pytest.mark.parametrize(("tables", "functions", "modules"), [(7, 45, 3), (50, 300, 30), (3, 12, 5)])
def test_is_as_large_as_asked(tables: int, functions: int, modules: int) -> None:
    files = dict(app(tables, functions, modules))
    assert files == dict(app(tables, functions, modules))
    handlers = {
        path: [node.name for node in ast.parse(text).body if isinstance(node, ast.AsyncFunctionDef)]
        for path, text in files.items()
        if path.endswith(".py")
    }
    assert sum(len(set(names)) for names in handlers.values()) == functions
    assert len([path for path, names in handlers.items() if names]) == modules
    assert files["backend/schema.py"].count("define_table({") == tables


@pytest.mark.slow
def test_compiles_and_type_checks(tmp_path: Path) -> None:
    write(tmp_path, tables=12, functions=45, modules=4)
    for command in (("biconvex_codegen", "--project", "."), ("mypy", "--strict", "--no-incremental", "backend")):
        done = subprocess.run(
            (sys.executable, "-m", *command), cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "warning" not in done.stdout
