"""Which databases an app opens, and what it says of those that it refuses."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from biconvex.errors import UsageError
from biconvex.testing import open_app
from tests.cli.projects import process_environment

from .apps import api, compiled

NOTES: Final = """\
    from ._generated.data_model import Notes, NotesId
    from ._generated.server import MutationCtx, QueryCtx, mutation, query


    @mutation
    async def add(ctx: MutationCtx, *, text: str) -> NotesId:
        return await ctx.db.notes.insert({"text": text, "kind": "plain"})


    @query
    async def texts(ctx: QueryCtx) -> list[str]:
        return [note["text"] for note in await ctx.db.notes.collect()]
"""
FIELDS: Final = '"text": v.string(), "kind": v.union(v.literal("plain"), v.literal("rich"))'
TABLE: Final = f'"notes": define_table({{{FIELDS}}}).index("by_text", ["text"])'


def app(root: Path, tables: str) -> Path:
    """Compile an app with these tables."""
    schema = f"from biconvex import define_schema, define_table, v\n\nschema = define_schema({{{tables}}})\n"
    return compiled(root, {"schema.py": schema, "notes.py": NOTES})


@pytest.fixture
async def database(tmp_path: Path) -> str:
    """Give the address of a database with one note in it."""
    address = f"sqlite:///{tmp_path}/app.db"
    async with open_app(app(tmp_path / "first", TABLE), address) as t:
        await t.mutation(api.notes.add(text="kept"))
    return address


DIFFERENCES: Final = {
    "a column more": (
        f'"notes": define_table({{{FIELDS}, "mood": v.optional(v.string())}}).index("by_text", ["text"])',
        'the table "notes" has no column "mood"',
    ),
    "columns more": (
        f'"notes": define_table({{{FIELDS}, "z": v.any(), "a": v.any(), "m": v.any()}}).index("by_text", ["text"])',
        'the table "notes" has no column "a"',
    ),
    "a column less": (
        '"notes": define_table({"text": v.string()}).index("by_text", ["text"])',
        'the table "notes" has the column "kind", which the schema does not have',
    ),
    "another type": (
        TABLE.replace('"text": v.string()', '"text": v.number()'),
        'the column "text" of the table "notes" is TEXT NOT NULL, not REAL NOT NULL',
    ),
    "may be missing": (
        TABLE.replace('"text": v.string()', '"text": v.optional(v.string())'),
        'the column "text" of the table "notes" is TEXT NOT NULL, not TEXT',
    ),
    "other literals": (TABLE.replace('"rich"', '"poor"'), 'the table "notes" is defined otherwise'),
    "a table more": (f'{TABLE}, "tags": define_table({{"name": v.string()}})', 'it has no table "tags"'),
    "another index": (TABLE.replace('["text"]', '["text", "kind"]'), 'the index "notes__by_text" is defined otherwise'),
    "an index less": (
        TABLE.replace('.index("by_text", ["text"])', ""),
        'it has the index "notes__by_text", which the schema does not have',
    ),
    "a unique index": (
        TABLE.replace('["text"])', '["text"], unique=True)'),
        'the index "notes__by_text" is defined otherwise',
    ),
    "a search index": (
        f'{TABLE}.search_index("search_text", search_field="text")',
        'it has no table "notes__search_text"',
    ),
}


@pytest.mark.parametrize("what", DIFFERENCES)
async def test_a_database_of_another_schema_is_refused(what: str, database: str, tmp_path: Path) -> None:
    tables, difference = DIFFERENCES[what]
    source = app(tmp_path / "second", tables)
    with pytest.raises(UsageError) as raised:
        open_app(source, database)
    assert str(raised.value) == f"the database {tmp_path}/app.db was made by another schema: {difference}"
    async with open_app(app(tmp_path / "third", TABLE), database) as t:
        assert await t.query(api.notes.texts()) == ["kept"]


async def test_a_table_that_the_schema_has_no_more_is_a_difference(database: str, tmp_path: Path) -> None:
    two = f'{TABLE}, "tags": define_table({{"name": v.string()}})'
    async with open_app(app(tmp_path / "second", two), f"sqlite:///{tmp_path}/two.db"):
        pass
    with pytest.raises(UsageError, match='it has the table "tags", which the schema does not have'):
        open_app(app(tmp_path / "third", TABLE), f"sqlite:///{tmp_path}/two.db")


async def test_comments_are_no_difference(database: str, tmp_path: Path) -> None:
    noted = TABLE.replace('"text": v.string()', '"text": v.field(v.string(), doc="As -- it \'was\' written.")')
    noted = noted.replace('"notes":', '\n# What somebody noted.\n"notes":').replace("})", '}, doc="Notes")', 1)
    async with open_app(app(tmp_path / "second", noted), database) as t:
        assert await t.query(api.notes.texts()) == ["kept"]


def open_elsewhere(source: Path, database: str) -> str:
    """Open an app in another process; return the last line of what it says."""
    program = "import sys; from biconvex.testing import open_app; open_app(*sys.argv[1:]); print('open')"
    command = [sys.executable, "-c", program, str(source), database]
    done = subprocess.run(command, env=process_environment(), check=False, capture_output=True, text=True)
    return (done.stdout + done.stderr).splitlines()[-1]


async def test_a_database_is_open_once(database: str, tmp_path: Path) -> None:
    source = app(tmp_path / "second", TABLE)
    message = f"the database {tmp_path}/app.db is open already, in another process or in this one"
    async with open_app(source, database) as t:
        with pytest.raises(UsageError, match=message):
            open_app(source, database)
        assert open_elsewhere(source, database) == f"biconvex.errors.UsageError: {message}"
        assert await t.query(api.notes.texts()) == ["kept"]
    assert open_elsewhere(source, database) == "open"
    async with open_app(source, database) as t:
        assert await t.query(api.notes.texts()) == ["kept"]


async def test_a_database_made_by_the_emitted_sql_is_opened(tmp_path: Path) -> None:
    source, path = app(tmp_path / "app", TABLE), tmp_path / "made.db"
    connection = sqlite3.connect(path)
    connection.executescript((source / "_generated" / "schema.sqlite.sql").read_text("utf-8"))
    connection.close()
    for expected in (["one"], ["one", "one"]):
        async with open_app(source, f"sqlite:///{path}") as t:
            await t.mutation(api.notes.add(text="one"))
            assert await t.query(api.notes.texts()) == expected


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    source, path = app(tmp_path / "app", TABLE), tmp_path / "letter.txt"
    path.write_text("Dear Ada, " * 1000)
    with pytest.raises(UsageError, match=f"the database {path} cannot be .*: file is not a database"):
        open_app(source, f"sqlite:///{path}")
    assert path.read_text() == "Dear Ada, " * 1000


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("app.db", 'the database is named like "sqlite:///app.db", not "app.db"'),
        ("postgresql://localhost/app", 'is named like "sqlite:///app.db", not "postgresql://localhost/app"'),
        ("sqlite:///", 'is named like "sqlite:///app.db", not "sqlite:///"'),
        ("sqlite:///{}/none/app.db", "cannot be opened: there is no folder {}/none"),
        ("sqlite:///{}", "the database {} cannot be opened: unable to open database file"),
    ],
)
def test_an_address_of_no_database_is_refused(address: str, message: str, tmp_path: Path) -> None:
    source = app(tmp_path / "app", TABLE)
    with pytest.raises(UsageError) as raised:
        open_app(source, address.format(tmp_path))
    assert message.format(tmp_path) in str(raised.value)


async def test_a_relative_address_means_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = app(tmp_path / "app", TABLE)
    monkeypatch.chdir(tmp_path)
    async with open_app(source, "sqlite:///here.db") as t:
        monkeypatch.chdir(source)
        await t.mutation(api.notes.add(text="one"))
        assert await t.query(api.notes.texts()) == ["one"]
    assert (tmp_path / "here.db").is_file()
    assert not (source / "here.db").exists()


async def test_a_link_leads_to_the_same_database(database: str, tmp_path: Path) -> None:
    source = app(tmp_path / "second", TABLE)
    (tmp_path / "link.db").symlink_to(tmp_path / "app.db")
    async with open_app(source, database):
        with pytest.raises(UsageError, match="is open already"):
            open_app(source, f"sqlite:///{tmp_path}/link.db")
    async with open_app(source, f"sqlite:///{tmp_path}/link.db") as t:
        assert await t.query(api.notes.texts()) == ["kept"]


async def test_the_order_of_fields_is_no_difference(database: str, tmp_path: Path) -> None:
    first, second = FIELDS.split(", ", 1)
    async with open_app(app(tmp_path / "second", TABLE.replace(FIELDS, f"{second}, {first}")), database) as t:
        await t.mutation(api.notes.add(text="new"))
        assert await t.query(api.notes.texts()) == ["kept", "new"]


def test_what_was_in_memory_goes_with_its_process(tmp_path: Path) -> None:
    source = app(tmp_path / "app", TABLE)
    folders = tmp_path / "temporary"
    folders.mkdir()
    program = "import os, sys; from biconvex.testing import open_app; t = open_app(sys.argv[1]); print(os.listdir())"
    command = [sys.executable, "-c", program, str(source)]
    environment = {**process_environment(), "TMPDIR": str(folders)}
    done = subprocess.run(command, cwd=folders, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("['biconvex-")
    assert list(folders.iterdir()) == []
