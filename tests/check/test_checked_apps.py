"""A backend that receives a checked app cannot fail: apps of awkward names and types are emitted, as valid text."""

import ast
import json
import sqlite3
from collections.abc import Iterator, Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biconvex_codegen.check import check
from biconvex_codegen.ir.naming import reference_name, row_class_name
from biconvex_codegen.ir.nodes import (
    App,
    Argument,
    Cron,
    CronExpression,
    Function,
    FunctionKind,
    HttpAction,
    Index,
    Route,
    Schema,
    SearchIndex,
    Shape,
    Table,
    VectorIndex,
    Visibility,
)
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
    Field,
    IdType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)
from biconvex_codegen.pipeline import Targets, emit
from biconvex_codegen.source import Places, Positions

NAMES = (
    *("a", "A", "class", "lambda", "None", "match", "type", "str", "list", "id", "self", "order", "select", "group"),
    *("Index", "con", "nul", "ids", "api", "internal", "server", "default", "constructor", "toString", "__proto__"),
    *("_x", "x_", "a_b", "aB", "int64", "doc", "Id", "Doc", "Any", "x" * 64, "_id1", "query", "import", "typing"),
    *("search", "rowid", "oid"),
)
TABLES = tuple(name for name in NAMES if not name.startswith("_"))
MODULES = ("notes", "class", "list", "a/b", "con", "api", "default", "default/x", "api/internal")


class Anywhere(Mapping[str, Positions]):
    """Places of an app that no source stands behind: everything stands in one line."""

    def __getitem__(self, key: str) -> Positions:
        return Positions("backend/notes.py", (1, 1, 1, 2, 1, 1, 1, 2))

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


names = st.sampled_from(NAMES)
literals = st.one_of(
    st.builds(LiteralType, st.just(LiteralKind.STRING), st.sampled_from(("", "'", '"', "a\\", "日本", "$$"))),
    st.builds(LiteralType, st.just(LiteralKind.NUMBER), st.sampled_from(("0.0", "-0.0", "1.5", "1e+300"))),
    st.builds(LiteralType, st.just(LiteralKind.INT64), st.sampled_from(("0", "-9223372036854775808"))),
    st.builds(LiteralType, st.just(LiteralKind.BOOLEAN), st.sampled_from(("true", "false"))),
)
plain: tuple[Type, ...] = (
    *(AnyType(), NullType(), BooleanType(), NumberType(), IntegerType(), Int64Type(), CommitTimestampType()),
    *(StringType(), BytesType(), IdType("_storage"), IdType("notes"), UnionType(()), ObjectType(())),
)
named: tuple[Type, ...] = (
    DocumentType("notes"),
    ShapeType("a/b", "Item"),
    PaginationOptionsType(),
    PaginationResultType(AnyType()),
)


def objects(of: st.SearchStrategy[Type], keys: tuple[str, ...] = NAMES, most: int = 4) -> st.SearchStrategy[ObjectType]:
    """Return objects with fields of different names."""
    fields = st.builds(Field, st.sampled_from(keys), of, st.booleans())
    return st.lists(fields, max_size=most, unique_by=lambda field: field.name).map(lambda each: ObjectType(tuple(each)))


def deeper(of: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    """Return types made of other types."""
    keys = st.sampled_from((StringType(), IdType("notes"), UnionType((StringType(), IdType("_storage")))))
    return st.one_of(
        st.builds(ArrayType, of),
        st.builds(RecordType, keys, of),
        st.lists(of, max_size=3).map(lambda each: UnionType(tuple(each))),
        objects(of),
    )


data: st.SearchStrategy[Type] = st.recursive(st.one_of(st.sampled_from(plain), literals), deeper, max_leaves=6)
signature: st.SearchStrategy[Type] = st.one_of(data, st.sampled_from(named))
documents: st.SearchStrategy[Type] = st.one_of(
    objects(data, TABLES, 6),
    st.lists(objects(data, TABLES), max_size=3).map(lambda each: UnionType(tuple(each))),
    st.just(AnyType()),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, ...]:
    """Draw tables, `notes` among them, with indexes over their own fields."""
    chosen = ("notes", *draw(st.lists(st.sampled_from(TABLES), max_size=3, unique=True)))
    return tuple(_table(draw, name, draw(documents)) for name in chosen)


def _table(draw: st.DrawFn, name: str, document: Type) -> Table:
    id_ = f"tables/{name}"
    members = document.members if isinstance(document, UnionType) else (document,)
    fields = [field for member in members if isinstance(member, ObjectType) for field in member.fields]
    paths = tuple(dict.fromkeys(field.name for field in fields))
    texts = [field.name for field in fields if isinstance(field.type, StringType | AnyType)]
    filters = tuple(draw(st.lists(st.sampled_from(paths), max_size=3, unique=True))) if paths else ()
    return Table(
        id_,
        name,
        row_class_name(name),
        document,
        tuple(Index(f"{id_}:by{number}", f"by{number}", (path,)) for number, path in enumerate(paths[:3])),
        tuple(SearchIndex(f"{id_}:search_{path}", f"search_{path[:40]}", path, filters) for path in texts[:1]),
        (VectorIndex(f"{id_}:near", "near", "x.y", 3, filters),) if isinstance(document, AnyType) else (),
    )


@st.composite
def functions(draw: st.DrawFn) -> Function:
    """Draw a function."""
    module, name = draw(st.sampled_from(MODULES)), draw(names)
    id_ = f"{module}:{name}"
    fields = draw(objects(signature)).fields
    arguments = tuple(Argument(f"{id_}({field.name})", field, reference_name(field.name)) for field in fields)
    return Function(
        id=id_,
        module=module,
        python_module=module.replace("/", "."),
        name=name,
        python_name=reference_name(name),
        handler=name,
        kind=draw(st.sampled_from(FunctionKind)),
        visibility=draw(st.sampled_from(Visibility)),
        args=draw(st.sampled_from((arguments, None))),
        returns=draw(st.one_of(st.none(), signature)),
    )


@st.composite
def apps(draw: st.DrawFn) -> App:
    """Draw an app; some are mistaken."""
    registered = draw(st.lists(functions(), max_size=5, unique_by=lambda each: each.id))
    targets = [function.id for function in registered if function.kind is not FunctionKind.QUERY]
    return App(
        Schema(draw(tables())),
        (Shape("shapes/a/b.Item", "a/b", "Item", draw(objects(data))),),
        tuple(registered),
        (HttpAction("web:answer", "web", "web", "answer", "answer"),),
        (Route("routes/GET /", "/", is_prefix=True, method="GET", handler="web:answer"),),
        tuple(Cron(f"crons/{each}", each, CronExpression("0 0 * * *"), each) for each in targets[:1]),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(apps())
def test_a_checked_app_is_emitted(app: App) -> None:
    checked = check(app).app
    if checked is None:
        return
    [generated] = emit(checked, Places(Anywhere(), {}), Targets())
    for artifact in generated.artifacts:
        if artifact.path.endswith((".py", ".pyi")):
            ast.parse(artifact.text)
        if artifact.path.endswith(".json"):
            json.loads(artifact.text)
        if artifact.path == "schema.sqlite.sql":
            with sqlite3.connect(":memory:") as database:
                database.executescript(artifact.text)
            database.close()
