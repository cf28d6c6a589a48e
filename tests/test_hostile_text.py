"""Whatever a user writes in a docstring, a literal or a comment, the generated code still says what it should."""

import ast
import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biconvex_codegen.ir.dump import load
from biconvex_codegen.ir.types import LiteralType, ObjectType, UnionType

from .compiled import analysed, outputs
from .postgres import Database
from .typescript_backend.judges import COMPILERS, Workspace

HOSTILE = (
    "'",
    '"',
    "\\",
    "\\\\'",
    "*/ evil();",
    "/* open",
    '"""',
    "'''",
    '\\"""',
    'ends in a quote "',
    "ends in a backslash \\",
    "$$",
    "$body$",
    "{{ config }}",
    "{% raw %}",
    "'; DROP TABLE notes; --",
    "--",
    "#",
    "\x00\x01\x07\x1b[31m\x7f",
    "\u2028\u2029\x85",
    "\r",
    "a\nb\n\n\n\nc",
    "\t tabs",
    "ünïcödé 日本語 🎉",
    "\u202e reversed \u200b",
    "\ufeff",
    "@deprecated",
    "${injected}`",
    "// <reference path='x' />",
    "%s %(x)s {0}",
    "",
    " ",
)

texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


def app_with(doc: str, literal: str, comment: str) -> dict[str, str]:
    """Return an app that carries texts at every place where a user can write any."""
    note = "".join(character for character in comment if character.isprintable())
    return {
        "backend/schema.py": f"""
from biconvex import define_schema, define_table, v
schema = define_schema({{
    #: {note}
    "notes": define_table({{
        #: {note}
        "kind": v.literal({literal!r}),
        "text": v.field(v.string(), doc={doc!r}, deprecated={doc!r}),
        "state": v.union(v.literal({literal!r}), v.literal("open")),
    }})
    .index("by_state", ["state"], doc={doc!r})
    .search_index("search_text", search_field="text", filter_fields=["state"]),
}})
""",
        "backend/notes.py": f"""
{doc!r}
from typing import Literal, TypedDict
from ._generated.data_model import Notes
from ._generated.server import query, mutation

class Draft(TypedDict):
    {doc!r}
    #: {note}
    state: Literal[{literal!r}, "open"]

@query
async def find(ctx, *, state: Literal[{literal!r}], draft: Draft) -> list[Notes]:
    {doc!r}
    return []
""",
    }


def literals(files: dict[str, str]) -> set[str]:
    """Return the texts of the literals of the table, read back from the emitted IR."""
    [table] = load(files["backend/_generated/ir.json"]).tables
    assert isinstance(table.document, ObjectType)
    types = [field.type for field in table.document.fields]
    members = [member for each in types for member in (each.members if isinstance(each, UnionType) else (each,))]
    return {member.text for member in members if isinstance(member, LiteralType)}


def python_and_sqlite_accept(files: dict[str, str], literal: str) -> None:
    for path, text in files.items():
        if path.endswith((".py", ".pyi")):
            ast.parse(text)
        if path.endswith((".json", ".map")):
            json.loads(text)
        assert "\r" not in text
    with sqlite3.connect(":memory:") as database:
        database.executescript(files["backend/_generated/schema.sqlite.sql"])
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert "notes" in names
    assert literals(files) == {literal, "open"}


@given(doc=texts, literal=texts, comment=texts)
@example(doc="\\", literal='"', comment="*/")
@settings(max_examples=150, deadline=None)
def test_every_text_is_carried(doc: str, literal: str, comment: str) -> None:
    files = outputs(analysed(app_with(doc, literal, comment)))
    python_and_sqlite_accept(files, literal)


@pytest.mark.slow
def test_typescript_accepts_every_text(checkout: Path, tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for number, text in enumerate(HOSTILE):
        written = outputs(analysed(app_with(text, text, text)))
        for path, content in written.items():
            if path.endswith((".d.ts", ".js")):
                files[f"app{number}/{path.rsplit('/', 1)[-1]}"] = content
        # A literal must arrive as the type that it is: JSON's escapes are TypeScript's.
        use = f'export const kind: Doc<"notes">["kind"] = {json.dumps(text)};\n'
        files[f"app{number}/use.ts"] = f'import type {{ Doc }} from "./dataModel.js";\n{use}'
    workspace = Workspace.of(tmp_path, checkout, files)
    for version in COMPILERS:
        assert workspace.compile(version) == []


@pytest.mark.slow
def test_postgres_accepts_every_text(postgres: Database) -> None:
    for number, text in enumerate(HOSTILE):
        analysis = analysed(app_with(text, text, text))
        script = outputs(analysis)["backend/_generated/schema.postgres.sql"]
        with postgres.connect() as connection:
            connection.execute("DROP SCHEMA IF EXISTS app CASCADE")
            connection.execute(script)
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'app'").fetchone()
            assert found == (1,), number
