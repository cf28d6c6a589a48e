"""The package costs nothing to import, needs the standard library alone, and fills generated modules on first use."""

import subprocess
import sys
from pathlib import Path

import pytest

import biconvex

EXAMPLE = Path(__file__).parent / "typing_example"
ROOT = Path(__file__).parents[2]


def _modules_after(statements: str) -> set[str]:
    code = f"import sys; sys.path[:0] = {[str(ROOT), str(EXAMPLE)]!r}; {statements}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-S", "-I", "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_every_name_is_there() -> None:
    for name in biconvex.__all__:
        assert getattr(biconvex, name) is not None
        assert name in dir(biconvex)
    with pytest.raises(AttributeError, match="has no attribute 'define_tabel'"):
        biconvex.define_tabel  # noqa: B018


def test_importing_the_package_imports_next_to_nothing() -> None:
    assert not _modules_after("import biconvex") & {"typing", "dataclasses", "inspect", "biconvex.validators"}


def test_a_schema_imports_no_heavy_module() -> None:
    heavy = {"dataclasses", "inspect", "json", "urllib.parse", "asyncio", "random", "biconvex.server"}
    assert not _modules_after("from biconvex import define_schema, define_table, v") & heavy


def test_everything_is_of_the_standard_library() -> None:
    modules = _modules_after(
        "import biconvex; [getattr(biconvex, name) for name in biconvex.__all__]; import biconvex.server"
    )
    known = {*sys.stdlib_module_names, "biconvex"}
    foreign = {name for name in modules if name.partition(".")[0] not in known}
    assert foreign <= {"__main__"}


def test_importing_a_generated_package_imports_next_to_nothing() -> None:
    modules = _modules_after("import backend._generated.api, backend._generated.data_model, backend._generated.server")
    assert not modules & {"typing", "biconvex.server", "biconvex.database", "backend._generated._names"}


def test_the_example_runs() -> None:
    modules = _modules_after("import backend.documents; assert len(backend.documents.http.get_routes()) == 1")
    assert "backend._generated._names" in modules
