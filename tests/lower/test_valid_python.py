"""Python's own library as modules of a backend: what Python imports is no error, whatever it does."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from biconvex_codegen.cli.decode import decode
from biconvex_codegen.diagnostics import Severity
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

pytestmark = pytest.mark.slow

LIBRARY = Path(os.__file__).parent
LEFT_OUT = ("config-", "idlelib", "lib2to3", "lib-dynload", "site-packages", "test", "turtledemo", "__phello__")
BOUND_BY_MODULE_NAME = {"ssl"}
"""Modules that hand `__name__` to `enum`, which binds names there that stand nowhere."""
SCHEMA = SourceFile("backend/schema.py", "from biconvex import define_schema\n\nschema = define_schema({})\n")


def packages() -> Iterator[str]:
    """Yield the modules and packages of the standard library, without its tests."""
    for path in sorted(LIBRARY.iterdir()):
        is_module = path.suffix == ".py" or (path / "__init__.py").exists()
        if is_module and not path.name.startswith(LEFT_OUT) and path.stem not in BOUND_BY_MODULE_NAME:
            yield path.name


@pytest.mark.parametrize("name", [*packages()])
def test_it_has_no_error(name: str) -> None:
    root = LIBRARY / name
    files = sorted(root.rglob("*.py")) if root.is_dir() else [root]
    files = [path for path in files if not {"test", "tests"} & set(path.relative_to(LIBRARY).parts)]
    sources = [decode(f"backend/{path.relative_to(LIBRARY).as_posix()}", path.read_bytes()) for path in files]
    analysis = analyse([SCHEMA, SourceFile("backend/__init__.py", ""), *sources])
    found = [each for each in analysis.diagnostics if each.code.severity is Severity.ERROR]
    assert [(each.at.id, each.code.value, each.message) for each in found] == []
