"""The JSON contract of the IR: text and back for any app, strict reading, and the schema that is published."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.ir.dump import dump, json_schema, load
from biconvex_codegen.ir.nodes import (
    Argument,
    CheckedApp,
    Cron,
    Function,
    FunctionKind,
    Hourly,
    Index,
    Schema,
    Shape,
    Table,
    Visibility,
)
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    Field,
    IdType,
    Int64Type,
    LiteralKind,
    LiteralType,
    Notes,
    NumberType,
    ObjectType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)

PUBLISHED = Path(__file__).parents[2] / "docs" / "ir.schema.json"

NO_APP = CheckedApp(None, (), (), (), (), ())

LEAVES: list[Type] = [AnyType(), NumberType(), StringType(), Int64Type(), IdType("orders"), ShapeType("orders", "Item")]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOTES = st.builds(Notes, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT)


def types() -> st.SearchStrategy[Type]:
    """Return any type of the language, nested a little."""
    leaves = st.sampled_from(LEAVES) | st.builds(LiteralType, st.sampled_from(LiteralKind), TEXT)

    def nested(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
        several = st.lists(inner, max_size=3).map(tuple)
        fields = st.lists(st.builds(Field, TEXT, inner, st.booleans(), NOTES), max_size=3).map(tuple)
        return (
            st.builds(ArrayType, inner)
            | st.builds(RecordType, inner, inner)
            | st.builds(UnionType, several)
            | st.builds(ObjectType, fields)
        )

    return st.recursive(leaves, nested, max_leaves=8)


ARGUMENTS = st.builds(Argument, id=TEXT, field=st.builds(Field, TEXT, types()), python_name=TEXT)
FUNCTIONS = st.builds(
    Function,
    id=TEXT,
    module=TEXT,
    python_module=TEXT,
    name=TEXT,
    python_name=TEXT,
    handler=TEXT,
    kind=st.sampled_from(FunctionKind),
    visibility=st.sampled_from(Visibility),
    args=st.none() | st.lists(ARGUMENTS, max_size=2).map(tuple),
    returns=st.none() | types(),
    notes=NOTES,
)
TABLES = st.builds(
    Table,
    id=TEXT,
    name=TEXT,
    class_name=TEXT,
    document=types(),
    indexes=st.lists(st.builds(Index, TEXT, TEXT, st.lists(TEXT).map(tuple), st.booleans()), max_size=2).map(tuple),
)
CRONS = st.builds(Cron, TEXT, TEXT, st.builds(Hourly, st.none() | st.integers(0, 59)), TEXT)
APPS = st.builds(
    CheckedApp,
    schema=st.none() | st.builds(Schema, st.lists(TABLES, max_size=2).map(tuple), st.booleans()),
    shapes=st.lists(st.builds(Shape, TEXT, TEXT, TEXT, types(), NOTES), max_size=2).map(tuple),
    functions=st.lists(FUNCTIONS, max_size=2).map(tuple),
    http_actions=st.just(()),
    routes=st.just(()),
    crons=st.lists(CRONS, max_size=1).map(tuple),
)


@given(APPS)
def test_what_was_written_is_read_back(app: CheckedApp) -> None:
    text = dump(app, {"$generated": "marker"})
    assert load(text) == app
    assert dump(load(text), {"$generated": "marker"}) == text


def test_head_and_version_come_first_and_defaults_are_left_out() -> None:
    users = Table("tables/users", "users", "User", ObjectType((Field("name", StringType()),)))
    text = dump(CheckedApp(Schema((users,)), (), (), (), (), ()), {"$generated": "marker"})
    assert text == (
        "{\n"
        '  "$generated": "marker",\n'
        '  "version": 1,\n'
        '  "app": {\n'
        '    "schema": {\n'
        '      "tables": [\n'
        "        {\n"
        '          "id": "tables/users",\n'
        '          "name": "users",\n'
        '          "class_name": "User",\n'
        '          "document": {"kind": "object", "fields": [{"name": "name", "type": {"kind": "string"}}]}\n'
        "        }\n"
        "      ]\n"
        "    },\n"
        '    "shapes": [],\n'
        '    "functions": [],\n'
        '    "http_actions": [],\n'
        '    "routes": [],\n'
        '    "crons": []\n'
        "  }\n"
        "}\n"
    )


def test_what_could_forge_a_line_is_escaped() -> None:
    hostile = "\u2028\u202e\x7f\x85\ufeff"
    shape = Shape("shapes/orders.Item", "orders", "Item", StringType(), Notes(doc=hostile))
    text = dump(CheckedApp(None, (shape,), (), (), (), ()))
    assert text.isascii()
    assert load(text).shapes[0].notes.doc == hostile


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"version": 1', '"version": 2'),
        ('"shapes": []', '"shapes": [], "extra": 1'),
        ('"shapes": []', '"shapes": [{"id": "a", "module": "a", "name": "A", "type": {}}]'),
        ('"shapes": []', '"shapes": [{"id": "a", "module": "a", "name": "A", "type": {"kind": "text"}}]'),
        ('"shapes": []', '"shapes": [{"id": 1, "module": "a", "name": "A", "type": {"kind": "any"}}]'),
        ('"shapes": []', '"shapes": ['),
    ],
)
def test_another_document_is_refused(before: str, after: str) -> None:
    text = dump(NO_APP).replace(before, after)
    with pytest.raises(ValueError):
        load(text)


def test_the_published_schema_is_true() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == json_schema()
    assert "const" in json.dumps(json.loads(json_schema())["$defs"]["ArrayType"]["properties"]["kind"])
