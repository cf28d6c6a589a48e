"""An app with every kind of field, index and search, as its author writes it and as the model knows it."""

from collections import ChainMap
from typing import Final

from biconvex import Int64

from ..puppets import PUPPETS
from .documents import Table
from .kinds import (
    anything,
    boolean,
    data,
    either,
    entries,
    identity,
    int64,
    integer,
    literals,
    null,
    nullable,
    number,
    optional,
    parts,
    several,
    text,
    words,
)

SCHEMA: Final = """
from biconvex import Int64, define_schema, define_table, v

tables = {
    "owners": define_table({"name": v.string()}),
    "things": define_table({
        "text": v.string(),
        "number": v.number(),
        "integer": v.integer(),
        "big": v.int64(),
        "yes": v.boolean(),
        "raw": v.bytes(),
        "owner": v.id("owners"),
        "colour": v.union(v.literal("red"), v.literal("green")),
        "level": v.union(v.literal(1), v.literal(2), v.literal(10), v.literal(0.5)),
        "code": v.union(v.literal(Int64(1)), v.literal(Int64(-1))),
        "one": v.optional(v.literal(1)),
        "mixed": v.union(v.literal("a"), v.literal(1), v.literal(True), v.literal(Int64(1)), v.null()),
        "maybe": v.optional(v.string()),
        "orNull": v.nullable(v.number()),
        "either": v.optional(v.nullable(v.string())),
        "eitherBig": v.optional(v.nullable(v.int64())),
        "nothing": v.optional(v.null()),
        "list": v.array(v.integer()),
        "inner": v.object({"size": v.number(), "label": v.optional(v.nullable(v.string()))}),
        "record": v.record(v.string(), v.int64()),
        "anything": v.optional(v.any()),
        "scalar": v.union(v.string(), v.integer(), v.bytes()),
    })
    .index("by_text", ["text"])
    .index("by_number", ["number"])
    .index("by_flag", ["yes", "either", "number"])
    .index("by_flags", ["eitherBig", "either", "nothing"])
    .index("by_any", ["anything"])
    .index("by_any_path", ["anything.a.b", "maybe"])
    .index("by_label", ["inner.label", "orNull", "raw"])
    .index("by_size", ["inner.size", "mixed"])
    .index("by_list", ["list", "one"])
    .index("by_record", ["record", "colour"])
    .index("by_owner", ["owner", "level", "code"])
    .index("by_scalar", ["scalar", "integer", "big"]),
    "class": define_table({
        "from": v.string(),
        "From": v.optional(v.string()),
        "FROM": v.optional(v.nullable(v.integer())),
        "rowid": v.number(),
        "code": v.nullable(v.string()),
        "code2": v.optional(v.string()),
        "scalar": v.optional(v.union(v.string(), v.number())),
    }, doc="Low")
    .index("in", ["From", "FROM", "from"])
    .index("by_code", ["code"], unique=True)
    .index("by_code2", ["code2"], unique=True)
    .index("by_scalar", ["scalar"], unique=True)
    .index("by_rowid", ["FROM", "rowid"], unique=True)
    .index("by_From", ["FROM"]),
    "Class": define_table({
        "body": v.string(),
        "row": v.string(),
        "rank": v.optional(v.number()),
        "filters": v.optional(v.nullable(v.int64())),
        "found": v.boolean(),
        "raw": v.nullable(v.bytes()),
        "meta": v.object({"unit": v.optional(v.string()), "words": v.union(v.string(), v.null())}),
    }, doc="High")
    .search_index("class", search_field="body", filter_fields=["row", "rank", "filters", "found", "raw", "meta.unit"])
    .search_index("words", search_field="meta.words"),
    "variants": define_table(v.union(
        v.object({"kind": v.literal("text"), "value": v.string(), "by": v.nullable(v.string())}),
        v.object({"kind": v.literal("number"), "value": v.number(), "limit": v.optional(v.number())}),
        v.object({"kind": v.literal("flag"), "by": v.optional(v.string()), "value": v.optional(v.boolean())}),
        v.object({"kind": v.literal("inner"), "limit": v.integer(), "inner": v.object({"id": v.id("variants")})}),
    ))
    .index("by_value", ["value", "by"])
    .index("by_kind", ["kind", "limit"])
    .index("by_inner", ["inner.id"]),
    "loose": define_table(v.any()).index("by_a", ["a", "b"]).index("by_path", ["a.b"]),
}

schema = define_schema(tables%s)
"""

MODULES: Final = {"schema.py": SCHEMA % "", "puppets.py": PUPPETS}
UNCHECKED_MODULES: Final = {"schema.py": SCHEMA % ", schema_validation=False", "puppets.py": PUPPETS}

_by: Final = {"by_creation_time": (), "by_id": ("_id",)}

TABLES: Final = (
    Table("owners", "owners", ({"name": text},), _by),
    Table(
        "things",
        "things",
        (
            {
                "text": text,
                "number": number,
                "integer": integer,
                "big": int64,
                "yes": boolean,
                "raw": data,
                "owner": identity("owners"),
                "colour": literals("red", "green"),
                "level": literals(1, 2, 10, 0.5),
                "code": literals(Int64(1), Int64(-1)),
                "one": optional(literals(1)),
                "mixed": either(literals("a", 1, True, Int64(1)), null),
                "maybe": optional(text),
                "orNull": nullable(number),
                "either": optional(nullable(text)),
                "eitherBig": optional(nullable(int64)),
                "nothing": optional(null),
                "list": several(integer),
                "inner": parts(size=number, label=optional(nullable(text))),
                "record": entries(int64),
                "anything": optional(anything),
                "scalar": either(text, integer, data),
            },
        ),
        {
            **_by,
            "by_text": ("text",),
            "by_number": ("number",),
            "by_flag": ("yes", "either", "number"),
            "by_flags": ("eitherBig", "either", "nothing"),
            "by_any": ("anything",),
            "by_any_path": ("anything.a.b", "maybe"),
            "by_label": ("inner.label", "orNull", "raw"),
            "by_size": ("inner.size", "mixed"),
            "by_list": ("list", "one"),
            "by_record": ("record", "colour"),
            "by_owner": ("owner", "level", "code"),
            "by_scalar": ("scalar", "integer", "big"),
        },
        paths={
            "anything.a.b": optional(anything),
            "inner.label": optional(nullable(text)),
            "inner.size": number,
        },
    ),
    Table(
        "class",
        "class_",
        (
            {
                "from": text,
                "From": optional(text),
                "FROM": optional(nullable(integer)),
                "rowid": number,
                "code": nullable(text),
                "code2": optional(text),
                "scalar": optional(either(text, number)),
            },
        ),
        {**_by, "in_": ("From", "FROM", "from"), "by_From": ("FROM",)},
        {"by_code": ("code",), "by_code2": ("code2",), "by_scalar": ("scalar",), "by_rowid": ("FROM", "rowid")},
    ),
    Table(
        "Class",
        "Class",
        (
            {
                "body": words,
                "row": text,
                "rank": optional(number),
                "filters": optional(nullable(int64)),
                "found": boolean,
                "raw": nullable(data),
                "meta": parts(unit=optional(text), words=either(words, null)),
            },
        ),
        _by,
        searches={
            "class_": ("body", ("row", "rank", "filters", "found", "raw", "meta.unit")),
            "words": ("meta.words", ()),
        },
        paths={"meta.unit": optional(text)},
    ),
    Table(
        "variants",
        "variants",
        (
            {"kind": literals("text"), "value": text, "by": nullable(text)},
            {"kind": literals("number"), "value": number, "limit": optional(number)},
            {"kind": literals("flag"), "by": optional(text), "value": optional(boolean)},
            {"kind": literals("inner"), "limit": integer, "inner": parts(id=identity("variants"))},
        ),
        {**_by, "by_value": ("value", "by"), "by_kind": ("kind", "limit"), "by_inner": ("inner.id",)},
        usual={
            "kind": literals("text", "number", "flag", "inner"),
            "value": optional(either(text, number, boolean)),
            "by": optional(nullable(text)),
            "limit": optional(number),
        },
        paths={"inner.id": optional(identity("variants"))},
    ),
    Table(
        "loose",
        "loose",
        (),
        {**_by, "by_a": ("a", "b"), "by_path": ("a.b",)},
        usual={"a": optional(anything), "b": optional(anything)},
        paths={"a.b": optional(anything)},
    ),
)

UNCHECKED_TABLES: Final = tuple(
    table._replace(variants=(), usual=dict(ChainMap({}, *map(dict, (table.usual, *table.variants)))))
    for table in TABLES
)
