"""Schemas export what Convex exports, are values, and refuse what Convex would."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from biconvex import Int64, define_schema, define_table, v
from biconvex.errors import SchemaDefinitionError
from biconvex.schema import Schema
from biconvex.table import Table

UNCHECKED_TABLE: Any = define_table  # for calls that a type checker would refuse
UNCHECKED_SCHEMA: Any = define_schema


def _library() -> Schema:
    author = v.object({"name": v.string(), "born": v.optional(v.integer())})
    return define_schema(
        {
            "books": define_table(
                {
                    "title": v.string(),
                    "author": author,
                    "isbn": v.string(),
                    "shelf": v.nullable(v.id("shelves")),
                    "embedding": v.array(v.float64()),
                    "extra": v.any(),
                },
                doc="Book",
            )
            .index("by_author", ["author.name", "author.born"])
            .index("by_isbn", ["isbn"], unique=True)
            .index("by_source", ["extra.source.name"], staged=True, doc="Where it was bought.")
            .search_index("search_title", search_field="title", filter_fields=["shelf"])
            .vector_index(
                "by_embedding", vector_field="embedding", dimensions=64, filter_fields=["shelf"], staged=True
            ),
            "loans": define_table(
                v.union(
                    v.object({"kind": v.literal("open"), "book": v.id("books"), "due": v.number()}),
                    v.object({"kind": v.literal("returned"), "book": v.id("books")}),
                )
            ).index("by_due", ["due"]),
            "logs": define_table(v.any()).index("by_level", ["level"]),
            "shelves": define_table({}),
        }
    )


LIBRARY = _library()
UNCHECKED_LIBRARY: Any = LIBRARY


def _empty_lists() -> dict[str, list[object]]:
    names = ("indexes", "stagedDbIndexes", "searchIndexes", "stagedSearchIndexes", "vectorIndexes")
    return {name: [] for name in (*names, "stagedVectorIndexes")}


def test_export_is_convex_json() -> None:
    string, number = {"type": "string"}, {"type": "number"}
    shelf = {"type": "union", "value": [{"type": "id", "tableName": "shelves"}, {"type": "null"}]}
    author = {"name": {"fieldType": string, "optional": False}, "born": {"fieldType": number, "optional": True}}
    book = {
        "title": string,
        "author": {"type": "object", "value": author},
        "isbn": string,
        "shelf": shelf,
        "embedding": {"type": "array", "value": number},
        "extra": {"type": "any"},
    }
    exported = UNCHECKED_LIBRARY.export()
    assert exported["schemaValidation"] is True
    assert [table["tableName"] for table in exported["tables"]] == ["books", "loans", "logs", "shelves"]
    assert exported["tables"][0] == {
        **_empty_lists(),
        "tableName": "books",
        "indexes": [
            {"indexDescriptor": "by_author", "fields": ["author.name", "author.born"]},
            {"indexDescriptor": "by_isbn", "fields": ["isbn"]},
        ],
        "stagedDbIndexes": [{"indexDescriptor": "by_source", "fields": ["extra.source.name"]}],
        "searchIndexes": [{"indexDescriptor": "search_title", "searchField": "title", "filterFields": ["shelf"]}],
        "stagedVectorIndexes": [
            {
                "indexDescriptor": "by_embedding",
                "vectorField": "embedding",
                "dimensions": 64,
                "filterFields": ["shelf"],
            }
        ],
        "documentType": {
            "type": "object",
            "value": {name: {"fieldType": field, "optional": False} for name, field in book.items()},
        },
    }
    assert exported["tables"][1]["documentType"]["type"] == "union"
    assert exported["tables"][2] == {
        **_empty_lists(),
        "tableName": "logs",
        "indexes": [{"indexDescriptor": "by_level", "fields": ["level"]}],
        "documentType": {"type": "any"},
    }
    assert exported["tables"][3]["documentType"] == {"type": "object", "value": {}}


def test_options_export() -> None:
    assert define_schema({}, schema_validation=False).export() == {"tables": [], "schemaValidation": False}
    loose = define_schema({}, strict_table_name_types=False)
    assert loose.export() == define_schema({}).export()
    assert loose != define_schema({})


def test_schemas_and_tables_are_values() -> None:
    again = _library()
    assert again == LIBRARY
    assert hash(again) == hash(LIBRARY)
    assert copy.deepcopy(LIBRARY) is LIBRARY
    assert define_schema(dict(reversed([*LIBRARY.tables.items()]))) == LIBRARY
    table = define_table({"name": v.string()})
    assert table == define_table(v.object({"name": v.string()}))
    assert len({table, table.index("by_name", ["name"]), table.index("by_name", ["name"], unique=True)}) == 3
    assert define_table({"name": v.string()}, doc="Person") != table


def test_nothing_can_be_changed() -> None:
    table = define_table({"name": v.string()})
    assert table.index("by_name", ["name"]).indexes
    assert not table.indexes
    with pytest.raises(AttributeError, match="immutable"):
        table.validator = v.any()
    with pytest.raises(AttributeError, match="immutable"):
        LIBRARY.schema_validation = False
    with pytest.raises(TypeError):
        UNCHECKED_LIBRARY.tables["books"] = table


def test_a_schema_and_its_tables_are_pickled() -> None:
    assert pickle.loads(pickle.dumps(LIBRARY)) == LIBRARY


def test_documents_have_their_system_fields() -> None:
    book = UNCHECKED_LIBRARY.doc("books")
    assert book.fields["_id"] == v.id("books")
    assert book.fields["_creationTime"] == v.number()
    assert all("_id" in member.fields for member in UNCHECKED_LIBRARY.doc("loans").members)
    assert LIBRARY.doc("logs") == v.any()
    assert LIBRARY.id("books") == v.id("books")
    assert LIBRARY.id("_storage") == v.id("_storage")
    with pytest.raises(SchemaDefinitionError, match='there is no table "boks"'):
        LIBRARY.id("boks")
    with pytest.raises(SchemaDefinitionError, match='there is no table "boks"'):
        LIBRARY.doc("boks")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: UNCHECKED_TABLE(5), "defined by a dict of its fields"),
        (lambda _: define_table(v.string()), "a document is an object"),
        (lambda _: define_table(v.optional(v.object({}))), "cannot be optional"),
        (lambda _: define_table(v.union(v.object({}), v.any())), "a union of objects"),
        (lambda _: define_table(v.union(v.union(v.object({})))), "a union of objects"),
        (lambda _: define_table({"_secret": v.string()}), "underscore is the system's"),
        (lambda table: table.index("by name", ["name"]), "cannot name an index"),
        (lambda table: table.index("by_id", ["name"]), "every table has an index of this name"),
        (lambda table: table.index("_by_name", ["name"]), "the system's"),
        (lambda table: table.index("by_name", []), "has no fields"),
        (lambda table: table.index("by_name", "name"), "takes a list of fields"),
        (lambda table: table.index("by_name", 5), "takes a list of fields"),
        (lambda table: table.index("by_name", ["name", "name"]), 'the field "name" twice'),
        (lambda table: table.index("by_name", ["name."]), "no path of fields"),
        (lambda table: table.index("by_name", ["_creationTime"]), "system's field"),
        (lambda table: table.index("by_name", ["home._x"]), "system's field"),
        (lambda table: table.index("many", [f"f{n}" for n in range(16)]), "more than 15"),
        (lambda table: table.index("a", ["name"]).search_index("a", search_field="name"), 'are called "a"'),
        (lambda table: table.index("a", ["name"]).index("b", ["name"], staged=True), "over the same fields"),
        (lambda table: define_schema({"p": table.search_index("s", search_field="age")}), "can hold no string"),
        (
            lambda table: table.search_index("s", search_field="name", filter_fields=["age", "age"]),
            'the field "age" twice',
        ),
        (
            lambda table: table.search_index("s", search_field="name", filter_fields=[f"f{n}" for n in range(17)]),
            "more than 16",
        ),
        (
            lambda table: define_schema({"p": table.vector_index("e", vector_field="name", dimensions=3)}),
            "needs an array of numbers",
        ),
        (lambda table: table.vector_index("e", vector_field="vector", dimensions=1), "from 2 to 4096"),
        (lambda table: table.vector_index("e", vector_field="vector", dimensions=4097), "from 2 to 4096"),
        (lambda table: table.vector_index("e", vector_field="vector", dimensions=3.5), "from 2 to 4096"),
        (lambda table: UNCHECKED_SCHEMA([table]), "takes a dict of tables"),
        (lambda table: UNCHECKED_SCHEMA({1: table}), "named by a string"),
        (lambda _: UNCHECKED_SCHEMA({"people": {"name": v.string()}}), 'the table "people" is an object'),
        (lambda table: define_schema({"_people": table}), "the system's"),
        (lambda table: define_schema({"my people": table}), "cannot name a table"),
        (lambda table: define_schema({"people": table.index("a", ["nmae"])}), 'the table "people" has no field "nmae"'),
        (lambda table: define_schema({"people": table.index("a", ["names.x"])}), 'has no field "names.x"'),
        (
            lambda table: define_schema(
                {"people": table.vector_index("e", vector_field="vector", dimensions=3, filter_fields=["x"])}
            ),
            'has no field "x"',
        ),
    ],
)
def test_what_can_never_work_is_refused(make: Callable[[Table], object], message: str) -> None:
    table: Table = define_table(
        {
            "name": v.string(),
            "age": v.number(),
            "home": v.object({"city": v.string()}),
            "names": v.record(v.string(), v.any()),
            "vector": v.array(v.number()),
        }
    )
    with pytest.raises(SchemaDefinitionError, match=message):
        make(table)


def test_without_validation_an_index_may_be_over_any_field() -> None:
    table = define_table({"name": v.string()}).index("by_age", ["age"])
    assert define_schema({"people": table}, schema_validation=False).tables["people"] is table


def test_notes_are_kept() -> None:
    table = define_table({"name": v.field(v.string(), renamed_from="title")}, deprecated="use people").index(
        "by_name", ["name"], doc="For the list.", renamed_from="by_title"
    )
    assert table.notes.deprecated == "use people"
    assert table.indexes[0].notes.renamed_from == "by_title"
    assert "renamed_from='title'" in repr(table)


@dataclass
class Visit:
    user_id: str
    from_: Int64 | None = None


def test_a_dataclass_is_a_table_whatever_names_become_on_the_wire() -> None:
    written = define_schema({"visits": define_table(Visit).index("by_user", ["user_id", "from"])})
    camel = define_schema({"visits": define_table(Visit).index("by_user", ["userId", "from"])})
    fields = {"user_id": v.string(), "from": v.optional(v.int64())}
    assert written.tables["visits"].export(wire_names="as-written")["documentType"] == v.object(fields).export()
    assert written.export(wire_names="as-written") != written.export()
    fields = {"userId": v.string(), "from": v.optional(v.int64())}
    assert camel.tables["visits"].export()["documentType"] == v.object(fields).export()
    assert pickle.loads(pickle.dumps(written)) == written
    with pytest.raises(SchemaDefinitionError, match='has no field "user"'):
        define_schema({"visits": define_table(Visit).index("by_user", ["user"])})
