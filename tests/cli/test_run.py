"""`biconvex run` calls one function of a compiled app, and prints its result for a person and for a program."""

import json
from pathlib import Path

import pytest

from .projects import Result, make_project, run_gen

pytestmark = pytest.mark.slow

NOTES = '''\
from biconvex import ConvexError, Int64

from ._generated.data_model import Notes, NotesId
from ._generated.server import MutationCtx, QueryCtx, internal_query, mutation, query


@mutation
async def add(ctx: MutationCtx, *, text: str, stars: Int64 | None = None) -> NotesId:
    """Add a note of the caller."""
    identity = await ctx.auth.get_user_identity()
    if identity is None:
        raise ConvexError({"code": "UNAUTHORIZED"})
    return await ctx.db.notes.insert({"owner": identity.name or identity.subject, "text": text})


@query
async def list_(ctx: QueryCtx) -> list[Notes]:
    """All notes."""
    return await ctx.db.notes.collect()


@internal_query
async def count(ctx: QueryCtx) -> Int64:
    """How many notes there are."""
    return Int64(len(await ctx.db.notes.collect()))


@query
async def broken(ctx: QueryCtx) -> str:
    """Fail."""
    raise ValueError("the moon is full")
'''
SCHEMA = """\
from biconvex import define_schema, define_table, v

schema = define_schema({"notes": define_table({"owner": v.string(), "text": v.string()})})
"""
FILES = {
    "pyproject.toml": "[project]\nname = 'notes'\n",
    "backend/__init__.py": "",
    "backend/schema.py": SCHEMA,
    "backend/notes.py": NOTES,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a compiled project."""
    made = make_project(tmp_path, FILES)
    assert run_gen(made).code == 0
    return made


def run(project: Path, *arguments: str) -> Result:
    """Call `biconvex run` in a project."""
    return run_gen(project, "run", *arguments)


def test_results_are_json_and_data_stay(project: Path) -> None:
    added = run(project, "notes:add", '{"text": "buy bread"}', "--identity", '{"name": "Ada"}')
    assert (added.code, added.err) == (0, "")
    listed = run(project, "notes:list")
    (note,) = json.loads(listed.out)
    assert {**note, "_creationTime": 0} == {
        "owner": "Ada",
        "text": "buy bread",
        "_id": json.loads(added.out),
        "_creationTime": 0,
    }
    assert json.loads(run(project, "notes:count").out) == "1"
    assert (project / ".biconvex/.gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_database_of_ones_own(project: Path) -> None:
    own = ("--database", "sqlite:///own.db")
    assert run(project, "notes:add", '{"text": "x"}', "--identity", "{}", *own).code == 0
    assert json.loads(run(project, "notes:count", *own).out) == "1"
    assert json.loads(run(project, "notes:count").out) == "0"


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        (("notes:add", '{"text": "x"}'), 1, 'ConvexError: {"code": "UNAUTHORIZED"}'),
        (("notes:add", "{}", "--identity", "{}"), 1, "ArgumentValidationError: .text: "),
        (("notes:add", '{"text": "x", "stars": 5}', "--identity", "{}"), 1, "ArgumentValidationError: .stars: "),
        (("notes:broken",), 1, "ValueError: the moon is full"),
        (("notes:lst",), 2, 'Did you mean "notes:list"?'),
        (("nothing",), 2, "error: Could not find function for 'nothing'."),
        (("notes:list", "[]"), 2, "error: the arguments are a JSON object"),
        (("notes:list", "{"), 2, "error: the arguments are no JSON: "),
        (("notes:list", "{}", "--identity", "5"), 2, "error: the claims of the identity are a JSON object"),
        (("notes:list", "--database", "mysql://x"), 2, 'error: the database is named like "sqlite:///app.db"'),
        (("notes:list", "--database", "sqlite:///no/such/folder/app.db"), 2, "there is no folder"),
    ],
)
def test_what_goes_wrong(project: Path, arguments: tuple[str, ...], code: int, text: str) -> None:
    result = run(project, *arguments)
    assert (result.code, result.out) == (code, "")
    assert text in result.err
    if "Traceback" in result.err:
        assert arguments == ("notes:broken",)
        assert "biconvex/runtime" not in result.err


def test_an_app_that_was_not_compiled(tmp_path: Path) -> None:
    result = run(make_project(tmp_path, FILES), "notes:list")
    assert (result.code, result.out) == (2, "")
    assert "run `gen`" in result.err


def test_no_project(tmp_path: Path) -> None:
    result = run(tmp_path, "notes:list")
    assert (result.code, "there is no pyproject.toml" in result.err) == (2, True)


def test_a_database_of_another_schema(project: Path) -> None:
    assert run(project, "notes:list").code == 0
    schema = SCHEMA.replace('"text": v.string()', '"text": v.string(), "stars": v.optional(v.integer())')
    (project / "backend/schema.py").write_text(schema, encoding="utf-8")
    assert run_gen(project).code == 0
    result = run(project, "notes:list")
    assert result.code == 2
    assert 'was made by another schema: the table "notes" has no column "stars"' in result.err
