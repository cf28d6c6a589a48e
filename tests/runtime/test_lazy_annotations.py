"""Annotations may be texts, of names that a module imports or defines for type checkers alone."""

from pathlib import Path
from typing import Final

from biconvex.testing import open_app

from .apps import api, compiled

LAZY: Final = """\
    from __future__ import annotations

    from dataclasses import dataclass
    from typing import TYPE_CHECKING, TypeAlias

    from ._generated.server import query
    from .shapes import Placed

    if TYPE_CHECKING:
        from collections.abc import Sequence

        from _typeshed import SupportsRead

        from . import shapes
        from ._generated.data_model import LogsId
        from ._generated.server import QueryCtx
        from ._generated.shapes.nowhere import Nothing
        from .shapes import Colour, Point

        Points: TypeAlias = tuple[Point, ...]


    @dataclass
    class Line:
        points: Sequence[Point]
        colour: shapes.Colour | None = None


    @dataclass
    class Way(Placed):
        stops: Points


    @query
    async def line(ctx: QueryCtx, *, line: Line, moved: Point | None = None) -> Line:
        return line if moved is None else Line([moved, *line.points], line.colour)


    @query
    async def way(ctx: QueryCtx, *, way: Way) -> str:
        return repr(way)


    @query
    async def colours(ctx: QueryCtx, *, colours: tuple[Colour, ...], id_: LogsId | None = None) -> str:
        return repr((colours, id_))


    @query
    async def points(ctx: QueryCtx, *, points: Points) -> str:
        return repr(points)


    def unused(file: SupportsRead[str], nothing: Nothing) -> None:
        pass
"""
SHAPES: Final = """\
    from dataclasses import dataclass
    from enum import Enum


    class Colour(Enum):
        RED = "red"


    @dataclass(frozen=True)
    class Point:
        x: int


    @dataclass
    class Placed:
        place: Point
"""
SCHEMA: Final = """\
    from biconvex import define_schema, define_table, v

    schema = define_schema({"logs": define_table({"text": v.string()})})
"""


async def test_names_for_checkers_alone_are_found(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"lazy.py": LAZY, "shapes.py": SHAPES, "schema.py": SCHEMA})) as t:
        moved = await t.query(api.lazy.line(line={"points": [{"x": 1}], "colour": "red"}, moved={"x": 2}))
        assert moved == {"points": [{"x": 2}, {"x": 1}], "colour": "red"}
        assert await t.query(api.lazy.line(line={"points": [{"x": 1}]})) == {"points": [{"x": 1}]}
        assert await t.query(api.lazy.colours(colours=["red"])) == "((<Colour.RED: 'red'>,), None)"
        assert await t.query(api.lazy.points(points=[{"x": 1}])) == "(Point(x=1),)"
        way = {"place": {"x": 0}, "stops": [{"x": 1}]}
        assert await t.query(api.lazy.way(way=way)) == "Way(place=Point(x=0), stops=(Point(x=1),))"
