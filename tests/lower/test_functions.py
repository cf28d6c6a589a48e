"""What registers, and what its arguments and results are: every form of optional and nullable, both ways to say it."""

# ruff: noqa: E501  one case a line

import pytest

from biconvex_codegen.ir.nodes import Argument, Function, FunctionKind, Visibility
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
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

from .sources import HEAD, built, found

SCHEMA = f'{HEAD}schema = define_schema({{"notes": define_table({{"text": v.string()}}, doc="Note")}})\n'
MODULE = """
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NewType, NotRequired, Optional, TypedDict
from biconvex import UNSET, Int64, PaginationOpts, PaginationResult, Unset, v
from ._generated.api import internal
from ._generated.data_model import Note, NoteId, StorageId
from ._generated.server import action, http_action, internal_mutation, mutation, query, QueryCtx

Permission = Literal["read", "write"]
Slug = NewType("Slug", str)
Reply = TypedDict("Reply", {"from": str})

class State(enum.Enum):
    OPEN = "open"
    DONE = "done"

class Draft(TypedDict):
    text: str
    tags: NotRequired[list[str]]

@dataclass
class Filter:
    by_owner: str
    limit: int = 10
    after: float | None = None
"""


def lowered(code: str, *, camel: bool = True) -> tuple[Function, ...]:
    result, places = built({"backend/schema.py": SCHEMA, "backend/notes.py": MODULE + code}, camel=camel)
    assert found(result, places) == []
    return result.app.functions


def argument(parameter: str) -> Argument:
    [function] = lowered(f"@query\nasync def find(ctx, *, {parameter}) -> None: ...\n")
    assert function.args is not None
    return function.args[0]


def text(value: str) -> LiteralType:
    return LiteralType(LiteralKind.STRING, value)


NULLABLE = UnionType((StringType(), NullType()))
MAYBE_NUMBER = UnionType((NumberType(), NullType()))
MAYBE_INTEGER = UnionType((IntegerType(), NullType()))


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("str", StringType()),
        ("float", NumberType()),
        ("int", IntegerType()),
        ("bool", BooleanType()),
        ("bytes", BytesType()),
        ("Int64", Int64Type()),
        ("Any", AnyType()),
        ("None", NullType()),
        ("list[str]", ArrayType(StringType())),
        ("Sequence[NoteId]", ArrayType(IdType("notes"))),
        ("tuple[int, ...]", ArrayType(IntegerType())),
        ("dict[str, float]", RecordType(StringType(), NumberType())),
        ("Mapping[NoteId, bool]", RecordType(IdType("notes"), BooleanType())),
        ("str | None", NULLABLE),
        ("Optional[str]", NULLABLE),
        ("Permission", UnionType((text("read"), text("write")))),
        ("Permission | None", UnionType((text("read"), text("write"), NullType()))),
        ("State", UnionType((text("open"), text("done")))),
        (
            "Literal[1, True]",
            UnionType((LiteralType(LiteralKind.NUMBER, "1.0"), LiteralType(LiteralKind.BOOLEAN, "true"))),
        ),
        ("Note", DocumentType("notes")),
        ("StorageId", IdType("_storage")),
        ("Draft", ShapeType("notes", "Draft")),
        ('"list[Draft]"', ArrayType(ShapeType("notes", "Draft"))),
        ("Slug", StringType()),
        ("Reply", ShapeType("notes", "Reply")),
        ("Annotated[int, v.number()]", NumberType()),
        ("Annotated[str, 'a note']", StringType()),
    ],
)
def test_an_annotation_is_a_type(annotation: str, expected: Type) -> None:
    found_argument = argument(f"value: {annotation}")
    assert found_argument.field.type == expected
    assert not found_argument.field.optional


@pytest.mark.parametrize(
    ("parameter", "type_", "optional"),
    [
        ("x: str", StringType(), False),
        ('x: str = "a"', StringType(), True),
        ("x: str | Unset = UNSET", StringType(), True),
        ("x: str | None = None", StringType(), True),
        ("x: str | None", NULLABLE, False),
        ("x: str | None | Unset = UNSET", NULLABLE, True),
        ("x: None | Unset = UNSET", NullType(), True),
        ("x: Annotated[str, v.union(v.string())] | Unset = UNSET", UnionType((StringType(),)), True),
        ("x: Annotated[str | None, v.union(v.nullable(v.string()))] | Unset = UNSET", UnionType((NULLABLE,)), True),
        ("x: float = 1", NumberType(), True),
        ("x: list[str] | None = None", ArrayType(StringType()), True),
        ("x: PaginationOpts | None = None", PaginationOptionsType(), True),
    ],
)
def test_each_form_of_optional_and_nullable(parameter: str, type_: Type, optional: bool) -> None:
    field = argument(parameter).field
    assert (field.type, field.optional) == (type_, optional)


@pytest.mark.parametrize(
    ("written", "wire"),
    [("owner_id", "ownerId"), ("from_", "from"), ("_hidden", "_hidden"), ("x_1", "x1"), ("URL", "URL"), ("a__b", "aB")],
)
def test_identifiers_become_camel_case_on_the_wire(written: str, wire: str) -> None:
    found_argument = argument(f"{written}: str")
    assert (found_argument.field.name, found_argument.python_name) == (wire, written)


def test_names_stay_as_written_where_that_is_asked_for() -> None:
    [function] = lowered("@query\nasync def get_by_id_(ctx, *, from_: str) -> None: ...\n", camel=False)
    assert (function.name, function.python_name, function.handler) == ("get_by_id", "get_by_id", "get_by_id_")
    assert function.args is not None
    assert function.args[0].field.name == "from"


@pytest.mark.parametrize(
    ("written", "wire", "reference"),
    [
        ("list_", "list", "list"),
        ("lambda_", "lambda", "lambda_"),
        ("query_", "query", "query"),
        ("get_by_id", "getById", "get_by_id"),
    ],
)
def test_a_reference_drops_the_underscore_that_it_need_not_have(written: str, wire: str, reference: str) -> None:
    [function] = lowered(f"@query\nasync def {written}(ctx) -> None: ...\n")
    assert (function.name, function.python_name, function.handler) == (wire, reference, written)


def test_kinds_and_visibility_come_from_the_decorator() -> None:
    functions = lowered(
        "from ._generated import server as s\n"
        "@s.query\nasync def a(ctx) -> None: ...\n"
        "@internal_mutation()\nasync def b(ctx) -> None: ...\n"
        "@action(name='getByID')\nasync def c(ctx) -> None: ...\n"
    )
    assert [(each.name, each.kind, each.visibility) for each in functions] == [
        ("a", FunctionKind.QUERY, Visibility.PUBLIC),
        ("b", FunctionKind.MUTATION, Visibility.INTERNAL),
        ("getByID", FunctionKind.ACTION, Visibility.PUBLIC),
    ]


def test_a_wrapped_decorator_adds_the_arguments_of_its_load() -> None:
    files = {
        "backend/schema.py": SCHEMA,
        "backend/_sessions.py": f"""{MODULE}
async def with_user(ctx: QueryCtx, *, token: str) -> QueryCtx:
    return ctx

async def with_team(ctx: QueryCtx, *, team_id: NoteId | None = None) -> QueryCtx:
    return ctx

authed_query = query.wrap(with_user)
team_query = authed_query.wrap(with_team)
""",
        "backend/notes.py": f"""{MODULE}
from ._sessions import authed_query, team_query
@authed_query
async def mine(ctx, *, limit: int = 10) -> list[Note]: ...
@team_query(args={{"limit": v.number()}}, name="shared")
async def ours(ctx, *, limit: float) -> list[Note]: ...
""",
    }
    result, places = built(files)
    assert found(result, places) == []
    mine, ours = result.app.functions
    assert [(each.field.name, each.field.optional) for each in mine.args or ()] == [("limit", True), ("token", False)]
    assert [(each.field.name, each.field.optional) for each in ours.args or ()] == [
        ("limit", False),
        ("token", False),
        ("teamId", True),
    ]
    assert mine.kind is FunctionKind.QUERY


def test_importing_a_function_does_not_register_it_again() -> None:
    files = {
        "backend/schema.py": SCHEMA,
        "backend/notes.py": f"{MODULE}@query\nasync def find(ctx) -> None: ...\n",
        "backend/again.py": "from .notes import find\nfrom ._generated.server import query\n",
        "backend/_private.py": f"{MODULE}@query\nasync def hidden(ctx) -> None: ...\n",
        "backend/test_notes.py": f"{MODULE}@query\nasync def tested(ctx) -> None: ...\n",
    }
    result, _ = built(files)
    assert [function.id for function in result.app.functions] == ["notes:find"]


@pytest.mark.parametrize(
    ("code", "type_"),
    [
        ("async def f(ctx) -> list[Note]: ...", ArrayType(DocumentType("notes"))),
        ("async def f(ctx) -> PaginationResult[Note]: ...", PaginationResultType(DocumentType("notes"))),
        ("async def f(ctx) -> Note | None: ...", UnionType((DocumentType("notes"), NullType()))),
        ("async def f(ctx) -> None: ...", NullType()),
    ],
)
def test_the_result_is_its_annotation(code: str, type_: Type) -> None:
    [function] = lowered(f"@query\n{code}\n")
    assert function.returns == type_


def test_classes_become_shapes() -> None:
    result, _ = built(
        {
            "backend/schema.py": SCHEMA,
            "backend/notes.py": f"{MODULE}@query\nasync def f(ctx, a: Draft, b: Filter) -> None: ...\n",
        }
    )
    draft, filter_ = result.app.shapes
    assert isinstance(draft.type, ObjectType)
    assert [(field.name, field.optional) for field in draft.type.fields] == [("text", False), ("tags", True)]
    assert isinstance(filter_.type, ObjectType)
    assert [(field.name, field.type, field.optional) for field in filter_.type.fields] == [
        ("byOwner", StringType(), False),
        ("limit", IntegerType(), True),
        ("after", NumberType(), True),
    ]


@pytest.mark.parametrize(
    ("head", "signature", "wire", "type_", "optional"),
    [
        ('args={"ownerId": v.string()}', "owner_id", "ownerId", StringType(), False),
        ('args={"owner_id": v.string()}', "owner_id: str", "owner_id", StringType(), False),
        ('args={"n": v.number()}', "n: int", "n", IntegerType(), False),
        ('args={"n": v.optional(v.number())}', "n: float | None = None", "n", NumberType(), True),
        ('args={"from": v.optional(v.string())}', "from_: str | Unset = UNSET", "from", StringType(), True),
        ('args={"n": v.optional(v.nullable(v.number()))}', "n: float | None = None", "n", MAYBE_NUMBER, True),
        ('args={"n": v.optional(v.nullable(v.number()))}', "n: int | None = None", "n", MAYBE_INTEGER, True),
        ('args={"n": v.optional(v.union(v.nullable(v.number())))}', "n: float | None = None", "n", UnionType((MAYBE_NUMBER,)), True),
        ('args={"at": v.commit_ts()}', "at: Int64", "at", CommitTimestampType(), False),
        ('args=v.object({"id": v.id("notes")})', "id_: NoteId", "id", IdType("notes"), False),
    ],
)  # fmt: skip
def test_explicit_arguments_agree_with_the_signature(
    head: str, signature: str, wire: str, type_: Type, optional: bool
) -> None:
    [function] = lowered(f"@query({head}, returns=v.null())\nasync def f(ctx, *, {signature}): ...\n")
    assert function.args is not None
    [only] = function.args
    assert (only.field.name, only.field.type, only.field.optional) == (wire, type_, optional)
    assert only.python_name == signature.partition(":")[0]
    assert function.returns == NullType()


def test_whatever_comes_is_taken_where_that_is_asked_for() -> None:
    [function] = lowered("@query(args=v.any(), returns=v.any())\nasync def f(ctx, /, **args: Any): ...\n")
    assert function.args is None


@pytest.mark.parametrize(
    ("code", "code_of_error", "at"),
    [
        ("@query\ndef f(ctx) -> None: ...", "invalid-registration", "f"),
        ("@query\nasync def f() -> None: ...", "invalid-registration", "f"),
        ("if True:\n    @query\n    async def f(ctx) -> None: ...", "invalid-registration", "f"),
        ("class C:\n    @query\n    async def f(self) -> None: ...", "invalid-registration", "f"),
        ("@query\n@mutation\nasync def f(ctx) -> None: ...", "invalid-registration", "mutation"),
        ("import functools\n@query\n@functools.cache\nasync def f(ctx) -> None: ...", "invalid-registration", "functools.cache"),
        ("@mutation\nasync def f(ctx, *rest: str) -> None: ...", "invalid-registration", "rest"),
        ("@action\nasync def f(ctx: QueryCtx) -> None: ...", "invalid-registration", "QueryCtx"),
        ("def load(ctx): ...\nmine = query.wrap(load)\n@mine\nasync def f(ctx) -> None: ...", "invalid-registration", "load"),
        ("mine = query.wrap()\n@mine\nasync def f(ctx) -> None: ...", "invalid-registration", "mine"),
        ("@qurey\nasync def f(ctx) -> None: ...", "unknown-name", "qurey"),
        ("@query\nasync def f(ctx, x: Notee) -> None: ...", "unknown-name", "Notee"),
        ("@query\nasync def f(ctx, x: set[str]) -> None: ...", "unsupported-annotation", "set[str]"),
        ("import datetime\n@query\nasync def f(ctx, x: datetime.datetime) -> None: ...", "unsupported-annotation", "datetime.datetime"),
        ("@query\nasync def f(ctx, x: None = None) -> None: ...", "unsupported-annotation", "x"),
        ("@query\nasync def f(ctx, x: int = 'a') -> None: ...", "argument-mismatch", "'a'"),
        ("@query\nasync def f(ctx, x: str | Unset) -> None: ...", "argument-mismatch", "x"),
        ("@query\nasync def f(ctx, x: str = UNSET) -> None: ...", "argument-mismatch", "str"),
        ("@query(args={'x': v.string()})\nasync def f(ctx, x: float) -> None: ...", "argument-mismatch", "float"),
        ("@query(args={'x': v.string()})\nasync def f(ctx) -> None: ...", "argument-mismatch", "'x'"),
        ("@query(args={})\nasync def f(ctx, x: str) -> None: ...", "argument-mismatch", "x"),
        ("@query(args={'x': v.optional(v.string())})\nasync def f(ctx, x: str) -> None: ...", "argument-mismatch", "x"),
        ("@query(returns=v.string())\nasync def f(ctx) -> float: ...", "argument-mismatch", "float"),
        ("@query\nasync def list(ctx, x: list[int]) -> list[str]: ...", "unsupported-annotation", "list"),
        ("@http_action\nasync def hook(ctx, request, x: int) -> None: ...", "invalid-registration", "x"),
        ("@query\nasync def f(ctx, x) -> None: ...", "missing-argument-type", "x"),
        ("@query\nasync def f(ctx): ...", "missing-return-type", "f"),
        ("@query(arg={})\nasync def f(ctx) -> None: ...", "invalid-call", "arg"),
        ("class Tree(TypedDict):\n    inside: 'Tree'\n@query\nasync def f(ctx, x: Tree) -> None: ...", "circular-definition", None),
        ("class A(B, TypedDict): ...\nclass B(A, TypedDict): ...\n@query\nasync def f(ctx, x: A) -> B: ...", "unknown-name", "B"),
        ("Loop = list['Loop']\n@query\nasync def f(ctx, x: Loop) -> None: ...", "circular-definition", "'Loop'"),
    ],
)  # fmt: skip
def test_each_way_to_get_it_wrong_is_one_diagnostic(code: str, code_of_error: str, at: str | None) -> None:
    source = f"{MODULE}{code}\n"
    result, places = built({"backend/schema.py": SCHEMA, "backend/notes.py": source})
    [(reported, span)] = found(result, places)
    line = source.split("\n")[span.line - 1]
    assert reported == code_of_error
    assert at is None or line[span.column - 1 : span.end_column - 1] == at
