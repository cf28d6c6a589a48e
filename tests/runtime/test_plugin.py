"""The fixture `app` in a project of its own, whose tests another pytest runs."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cli.projects import make_project, process_environment, run_gen

pytestmark = pytest.mark.slow

PROJECT: Final = {
    "pyproject.toml": """\
[tool.biconvex]
source = "src/server"
outputs = ["python", "sql", "ir"]

[tool.pytest.ini_options]
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "function"
pythonpath = ["src"]
filterwarnings = ["error"]
""",
    "src/server/__init__.py": "",
    "src/server/schema.py": """\
import pytest

from biconvex import define_schema, define_table, v

schema = define_schema({"notes": define_table({"text": v.string(), "at": v.number()}, doc="Note")})
""",
    "src/server/notes.py": """\
from ._generated.data_model import Note, NoteId
from ._generated.server import MutationCtx, QueryCtx, mutation, query


@mutation
async def add(ctx: MutationCtx, *, text: str) -> NoteId:
    return await ctx.db.notes.insert({"text": text, "at": ctx.now})


@query
async def list_(ctx: QueryCtx) -> list[Note]:
    return await ctx.db.notes.collect()
""",
    "tests/deep/test_notes.py": """\
from biconvex.testing import TestApp
from server import notes
from server._generated.api import api
from server._generated.server import MutationCtx


async def test_notes_are_added(app: TestApp) -> None:
    await app.mutation(api.notes.add(text="one"))
    assert [note["text"] for note in await app.query(api.notes.list())] == ["one"]


async def test_the_next_test_has_an_app_of_its_own(app: TestApp) -> None:
    assert await app.query(api.notes.list()) == []


async def test_handlers_are_functions(app: TestApp) -> None:
    async def twice(ctx: MutationCtx) -> list[float]:
        for text in ("one", "two"):
            await notes.add(ctx, text=text)
        return [note["at"] for note in await notes.list_(ctx)]

    assert await app.run(twice) == [app.now, app.now]
    assert notes.add is app._app.engine._modules.load("notes").add
""",
}


def run_pytest(project: Path) -> "subprocess.CompletedProcess[str]":
    """Run the tests of a project, as its own developer does."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(command, cwd=project, env=process_environment(), capture_output=True, text=True, check=False)


def test_each_test_of_a_project_has_its_app(tmp_path: Path) -> None:
    project = make_project(tmp_path, PROJECT)
    assert run_gen(project).code == 0
    done = run_pytest(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout


def test_a_project_that_was_not_compiled_is_told_to(tmp_path: Path) -> None:
    tests = {"tests/test_nothing.py": "def test_nothing(app: object) -> None: ...\n"}
    files = {path: text for path, text in PROJECT.items() if not path.startswith("tests/")}
    done = run_pytest(make_project(tmp_path, {**files, **tests}))
    assert done.returncode == 1
    assert "ir.json: run `gen`" in done.stdout
