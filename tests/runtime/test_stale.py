"""An app that was not compiled, or not since it was changed, says so and tells to run `gen`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from biconvex.errors import FunctionNotFoundError, UsageError
from biconvex.testing import open_app
from tests.cli.projects import make_project, run_gen

from .apps import api, compiled

ADDITION: Final = """\
    from ._generated.server import QueryCtx, query


    @query
    async def add(ctx: QueryCtx, *, first: int, second: int = 1) -> int:
        return first + second
"""
ROUTES: Final = """\
    from biconvex import Request, Response, http_router

    from ._generated.server import ActionCtx, http_action


    @http_action
    async def health(ctx: ActionCtx, request: Request) -> Response:
        return Response("ok")


    http = http_router()
    http.route(path="/health", method="GET", handler=health)
"""


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"there is no folder {tmp_path}/backend"):
        open_app(tmp_path / "backend")


def test_a_folder_that_was_not_compiled(tmp_path: Path) -> None:
    project = make_project(tmp_path, {"pyproject.toml": "", "backend/__init__.py": ""})
    message = f'there is no {project}/backend/_generated/ir.json: run `gen`, with "ir" among its outputs'
    with pytest.raises(UsageError) as raised:
        open_app(project / "backend")
    assert str(raised.value) == message


def test_a_folder_that_was_compiled_without_sql(tmp_path: Path) -> None:
    config = '[tool.biconvex]\noutputs = ["python", "ir"]\n'
    project = make_project(tmp_path, {"pyproject.toml": config, "backend/__init__.py": "", "backend/schema.py": ""})
    assert run_gen(project).code == 2
    (project / "backend" / "schema.py").write_text("from biconvex import define_schema\n\nschema = define_schema({})\n")
    assert run_gen(project).code == 0
    with pytest.raises(UsageError, match=r'schema\.sqlite\.sql: run `gen`, with "sql" among its outputs'):
        open_app(project / "backend")


@pytest.mark.parametrize("name", ["ir.json", "schema.sqlite.json"])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-10], r"is no JSON \(.*\): run `gen`"),
        (lambda text: json.dumps({**json.loads(text), "version": 2}), "is not of version 1: run `gen` of this"),
        (lambda _: "[]", "is not of version 1: run `gen` of this biconvex"),
    ],
    ids=["cut off", "another version", "a list"],
)
def test_a_generated_file_that_is_broken(name: str, change: Callable[[str], str], message: str, tmp_path: Path) -> None:
    source = compiled(tmp_path, {"addition.py": ADDITION})
    path = source / "_generated" / name
    path.write_text(change(path.read_text("utf-8")))
    with pytest.raises(UsageError, match=message):
        open_app(source)


def test_a_generated_file_that_somebody_changed(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"addition.py": ADDITION})
    path = source / "_generated" / "ir.json"
    path.write_text('{"version": 1}')
    with pytest.raises(UsageError, match='a generated file is damaged at "app": run `gen`'):
        open_app(source)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("async def add", "async def plus", '"addition:add" has no function "add": run `gen`'),
        ("@query\n", "", '"addition:add" has no function "add": run `gen`'),
        ("QueryCtx, query", "QueryCtx, mutation as query", "is not the public query that it was: run `gen`"),
        (
            "QueryCtx, query",
            "QueryCtx, internal_query as query",
            "is not the public query that it was: run `gen`",
        ),
        ("second: int = 1", "other: int = 1", '"addition:add" has no parameter "second" any more: run `gen`'),
        ("*, first", "*, third: int, first", '"addition:add" has the parameter "third" since: run `gen`'),
        ("*, first", "third: int, *, first", '"addition:add" has the parameter "third" since: run `gen`'),
    ],
)
async def test_a_module_that_was_changed_since(old: str, new: str, message: str, tmp_path: Path) -> None:
    source = compiled(tmp_path, {"addition.py": ADDITION})
    path = source / "addition.py"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new))
    async with open_app(source) as t:
        with pytest.raises(UsageError, match=message):
            await t.query(api.addition.add(first=1))


async def test_a_parameter_with_a_default_may_be_new(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"addition.py": ADDITION})
    path = source / "addition.py"
    path.write_text(path.read_text("utf-8").replace("*, first", "last: int = 0, *, third: int = 0, first"))
    async with open_app(source) as t:
        assert await t.query(api.addition.add(first=1)) == 2


async def test_a_function_that_gen_has_not_seen_is_not_there(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"addition.py": ADDITION})
    path = source / "addition.py"
    path.write_text(path.read_text("utf-8") + "\n\n@query\nasync def new(ctx: QueryCtx) -> int:\n    return 1\n")
    async with open_app(source) as t:
        assert await t.query(api.addition.add(first=1)) == 2
        with pytest.raises(FunctionNotFoundError, match=r"there is no public function api\.addition\.new"):
            await t.query(api.addition.new())


async def test_a_route_whose_handler_is_gone(tmp_path: Path) -> None:
    source = compiled(tmp_path, {"routes.py": ROUTES})
    path = source / "routes.py"
    path.write_text(path.read_text("utf-8").replace("health", "fitness"))
    async with open_app(source) as t:
        with pytest.raises(UsageError, match='the module "routes" has no http action "health": run `gen`'):
            await t.fetch("/health")
