"""Classes as tables: what a TypedDict, a dataclass or an Enum means as data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Annotated, Any, ClassVar, Literal, NewType, NotRequired, Required, TypedDict

import pytest
from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType

from biconvex import UNSET, Int64, Unset, define_table, v
from biconvex.annotations import class_validator
from biconvex.database import StorageId
from biconvex.errors import SchemaDefinitionError
from biconvex.lazy import data_model

UserId = NewType("UserId", str)
MAKE_TYPED_DICT: Any = TypedDict  # of fields that only the test knows
Permission = Literal["read", "write"]


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Level(Enum):
    LOW = 1
    ALSO_LOW = 1  # noqa: PIE796  an alias
    ODD = 1.5


class Point(TypedDict):
    x: float
    y: float


class Named(TypedDict, total=False):
    name: Required[str]
    nick_name: str


class Person(Named):
    _hidden: int
    colour: Colour
    level: NotRequired[Level | None]
    home: Point
    portrait: StorageId
    permission: Permission | None
    either: int | str | None
    money: Int64
    tags: list[str]
    parents: Sequence[UserId]
    line: tuple[Point, ...]
    scores: dict[str, list[float]]
    whatever: Any
    anything: list  # type: ignore[type-arg]  # the bare class, as users write it
    constant: Literal[5]
    short: Annotated[str, "at most 10", v.id("people")]
    gone: str | Unset


@dataclass
class Address:
    street_name: str
    from_: str
    kind: ClassVar[str] = "address"
    city: str | None = None
    number: int = 1
    floor: int | Unset | None = UNSET
    lines: list[str] = field(default_factory=list)
    nothing: Unset | None = UNSET
    region: str | None = field(kw_only=True)


def test_a_typed_dict_keeps_its_keys() -> None:
    colour = v.union(v.literal("red"), v.literal("green"))
    point = v.object({"x": v.number(), "y": v.number()})
    person = class_validator(Person)
    assert person == v.object(
        {
            "name": v.string(),
            "nick_name": v.optional(v.string()),
            "_hidden": v.integer(),
            "colour": colour,
            "level": v.optional(v.union(v.literal(1), v.literal(1.5), v.null())),
            "home": point,
            "portrait": v.id("_storage"),
            "permission": v.union(v.literal("read"), v.literal("write"), v.null()),
            "either": v.union(v.integer(), v.string(), v.null()),
            "money": v.int64(),
            "tags": v.array(v.string()),
            "parents": v.array(v.string()),
            "line": v.array(point),
            "scores": v.record(v.string(), v.array(v.number())),
            "whatever": v.any(),
            "anything": v.array(v.any()),
            "constant": v.literal(5),
            "short": v.id("people"),
            "gone": v.optional(v.string()),
        }
    )


def test_a_dataclass_is_camel_case_and_its_defaults_are_optional() -> None:
    assert define_table(Address).validator == v.object(
        {
            "streetName": v.string(),
            "from": v.string(),
            "city": v.optional(v.string()),
            "number": v.optional(v.integer()),
            "floor": v.optional(v.nullable(v.integer())),
            "lines": v.optional(v.array(v.string())),
            "nothing": v.optional(v.null()),
            "region": v.nullable(v.string()),
        }
    )


def test_ids_of_a_data_model_know_their_table(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType

    names = ModuleType("library_app._names")
    names.__dict__["NAMES"] = {"BookId": ("id", "books"), "Book": ("document", "books")}
    monkeypatch.setitem(sys.modules, "library_app._names", names)
    get = data_model({"__name__": "library_app.data_model", "__package__": "library_app"})
    loan = MAKE_TYPED_DICT("Loan", {"book": get("BookId")})
    assert class_validator(loan) == v.object({"book": v.id("books")})
    stored = MAKE_TYPED_DICT("Stored", {"book": get("Book")})
    with pytest.raises(SchemaDefinitionError, match="has no validator"):
        class_validator(stored)


class Model(BaseModel):
    first_name: str
    age: int | None = None
    tags: list[str] = Field(default_factory=list)


def test_a_model_is_read_like_a_dataclass() -> None:
    assert class_validator(Model) == v.object(
        {"firstName": v.string(), "age": v.optional(v.integer()), "tags": v.optional(v.array(v.string()))}
    )


def test_an_alias_is_what_it_stands_for() -> None:
    alias = TypeAliasType("alias", list[Permission])  # what `type Alias = ...` makes, of Python 3.12
    shared = MAKE_TYPED_DICT("Shared", {"permissions": alias})
    permissions = v.array(v.union(v.literal("read"), v.literal("write")))
    assert class_validator(shared) == v.object({"permissions": permissions})


@pytest.mark.parametrize("hint", [set[str], tuple[int, str], complex, object, "Missing", list[str | Unset], bytearray])
def test_annotations_without_a_validator(hint: object) -> None:
    class_ = MAKE_TYPED_DICT("Odd", {"field": hint})
    with pytest.raises((SchemaDefinitionError, NameError)):
        class_validator(class_)


def test_defaults_that_cannot_be() -> None:
    @dataclass
    class OnlyNone:
        value: None = None

    @dataclass
    class NoDefault:
        value: str | Unset

    @dataclass
    class NotUnset:
        value: str = UNSET  # type: ignore[assignment]  # the point

    for class_ in (OnlyNone, NoDefault, NotUnset, int):
        with pytest.raises(SchemaDefinitionError):
            class_validator(class_)


@dataclass
class Tree:
    children: "list[Tree]"


def test_a_class_that_holds_itself() -> None:
    with pytest.raises(SchemaDefinitionError, match="Tree holds itself"):
        class_validator(Tree)
