"""Apps at the edges of what a table may be: every type in every place, names that databases do not like, any text."""

from dataclasses import replace
from pathlib import Path

from biconvex_codegen.ir.nodes import CheckedApp, Schema, Table
from biconvex_codegen.ir.types import ArrayType, Field, LiteralKind, LiteralType, Notes, RecordType, Type, UnionType
from biconvex_codegen.pipeline import Options, analyse
from tests.apps import (
    ANY,
    BOOLEAN,
    BYTES,
    COMMIT_TIMESTAMP,
    INT64,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    TRUE,
    app,
    chat_app,
    documents_app,
    nullable,
    obj,
    one_of,
    optional,
    shop_app,
    table,
    union,
)
from tests.compiled import checked, sources

HOSTILE = (
    "'; DROP TABLE users; --",
    'it\'s "quoted" and `ticked`',
    "back\\slash \\' \\n \\",
    "$$ $function$ $1 :name %s ?",
    "*/ /* -- ; \n; COMMIT;\n\\q\n.quit\ngo\n/",
    "{{ view }} {% raw %}",
    "line\u2028separator\u2029next\x85line\x0bvertical\x0cfeed",
    "bell\x07 nul\x00 escape\x1b[31m delete\x7f",
    "right\u202eto left",
    "lone \ud800 surrogate",
    "Zürich 東京 🎉 \U000e0041",
    "a\r\nb\rc\n\n\nd",
    "",
)
"""What a user may write where text goes."""

EVERY_TYPE: dict[str, Type] = {
    "text": STRING,
    "level": NUMBER,
    "count": INTEGER,
    "total": INT64,
    "at": COMMIT_TIMESTAMP,
    "open": BOOLEAN,
    "raw": BYTES,
    "nothing": NULL,
    "state": one_of("on", "off"),
    "grade": union(*(LiteralType(LiteralKind.NUMBER, text) for text in ("1.0", "2.5", "-0.0", "1e+300"))),
    "code": union(*(LiteralType(LiteralKind.INT64, str(number)) for number in (-(2**63), 0, 2**63 - 1))),
    "yes": TRUE,
    "half": union(INTEGER, LiteralType(LiteralKind.NUMBER, "0.5")),
    "whole": union(INTEGER, LiteralType(LiteralKind.NUMBER, "7.0")),
    "mixed": union(STRING, INTEGER),
    "list": ArrayType(STRING),
    "record": RecordType(STRING, NUMBER),
    "inner": obj({"name": STRING, "size": optional(nullable(NUMBER))}),
    "any": ANY,
    "never": UnionType(()),
}
"""A type of each kind of storage and condition, by the name of a field."""


def readings_app() -> CheckedApp:
    """Return a log of measurements: every type, required, optional, nullable and both, with an index on each field."""
    return app((every_type_table(), series_table(), probes_table(), imports_table()))


def every_type_table() -> Table:
    types = {name: type_ for name, type_ in EVERY_TYPE.items() if name != "never"}
    fields: dict[str, Type | Field] = dict(types)
    fields |= {f"{name}Maybe": optional(type_) for name, type_ in EVERY_TYPE.items()}
    fields |= {f"{name}OrNull": nullable(type_) for name, type_ in types.items()}
    fields |= {f"{name}Either": optional(nullable(type_)) for name, type_ in EVERY_TYPE.items()}
    indexes = {f"by_{name}": (name,) for name in fields}
    return table("readings", "Reading", obj(fields), indexes=indexes, doc="What a sensor said.")


def series_table() -> Table:
    """Return a table with paths of all kinds, plain and unique, and a search that filters by every storage."""
    meta = obj({
        "unit": STRING,
        "label": optional(STRING),
        "note": nullable(STRING),
        "remark": optional(nullable(STRING)),
        "scale": NUMBER,
        "null": optional(STRING),
        "source": union(obj({"id": STRING}), RecordType(STRING, NUMBER), STRING),
    })  # fmt: skip
    leaves = ("unit", "label", "note", "remark", "scale", "null", "source.id")
    paths = (*(f"meta.{leaf}" for leaf in leaves), "extra.a.b")
    columns = ("serial", "level", "count", "open", "raw", "gone", "tags", "either", "empty")
    return table(
        "series",
        "Series",
        obj({
            "serial": STRING,
            "level": optional(NUMBER),
            "count": nullable(INTEGER),
            "open": optional(nullable(BOOLEAN)),
            "raw": optional(BYTES),
            "gone": NULL,
            "empty": optional(NULL),
            "either": optional(union(STRING, NUMBER, NULL)),
            "tags": ArrayType(STRING),
            "meta": meta,
            "extra": ANY,
            "text": optional(STRING),
        }),
        indexes={
            **{f"by_{path.replace('.', '_')}": (path,) for path in paths},
            "by_serial": ("serial",),
            "by_extra": ("extra",),
            "by_state": ("open", "level", "meta.label"),
            "one_state": ("open", "meta.label"),
            "one_either": ("either",),
            "one_extra": ("extra.key",),
        },
        unique=("by_serial", "one_state", "one_either", "one_extra"),
        search={
            "search_text": ("text", (*columns, "meta.unit", "meta.remark")),
            "search_unit": ("meta.unit", ()),
            "search_extra": ("extra.text", ("extra.kind",)),
        },
    )  # fmt: skip


def probes_table() -> Table:
    """Return a table with vectors of every size and place."""
    return table(
        "probes",
        "Probe",
        obj({
            "small": ArrayType(NUMBER),
            "half": optional(ArrayType(NUMBER)),
            "signs": optional(nullable(ArrayType(NUMBER))),
            "inside": obj({"vector": ArrayType(NUMBER)}),
            "indexed": ArrayType(NUMBER),
            "any": ANY,
            "name": STRING,
        }),
        indexes={"by_indexed": ("indexed",)},
        search={"search_name": ("name", ("indexed",))},
        vectors={
            "by_small": ("small", 3, ("any",)),
            "by_half": ("half", 2001, ()),
            "by_signs": ("signs", 4096, ()),
            "by_inside": ("inside.vector", 3, ()),
            "by_indexed_vector": ("indexed", 3, ()),
            "by_any": ("any", 3, ()),
        },
    )  # fmt: skip


def imports_table() -> Table:
    """Return a table of documents with any fields, indexed and searched by path."""
    return table(
        "imports",
        "Import",
        ANY,
        indexes={"by_source": ("source", "meta.line"), "one_key": ("key",)},
        unique=("one_key",),
        search={"search_body": ("body", ("source", "_id"))},
        vectors={"by_vector": ("vector", 3, ())},
    )


def unions_app() -> CheckedApp:
    """Return tables that are unions of objects which agree, disagree and overlap about their fields."""
    text = obj({"kind": one_of("text"), "value": STRING, "note": optional(STRING), "by": nullable(STRING)})
    number = obj({"kind": one_of("number"), "value": NUMBER, "by": optional(STRING), "limit": optional(INTEGER)})
    flag = obj({"kind": one_of("flag"), "value": TRUE, "by": optional(nullable(STRING)), "limit": NUMBER})
    silent = obj({"kind": one_of("silent"), "by": NULL, "tags": ArrayType(STRING)})
    skipped = obj({"kind": one_of("skipped")})
    many = (obj({"kind": one_of(f"kind{number}"), "value": STRING}) for number in range(1100))
    indexes = {"by_value": ("value",), "by_by": ("by",)}
    return app((
        table("answers", "Answer", union(text, number, flag, silent, skipped), indexes=indexes),
        table("many", "Many", union(*many)),
        table("loose", "Loose", union(obj({"a": optional(STRING)}), obj({"b": optional(STRING)}))),
        table("impossible", "Impossible", UnionType(())),
        table("single", "Single", union(obj({"name": STRING}))),
    ))  # fmt: skip


def names_app() -> CheckedApp:
    """Return tables whose names, and whose columns' and indexes' names, are taken, reserved, too long or collide."""
    long = "a" * 63
    names = ("ctid", "xmin", "tableoid", "rowid", "oid", "order", "Order", "ORDER", "null", long)
    fields: dict[str, Type | Field] = {**dict.fromkeys(names, STRING), f"{long}a": optional(nullable(STRING))}
    searched = {"search": ("order", ("Order", "ctid"))}
    indexes = {"by_order": ("order",), "by_Order": ("Order",), "by_long": (long,), "by_ctid": ("ctid", "xmin")}
    return app((
        *(
            table(name, "Row", obj(fields), indexes=indexes, search=searched)
            for name in ("user", "User", "select", "sqlite_master", "SQLITE_x", long, f"{long}b", f"{long}c")
        ),
        *(
            table(name, "Row", obj({"name": STRING}))
            for name in ("user__by_order", "user_pkey", "user__search", "user__search_data", "select__BY_ORDER")
        ),
    ))  # fmt: skip


def hostile_app() -> CheckedApp:
    """Return a table with hostile text wherever a user's text goes."""
    any_text = union(*(LiteralType(LiteralKind.STRING, text) for text in HOSTILE))
    fields = tuple(Field(f"field{number}", any_text, notes=Notes(text, text)) for number, text in enumerate(HOSTILE))
    return app(tuple(noted(text_table(number, fields), text) for number, text in enumerate(HOSTILE)))


def text_table(number: int, fields: tuple[Field, ...]) -> Table:
    first = fields[0].name
    search = {"search": (first, (first,))}
    vectors = {"by_vector": ("vector", 2, ())}
    document = obj({**{field.name: field for field in fields}, "vector": ArrayType(NUMBER)})
    return table(f"texts{number}", "Text", document, indexes={"by_first": (first,)}, search=search, vectors=vectors)


def noted(given: Table, text: str) -> Table:
    """Return a table with a text as the doc and deprecation of it and of all its indexes."""
    notes = Notes(text, text)
    return replace(
        given,
        notes=notes,
        indexes=tuple(replace(each, notes=notes) for each in given.indexes),
        search_indexes=tuple(replace(each, notes=notes) for each in given.search_indexes),
        vector_indexes=tuple(replace(each, notes=notes) for each in given.vector_indexes),
    )


def unvalidated_app() -> CheckedApp:
    """Return the document editor with `schema_validation=False`."""
    return CheckedApp(Schema(documents_app().tables, validation=False), (), (), (), (), ())


def wide_app(tables: int = 1, fields: int = 1024) -> CheckedApp:
    """Return tables with so many fields and two indexes each."""
    return app(
        tuple(
            table(
                f"table{number}",
                "Row",
                obj({f"field{field}": STRING if field % 2 else optional(NUMBER) for field in range(fields)}),
                indexes={"by_first": ("field0", "field1"), "by_last": (f"field{fields - 1}",)},
            )
            for number in range(tables)
        )
    )


def fixture_app(name: str) -> CheckedApp:
    """Return what a fixture app's sources say."""
    folder = Path(__file__).resolve().parents[2] / "fixtures" / name
    return checked(analyse(sources(folder), Options()))


APPS = {
    **{f"{name} fixture": fixture_app(name) for name in ("chat", "documents", "shop")},
    "chat": chat_app(),
    "documents": documents_app(),
    "hostile": hostile_app(),
    "names": names_app(),
    "no schema": app(),
    "readings": readings_app(),
    "shop": shop_app(),
    "unions": unions_app(),
    "unvalidated": unvalidated_app(),
    "wide": wide_app(),
}
"""Every app that is applied to a real database and found there again, by a name for the test."""
