"""Registered functions say as Convex's JSON what they take and give, read from validators or live annotations."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from enum import Enum, Flag, IntEnum
from types import ModuleType, new_class
from typing import Annotated, Any, ClassVar, Generic, List, NewType, TypedDict, TypeVar  # noqa: UP035  as users write

import pytest
import typing_extensions
from pydantic import BaseModel, Field
from pydantic.dataclasses import dataclass as pydantic_dataclass

from biconvex import UNSET, PaginationOpts, PaginationResult, Unset, define_schema, define_table, v
from biconvex.errors import SchemaDefinitionError
from biconvex.lazy import data_model
from biconvex.server import Registered, internal_action, mutation, query
from biconvex.validators import Validator

NOTE = {"text": v.string(), "stars": v.integer()}
SCHEMA = define_schema(
    {"notes": define_table(NOTE, doc="Note"), "things": define_table(v.union(v.object({"a": v.null()})))}
)
NAMES: ModuleType = ModuleType("export_app._names")
NAMES.__dict__["NAMES"] = {
    "Thing": ("document", "things"),
    "Note": ("document", "notes"),
    "NoteFields": ("fields", "notes"),
    "NoteId": ("id", "notes"),
    "NoteIndexes": ("indexes", "notes"),
    "NotePatch": ("patch", "notes"),
    "Gone": ("document", "gone"),
    "ThingPatch": ("patch", "things"),
    "StorageId": ("system", "StorageId"),
}
sys.modules["export_app._names"] = NAMES
MODEL = data_model({"__name__": "export_app.data_model", "__package__": "export_app"})
Note: Any = MODEL("Note")
NoteId: Any = MODEL("NoteId")
Thing: Any = MODEL("Thing")
UNCHECKED_QUERY: Any = query
T = TypeVar("T")


def exported(function: object) -> dict[str, Any]:
    assert isinstance(function, Registered)
    return function.export(SCHEMA)


def arguments(**fields: Validator) -> object:
    return v.object(fields).export()


def returned(hint: object) -> object:
    """Return what a query with this annotation exports as its result."""

    async def f(ctx: object) -> None: ...

    f.__annotations__["return"] = hint
    return exported(query(f))["returns"]


def test_names_kinds_and_visibilities() -> None:
    @internal_action
    async def send_it_(ctx): ...  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  the point

    @mutation(name="sendThat", returns={"at": v.number()})
    async def send_that_now(ctx: object, *, some_thing, other_: int = 1) -> None: ...  # type: ignore[no-untyped-def]  # noqa: ANN001  likewise

    nothing = {"type": "object", "value": {}}
    said = {"name": "sendIt", "kind": "action", "visibility": "internal", "args": nothing, "returns": None}
    assert exported(send_it_) == said
    assert send_it_.export(wire_names="as-written")["name"] == "send_it"
    that = exported(send_that_now)
    assert that["name"] == "sendThat"
    assert that["args"] == arguments(someThing=v.any(), other=v.optional(v.integer()))
    assert that["returns"] == v.object({"at": v.number()}).export()
    as_written = send_that_now.export(SCHEMA, wire_names="as-written")
    assert as_written["args"] == arguments(some_thing=v.any(), other=v.optional(v.integer()))


def test_how_an_argument_may_be_absent() -> None:
    @query
    async def f(
        ctx: object,
        positional: str,
        *,
        a: str = "a",
        b: str | None = None,
        c: str | None,
        d: str | Unset = UNSET,
        e: str | Unset | None = UNSET,
        f: Unset | None = UNSET,
        g: "str" = None,  # type: ignore[assignment]  # noqa: RUF013  as users write
        h: Annotated[str, v.optional(v.literal("x"))] | None = UNSET,  # type: ignore[assignment]  # likewise
    ) -> None: ...

    text = v.string()
    assert exported(f)["args"] == arguments(
        positional=text,
        a=v.optional(text),
        b=v.optional(text),
        c=v.nullable(text),
        d=v.optional(text),
        e=v.optional(v.nullable(text)),
        f=v.optional(v.null()),
        g=v.optional(text),
        h=v.optional(v.nullable(v.literal("x"))),
    )
    assert exported(f)["returns"] == {"type": "null"}


def test_pages() -> None:
    @query
    async def page(ctx: object, *, opts: PaginationOpts | None = None) -> PaginationResult[Note]:
        raise NotImplementedError

    @query(args={"opts": v.any()})
    async def explicit(ctx: object, *, opts: PaginationOpts) -> PaginationResult:  # type: ignore[type-arg]  # as users write
        raise NotImplementedError

    options = exported(page)["args"]["value"]["paginationOpts"]
    assert options["optional"] is True
    assert [*options["fieldType"]["value"]] == [
        *("numItems", "cursor", "endCursor", "id", "maximumRowsRead", "maximumBytesRead")
    ]
    result = exported(page)["returns"]["value"]
    assert result["page"]["fieldType"] == v.array(SCHEMA.doc("notes")).export()
    assert result["pageStatus"]["optional"] is True
    assert exported(explicit)["args"] == arguments(opts=v.any())


def test_documents_and_ids_carry_their_table() -> None:
    note = v.object({**NOTE, "_id": v.id("notes"), "_creationTime": v.number()})
    assert returned(Note) == note.export()
    assert returned(list[Note] | None) == v.nullable(v.array(note)).export()
    thing = SCHEMA.doc("things")
    whole = v.union(thing, v.null()).export()  # although it is a union
    assert returned(Thing | None) == returned(Annotated[Thing, "said"] | None) == whole
    alias = typing_extensions.TypeAliasType("alias", Thing)
    assert returned(alias | None) == whole
    assert returned(NoteId) == v.id("notes").export()
    assert returned(MODEL("NoteFields")) == v.object(NOTE).export()
    assert returned(MODEL("NotePatch")) == v.object(NOTE).partial().export()
    assert returned(MODEL("ThingPatch")) == v.object({"a": v.optional(v.null())}).export()
    assert returned(MODEL("StorageId")) == v.id("_storage").export()
    assert returned(NewType("StorageId", str)) == v.string().export()
    with pytest.raises(SchemaDefinitionError, match="takes no parameters"):
        returned(Note[int])
    for name in ("NoteIndexes", "Gone"):
        with pytest.raises(SchemaDefinitionError):
            returned(MODEL(name))

    @query
    async def f(ctx: object) -> Note: ...

    with pytest.raises(SchemaDefinitionError, match='a document of "notes" has no validator without the schema'):
        f.export()


def test_what_inherits_from_a_document_lacks_its_keys() -> None:
    with_owner = new_class("WithOwner", (Note,), exec_body=lambda body: body.update(__annotations__={"owner": str}))
    with pytest.raises(SchemaDefinitionError, match="WithOwner inherits from a document, whose keys the schema alone"):
        returned(with_owner)


class Pair(TypedDict, Generic[T]):
    left: T
    right: list[T]


@dataclass
class Boxed(Generic[T]):
    the_item: T


class ModelOf(BaseModel, Generic[T]):
    item: T


class Narrow(typing_extensions.TypedDict, total=False):
    name: typing_extensions.ReadOnly[typing_extensions.Required[str]]
    nick: str


@dataclass
class Root:
    first_name: str
    kind: ClassVar[str] = "root"
    seed: InitVar[int] = 0
    label: str | None = field(default=None)
    lines: list[str] | None = field(default_factory=list)


@dataclass(kw_only=True)
class Leaf(Root):
    first_name: str = "leaf"
    last: Annotated[str, v.literal("z")]


class Base(BaseModel):
    model_config = {"populate_by_name": True}
    the_id: int = Field(alias="theID", description="which")
    nick: str | None = Field(None)
    _hidden: int = 0


class Derived(Base):
    tags: list[str] | None = Field(default_factory=list)
    must: str = Field(...)
    within: Annotated[int, Field(default=3)]


@pydantic_dataclass
class Checked:
    size: int = Field(description="how large")
    colour: str = Field("red")


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Mixed(Enum):
    A = "a"
    ALSO_A = "a"  # noqa: PIE796  an alias
    B = 2.5


@dataclass
class Meeting:
    first_page: int
    firstPage: int  # noqa: N815  the point


class Bits(Flag):
    X = 1


UserName = NewType("UserName", str)
Alias = typing_extensions.TypeAliasType("Alias", list[UserName])
PairAlias = typing_extensions.TypeAliasType("PairAlias", dict[str, T], type_params=(T,))
TEXTS = v.array(v.string())


@pytest.mark.parametrize(
    ("hint", "validator"),
    [
        (List, v.array(v.any())),  # noqa: UP006  as users write
        (Sequence, v.array(v.any())),
        (Mapping[str, UserName], v.record(v.string(), v.string())),
        (tuple[Alias, ...], v.array(TEXTS)),
        (Alias, TEXTS),
        (Pair, v.object({"left": v.any(), "right": v.array(v.any())})),
        (PairAlias[int], v.record(v.string(), v.integer())),
        (Pair[int], v.object({"left": v.integer(), "right": v.array(v.integer())})),
        (Boxed[Boxed[str]], v.object({"theItem": v.object({"theItem": v.string()})})),
        (ModelOf[int], v.object({"item": v.integer()})),
        (Narrow, v.object({"name": v.string(), "nick": v.optional(v.string())})),
        (
            Leaf,
            v.object(
                {
                    "firstName": v.optional(v.string()),
                    "label": v.optional(v.string()),
                    "lines": v.optional(v.nullable(TEXTS)),
                    "last": v.literal("z"),
                }
            ),
        ),
        (
            Derived,
            v.object(
                {
                    "theId": v.integer(),
                    "nick": v.optional(v.string()),
                    "tags": v.optional(v.nullable(TEXTS)),
                    "must": v.string(),
                    "within": v.optional(v.integer()),
                }
            ),
        ),
        (Checked, v.object({"size": v.integer(), "colour": v.optional(v.string())})),
        (Level, v.union(v.literal(1), v.literal(2))),
        (Mixed, v.union(v.literal("a"), v.literal(2.5))),
    ],
    ids=str,
)
def test_what_an_annotation_means(hint: object, validator: Validator) -> None:
    assert returned(hint) == validator.export()


@pytest.mark.parametrize(
    "hint",
    [
        set[str],
        Bits,
        Enum,
        Meeting,
        T,
        "Missing",
        "list[",
        str | Unset,
        tuple[int, str],
        object,
        "list[str, int]",
        "dict[str, str, int]",
        "dict[str]",
    ],
)
def test_results_without_a_validator(hint: object) -> None:
    with pytest.raises(SchemaDefinitionError):
        returned(hint)


def test_explicit_arguments_are_taken_as_they_are() -> None:
    @query(args={"ownerId": v.id("notes"), "from": v.optional(v.string())}, returns=v.optional(v.null()))
    async def f(ctx: object, *, owner_id: str, from_: str | None = None) -> None: ...

    @query(args=v.any())
    async def anything(ctx: object, /, **args: object) -> None: ...

    @query(args={"a": v.null(), "b": v.null()})
    async def rest(ctx: object, /, *, a: None, **others: None) -> None: ...

    assert exported(f)["args"] == arguments(**{"ownerId": v.id("notes"), "from": v.optional(v.string())})
    assert exported(f)["returns"] == {"type": "null"}
    assert exported(anything)["args"] == {"type": "any"}
    assert exported(rest)["args"] == arguments(a=v.null(), b=v.null())


def test_what_a_wrapped_context_takes_is_an_argument() -> None:
    async def with_user(ctx: object, *, user_token: str, limit: int = 3) -> str:
        raise NotImplementedError

    loud = query.wrap(with_user)

    @loud
    async def f(ctx: str, *, text: str) -> str:
        raise NotImplementedError

    @loud(args=v.any())
    async def g(ctx: str, /, **args: object) -> str:
        raise NotImplementedError

    @loud
    async def h(ctx: str, *, limit: int) -> str:
        raise NotImplementedError

    fields = {"text": v.string(), "userToken": v.string(), "limit": v.optional(v.integer())}
    assert exported(f)["args"] == arguments(**fields)
    assert exported(g)["args"] == {"type": "any"}
    with pytest.raises(SchemaDefinitionError, match=r'"limit" is an argument of .*h and of .*with_user'):
        exported(h)


async def takes_whatever(ctx: object, **args: object) -> None: ...


async def takes_by_position(ctx: object, text: str, /) -> None: ...


async def meets(ctx: object, *, a_b: str, aB: str) -> None: ...  # noqa: N803  the point


async def only_none(ctx: object, *, a: None = None) -> None: ...


async def unset_without_default(ctx: object, *, a: str | Unset) -> None: ...


async def unset_not_admitted(ctx: object, *, a: str = UNSET) -> None: ...  # type: ignore[assignment]  # the point


@pytest.mark.parametrize(
    "handler",
    [takes_whatever, takes_by_position, meets, only_none, unset_without_default, unset_not_admitted],
)
def test_signatures_that_no_client_could_call(handler: object) -> None:
    with pytest.raises(SchemaDefinitionError):
        exported(UNCHECKED_QUERY(handler))


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({}, "args of .* has no key for a"),
        ({"a": v.null(), "b": v.null()}, 'no parameter of .* takes the argument "b"'),
        ({"a": v.optional(v.null())}, "both, or neither"),
        (v.string(), "args is a dict of validators"),
        ("a", "an object is defined by a dict"),
        ({"a": "null"}, "not a validator"),
    ],
)
def test_explicit_arguments_that_cannot_be(args: object, why: str) -> None:
    async def f(ctx: object, *, a: None) -> None: ...

    with pytest.raises(SchemaDefinitionError, match=why):
        exported(UNCHECKED_QUERY(args=args)(f))


@pytest.mark.parametrize("name", ["", "a-b", "_", 3])
def test_names_that_no_function_can_have(name: object) -> None:
    async def f(ctx: object) -> None: ...

    with pytest.raises(SchemaDefinitionError, match="cannot name a function"):
        exported(UNCHECKED_QUERY(name=name)(f))
