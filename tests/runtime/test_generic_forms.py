"""Arguments of generic classes are built of what their brackets say, in those that inherit from them as well."""

from pathlib import Path

from biconvex.testing import open_app

from .apps import api, compiled

SHAPES = """\
    from dataclasses import dataclass
    from typing import Generic, TypedDict, TypeVar

    from pydantic import BaseModel

    from ._generated.server import QueryCtx, query

    T = TypeVar("T")
    U = TypeVar("U")


    @dataclass
    class Item:
        item_id: str


    class Page(TypedDict, Generic[T]):
        items: list[T]


    class Nested(Page[list[T]], Generic[T]):
        first: T


    class Named(Nested[Item]):
        title: str


    @dataclass
    class Pair(Generic[T, U]):
        one: T
        other_one: U | None = None


    @dataclass
    class ItemPair(Pair[Item, int]):
        note: str = ""


    class Box(BaseModel, Generic[T]):
        held_value: T


    @query
    async def show(
        ctx: QueryCtx,
        *,
        page: Page[Item],
        named: Named,
        pair: Pair[Item, Page[Item]],
        item_pair: ItemPair,
        box: Box[int],
    ) -> str:
        return repr((page, named, pair, item_pair, box))


    @query
    async def swap(ctx: QueryCtx, *, pair: Pair[str, int]) -> Pair[int, Page[Item]]:
        return Pair(pair.other_one or 0, {"items": [Item(pair.one)]})
"""


async def test_generic_classes_arrive_with_their_parameters_filled(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"shapes.py": SHAPES})) as t:
        items = {"items": [{"itemId": "a"}]}
        shown = await t.query(
            api.shapes.show(
                page=items,
                named={"items": [[{"itemId": "b"}]], "first": {"itemId": "c"}, "title": "t"},
                pair={"one": {"itemId": "d"}, "otherOne": items},
                item_pair={"one": {"itemId": "e"}, "otherOne": 2, "note": "n"},
                box={"heldValue": 3},
            )
        )
    page = "{'items': [Item(item_id='a')]}"
    named = "{'items': [[Item(item_id='b')]], 'first': Item(item_id='c'), 'title': 't'}"
    pair = f"Pair(one=Item(item_id='d'), other_one={page})"
    item_pair = "ItemPair(one=Item(item_id='e'), other_one=2, note='n')"
    assert shown == f"({page}, {named}, {pair}, {item_pair}, Box[int](held_value=3))"


async def test_generic_classes_are_results(tmp_path: Path) -> None:
    async with open_app(compiled(tmp_path, {"shapes.py": SHAPES})) as t:
        swapped = await t.query(api.shapes.swap(pair={"one": "x", "otherOne": 5}))
    assert swapped == {"one": 5, "otherOne": {"items": [{"itemId": "x"}]}}
