"""Two apps of one name, `backend`, are open in one process, and neither gets hold of a module of the other."""

import sys
from pathlib import Path
from typing import Final

from biconvex import Int64
from biconvex.testing import open_app
from fixtures.chat.backend._generated.api import api as chat
from fixtures.shop.backend._generated.api import api as shop

from .apps import api, compiled, fixture_app


async def test_two_apps_of_one_name_take_turns() -> None:
    async with open_app(fixture_app("shop")) as one, open_app(fixture_app("chat")) as other:
        ada = other.with_identity(subject="ada")
        await one.mutation(shop.products.issue_gift_card(sku="G-1", value=Int64(100)))
        user = await ada.mutation(chat.users.sign_in(name="Ada"))
        product = await one.query(shop.products.by_sku(sku="G-1"))
        room = await ada.mutation(chat.rooms.create(name="Tea"))
        assert product is not None
        assert (await one.fetch("/products/G-1")).json()["price"] == "100"
        [listed] = await ada.query(chat.rooms.list())
        assert (listed["room"]["_id"], listed["room"]["createdBy"]) == (room, user)
        await one.advance(days=1)
        assert (await one.query(shop.events.latest(name="closed")))["total"] == Int64(0)
        await ada.mutation(chat.messages.send(room_id=room, body="Hello"))
        await other.finish_scheduled()
        [found] = await ada.action(chat.ai.recall.recall(room_id=room, question="hello"))
        assert found["message"]["body"] == "Hello"
    assert not {"backend.shapes", "backend.models"} <= sys.modules.keys()


SHAPES: Final = """\
    from dataclasses import dataclass


    @dataclass(frozen=True)
    class Shape:
        {field}: int
"""
LAZY: Final = """\
    from __future__ import annotations

    from typing import TYPE_CHECKING

    from backend._generated.server import query

    if TYPE_CHECKING:
        from backend import shapes
        from backend._generated.server import QueryCtx
        from backend.shapes import Shape


    @query
    async def first(ctx: QueryCtx, *, shape: Shape) -> str:
        return repr(shape)


    @query
    async def second(ctx: QueryCtx, *, shapes: list[shapes.Shape]) -> str:
        return repr(shapes)


    @query
    async def third(ctx: QueryCtx) -> str:
        from backend.late import NAME

        return NAME
"""
LATE: Final = """\
    NAME = "{name}"
"""


def lazy_app(root: Path, name: str) -> Path:
    """Compile an app that imports some of its modules late, under the name that the other app has too."""
    late, shapes = LATE.format(name=name), SHAPES.format(field=name)
    return compiled(root / name, {"lazy.py": LAZY, "shapes.py": shapes, "late.py": late})


async def test_what_an_app_imports_late_is_its_own(tmp_path: Path) -> None:
    async with open_app(lazy_app(tmp_path, "width")) as one, open_app(lazy_app(tmp_path, "height")) as other:
        assert await one.query(api.lazy.first(shape={"width": 1})) == "Shape(width=1)"
        assert await other.query(api.lazy.first(shape={"height": 2})) == "Shape(height=2)"
        assert await one.query(api.lazy.second(shapes=[{"width": 3}])) == "[Shape(width=3)]"
        assert await other.query(api.lazy.second(shapes=[{"height": 4}])) == "[Shape(height=4)]"
        for _ in range(2):
            assert await one.query(api.lazy.third()) == "width"
            assert await other.query(api.lazy.third()) == "height"
