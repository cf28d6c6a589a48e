"""Mistakes in functions: their registration, their arguments and their results."""

from .planted import Planted, chat, documents, planted, shop

LATER = "if True:\n    @query\n    async def «later»(ctx: QueryCtx) -> None:\n        return None\n\n\n"

MISTAKES: tuple[Planted, ...] = (
    # Registration
    planted(
        "unknown-name",
        "a decorator is misspelt",
        documents("functions/documents", "@query\nasync def list_", "@«qeury»\nasync def list_"),
        chat("messages", "@query\nasync def page", "@«qeury»\nasync def page"),
        shop("ledger", "@internal_query\n", "@«internal_qeury»\n"),
    ),
    planted(
        "invalid-registration",
        "a function is not async",
        documents(
            "payments",
            "@internal_mutation\n",
            "@internal_mutation\ndef «early»(ctx: MutationCtx) -> int:\n    return 1\n\n\n@internal_mutation\n",
        ),
        chat("users", "@query\n", "@query\ndef «early»(ctx: QueryCtx) -> int:\n    return 1\n\n\n@query\n"),
        shop("select", "@query\n", "@query\ndef «early»(ctx: QueryCtx) -> int:\n    return 1\n\n\n@query\n"),
    ),
    planted(
        "invalid-registration",
        "an HTTP action is not async",
        documents(
            "routes",
            "@http_action\n",
            "@http_action\ndef «early»(ctx: ActionCtx, request: Request) -> Response: ...\n\n\n@http_action\n",
        ),
        shop("routes", "async def health", "def «health»"),
    ),
    planted(
        "invalid-registration",
        "a query gets the context of a mutation",
        documents("functions/documents", "list_(ctx: QueryCtx", "list_(ctx: «MutationCtx»"),
        chat("messages", "page(ctx: QueryCtx", "page(ctx: «MutationCtx»"),
        shop("order", "overdue(ctx: QueryCtx", "overdue(ctx: «MutationCtx»"),
    ),
    planted(
        "invalid-registration",
        "what a cron runs gets the context of an action",
        documents(
            "analytics", "(ctx: MutationCtx)", "(ctx: «ActionCtx»)", also=("import MutationCtx", "import ActionCtx")
        ),
        chat(
            "presence",
            "sweep(ctx: MutationCtx)",
            "sweep(ctx: «ActionCtx»)",
            also=("import MutationCtx,", "import ActionCtx, MutationCtx,"),
        ),
        shop(
            "ledger",
            "close(ctx: MutationCtx,",
            "close(ctx: «ActionCtx»,",
            also=("import MutationCtx,", "import ActionCtx, MutationCtx,"),
        ),
    ),
    planted(
        "invalid-registration",
        "a function has no context",
        documents("functions/users", "async def current(ctx: QueryCtx)", "async def «current»()"),
        chat("users", "async def me(ctx: QueryCtx)", "async def «me»()"),
        shop("shipping", "async def classes(ctx: QueryCtx)", "async def «classes»()"),
    ),
    planted(
        "invalid-registration",
        "a second decorator",
        documents("functions/documents", "@query\nasync def list_", "@query\n@«ConvexError»\nasync def list_"),
        chat("presence", "@internal_mutation\n", "@internal_mutation\n@«membership»\n"),
        shop("ledger", "@internal_mutation\nasync def close", "@«Int64»\n@internal_mutation\nasync def close"),
    ),
    planted(
        "unknown-name",
        "a second decorator that is not there",
        documents("functions/documents", "@query\nasync def list_", "@query\n@«cache»\nasync def list_"),
        chat("presence", "@internal_mutation\n", "@internal_mutation\n@«cache»\n"),
        shop("ledger", "@internal_mutation\nasync def close", "@«cache»\n@internal_mutation\nasync def close"),
    ),
    planted(
        "syntax-error",
        "a plain function that waits",
        documents("functions/documents", "async def list_", "def «list_»"),
        chat("presence", "async def sweep", "def «sweep»"),
        shop("ledger", "async def close", "def «close»"),
    ),
    planted(
        "invalid-registration",
        "two decorators that register",
        documents("functions/documents", "@query\nasync def list_", "@query\n@«mutation»\nasync def list_"),
        chat("messages", "@query\nasync def page", "@query\n@«mutation»\nasync def page"),
        shop("order", "@query\nasync def list_", "@query\n@«mutation»\nasync def list_"),
    ),
    planted(
        "invalid-registration",
        "a registration in a condition",
        documents("functions/users", "@query\n", f"{LATER}@query\n"),
        chat("users", "@query\n", f"{LATER}@query\n"),
        shop("events", "@query\n", f"{LATER}@query\n"),
    ),
    planted(
        "invalid-registration",
        "*args",
        documents(
            "functions/documents",
            "(ctx: QueryCtx, *, owner_id: str) -> list[Document]",
            "(ctx: QueryCtx, *«args»: str) -> list[Document]",
        ),
        chat(
            "messages",
            "(ctx: QueryCtx, *, room_id: RoomId, text",
            "(ctx: QueryCtx, *«words»: str, room_id: RoomId, text",
        ),
        shop("products", "(ctx: QueryCtx, *, sku: str)", "(ctx: QueryCtx, *«skus»: str)"),
    ),
    planted(
        "invalid-registration",
        "**kwargs",
        documents("functions/documents", "search_query: str, limit: int = 10)", "search_query: str, **«options»: int)"),
        chat("messages", "text: str, mine: bool = False)", "text: str, **«options»: bool)"),
        shop("products", "*, sku: str)", "**«options»: str)"),
    ),
    planted(
        "hidden-function",
        "a function in a private module",
        chat(
            "_access",
            "async def signed_in(",
            "@query\nasync def «signed_in»(",
            also=("import QueryCtx", "import QueryCtx, query"),
        ),
    ),
    planted(
        "duplicate-function",
        "two functions of one name",
        documents("functions/documents", "async def page(", "async def «list_»("),
        chat("messages", "async def search(", "async def «page»("),
        shop("order", "async def overdue(", "async def «to_country»("),
    ),
    planted(
        "wire-name-clash",
        "two functions of one name on the wire",
        documents("functions/files", "async def get_file_url(", "async def «saveFile»("),
        chat("rooms/members", "async def leave(", "async def «markRead»(", ("rooms/members", "async def «mark_read»(")),
        shop("order", "async def search_notes(", "async def «toCountry»("),
    ),
    planted(
        "wire-name-clash",
        "name= is another function's",
        documents("functions/files", "@query\n", '@query(name=«"saveFile"»)\n'),
        chat("rooms/members", "@query\n", '@query(name=«"leave"»)\n'),
        shop("products", 'name="bySKU"', 'name=«"cheaper"»', ("products", "async def «cheaper»(")),
    ),
    planted(
        "invalid-call",
        "an option of a decorator is misspelt",
        documents("functions/files", "@query\n", '@query(«nmae»="getURL")\n'),
        chat("presence", "@mutation(args=", "@mutation(«arg»="),
        shop("products", '@query(name="bySKU")', '@query(«nam»="bySKU")'),
    ),
    planted(
        "invalid-call",
        "the name of a function is no string",
        documents("functions/files", "@query\n", "@query(name=«5»)\n"),
        chat("rooms/members", "@query\n", "@query(name=«True»)\n"),
        shop("products", 'name="bySKU"', "name=«5»"),
    ),
    planted(
        "invalid-call",
        "a decorator gets something by position",
        documents("functions/files", "@query\n", '@query(«"getURL"»)\n'),
        chat(
            "presence",
            "@mutation(args={",
            "@mutation(«{»",
            ("presence", '@mutation(«{"roomId": v.id("rooms"), "state": presence_state}», returns'),
        ),
        shop("products", '@query(name="bySKU")', '@query(«"bySKU"»)'),
    ),
    planted(
        "invalid-name",
        "the name of a function holds a hyphen",
        documents("functions/files", "@query\n", '@query(name=«"get-url"»)\n'),
        chat("rooms/members", "@query\n", '@query(name=«"list-all"»)\n'),
        shop("products", 'name="bySKU"', 'name=«"by-sku"»'),
    ),
    planted(
        "invalid-name",
        "the name of an argument holds an umlaut",
        documents("functions/documents", "*, title: str, content", "*, «größe»: str, title: str, content"),
        chat("rooms/__init__", "*, name: str, kind", "*, «größe»: int, name: str, kind"),
        shop("products", "*, than: Int64)", "*, than: Int64, «größe»: int)"),
    ),
    # Arguments
    planted(
        "unknown-name",
        "a row is misspelt in an annotation",
        documents("functions/documents", "id_: DocumentId) -> Document:", "id_: «DocumntId») -> Document:"),
        chat("rooms/members", "room_id: RoomId, user_id", "room_id: «RomId», user_id"),
        shop("order", "lines: list[Line]", "lines: list[«Lyne»]"),
    ),
    planted(
        "unsupported-annotation",
        "an argument is a set",
        documents("functions/documents", "search_query: str", "search_query: «set[str]»"),
        chat("messages", "text: str, mine", "text: «set[str]», mine"),
        shop("products", "text: str, class_", "text: «set[str]», class_"),
    ),
    planted(
        "unsupported-annotation",
        "an argument is a tuple of fixed length",
        documents("functions/documents", "search_query: str", "search_query: «tuple[str, int]»"),
        chat("messages", "text: str, mine", "text: «tuple[str, int]», mine"),
        shop("products", "text: str, class_", "text: «tuple[str, int]», class_"),
    ),
    planted(
        "unsupported-annotation",
        "an argument is a date",
        documents("analytics", "(ctx: MutationCtx) ->", "(ctx: MutationCtx, *, day: «datetime» = datetime.now()) ->"),
    ),
    planted(
        "unsupported-annotation",
        "an argument can only be None",
        documents("functions/documents", "limit: int = 10", "«limit»: None = None"),
        chat("rooms/__init__", "limit: int = 50", "«limit»: None = None"),
        shop("events", "limit: int = 100", "«limit»: None = None"),
    ),
    planted(
        "unsupported-annotation",
        "an annotation is a list of names",
        documents("functions/documents", "search_query: str", "search_query: «[str]»"),
        chat("messages", "text: str, mine", "text: «[str]», mine"),
        shop("products", "text: str, class_", "text: «[str]», class_"),
    ),
    planted(
        "unsupported-annotation",
        "an annotation is a validator",
        chat("presence", "state: State) -> None", "state: «v.string()») -> None"),
        shop("events", "name: str) -> Any", "name: «v.string()») -> Any"),
    ),
    planted(
        "invalid-validator",
        "the keys of a dict are numbers",
        documents("functions/documents", "search_query: str", "search_query: dict[«int», str]"),
        chat("messages", "text: str, mine", "text: dict[«int», str], mine"),
        shop("order", "select: dict[ProductsId, int])", "select: dict[«int», int])"),
    ),
    planted(
        "argument-mismatch",
        "a default does not fit",
        documents("functions/documents", "limit: int = 10", 'limit: int = «"10"»'),
        chat("rooms/__init__", 'kind: Kind = "public"', 'kind: Kind = «"pubic"»'),
        shop("products", "design: Literal[1, 2, 3] = 1", "design: Literal[1, 2, 3] = «4»"),
    ),
    planted(
        "argument-mismatch",
        "UNSET where the type does not admit it",
        shop(
            "order",
            "async def annotate(ctx: MutationCtx, *, order: OrderId, note: str | Unset | None = UNSET)",
            "async def annotate(ctx: MutationCtx, *, order: OrderId, note: «str | None» = UNSET)",
        ),
    ),
    planted(
        "argument-mismatch",
        "Unset without a default",
        shop(
            "order", "order: OrderId, note: str | Unset | None = UNSET)", "order: OrderId, «note»: str | Unset | None)"
        ),
    ),
    planted(
        "missing-argument-type",
        "a parameter without annotation",
        documents("functions/documents", "search_query: str", "«search_query»"),
        chat("messages", "text: str, mine", "«text», mine"),
        shop("products", "text: str, class_", "«text», class_"),
    ),
    planted(
        "early-annotation",
        "a type from further down",
        documents("routes", "def _is_signed(body: str,", "def _is_signed(body: «_part»,"),
        chat("models", "    room: Room\n", "    room: «Attachment»\n"),
        shop("shapes", "    expires: Expiry\n", "    expires: «Invoice»\n"),
    ),
    planted(
        "missing-return-type",
        "a function without a result",
        documents(
            "functions/documents",
            "async def list_(ctx: QueryCtx, *, owner_id: str) -> list[Document]:",
            "async def «list_»(ctx: QueryCtx, *, owner_id: str):",
        ),
        chat("presence", "async def sweep(ctx: MutationCtx) -> int:", "async def «sweep»(ctx: MutationCtx):"),
        shop("order", "async def overdue(ctx: QueryCtx) -> list[Order]:", "async def «overdue»(ctx: QueryCtx):"),
    ),
    planted(
        "wire-name-clash",
        "two arguments of one name on the wire",
        documents(
            "functions/documents",
            "*, title: str, content: str, is_public: bool)",
            "*, title: str, content: str, is_public: bool, «isPublic»: bool)",
        ),
        chat(
            "rooms/members",
            "room_id: RoomId, role: Role | None",
            "room_id: RoomId, «roomId»: RoomId, role: Role | None",
        ),
        shop("products", "kind: Kind, from_: int = 0", "kind: Kind, from_: int = 0, «from__»: int = 0"),
    ),
    # Explicit arguments and results
    planted(
        "argument-mismatch",
        "a key of args= is misspelt",
        chat("presence", 'args={"roomId": v.id("rooms"), "state"', 'args={«"romId"»: v.id("rooms"), "state"'),
    ),
    planted(
        "argument-mismatch",
        "a key of args= has no parameter",
        chat(
            "presence", '"state": presence_state}, returns', '"state": presence_state, «"until"»: v.number()}, returns'
        ),
    ),
    planted(
        "argument-mismatch",
        "args= and an annotation disagree",
        chat(
            "presence",
            "heartbeat(ctx: MutationCtx, *, room_id: RoomId",
            "heartbeat(ctx: MutationCtx, *, room_id: «UserId»",
        ),
    ),
    planted(
        "argument-mismatch",
        "args= makes optional what has no default",
        chat("presence", "except_: UserId | None = None", "«except_»: UserId"),
    ),
    planted(
        "argument-mismatch",
        "args= requires what has a default",
        chat(
            "presence", "room_id: RoomId, state: State) -> None", 'room_id: RoomId, «state»: State = "active") -> None'
        ),
    ),
    planted(
        "argument-mismatch",
        "returns= and the annotation disagree",
        chat("presence", "state: State) -> None:", "state: State) -> «int»:"),
        shop("events", "**args: Any) -> None:", "**args: Any) -> «int»:"),
    ),
    planted(
        "unknown-name",
        "a name in args= is misspelt",
        chat("presence", '"state": presence_state}, returns', '"state": «presence_stat»}, returns'),
    ),
    planted(
        "invalid-validator",
        "a validator in args= is misspelt",
        chat("presence", '"except": v.optional', '"except": v.«optinal»'),
        shop("events", "args=v.any()", "args=v.«ayn»()"),
    ),
    planted(
        "invalid-validator",
        "returns= is a type",
        chat("presence", "returns=v.null()", "returns=«bool»"),
    ),
    # Classes and aliases
    planted(
        "unsupported-annotation",
        "a field of a class has no validator",
        documents("payments", "amount: int\n", "amount: «complex»\n"),
        chat("models", "unread: int\n", "unread: «complex»\n"),
        shop("shapes", "year: int\n", "year: «complex»\n"),
    ),
    planted(
        "unknown-name",
        "the type of a field is misspelt",
        documents("payments", "currency: Currency\n", "currency: «Curency»\n"),
        chat("models", "role: Role\n", "role: «Rol»\n"),
        shop("shapes", "expires: Expiry\n", "expires: «Expire»\n"),
    ),
    planted(
        "circular-definition",
        "a class holds itself",
        documents("payments", "description: str | None = None", "description: «Payment» | None = None"),
        chat("models", "lastMessage: Message | None", "lastMessage: «RoomSummary» | None"),
        shop("shapes", "expires: Expiry\n", "expires: «Card»\n"),
    ),
    planted(
        "unsupported-annotation",
        "a class is a plain one",
        documents(
            "payments", "@dataclass(frozen=True, slots=True)\nclass", "class", ("payments", "payment: «Payment»)")
        ),
        chat(
            "models",
            "@dataclass(frozen=True, slots=True)\nclass",
            "class",
            ("messages", "attachments: Sequence[«Attachment»]"),
        ),
        shop("shapes", "@dataclass(frozen=True, slots=True)\nclass", "class", ("order", "lines: list[«Line»]")),
    ),
    planted(
        "unsupported-annotation",
        "the value of an enum comes by itself",
        chat("models", 'AWAY = "away"', "AWAY = «auto()»", also=("import Enum", "import Enum, auto")),
    ),
    planted(
        "invalid-validator",
        "a literal is no literal",
        documents("payments", 'Literal["chf", "eur", "usd"]', 'Literal["chf", "eur", «b"usd"»]'),
        chat("models", 'Literal["public", "private"]', 'Literal["public", «b"private"»]'),
        shop("products", 'Literal["physical", "digital", "giftCard"]', 'Literal["physical", "digital", «b"giftCard"»]'),
    ),
    planted(
        "wire-name-clash",
        "two fields of one name on the wire",
        documents("payments", "    amount: int\n", "    amount: int\n    «eventId»: str\n"),
        chat("models", "    size: int\n", "    size: int\n    «fileName»: str\n"),
        shop(
            "shapes",
            "    product: ProductsId\n",
            "    product: ProductsId\n    class__: str\n",
            ("shapes", "    «class_»: ShippingClassId"),
        ),
    ),
)
