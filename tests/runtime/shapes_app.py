"""An app whose functions take and give every kind of value that an annotation can ask for."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from .apps import compiled

SHAPES = '''\
    """Classes of every kind that a parameter may have."""

    from dataclasses import dataclass, field
    from enum import Enum, IntEnum, StrEnum, auto
    from typing import Literal, NotRequired, TypedDict

    from biconvex import UNSET, Int64, Unset
    from pydantic import BaseModel, field_validator


    class Colour(Enum):
        RED = "red"
        LIGHT_BLUE = "lightBlue"


    class Size(StrEnum):
        SMALL = auto()
        LARGE = auto()


    class Level(IntEnum):
        LOW = 1
        HIGH = 2


    @dataclass(frozen=True, slots=True)
    class Point:
        x_axis: int
        y_axis: float = 0.5
        label: str | None = None


    @dataclass
    class Way:
        from_: Point
        stops: list[Point]
        by_name: dict[str, Point] = field(default_factory=dict)
        colour: Colour = Colour.RED
        note: str | Unset | None = UNSET


    @dataclass
    class Circle:
        kind: Literal["circle"]
        radius: float


    @dataclass
    class Square:
        kind: Literal["square"]
        side: int
        level: Level | None = None


    @dataclass
    class First:
        version: Literal[1]
        value: int


    @dataclass
    class Second:
        version: Literal[2]
        value: int


    @dataclass
    class Sum:
        first: int
        second: int
        total: int = field(init=False, default=0)

        def __post_init__(self) -> None:
            self.total = self.first + self.second


    class Person(BaseModel):
        full_name: str
        age: int = 18
        home: Point | None = None

        @field_validator("full_name")
        @classmethod
        def has_letters(cls, name: str) -> str:
            if not name.strip():
                raise ValueError("a name has letters")
            return name.strip()


    class Entry(TypedDict):
        point: Point
        sizes: NotRequired[list[Size]]
        total: Int64
'''

HEAD = """\
    from collections.abc import Mapping, Sequence
    from typing import Annotated, Any, Literal

    from biconvex import UNSET, Int64, Unset, v

    from ._generated.data_model import Item, ItemId
    from ._generated.server import MutationCtx, QueryCtx, mutation, query
    from .shapes import Circle, Colour, Entry, First, Level, Person, Point, Second, Size, Square, Sum, Way
"""

TAKEN: Mapping[str, str] = {
    "point": "Point",
    "points": "Sequence[Point]",
    "way": "Way",
    "colour": "Colour = Colour.RED",
    "size": "Size | None",
    "level": "list[Level | str]",
    "person": "Person",
    "people": "dict[str, list[Person]]",
    "shape": "Circle | Square",
    "version": "First | Second | None",
    "sums": "list[Sum]",
    "pair": "tuple[int, ...]",
    "whole": "int",
    "double": "float",
    "long": "Int64",
    "number": "Int64 | float | bool",
    "raw": "bytes",
    "mapping": "Mapping[str, float]",
    "literal": 'Literal[1, 2, "three"]',
    "entry": "Entry",
    "item": "Item",
    "anything": "Any",
    "annotated": "Annotated[int, v.integer()]",
    "absent": "str | Unset | None = UNSET",
    "defaulted": "str | None = None",
    "required": "str | None",
}
"""The function of each name answers with the `repr` of what its only parameter, `value`, got."""

GIVEN: Mapping[str, tuple[str, str]] = {
    "point": ("Point", "Point(1)"),
    "points": ("list[Point]", '[Point(1, 2, "here")]'),
    "way": ("Way", 'Way(Point(0), [Point(1)], {"a b": Point(2)}, Colour.LIGHT_BLUE, None)'),
    "short_way": ("Way", "Way(Point(0), [])"),
    "colour": ("Colour", "Colour.LIGHT_BLUE"),
    "sizes": ("dict[str, Size]", "{size.name: size for size in Size}"),
    "level": ("Level", "Level.HIGH"),
    "person": ("Person", 'Person(full_name="Ada", home=Point(1))'),
    "shape": ("Circle | Square", 'Square("square", 2, Level.LOW)'),
    "version": ("First | Second | None", "Second(2, 5)"),
    "sums": ("list[Sum]", "[Sum(1, 2)]"),
    "nothing": ("First | Second | None", "None"),
    "pair": ("tuple[int, ...]", "(1, 2.0)"),
    "double": ("float", "14"),
    "long": ("Int64", "Int64(14)"),
    "entry": ("Entry", '{"point": Point(1), "sizes": [Size.LARGE], "total": Int64(3)}'),
    "anything": ("Any", '{"point": Point(1), "colours": (Colour.RED,), "whole": 1}'),
    "no_point": ("Point", 'Point("one")'),
    "no_points": ("list[Point]", "[Point(1), None]"),
    "no_long": ("Int64", "14"),
    "no_null": ("str", "None"),
    "no_colour": ("Colour", "Size.SMALL"),
    "no_end": ("Any", "(found := [], found.append(found))[0]"),
}
"""The function of each name has this type as its result, and returns this."""

UNDONE = """\
@mutation
async def insert(ctx: MutationCtx, *, result: Any) -> int:
    await ctx.db.items.insert({"name": "kettle"})
    return result

@query
async def items(ctx: QueryCtx) -> list[Item]:
    return await ctx.db.items.collect()
"""

SCHEMA = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"items": define_table({"name": v.string(), "size": v.optional(v.integer())}, doc="Item")})
"""


def compiled_shapes(root: Path) -> Path:
    """Compile the app and return its source folder; its functions are in the modules `takes` and `gives`."""
    takes = (_function(name, f", *, value: {annotation}", "str", "repr(value)") for name, annotation in TAKEN.items())
    gives = (_function(name, "", annotation, value) for name, (annotation, value) in GIVEN.items())
    head = dedent(HEAD)
    modules = {"takes.py": "\n".join((head, *takes)), "gives.py": "\n".join((head, *gives, UNDONE))}
    return compiled(root, {"schema.py": SCHEMA, "shapes.py": SHAPES, **modules})


def _function(name: str, parameters: str, result: str, value: str) -> str:
    return f"@query\nasync def {name}(ctx: QueryCtx{parameters}) -> {result}:\n    return {value}\n"
