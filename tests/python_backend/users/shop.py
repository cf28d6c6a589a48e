"""Code of a user of the shop's generated package: unions, reserved words, optional values, and mistakes."""

from biconvex.refs import Call
from biconvex.values import COMMIT_TS, UNSET, Int64

from ._generated.api import api, internal
from ._generated.data_model import (
    Order,
    OrderPatch,
    OrderPaymentCard,
    Products,
    ProductsId,
    ProductsPatch,
    ShippingClassId,
    WarehouseId,
)
from ._generated.server import MutationCtx, QueryCtx, mutation, query


@query
async def describe(ctx: QueryCtx, *, id_: ProductsId) -> str:
    product = await ctx.db.products.get(id_)
    if product is None:
        return ""
    if product["kind"] == "physical":
        return f"{product['class']} {product['attributes']}"
    product["class"]  # error
    return f"{product['design']} {product['price'] + 1}"


@mutation
async def add(ctx: MutationCtx, *, class_: ShippingClassId) -> ProductsId:
    await ctx.db.products.insert({"kind": "physical", "sku": "a"})  # error
    return await ctx.db.products.insert(
        {
            "kind": "physical",
            "sku": "kettle",
            "name": "Kettle",
            "price": Int64(4900),
            "order": 1,
            "class": class_,
            "attributes": {"colour": "red", "litres": 1.7},
        }
    )


@mutation
async def change(ctx: MutationCtx, *, id_: ProductsId, product: Products) -> None:
    changes: ProductsPatch = {"class": UNSET}
    changes["kind"] = "giftCard"
    await ctx.db.products.patch(id_, changes)
    await ctx.db.products.replace(id_, product)
    await ctx.db.products.patch(id_, {"sku": UNSET})  # error


@query
async def orders(ctx: QueryCtx, *, from_: WarehouseId) -> list[Order]:
    by_country = ctx.db.order.index.by_country.eq("shipTo.country", "CH")
    ctx.db.order.index.by_payment.eq("payment.kind", "cash")  # error
    ctx.db.order.index.by_country.eq("shipTo.city", "Zug")  # error
    found = await ctx.db.order.search.search_note("gift", shipTo__country="CH").take(3)
    left = await ctx.db.order.index.from_.eq("from", from_).collect()
    unsent = await ctx.db.order.index.from_.eq("from", None).collect()
    return [*await by_country.collect(), *found, *left, *unsent]


@mutation
async def pay(ctx: MutationCtx, *, order: Order, warehouse: WarehouseId) -> None:
    card: OrderPaymentCard = {"kind": "card", "last4": "4242", "expires": {"month": 1, "year": 2030}}
    patch: OrderPatch = {"payment": card, "from": warehouse, "select": {}, "note": None}
    await ctx.db.order.patch(order["_id"], patch)
    await ctx.db.order.patch(order["_id"], {"note": UNSET, "from": None})
    await ctx.db.order.patch(order["_id"], {"from": UNSET})  # error
    await ctx.db.ledger.insert({"amount": Int64(1), "format": Int64(1), "recordedAt": COMMIT_TS})
    await ctx.db.ledger.insert({"amount": 1, "format": Int64(1), "recordedAt": COMMIT_TS})  # error
    async for entry in ctx.db.ledger.index.by_commit.gt("recordedAt", Int64(0)):
        print(entry["recordedAt"] + 1, entry.get("proof", b"").hex())
    await ctx.db.archive.insert({"anything": ["goes", 1]})
    for row in await ctx.db.archive.index.by_creation_time.collect():
        print(row["whatever"])
    await ctx.db.events.index.by_source.eq("payload.source", {"any": "value"}).first()
    await ctx.db.class_.index.by_name.eq("name", "parcel").unique()
    if order["payment"]["kind"] == "voucher":
        print(order["payment"]["code"].hex())
    else:
        print(order["payment"]["expires"]["year"])


calls: list[Call[object]] = [
    api.order.from_(from_=None),
    api.order.place(
        ship_to={"street": "1", "city": "Zug", "country": "CH"},
        payment={"kind": "voucher", "code": b"", "value": Int64(5)},
        note=UNSET,
    ),
    api.ledger.total(class_=None),
    api.ledger.total(),
    internal.events.record(name="opened", payload={"source": "mail"}),
]

print(api.select.delete(select=1))  # error
print(api.events.record())  # error
