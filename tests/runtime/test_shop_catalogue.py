"""The fixture app of the shop at work: products, shipping, selections, events and routes."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from biconvex import ConvexError, Int64
from biconvex.errors import ArgumentValidationError, DocumentNotFoundError, NotUniqueError
from biconvex.testing import TestApp
from fixtures.shop.backend._generated.api import api
from fixtures.shop.backend._generated.data_model import ProductsId, Select
from fixtures.shop.backend._generated.server import MutationCtx

from .shops import open_shop, ordered, stocked

if TYPE_CHECKING:
    from fixtures.shop.backend._generated.shapes.shapes import Digital


@pytest.fixture
async def t(database: str | None) -> AsyncIterator[TestApp]:
    async with open_shop(database) as opened:
        yield opened


async def test_products_of_each_kind_come_back_as_they_are(t: TestApp) -> None:
    stock = await stocked(t)
    card = await t.mutation(api.products.issue_gift_card(sku="G-1", value=Int64(5000)))
    listing = {"attributes": {}, "order": 0}
    found = [await t.query(api.products.by_sku(sku=sku)) for sku in ("K-1", "B-1", "G-1", "none")]
    times = [each["_creationTime"] for each in found if each is not None]
    assert times == sorted(set(times))
    assert [None if each is None else {**each, "_creationTime": 0} for each in found] == [
        {
            **listing,
            "_id": stock.kettle,
            "_creationTime": 0,
            "kind": "physical",
            "sku": "K-1",
            "name": "Copper kettle",
            "price": Int64(2500),
            "order": 2,
            "class": stock.parcel,
            "from": stock.warehouse,
            "grams": 1200,
            "sizes": [],
        },
        {
            **listing,
            "_id": stock.book,
            "_creationTime": 0,
            "kind": "digital",
            "sku": "B-1",
            "name": "The book of kettles",
            "price": Int64(990),
            "content": b"%PDF\x00",
            "licence": "single",
        },
        {
            **listing,
            "_id": card,
            "_creationTime": 0,
            "kind": "giftCard",
            "sku": "G-1",
            "name": "Gift card of 50",
            "price": Int64(5000),
            "value": Int64(5000),
            "design": 1,
            "wrapped": True,
        },
        None,
    ]


async def test_a_stock_keeping_unit_is_unique(t: TestApp) -> None:
    await stocked(t)
    with pytest.raises(NotUniqueError, match='unique index "by_sku"'):
        await t.mutation(api.products.issue_gift_card(sku="K-1", value=Int64(100), design=3))
    assert await t.query(api.products.list(kind="giftCard")) == []


async def test_a_product_fits_one_of_its_kinds_or_none(t: TestApp) -> None:
    stock = await stocked(t)
    product = {"kind": "digital", "sku": "B-2", "name": "", "price": Int64(1), "content": b"", "licence": "family"}
    for changes, path in (
        ({}, ".product.licence"),
        ({"kind": "physical"}, ".product.class"),
        ({"kind": "giftCard"}, ".product"),
        ({"licence": "site", "grams": 1}, ".product"),
    ):
        with pytest.raises(ArgumentValidationError) as raised:
            await t._app.run("products:add", {"product": {**product, **changes}})
        assert raised.value.path == path
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("products:issueGiftCard", {"sku": "G-1", "value": Int64(1), "design": 4})
    assert raised.value.path == ".design"
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("products:describe", {"id": stock.book, "attributes": {"colours": ["red"]}})
    assert raised.value.path == ".attributes.colours"


async def test_attributes_are_added_one_by_one(t: TestApp) -> None:
    stock = await stocked(t)
    await t.mutation(api.products.describe(id_=stock.kettle, attributes={"colour": "red", "weight in kg": 1.2}))
    described = await t.mutation(api.products.describe(id_=stock.kettle, attributes={"washable": True, "colour": 5}))
    expected: dict[str, str | float | bool] = {"colour": 5, "weight in kg": 1.2, "washable": True}
    assert described == expected
    product = await t.query(api.products.by_sku(sku="K-1"))
    assert product is not None
    assert product["attributes"] == expected
    assert product["attributes"]["washable"] is True


async def many(t: TestApp) -> dict[str, ProductsId]:
    """Import some books."""
    prices = {"B-2": 300, "B-3": 100, "B-4": 2**53 + 1, "B-5": 2**53}
    rows: list[Digital] = [
        {"kind": "digital", "sku": sku, "name": f"Book {sku}", "price": Int64(price), "content": b"", "licence": "site"}
        for sku, price in prices.items()
    ]
    return await t.mutation(api.products.import_(rows=rows))


async def test_many_products_are_imported_at_once(t: TestApp) -> None:
    ids = await many(t)
    found = await t.query(api.products.list(kind="digital"))
    assert {product["sku"]: product["_id"] for product in found} == ids
    with pytest.raises(NotUniqueError):
        await many(t)
    assert len(await t.query(api.products.list(kind="digital"))) == 4


async def test_products_are_listed_by_their_place(t: TestApp) -> None:
    stock = await stocked(t)
    assert [each["_id"] for each in await t.query(api.products.list(kind="physical"))] == [stock.kettle]
    assert [each["_id"] for each in await t.query(api.products.list(kind="physical", from_=2))] == [stock.kettle]
    assert await t.query(api.products.list(kind="physical", from_=3)) == []
    await many(t)
    down = await t.query(api.products.list(kind="digital", order="desc"))
    assert [each["sku"] for each in down] == ["B-5", "B-4", "B-3", "B-2", "B-1"]


async def test_prices_are_compared_exactly(t: TestApp) -> None:
    await many(t)
    cheaper = await t.query(api.products.cheaper(than=Int64(2**53 + 1)))
    assert [each["sku"] for each in cheaper] == ["B-5", "B-2", "B-3"]


async def test_products_leave_from_a_warehouse(t: TestApp) -> None:
    stock = await stocked(t)
    found = await t.query(api.products.from_(from_=stock.warehouse, class_=stock.parcel))
    assert [each["_id"] for each in found] == [stock.kettle]
    elsewhere = await t.mutation(
        api.shipping.open_warehouse(name="South", address={"street": "1", "city": "Rome", "country": "IT"})
    )
    assert await t.query(api.products.from_(from_=elsewhere, class_=stock.parcel)) == []


async def test_products_are_searched_by_name_and_class(t: TestApp) -> None:
    stock = await stocked(t)
    both = await t.query(api.products.search(text="kettle"))
    assert {each["_id"] for each in both} == {stock.kettle, stock.book}  # "kettle" begins "kettles"
    shipped = await t.query(api.products.search(text="kettle", class_=stock.parcel))
    assert [each["_id"] for each in shipped] == [stock.kettle]


async def test_a_digital_product_is_downloaded(t: TestApp) -> None:
    stock = await stocked(t)
    assert await t.query(api.products.download(id_=stock.book)) == b"%PDF\x00"
    with pytest.raises(ConvexError) as raised:
        await t.query(api.products.download(id_=stock.kettle))
    assert raised.value.data == {"code": "NOT_FOUND", "id": stock.kettle}


async def test_shipping_costs_what_its_class_says(t: TestApp) -> None:
    stock = await stocked(t)
    letter = await t.mutation(
        api.shipping.define_class(
            name="letter", order=0, rates={"NO": {"base": Int64(90), "perKilo": None}}, from_=[stock.warehouse]
        )
    )
    assert [each["name"] for each in await t.query(api.shipping.classes())] == ["letter", "parcel"]
    for class_, expected in ((stock.parcel, 644), (letter, 90)):
        cost = await t.query(
            api.shipping.cost(parcel={"from": stock.warehouse, "class": class_, "country": "NO", "grams": 1200})
        )
        assert (cost, isinstance(cost, Int64)) == (expected, True)
    with pytest.raises(ConvexError) as raised:
        await t.query(api.shipping.cost(parcel={"from": stock.warehouse, "class": letter, "country": "SE", "grams": 1}))
    assert raised.value.data == {"code": "NOT_SHIPPED_TO", "country": "SE"}


async def test_warehouses_are_found_by_country_and_city(t: TestApp) -> None:
    for city in ("Oslo", "Bergen"):
        address = {"street": "Quay 1", "city": city, "country": "NO", "lines": ["c/o Sea"], "gate": "B"}
        await t._app.run("shipping:openWarehouse", {"name": city, "address": address})
    assert [each["name"] for each in await t.query(api.shipping.warehouses(country="NO"))] == ["Bergen", "Oslo"]
    [oslo] = await t.query(api.shipping.warehouses(country="NO", city="Oslo"))
    assert (oslo["address"].get("lines"), oslo["address"].get("gate")) == (["c/o Sea"], "B")
    assert await t.query(api.shipping.warehouses(country="SE")) == []


async def test_the_front_page_shows_its_selections(t: TestApp) -> None:
    stock = await stocked(t)
    books = [*(await many(t)).values()]
    later = await t.mutation(api.select.create(title="Books", products=books, order=2))
    sale = await t.mutation(
        api.select.create(title="Sale", products=[stock.kettle], order=1, class_=stock.parcel, until=t.now + 1000)
    )
    first, second = await t.query(api.select.shown())
    assert (first["select"]["_id"], first["select"].get("class")) == (sale, stock.parcel)
    assert [each["sku"] for each in first["products"]] == ["K-1"]
    shown: Select = second["select"]
    assert (shown["_id"], shown["until"], "class" in shown) == (later, None, False)
    assert shown["grid"] == [books[:3], books[3:]]
    await t.advance(seconds=1)
    assert [each["select"]["_id"] for each in await t.query(api.select.shown())] == [later]
    await t.mutation(api.select.delete(select=later))
    assert await t.query(api.select.shown()) == []
    with pytest.raises(DocumentNotFoundError, match=later):
        await t.mutation(api.select.delete(select=later))


async def test_events_carry_whatever_they_are_given(t: TestApp) -> None:
    payloads: list[object] = [None, 1.5, Int64(7), b"\x00", [True, {"a b": -0.0}], {"source": "web", "": "empty"}]
    for payload in payloads:
        await t.mutation(api.events.record(name="seen", payload=payload))
        latest: object = await t.query(api.events.latest(name="seen"))
        assert (latest, type(latest)) == (payload, type(payload))
    assert await t.query(api.events.latest(name="unseen")) is None
    await t.mutation(api.events.record(name="left", payload={"source": "web"}))
    await t.mutation(api.events.record(name="left", payload={"source": "app"}))
    assert [event["name"] for event in await t.query(api.events.by_source(source="web"))] == ["left", "seen"]
    assert [event["name"] for event in await t.query(api.events.by_source(source="web", limit=1))] == ["left"]


async def test_arguments_of_any_shape_are_kept(t: TestApp) -> None:
    await t.mutation(api.events.track(source="web", clicks=2, class_="button"))
    assert await t.query(api.events.latest(name="track")) == {"source": "web", "clicks": 2.0, "class": "button"}
    await t._app.run("events:track", {"with a space": None})
    assert await t.query(api.events.latest(name="track")) == {"with a space": None}


async def test_routes_answer_machines(t: TestApp) -> None:
    await stocked(t)
    health = await t.fetch("/health")
    assert (health.status, health.text(), health.headers["Content-Type"]) == (200, "open", "text/plain;charset=UTF-8")
    shown = await t.fetch("/products/K-1?currency=chf")
    assert shown.json() == {"sku": "K-1", "name": "Copper kettle", "price": "2500"}
    assert shown.headers["content-type"] == "application/json"
    statuses = [(await t.fetch(path)).status for path in ("/products/none", "/products/", "/products", "/health/")]
    assert statuses == [404, 404, 404, 404]
    assert (await t.fetch("/health", method="HEAD")).status == 200
    assert (await t.fetch("/health", method="POST")).status == 404


async def test_what_a_query_reads_is_a_value_of_its_own(t: TestApp) -> None:
    stock = await stocked(t)
    id_ = await ordered(t, stock.kettle)

    async def change(ctx: MutationCtx) -> tuple[int, int]:
        order = await ctx.db.order.get(id_)
        again = await ctx.db.order.get(id_)
        assert order is not None
        assert again is not None
        order["lines"].clear()
        return len(order["lines"]), len(again["lines"])

    assert await t.run(change) == (0, 1)
