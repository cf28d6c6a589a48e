"""What the tests of the shop share: a warehouse, a shipping class, products, and orders of them."""

from typing import TYPE_CHECKING, Final, NamedTuple

from biconvex import UNSET, Int64, Unset
from biconvex.testing import TestApp, open_app
from fixtures.shop.backend._generated.api import api
from fixtures.shop.backend._generated.data_model import Order, OrderId, ProductsId, ShippingClassId, WarehouseId
from fixtures.shop.backend._generated.server import MutationCtx

from .apps import fixture_app

if TYPE_CHECKING:
    from fixtures.shop.backend._generated.shapes.shapes import Address, Card, Invoice, Voucher

CARD: "Final[Card]" = {"kind": "card", "last4": "4242", "expires": {"month": 5, "year": 2031}}


class Stock(NamedTuple):
    """What a shop has at its opening: a kettle at 25.00 and a book at 9.90."""

    warehouse: WarehouseId
    parcel: ShippingClassId
    kettle: ProductsId
    book: ProductsId


def open_shop(database: str | None) -> TestApp:
    """Open the app."""
    return open_app(fixture_app("shop"), database=database)


async def stocked(t: TestApp) -> Stock:
    """Fill the shop."""
    warehouse = await t.mutation(
        api.shipping.open_warehouse(name="North", address={"street": "Quay 1", "city": "Oslo", "country": "NO"})
    )
    parcel = await t.mutation(
        api.shipping.define_class(
            name="parcel", order=1, rates={"NO": {"base": Int64(500), "perKilo": Int64(120)}}, from_=[warehouse]
        )
    )
    kettle = await t.mutation(
        api.products.add(
            product={
                "kind": "physical",
                "sku": "K-1",
                "name": "Copper kettle",
                "price": Int64(2500),
                "class": parcel,
                "from": warehouse,
                "grams": 1200,
            },
            order=2,
        )
    )
    book = await t.mutation(
        api.products.add(
            product={
                "kind": "digital",
                "sku": "B-1",
                "name": "The book of kettles",
                "price": Int64(990),
                "content": b"%PDF\x00",
                "licence": "single",
            }
        )
    )
    return Stock(warehouse, parcel, kettle, book)


def to(country: str) -> "Address":
    """Return an address."""
    return {"name": "Ada", "street": "Main Street 1", "city": "Town", "country": country}


async def ordered(
    t: TestApp,
    product: ProductsId,
    *,
    by: str = "ada",
    country: str = "NO",
    payment: "Card | Invoice | Voucher" = CARD,
    note: str | Unset | None = UNSET,
) -> OrderId:
    """Order two of a product."""
    call = api.order.place(lines=[{"product": product, "quantity": 2}], ship_to=to(country), payment=payment, note=note)
    return await t.with_identity(subject=by).mutation(call)


async def order_of(t: TestApp, id_: OrderId) -> Order:
    """Return an order."""

    async def get(ctx: MutationCtx) -> Order | None:
        return await ctx.db.order.get(id_)

    found = await t.run(get)
    assert found is not None
    return found
