"""Apps that no fixture is: hostile text everywhere, names that mean something in Python, types at their edges."""

from dataclasses import replace

from biconvex_codegen.backends.names import attribute
from biconvex_codegen.ir.naming import reference_name, row_class_name
from biconvex_codegen.ir.nodes import CheckedApp, Function
from biconvex_codegen.ir.reserved import PYTHON_BUILTINS, PYTHON_KEYWORDS, PYTHON_SOFT_KEYWORDS, WINDOWS_DEVICE_NAMES
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
    ACTION,
    ANY,
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
    optional,
    shape,
    table,
    union,
)

HELPERS = """
    Any Call Decorator Document Fields Id Index Int64 Internal Item Literal Mutation NAMES Never NewType NotRequired
    Patch Public PublicQuery Query ReadOnly Self Sequence Table TypeAlias TypedDict Unset annotations api biconvex
    builtins data_model database deprecated ids init overload refs self server shapes tables text typing
    typing_extensions vector
"""
"""Names that generated stubs, or people who read them, use for something of their own."""

WORDS = tuple(
    sorted(
        word
        for word in PYTHON_KEYWORDS
        | PYTHON_SOFT_KEYWORDS
        | PYTHON_BUILTINS
        | WINDOWS_DEVICE_NAMES
        | set(HELPERS.split())
        if word.isidentifier() and word.strip("_") and not word.startswith("__")
    )
)


def reserved_app() -> CheckedApp:
    """Return an app with a table, a field, an index, a module, a function, an argument and a shape of each name."""
    everything = obj(dict.fromkeys(WORDS, nullable(STRING)))
    tables = tuple(
        table(
            word,
            f"{row_class_name(word)}{number}",
            obj({word: nullable(obj({word: STRING})), "list": ArrayType(NUMBER), "from": IdType("from")}),
            indexes={word: (word,), f"by_{word}": ("list", f"{word}.{word}")},
            search={f"search_{word}": (word, (word,))},
            vectors={f"near_{word}": ("list", 8, (word,))},
        )
        for number, word in enumerate(WORDS)
    )
    wide = table("wide", "Wide", everything, indexes={word: (word,) for word in WORDS})
    shapes = tuple(shape("models", word, obj({word: ArrayType(STRING)})) for word in WORDS if word.isidentifier())
    several = tuple(_reserved_function("words", word, obj({word: STRING})) for word in WORDS)
    each = tuple(_reserved_function(word, word, everything if word == "list" else STRING) for word in WORDS)
    return app(tables=(*tables, wide), shapes=shapes, functions=(*several, *each))


def _reserved_function(module: str, word: str, everything: Type) -> Function:
    made = function(
        f"{module}:{word}",
        QUERY,
        {word: optional(RecordType(STRING, ShapeType("models", word))), "self_": ArrayType(ANY), "given": everything},
        ArrayType(DocumentType(word)),
        handler=f"{word}_",
        python={word: attribute(word)},
    )
    return replace(made, python_module=module, python_name=reference_name(f"{word}_"))


def hostile_app(said: str) -> CheckedApp:
    """Return an app with a text in every note and literal."""
    notes = Notes(doc=said, deprecated=said)
    literals = one_of(said, f"{said}.", "plain")
    fields = (Field("said", literals, notes=notes), Field("class", literals, optional=True, notes=notes))
    blocks = ArrayType(union(obj({"kind": one_of(said)}), obj({"kind": one_of(f"{said}!")})))
    inner = replace(obj({}), fields=fields)
    notes_table = table(
        "notes",
        "Note",
        replace(inner, fields=(*fields, Field("blocks", blocks))),
        indexes={"by_said": ("said",)},
        search={"search_said": ("said", ("class",))},
    )
    noted = replace(
        notes_table, notes=notes, indexes=tuple(replace(index, notes=notes) for index in notes_table.indexes)
    )
    say = function("notes:say", MUTATION, {"said": Field("", literals, notes=notes), "inner": inner}, blocks)
    return app(
        tables=(noted,),
        shapes=(replace(shape("notes", "Note", inner), notes=notes),),
        functions=(replace(say, notes=notes),),
    )


def edge_app() -> CheckedApp:
    """Return an app whose types stand at their edges."""
    numbers = union(*(LiteralType(LiteralKind.NUMBER, text) for text in ("0.0", "-0.0", "3.0", "1e+300", "-1.5e-07")))
    int64s = union(*(LiteralType(LiteralKind.INT64, text) for text in ("5", "-5", "9223372036854775807")))
    flags = union(LiteralType(LiteralKind.BOOLEAN, "true"), LiteralType(LiteralKind.BOOLEAN, "false"))
    tree = obj({"name": STRING, "parts": ArrayType(obj({"name": STRING})), "top": obj({"leaf": obj({"last": ANY})})})
    page = PaginationResultType(union(DocumentType("nothing"), ShapeType("shapes", "Tree")))
    mangled = obj({"__secret": STRING, "_hidden": STRING, "__dunder__": NUMBER})
    return app(
        tables=(
            table("anything", "Anything", ANY, indexes={"by_city": ("address.city",)}),
            table("nothing", "Nothing", union()),
            table("none", "None_", obj({})),
            table(
                "nested",
                "Nested",
                union(obj({"a": STRING}), union(obj({"b": obj({"c": STRING})}))),
                indexes={"by_c": ("b.c",), "by_b": ("b",)},
                search={"search_a": ("a", ("b.c", "a"))},
            ),
            table("alone", "Alone", union(obj({"text": STRING, "mangled": mangled}))),
            table("tree", "Tree", ShapeType("shapes", "Tree"), indexes={"by_top": ("top", "top.leaf.last.deeper")}),
            table(
                "edges",
                "Edges",
                obj(
                    {
                        "numbers": numbers,
                        "int64s": int64s,
                        "flags": flags,
                        "never": union(),
                        "one": union(STRING),
                        "same": union(NUMBER, INTEGER, union(NUMBER, NULL)),
                        "emptyRecord": RecordType(union(), NUMBER),
                        "byId": RecordType(union(STRING, IdType("none")), NUMBER),
                        "mixed": union(obj({"a": STRING}), ANY, RecordType(STRING, INT64)),
                        "twins": union(obj({"a": STRING}), obj({"b": STRING}), ArrayType(obj({"a": NUMBER}))),
                        "tree": ShapeType("shapes", "Tree"),
                        "stamp": optional(nullable(COMMIT_TIMESTAMP)),
                        "task": IdType("_scheduled_functions"),
                        "maybe": optional(nullable(ANY)),
                    }
                ),
                indexes={
                    "by_leaf": ("tree.top.leaf.last.deeper", "stamp"),
                    "by_twins": ("twins.a", "emptyRecord.x"),
                    "Edges": ("never",),
                },
                vectors={"near": ("mixed", 3, ("tree.name", "maybe", "stamp"))},
            ),
            table("edgesTree", "EdgesTwins1", obj({"text": STRING})),
            table(
                "loose",
                "Loose",
                obj({"vector": ArrayType(NUMBER), "payload": optional(ANY)}),
                vectors={"by_vector": ("vector", 3, ("payload",))},
            ),
        ),
        shapes=(
            shape("shapes", "Tree", tree),
            shape("shapes", "_Alias", ArrayType(ShapeType("shapes", "Tree"))),
            shape("shapes", "Alias", union(obj({"kind": one_of("a")}), obj({"kind": one_of("b")}))),
            shape("shapes", "item", obj({"item": nullable(ShapeType("shapes", "Tree")), "Tree": STRING, "_b": STRING})),
            shape("shapes/inner", "Tree", obj({"outer": ShapeType("shapes", "Tree"), "Tree": INTEGER})),
            shape("", "Rooted", obj({"tree": ShapeType("shapes/inner", "Tree")})),
        ),
        functions=(
            function("pages:list", QUERY, {"paginationOpts": PaginationOptionsType(), "x": STRING}, page),
            function("pages:hidden", QUERY, {"paginationOpts": PaginationOptionsType()}, page, internal=True),
            function("pages:maybe", QUERY, {"paginationOpts": optional(PaginationOptionsType())}, page),
            function("pages:act", ACTION, {"paginationOpts": PaginationOptionsType()}, page),
            function("pages:none", QUERY, {"by": nullable(PaginationOptionsType())}, ShapeType("shapes", "_Alias")),
            function("pages:never", QUERY, {"x": union(), "y": optional(ANY)}, COMMIT_TIMESTAMP),
            function("pages:anything", ACTION, None, None, internal=True),
            function("pages/deep:list", QUERY, {"x": obj({})}, obj({"page": obj({"x": numbers})})),
            function("userPages/deep/deeper:list", QUERY, {}, ShapeType("shapes", "item"), internal=True),
            function("userPages/deep:run", QUERY, {}, ShapeType("", "Rooted")),
        ),
    )


def typing_app() -> CheckedApp:
    """Return the app whose generated package the library's own typing tests have written by hand."""
    document, user = IdType("documents"), IdType("users")
    return app(
        tables=(
            table(
                "documents",
                "Document",
                obj(
                    {
                        "title": STRING,
                        "ownerId": user,
                        "createdAt": NUMBER,
                        "bytesUsed": INT64,
                        "tags": ArrayType(STRING),
                        "permission": one_of("read", "write"),
                        "embedding": ArrayType(NUMBER),
                        "note": optional(STRING),
                    }
                ),
                indexes={"by_owner": ("ownerId", "createdAt"), "by_note": ("note",)},
                search={"search_title": ("title", ("ownerId",))},
                vectors={"by_embedding": ("embedding", 3, ("permission", "ownerId"))},
            ),
            table("users", "User", obj({"name": STRING, "email": STRING}), indexes={"by_email": ("email",)}),
        ),
        functions=(
            function(
                "documents:list",
                QUERY,
                {"ownerId": user, "limit": optional(INTEGER)},
                ArrayType(DocumentType("documents")),
                handler="list_",
            ),
            function(
                "documents:page",
                QUERY,
                {"ownerId": user, "paginationOpts": PaginationOptionsType()},
                PaginationResultType(DocumentType("documents")),
            ),
            function("documents:create", MUTATION, {"title": STRING, "note": optional(STRING)}, document),
            function("documents:summarize", ACTION, {"documentId": document}, STRING),
            function(
                "documents:getById",
                QUERY,
                {"documentId": document},
                nullable(DocumentType("documents")),
                internal=True,
            ),
            function("documents:cleanUp", MUTATION, {"before": NUMBER}, NULL, internal=True),
        ),
    )


def schemaless_app() -> CheckedApp:
    """Return an app without a schema, of one function."""
    return app(functions=(function("health:check", QUERY, {}, STRING),))


def empty_app() -> CheckedApp:
    """Return an app of nothing at all."""
    return app()
