"""The fixture app of documents and the world outside: uploads, payments, and the route that the provider calls."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from biconvex import ConvexError
from biconvex.errors import ArgumentValidationError
from biconvex.testing import FetchedResponse, TestApp, open_app
from fixtures.documents.backend._generated.api import api, internal
from fixtures.documents.backend._generated.data_model import StorageId
from fixtures.documents.backend._generated.server import MutationCtx

from .apps import fixture_app, uploaded

if TYPE_CHECKING:
    from fixtures.documents.backend._generated.shapes.payments import Payment

SECRET = "whsec_5f0a"
PAYER = "https://biconvex.test|ada"


@pytest.fixture
async def t(database: str | None) -> AsyncIterator[TestApp]:
    async with open_app(fixture_app("documents"), database=database) as opened:
        yield opened


async def test_an_upload_is_saved_and_read(t: TestApp) -> None:
    ada = t.with_identity(subject="ada")
    address = urlsplit(await ada.mutation(api.functions.files.generate_upload_url()))
    assert address.path == "/api/storage/upload"
    [token] = parse_qs(address.query)["token"]
    assert t._app.engine.files.accepts(token, t.now)
    await t.advance(hours=1, milliseconds=1)
    assert not t._app.engine.files.accepts(token, t.now)

    storage_id = await uploaded(t, b"%PDF", "application/pdf")
    await t.advance(milliseconds=1)
    file_id = await ada.mutation(api.functions.files.save_file(storage_id=storage_id, file_name="minutes.pdf"))

    async def file(ctx: MutationCtx) -> object:
        return await ctx.db.files.get(file_id)

    assert await t.run(file) == {
        "_id": file_id,
        "_creationTime": t.now,
        "storageId": storage_id,
        "fileName": "minutes.pdf",
        "uploadedAt": t.now,
    }
    url = await t.query(api.functions.files.get_file_url(storage_id=storage_id))
    assert url is not None
    assert urlsplit(url).path.startswith("/api/storage/")
    assert storage_id not in url  # who sees an id can read no file


async def test_a_deleted_file_has_no_address(t: TestApp) -> None:
    storage_id = await uploaded(t, b"%PDF")

    async def delete(ctx: MutationCtx) -> None:
        await ctx.storage.delete(storage_id)

    await t.run(delete)
    assert await t.query(api.functions.files.get_file_url(storage_id=storage_id)) is None


async def test_uploads_are_for_who_has_signed_in(t: TestApp) -> None:
    storage_id = await uploaded(t, b"%PDF")
    with pytest.raises(ConvexError, match="UNAUTHORIZED"):
        await t.mutation(api.functions.files.generate_upload_url())
    with pytest.raises(ConvexError, match="UNAUTHORIZED"):
        await t.mutation(api.functions.files.save_file(storage_id=storage_id, file_name="minutes.pdf"))
    document_id = await t.mutation(internal.analytics.generate_daily_report())
    with pytest.raises(ArgumentValidationError) as raised:
        await t.query(api.functions.files.get_file_url(storage_id=StorageId(document_id)))
    assert (raised.value.path, raised.value.kind) == (".storageId", "TableNamesDoNotMatch")


async def receipts(t: TestApp) -> list[tuple[str, str]]:
    """Return the titles and texts of the payer's documents, the oldest first."""
    found = await t.query(api.functions.documents.list(owner_id="ada"))
    return [(each["title"], each["content"]) for each in reversed(found)]


async def paid(t: TestApp, event: str, amount: int, why: str | None = None) -> bool:
    """Report a payment of the payer."""
    payment: Payment = {"eventId": event, "tokenIdentifier": PAYER, "amount": amount, "currency": "chf"}
    if why is not None:
        payment["description"] = why
    return await t.mutation(internal.payments.process_webhook(payment=payment))


async def test_a_payment_becomes_one_receipt(t: TestApp) -> None:
    assert not await paid(t, "evt_0", 500)
    await t.with_identity(subject="ada", name="Ada").mutation(api.functions.users.ensure_user())
    assert await paid(t, "evt_1", 1205)
    assert not await paid(t, "evt_1", 1205)
    assert await paid(t, "evt_2", 99, "a book")
    assert await receipts(t) == [
        ("Receipt evt_1", "Ada paid 12.05 CHF: subscription."),
        ("Receipt evt_2", "Ada paid 0.99 CHF: a book."),
    ]


async def test_a_payment_that_does_not_fit_says_where(t: TestApp) -> None:
    payment = {"eventId": "evt_1", "tokenIdentifier": PAYER, "amount": 12.5, "currency": "chf"}
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("payments:processWebhook", {"payment": payment}, internal=True)
    assert raised.value.path == ".payment.amount"
    with pytest.raises(ArgumentValidationError) as raised:
        await t._app.run("payments:processWebhook", {"payment": {**payment, "amount": 12, "vat": 1}}, internal=True)
    assert (raised.value.path, raised.value.kind) == (".payment", "ExtraField")


async def deliver(t: TestApp, event: object, secret: str = SECRET) -> FetchedResponse:
    """Call the webhook as the provider does, with a signature of its body."""
    body = json.dumps(event)
    signature = hmac.new(secret.encode(), f"1700000000.{body}".encode(), hashlib.sha256).hexdigest()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STRIPE_WEBHOOK_SECRET", SECRET)
        header = {"Stripe-Signature": f"t=1700000000,v1={signature}"}
        return await t.fetch("/webhook/stripe", method="POST", body=body, headers=header)


async def test_the_webhook_files_what_is_signed(t: TestApp) -> None:
    await t.with_identity(subject="ada", name="Ada").mutation(api.functions.users.ensure_user())
    session = {"client_reference_id": PAYER, "amount_total": 1200, "currency": "usd"}
    event = {"id": "evt_1", "type": "checkout.session.completed", "data": {"object": session}}
    answers = [
        await deliver(t, event, "another secret"),
        await deliver(t, {**event, "type": "customer.created"}),
        await deliver(t, event),
        await deliver(t, event),
    ]
    assert [(answer.status, answer.text()) for answer in answers] == [
        (400, "bad signature"),
        (200, "ignored"),
        (200, "filed"),
        (200, "ignored"),
    ]
    assert await receipts(t) == [("Receipt evt_1", "Ada paid 12.00 USD: subscription.")]
    assert (await t.fetch("/webhook/stripe", method="POST", body="{}")).status == 400


async def test_what_has_no_route_is_not_found(t: TestApp) -> None:
    for path, method in (("/webhook/stripe", "GET"), ("/webhook/stripe/", "POST"), ("/", "GET")):
        answer = await t.fetch(path, method=method)
        assert (answer.status, answer.text()) == (404, "No matching routes found")
