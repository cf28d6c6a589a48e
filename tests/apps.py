"""Checked apps as values, near to the fixture apps, for tests of one backend alone; no source stands behind them."""

from collections.abc import Mapping
from typing import TypeAlias

from biconvex_codegen.ir.naming import reference_name
from biconvex_codegen.ir.nodes import (
    Argument,
    CheckedApp,
    Cron,
    CronExpression,
    Function,
    FunctionKind,
    HttpAction,
    Index,
    Interval,
    Route,
    Schema,
    SearchIndex,
    Shape,
    Table,
    VectorIndex,
    Visibility,
)
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
    Field,
    IdType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    Notes,
    NullType,
    NumberType,
    ObjectType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)

ANY, NULL, BOOLEAN, NUMBER, INTEGER = AnyType(), NullType(), BooleanType(), NumberType(), IntegerType()
INT64, STRING, BYTES, COMMIT_TIMESTAMP = Int64Type(), StringType(), BytesType(), CommitTimestampType()
TRUE = LiteralType(LiteralKind.BOOLEAN, "true")
QUERY, MUTATION, ACTION = FunctionKind.QUERY, FunctionKind.MUTATION, FunctionKind.ACTION

Fields: TypeAlias = Mapping[str, Type | Field]


def optional(type_: Type, doc: str | None = None) -> Field:
    """Return a field that may be missing; its name is given by `fields`."""
    return Field("", type_, optional=True, notes=Notes(doc=doc))


def noted(type_: Type, doc: str | None = None, *, renamed_from: str | None = None) -> Field:
    """Return a required field with notes; its name is given by `fields`."""
    return Field("", type_, notes=Notes(doc, renamed_from=renamed_from))


def fields(types: Fields) -> tuple[Field, ...]:
    """Return the fields of these names; a bare type is a required field."""
    given = {name: each if isinstance(each, Field) else Field(name, each) for name, each in types.items()}
    return tuple(Field(name, each.type, each.optional, each.notes) for name, each in given.items())


def obj(types: Fields) -> ObjectType:
    """Return the object type of these fields."""
    return ObjectType(fields(types))


def union(*members: Type) -> UnionType:
    """Return the union of types."""
    return UnionType(members)


def nullable(type_: Type) -> UnionType:
    """Return the union of a type and null."""
    return UnionType((type_, NULL))


def one_of(*texts: str) -> UnionType:
    """Return the union of these strings."""
    return UnionType(tuple(LiteralType(LiteralKind.STRING, text) for text in texts))


def table(
    name: str,
    class_name: str,
    document: Type,
    *,
    indexes: Mapping[str, tuple[str, ...]] | None = None,
    unique: tuple[str, ...] = (),
    search: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
    vectors: Mapping[str, tuple[str, int, tuple[str, ...]]] | None = None,
    doc: str | None = None,
) -> Table:
    """Return a table; its indexes by name: paths; a text field and filters; a vector field, dimensions and filters."""
    id_ = f"tables/{name}"
    return Table(
        id=id_,
        name=name,
        class_name=class_name,
        document=document,
        indexes=tuple(Index(f"{id_}:{key}", key, each, key in unique) for key, each in (indexes or {}).items()),
        search_indexes=tuple(SearchIndex(f"{id_}:{key}", key, *each) for key, each in (search or {}).items()),
        vector_indexes=tuple(VectorIndex(f"{id_}:{key}", key, *each) for key, each in (vectors or {}).items()),
        notes=Notes(doc=doc),
    )


def function(
    path: str,
    kind: FunctionKind,
    args: Fields | None,
    returns: Type | None,
    *,
    handler: str = "",
    internal: bool = False,
    doc: str | None = None,
    python: Mapping[str, str] | None = None,
) -> Function:
    """Return a function by its wire path; `handler` is its name in its module, `python` its arguments' names there."""
    module, name = path.split(":")
    id_ = f"functions/{path}"
    handler = handler or snake(name)
    names = python or {}
    arguments = (Argument(f"{id_}({f.name})", f, names.get(f.name, snake(f.name))) for f in fields(args or {}))
    return Function(
        id=id_,
        module=module,
        python_module=snake(module).replace("/", "."),
        name=name,
        python_name=reference_name(handler),
        handler=handler,
        kind=kind,
        visibility=Visibility.INTERNAL if internal else Visibility.PUBLIC,
        args=None if args is None else tuple(arguments),
        returns=returns,
        notes=Notes(doc=doc),
    )


def shape(module: str, name: str, type_: Type, doc: str | None = None) -> Shape:
    """Return a named type of a module."""
    return Shape(f"shapes/{module}.{name}", module, name, type_, Notes(doc=doc))


def snake(name: str) -> str:
    """Return a wire name as Python writes it."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def app(
    tables: tuple[Table, ...] | None = None,
    shapes: tuple[Shape, ...] = (),
    functions: tuple[Function, ...] = (),
    http_actions: tuple[HttpAction, ...] = (),
    routes: tuple[Route, ...] = (),
    crons: tuple[Cron, ...] = (),
) -> CheckedApp:
    """Return a checked app in canonical order; without tables it has no schema."""
    schema = None if tables is None else Schema(tuple(sorted(tables, key=lambda each: each.name)))
    return CheckedApp(
        schema=schema,
        shapes=tuple(sorted(shapes, key=lambda each: each.id)),
        functions=tuple(sorted(functions, key=lambda each: (each.module.split("/"), each.name))),
        http_actions=http_actions,
        routes=routes,
        crons=crons,
    )


def documents_app() -> CheckedApp:
    """Return a document editor: plain tables, a search index, pages, crons and a route."""
    documents = obj({
        "title": STRING,
        "content": noted(STRING, "Markdown, as the author typed it."),
        "ownerId": STRING,
        "isPublic": BOOLEAN,
        "createdAt": NUMBER,
        "updatedAt": NUMBER,
        "revision": noted(INTEGER, "Counts the saved versions, from 1."),
        "summary": optional(STRING, "Written by `generateSummary`; missing until then."),
    })  # fmt: skip
    document, document_id = DocumentType("documents"), IdType("documents")
    payment: Fields = {
        "eventId": noted(STRING, "The provider's id of the event;\nit may deliver one event more than once."),
        "amount": INTEGER,
        "currency": one_of("chf", "eur", "usd"),
        "description": optional(STRING),
    }
    page: Fields = {"ownerId": STRING, "paginationOpts": PaginationOptionsType()}
    return app(
        tables=(
            table(
                "documents",
                "Document",
                documents,
                indexes={"by_owner": ("ownerId",), "by_public": ("isPublic", "createdAt")},
                search={"search_content": ("content", ("ownerId", "isPublic"))},
                doc="One text that a user writes, alone or with others.",
            ),
            table(
                "collaborators",
                "Collaborator",
                obj({"documentId": document_id, "userId": STRING, "permission": one_of("read", "write")}),
                indexes={"by_document": ("documentId",), "by_user": ("userId",)},
            ),
            table(
                "users",
                "User",
                obj({"tokenIdentifier": STRING, "email": optional(STRING), "name": STRING, "createdAt": NUMBER}),
                indexes={"by_token": ("tokenIdentifier",)},
            ),
            table("files", "File", obj({"storageId": IdType("_storage"), "fileName": STRING, "uploadedAt": NUMBER})),
        ),
        shapes=(shape("payments", "Payment", obj(payment), "A completed payment."),),
        functions=(
            function("functions/documents:list", QUERY, {"ownerId": STRING}, ArrayType(document), handler="list_",
                     doc="Documents of one owner, newest first."),
            function("functions/documents:getById", QUERY, {"id": document_id}, document, python={"id": "id_"},
                     doc="One document; raises when there is none."),
            function("functions/documents:searchContent", QUERY, {"searchQuery": STRING, "limit": optional(INTEGER)},
                     ArrayType(document)),
            function("functions/documents:page", QUERY, page, PaginationResultType(document)),
            function("functions/documents:create", MUTATION,
                     {"title": STRING, "content": STRING, "isPublic": BOOLEAN}, document_id),
            function("functions/documents:update", MUTATION,
                     {"id": document_id, "title": optional(STRING), "content": optional(STRING)}, NULL,
                     python={"id": "id_"}),
            function("functions/documents:remove", MUTATION, {"id": document_id}, NULL, python={"id": "id_"}),
            function("functions/documents:generateSummary", ACTION, {"documentId": document_id}, STRING),
            function("functions/documents:updateSummary", MUTATION, {"documentId": document_id, "summary": STRING},
                     NULL, internal=True),
            function("functions/documents:cleanupOldDrafts", MUTATION, {}, INTEGER, internal=True),
            function("functions/files:generateUploadUrl", MUTATION, {}, STRING),
            function("functions/files:saveFile", MUTATION, {"storageId": IdType("_storage"), "fileName": STRING},
                     IdType("files")),
            function("functions/files:getFileUrl", QUERY, {"storageId": IdType("_storage")}, nullable(STRING)),
            function("functions/users:current", QUERY, {}, nullable(DocumentType("users"))),
            function("functions/users:ensureUser", MUTATION, {}, IdType("users")),
            function("analytics:generateDailyReport", MUTATION, {}, document_id, internal=True),
            function("payments:processWebhook", MUTATION, {"payment": ShapeType("payments", "Payment")}, BOOLEAN,
                     internal=True),
        ),
        http_actions=(
            HttpAction("functions/routes:stripeWebhook", "routes", "routes", "stripeWebhook", "stripe_webhook"),
        ),
        routes=(
            Route("routes/POST /webhook/stripe", "/webhook/stripe", is_prefix=False, method="POST",
                  handler="functions/routes:stripeWebhook"),
        ),
        crons=(
            Cron("crons/cleanup old drafts", "cleanup old drafts", Interval("hours", 24),
                 "functions/functions/documents:cleanupOldDrafts"),
            Cron("crons/daily analytics", "daily analytics", CronExpression("0 0 * * *"),
                 "functions/analytics:generateDailyReport"),
        ),
    )  # fmt: skip


def chat_app() -> CheckedApp:
    """Return a chat: nested modules, a record, a nested index path, a vector index, and shapes of several modules."""
    user, room, message = IdType("users"), IdType("rooms"), DocumentType("messages")
    state = one_of("active", "away", "typing")
    settings: Fields = {"retentionDays": nullable(INTEGER), "slowModeSeconds": optional(INTEGER)}
    attachment: Fields = {"storageId": IdType("_storage"), "fileName": STRING, "size": noted(INTEGER, "In bytes.")}
    return app(
        tables=(
            table("users", "User", obj({"name": STRING, "avatar": optional(IdType("_storage"))})),
            table(
                "rooms",
                "Room",
                obj({"name": STRING, "kind": one_of("public", "private"), "settings": obj(settings)}),
                indexes={"by_kind": ("kind",), "by_retention": ("settings.retentionDays",)},
            ),
            table(
                "messages",
                "Message",
                obj({
                    "roomId": room,
                    "authorId": user,
                    "body": STRING,
                    "attachments": ArrayType(obj(attachment)),
                    "reactions": noted(RecordType(user, STRING), "The last reaction of each user."),
                    "replyTo": optional(IdType("messages")),
                }),
                indexes={"by_room": ("roomId",)},
                search={"search_body": ("body", ("roomId", "authorId"))},
            ),
            table(
                "memories",
                "Memory",
                obj({"messageId": IdType("messages"), "roomId": room, "embedding": ArrayType(NUMBER)}),
                vectors={"by_embedding": ("embedding", 64, ("roomId",))},
            ),
            table(
                "presence",
                "Presence",
                obj({"roomId": room, "userId": user, "state": state}),
                indexes={"by_room_and_user": ("roomId", "userId")},
                unique=("by_room_and_user",),
            ),
        ),
        shapes=(
            shape("models", "Attachment", obj(attachment), "A file that was uploaded before the message was sent."),
            shape("models", "Presence", one_of("active", "away", "typing", "offline")),
            shape("models", "Settings", obj(settings), "What the owner of a room decides."),
            shape("ai/recall", "Recollection", obj({"message": message, "score": NUMBER})),
        ),
        functions=(
            function("rooms:create", MUTATION, {"name": STRING, "settings": ShapeType("models", "Settings")}, room),
            function("rooms/members:join", MUTATION, {"roomId": room}, NULL),
            function("messages:send", MUTATION, {
                "roomId": room,
                "body": STRING,
                "attachments": optional(ArrayType(ShapeType("models", "Attachment"))),
                "replyTo": optional(IdType("messages")),
            }, IdType("messages")),
            function("messages:page", QUERY, {"roomId": room, "paginationOpts": PaginationOptionsType()},
                     PaginationResultType(message)),
            function("presence:here", QUERY, {"roomId": room, "except": optional(user)},
                     ArrayType(obj({"userId": user, "state": state})), python={"except": "except_"}),
            function("presence:stateOf", QUERY, {"userId": user}, ShapeType("models", "Presence")),
            function("ai/recall:recall", ACTION, {"roomId": room, "question": STRING},
                     ArrayType(ShapeType("ai/recall", "Recollection"))),
            function("ai/recall:keep", MUTATION, {"embedding": ArrayType(NUMBER)}, IdType("memories"), internal=True),
        ),
    )  # fmt: skip


def shop_app() -> CheckedApp:
    """Return a shop: unions of objects, int64 money, bytes, `any`, and names that are reserved words somewhere."""
    address: Fields = {"street": STRING, "city": STRING, "country": STRING, "lines": optional(ArrayType(STRING))}
    card: Fields = {"kind": one_of("card"), "last4": STRING, "expires": obj({"month": INTEGER, "year": INTEGER})}
    voucher: Fields = {"kind": one_of("voucher"), "code": BYTES, "value": INT64}
    listing: Fields = {"sku": STRING, "name": STRING, "price": INT64, "order": INTEGER}
    designs = (LiteralType(LiteralKind.NUMBER, text) for text in ("1.0", "2.0", "-0.0"))
    attributes = RecordType(STRING, union(STRING, NUMBER, BOOLEAN))
    physical: Fields = {**listing, "kind": one_of("physical"), "class": IdType("class"), "attributes": attributes}
    gift_card: Fields = {**listing, "kind": one_of("giftCard"), "design": union(*designs), "wrapped": TRUE}
    grid = ArrayType(ArrayType(nullable(IdType("products"))))
    payment = union(obj(card), obj(voucher))
    return app(
        tables=(
            table(
                "class",
                "ShippingClass",
                obj({"name": STRING, "rates": RecordType(STRING, obj({"base": INT64, "perKilo": nullable(INT64)}))}),
                indexes={"by_name": ("name",)},
                unique=("by_name",),
            ),
            table("from", "Warehouse", obj({"name": STRING, "address": obj(address)})),
            table(
                "products",
                "Products",
                union(obj(physical), obj(gift_card)),
                indexes={"by_sku": ("sku",), "by_class": ("class",)},
                search={"search_name": ("name", ("kind", "class"))},
            ),
            table(
                "order",
                "Order",
                obj({
                    "customer": STRING,
                    "shipTo": obj(address),
                    "state": Field("", STRING, optional=True, notes=Notes(deprecated="read `status`")),
                    "payment": noted(payment, renamed_from="method"),
                    "note": optional(nullable(STRING), "Missing: never asked; null: nothing to say."),
                    "from": nullable(IdType("from")),
                    "select": RecordType(IdType("products"), INTEGER),
                }),
                indexes={"by_country": ("shipTo.country",), "by_payment": ("payment.kind",), "from": ("from",)},
                search={"search_note": ("note", ("customer", "shipTo.country"))},
            ),
            table("select", "Select", obj({"title": STRING, "grid": grid})),
            table(
                "ledger",
                "Ledger",
                obj({
                    "amount": INT64,
                    "format": LiteralType(LiteralKind.INT64, "1"),
                    "recordedAt": COMMIT_TIMESTAMP,
                    "proof": optional(BYTES),
                }),
                indexes={"by_commit": ("recordedAt",)},
            ),
            table(
                "events",
                "Events",
                obj({"name": STRING, "payload": ANY}),
                indexes={"by_source": ("payload.source",)},
            ),
            table("archive", "Archive", ANY),
        ),
        shapes=(
            shape("shapes", "Address", obj(address), "Where a parcel goes."),
            shape("shapes", "Record", obj({"text": STRING}), "A name that TypeScript has too."),
        ),
        functions=(
            function("order:place", MUTATION, {
                "shipTo": ShapeType("shapes", "Address"),
                "payment": payment,
                "note": optional(nullable(STRING)),
            }, IdType("order")),
            function("order:from", QUERY, {"from": nullable(IdType("from"))}, ArrayType(DocumentType("order")),
                     handler="from_", python={"from": "from_"}),
            function("order:pick", MUTATION, {"select": RecordType(IdType("products"), INTEGER)},
                     RecordType(IdType("products"), INTEGER)),
            function("select:delete", MUTATION, {"select": IdType("select")}, NULL),
            function("products:bySku", QUERY, {"sku": STRING}, nullable(DocumentType("products"))),
            function("ledger:total", QUERY, {"class": optional(IdType("class"))}, INT64, python={"class": "class_"}),
            function("events:record", MUTATION, None, None, internal=True),
            function("events:latest", QUERY, {"name": STRING}, ANY),
            function("events:read", QUERY, {}, ArrayType(ShapeType("shapes", "Record"))),
        ),
    )  # fmt: skip
