"""Apps that no fixture is: hostile text everywhere, names that mean something in TypeScript, types at their edges."""

from biconvex_codegen.ir.nodes import CheckedApp, Schema
from biconvex_codegen.ir.reserved import TYPESCRIPT_GLOBALS, TYPESCRIPT_RESERVED, TYPESCRIPT_TYPE_NAMES
from biconvex_codegen.ir.types import (
    ArrayType,
    DocumentType,
    Field,
    IdType,
    LiteralKind,
    LiteralType,
    Notes,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    ShapeType,
    Type,
)
from tests.apps import (
    ANY,
    BYTES,
    COMMIT_TIMESTAMP,
    INT64,
    INTEGER,
    MUTATION,
    NULL,
    NUMBER,
    QUERY,
    STRING,
    app,
    function,
    nullable,
    obj,
    one_of,
    shape,
    table,
    union,
)

HOSTILE = (
    "*/ export const x = 1; /*",
    '"',
    "'; -- drop",
    "\\",
    "`${string}`",
    "{{ view }} {% raw %}",
    '"""',
    "$$",
    "@deprecated @ts-expect-error",
    "line\u2028separator\u2029paragraph",
    "bell\x07 nul\x00 escape\x1b[31m",
    "right\u202eto left",
    "lone \ud800 surrogate",
    "Zürich 東京 🎉",
    "//# sourceMappingURL=elsewhere.map",
    "a\r\nb\n\n\nc",
    "// prettier-ignore",
)
"""What a user may write where text goes."""

TEXT = "\n".join(HOSTILE)

_OTHER_WORDS = """
    abstract accessor as asserts assert async constructor declare exports from get global hasOwnProperty infer intrinsic
    is keyof length module namespace name of out override prototype readonly require satisfies set toString type unique
    using valueOf _ __proto__ then a0 Awaited Pick Omit Readonly ReadonlyArray Function functions convex server values
    Record_ Record__ string_
"""

WORDS = tuple(sorted({*TYPESCRIPT_RESERVED, *TYPESCRIPT_GLOBALS, *TYPESCRIPT_TYPE_NAMES, *_OTHER_WORDS.split()}))
"""Names that mean something to TypeScript, to its library, or to the generated files."""


def hostile_app() -> CheckedApp:
    """Return an app with hostile text in every note and literal."""
    notes = Notes(doc=TEXT, deprecated=TEXT)
    literals: Type = one_of(*HOSTILE)
    inner = obj({"said": Field("", literals, optional=True, notes=notes)})
    noted = shape("notes", "Note", inner, TEXT)
    return app(
        tables=(table("notes", "Note", obj({"said": literals, "inner": inner}), doc=TEXT),),
        shapes=(noted,),
        functions=(function("notes:say", MUTATION, {"said": Field("", literals, notes=notes)}, inner, doc=TEXT),),
    )


def reserved_app() -> CheckedApp:
    """Return an app with a table, a field, an index, a module, a function, an argument and a shape of each name."""
    fields = dict.fromkeys(WORDS, STRING)
    indexes = {word: (word,) for word in WORDS}
    modules = (*WORDS, "", "2024", "a/b", "a_b", "a/delete")
    shapes = (
        *(shape("words", word, obj({word: nullable(STRING)})) for word in WORDS),
        *(shape(module, "Item", RecordType(STRING, ArrayType(BYTES))) for module in modules),
    )
    functions = (
        *(function(f"words:{word}", QUERY, {word: ShapeType("words", word)}, STRING) for word in WORDS),
        *(function(f"{module}:list", QUERY, {}, ShapeType(module, "Item")) for module in modules),
    )
    return app(
        tables=(
            *(table(word, word, obj({word: IdType(word)})) for word in WORDS),
            table("words", "Words", obj(fields), indexes=indexes),
        ),
        shapes=shapes,
        functions=functions,
    )


def edge_app() -> CheckedApp:
    """Return an app whose types stand at their edges."""
    numbers = union(*(LiteralType(LiteralKind.NUMBER, text) for text in ("0.0", "-0.0", "1e+300", "-1.5e-07")))
    int64s = union(*(LiteralType(LiteralKind.INT64, text) for text in ("5", "-5", "9223372036854775807")))
    tree = obj(
        {"name": STRING, "parts": ArrayType(obj({"name": STRING})), "first": obj({"second": obj({"third": ANY})})}
    )
    page = PaginationResultType(union(DocumentType("nothing"), ShapeType("shapes", "Tree")))
    return app(
        tables=(
            table("anything", "Anything", ANY, indexes={"by_city": ("address.city",)}),
            table("nothing", "Nothing", union()),
            table("none", "None_", obj({})),
            table("nested", "Nested", union(obj({"a": STRING}), union(obj({"b": obj({"c": STRING})}))),
                  indexes={"by_c": ("b.c",)}),
            table("edges", "Edges", obj({
                "numbers": numbers,
                "int64s": int64s,
                "never": union(),
                "neverThere": Field("", union(union()), optional=True),
                "one": union(STRING),
                "same": union(NUMBER, INTEGER, union(NUMBER, NULL)),
                "emptyRecord": RecordType(union(), NUMBER),
                "byId": RecordType(union(STRING, IdType("none")), NUMBER),
                "mixed": union(obj({"a": STRING}), ANY, RecordType(STRING, INT64)),
                "tree": ShapeType("shapes", "Tree"),
                "stamp": COMMIT_TIMESTAMP,
            }), indexes={"by_third": ("tree.first.second.third.fourth",)}),
        ),
        shapes=(shape("shapes", "Tree", tree), shape("shapes", "Alias", ArrayType(ShapeType("shapes", "Tree")))),
        functions=(
            function("pages:list", QUERY, {"paginationOpts": PaginationOptionsType()}, page),
            function("pages:default", QUERY, {"by": nullable(PaginationOptionsType())}, ShapeType("shapes", "Alias")),
            function("pages:never", QUERY, {"x": union()}, COMMIT_TIMESTAMP),
        ),
    )  # fmt: skip


def loose_app() -> CheckedApp:
    """Return an app that names its tables without forbidding others."""
    strict = app(tables=(table("notes", "Note", obj({"text": STRING})),))
    assert strict.schema is not None
    return CheckedApp(Schema(strict.schema.tables, strict_table_names=False), (), (), (), (), ())
