"""The fixture app of the shop at work: orders, the ledger and its crons."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from biconvex import ConvexError, Int64
from biconvex.errors import ArgumentValidationError
from biconvex.testing import TestApp
from fixtures.shop.backend._generated.api import api, internal
from fixtures.shop.backend._generated.data_model import Events, Ledger, Order
from fixtures.shop.backend._generated.server import MutationCtx

from .shops import CARD, open_shop, order_of, ordered, stocked, to


@pytest.fixture
async def t(database: str | None) -> AsyncIterator[TestApp]:
    async with open_shop(database) as opened:
        yield opened


async def ledger(t: TestApp) -> list[Ledger]:
    """Return the entries of the ledger, the oldest first."""

    async def collect(ctx: MutationCtx) -> list[Ledger]:
        return await ctx.db.ledger.collect()

    return await t.run(collect)


async def events(t: TestApp, name: str) -> list[Events]:
    """Return the events of a name, the oldest first."""

    async def collect(ctx: MutationCtx) -> list[Events]:
        return await ctx.db.events.index.by_name.eq("name", name).collect()

    return await t.run(collect)


async def test_an_order_is_placed_at_the_prices_of_the_catalogue(t: TestApp) -> None:
    stock, ada = await stocked(t), t.with_identity(subject="ada")
    await t.advance(seconds=1)
    id_ = await ada.mutation(
        api.order.place(
            lines=[{"product": stock.kettle, "quantity": 3, "class": stock.parcel}, {"product": stock.book}],
            ship_to=to("NO"),
            payment=CARD,
            note=None,
        )
    )
    expected: Order = {
        "_id": id_,
        "_creationTime": t.now,
        "customer": "ada",
        "lines": [
            {"product": stock.kettle, "quantity": 3, "price": Int64(2500)},
            {"product": stock.book, "quantity": 1, "price": Int64(990)},
        ],
        "total": Int64(8490),
        "shipTo": {"name": "Ada", "street": "Main Street 1", "city": "Town", "country": "NO"},
        "status": "paid",
        "payment": {"kind": "card", "last4": "4242", "expires": {"month": 5, "year": 2031}},
        "note": None,
        "from": None,
        "select": {},
    }
    found = await order_of(t, id_)
    assert found == expected
    assert isinstance(found["total"], Int64)
    assert isinstance(found["lines"][0]["price"], Int64)


async def test_an_order_enters_the_ledger_with_its_proof(t: TestApp) -> None:
    stock = await stocked(t)
    first, second = [await ordered(t, stock.kettle, by=by) for by in ("ada", "bob")]
    one, other = await ledger(t)
    assert (one["order"], one["amount"], one["reason"], one["format"]) == (first, 5000, "charge", 1)
    assert one.get("proof") == hashlib.sha256(f"{first} 5000 charge".encode()).digest()
    assert other["order"] == second
    assert isinstance(one["recordedAt"], Int64)
    assert t.now * 1_000_000 <= one["recordedAt"] < other["recordedAt"]
    assert await t.query(internal.ledger.balance(order=first)) == Int64(5000)


async def test_an_order_that_cannot_be_is_refused_whole(t: TestApp) -> None:
    stock, ada = await stocked(t), t.with_identity(subject="ada")
    with pytest.raises(ConvexError, match="UNAUTHORIZED"):
        await t.mutation(api.order.place(lines=[{"product": stock.kettle}], ship_to=to("NO"), payment=CARD))
    with pytest.raises(ConvexError, match="EMPTY_ORDER"):
        await ada.mutation(api.order.place(lines=[], ship_to=to("NO"), payment=CARD))
    wrong = {"product": stock.kettle, "quantity": 1.5}
    args = {"lines": [{"product": stock.kettle}, wrong], "shipTo": to("NO"), "payment": CARD}
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("order:place", args, identity=ada._identity)
    assert raised.value.path == ".lines[1].quantity"
    assert await ada.query(api.order.list()) == []


async def test_a_note_is_text_null_or_missing(t: TestApp) -> None:
    stock, ada = await stocked(t), t.with_identity(subject="ada")
    id_ = await ordered(t, stock.book)
    assert "note" not in await order_of(t, id_)
    await ada.mutation(api.order.annotate(order=id_, note="Ring twice"))
    assert (await order_of(t, id_)).get("note") == "Ring twice"
    await ada.mutation(api.order.annotate(order=id_, note=None))
    assert (await order_of(t, id_))["note"] is None
    await ada.mutation(api.order.annotate(order=id_))
    assert "note" not in await order_of(t, id_)
    with pytest.raises(ConvexError) as raised:
        await t.with_identity(subject="bob").mutation(api.order.annotate(order=id_, note="Mine"))
    assert raised.value.data == {"code": "FORBIDDEN", "order": id_}


async def test_products_are_picked_bit_by_bit(t: TestApp) -> None:
    stock = await stocked(t)
    id_ = await ordered(t, stock.kettle)
    assert await t.mutation(api.order.pick(order=id_, select={stock.kettle: 1})) == {stock.kettle: 1}
    both = {stock.kettle: 2, stock.book: 1}
    assert await t.mutation(api.order.pick(order=id_, select={stock.kettle: 1, stock.book: 1})) == both
    assert (await order_of(t, id_))["select"] == both


async def test_only_a_paid_order_is_shipped(t: TestApp) -> None:
    stock = await stocked(t)
    id_ = await ordered(t, stock.kettle)
    await t.mutation(api.order.ship(order=id_, from_=stock.warehouse))
    found = await order_of(t, id_)
    assert (found["status"], found["from"]) == ("shipped", stock.warehouse)
    with pytest.raises(ConvexError) as raised:
        await t.mutation(api.order.ship(order=id_, from_=stock.warehouse))
    assert raised.value.data == {"code": "NOT_PAID", "order": id_, "status": "shipped"}
    assert [each["_id"] for each in await t.query(api.order.from_(from_=stock.warehouse))] == [id_]
    assert await t.query(api.order.from_(from_=None)) == []


async def test_money_back_is_in_the_ledger(t: TestApp) -> None:
    stock = await stocked(t)
    id_ = await ordered(t, stock.kettle)
    assert await t.mutation(api.order.refund(order=id_, amount=Int64(1500))) == Int64(3500)
    assert await t.query(internal.ledger.balance(order=id_)) == Int64(3500)
    for amount in (0, 3501, -1):
        with pytest.raises(ConvexError) as raised:
            await t.mutation(api.order.refund(order=id_, amount=Int64(amount)))
        assert raised.value.data == {"code": "BAD_AMOUNT", "total": Int64(3500)}
    rest = await t.mutation(api.order.refund(order=id_))
    assert (rest, isinstance(rest, Int64)) == (0, True)
    assert [(each["amount"], each["reason"]) for each in await ledger(t)] == [
        (5000, "charge"),
        (-1500, "refund"),
        (-3500, "refund"),
    ]
    assert (await order_of(t, id_))["status"] == "returned"


async def test_a_number_is_no_64_bit_integer(t: TestApp) -> None:
    stock = await stocked(t)
    id_ = await ordered(t, stock.kettle)
    for amount in (100, 100.0, True):
        with pytest.raises(ArgumentValidationError) as raised:
            await t._app.run("order:refund", {"order": id_, "amount": amount})
        assert raised.value.path == ".amount"


async def test_own_orders_are_listed_by_state(t: TestApp) -> None:
    stock, ada = await stocked(t), t.with_identity(subject="ada")
    one, two, three = [await ordered(t, stock.book) for _ in range(3)]
    await ordered(t, stock.book, by="bob")
    await t.mutation(api.order.refund(order=two))
    assert [each["_id"] for each in await ada.query(api.order.list(status="paid"))] == [three, one]
    assert [each["_id"] for each in await ada.query(api.order.list(status="paid", order="asc"))] == [one, three]
    assert [each["_id"] for each in await ada.query(api.order.list())] == [two, three, one]  # by status, then time
    assert await t.query(api.order.list()) == []


async def test_orders_into_a_country_are_paged(t: TestApp) -> None:
    stock = await stocked(t)
    ids = [await ordered(t, stock.book, country=country) for country in ("NO", "SE", "NO", "NO")]
    await ordered(t, stock.book, payment={"kind": "invoice", "dueAt": t.now})
    first = await t.query(api.order.to_country(country="NO", pagination_opts={"numItems": 2, "cursor": None}))
    opts = {"numItems": 2, "cursor": first["continueCursor"]}
    rest = await t._app.run("order:toCountry", {"country": "NO", "paginationOpts": opts})
    assert [each["_id"] for each in first["page"]] == [ids[0], ids[2]]
    assert isinstance(rest, dict)
    assert ([each["_id"] for each in rest["page"]], rest["isDone"]) == ([ids[3]], True)


async def test_invoices_become_overdue(t: TestApp) -> None:
    stock = await stocked(t)
    due = t.now + 60_000
    late = await ordered(t, stock.book, payment={"kind": "invoice", "dueAt": due, "vat": "NO-1"})
    await ordered(t, stock.book, payment={"kind": "invoice", "dueAt": due + 60_000})
    await ordered(t, stock.book, payment={"kind": "voucher", "code": b"\x00\xff", "value": Int64(2**53 + 1)})
    assert await t.query(api.order.overdue()) == []
    await t.advance(minutes=1, milliseconds=1)
    [found] = await t.query(api.order.overdue())
    assert (found["_id"], found["status"]) == (late, "open")
    assert found["payment"] == {"kind": "invoice", "dueAt": due, "vat": "NO-1"}


async def test_notes_are_searched_within_a_country(t: TestApp) -> None:
    stock = await stocked(t)
    here = await ordered(t, stock.book, note="Leave it at the blue door")
    await ordered(t, stock.book, note="Blue paper", country="SE")
    await ordered(t, stock.book, note=None)
    found = await t.query(api.order.search_notes(text="blue", country="NO"))
    assert [each["_id"] for each in found] == [here]


async def test_an_order_that_nobody_ships_is_reported(t: TestApp) -> None:
    stock = await stocked(t)
    late, shipped = await ordered(t, stock.kettle), await ordered(t, stock.kettle)
    await t.mutation(api.order.ship(order=shipped, from_=stock.warehouse))
    await t.advance(hours=47, minutes=59)
    assert await events(t, "unshipped") == []
    await t.advance(minutes=1)
    [event] = await events(t, "unshipped")
    assert event["payload"] == {"source": "ledger", "order": late}
    assert await t.mutation(internal.ledger.remind(order=shipped)) is False


async def test_the_ledger_is_closed_by_the_clock(t: TestApp) -> None:
    stock = await stocked(t)
    id_ = await ordered(t, stock.kettle)
    await t.mutation(internal.ledger.record(order=id_, amount=Int64(-99), reason="refund"))
    await t.advance(days=32)
    closings: dict[str, list[Events]] = {}
    for event in await events(t, "closed"):
        closings.setdefault(event["payload"]["source"], []).append(event)
    assert {kind: closed[0]["payload"]["total"] for kind, closed in closings.items()} == {
        "day": Int64(4901),
        "week": Int64(4901),
        "month": Int64(5000),  # a refund below the floor is left out
    }
    assert all(event["payload"]["total"] == 0 for closed in closings.values() for event in closed[1:])
    assert len(closings["day"]) == 32
    for kind, (day, time) in {"day": (None, "01:35"), "week": (0, "02:05"), "month": (None, "02:00")}.items():
        moments = [datetime.fromtimestamp(event["_creationTime"] / 1000, UTC) for event in closings[kind]]
        assert {f"{moment:%H:%M}" for moment in moments} == {time}
        assert day is None or {moment.weekday() for moment in moments} == {day}
    assert await t.mutation(internal.ledger.close(reason="day")) == Int64(0)
