"""Mistakes in crons and routes."""

from .planted import Planted, chat, documents, everywhere, planted, shop

MISTAKES: tuple[Planted, ...] = (
    # What a cron runs
    planted(
        "invalid-cron",
        "a cron runs a query",
        documents(
            "crons",
            "internal.functions.documents.cleanup_old_drafts()",
            "«api.functions.users.current()»",
            also=("import internal", "import api, internal"),
        ),
        chat("crons", "internal.presence.sweep()", '«internal.ai.recall.body_of(message_id="m")»'),
        shop("crons", 'internal.ledger.close(reason="day")', '«internal.ledger.balance(order="o")»'),
    ),
    planted(
        "unknown-function",
        "the function of a cron is misspelt",
        documents(
            "crons", "internal.analytics.generate_daily_report()", "internal.analytics.«generate_dayly_report»()"
        ),
        chat("crons", "internal.presence.sweep()", "internal.presence.«sweap»()"),
        shop("crons", 'internal.ledger.close(reason="day")', 'internal.ledger.«clos»(reason="day")'),
    ),
    planted(
        "unknown-function",
        "the module of a cron's function is misspelt",
        documents(
            "crons", "internal.analytics.generate_daily_report()", "internal.«analitics».generate_daily_report()"
        ),
        chat("crons", "internal.presence.sweep()", "internal.«presense».sweep()"),
        shop("crons", 'internal.ledger.close(reason="day")', 'internal.«leger».close(reason="day")'),
    ),
    planted(
        "unknown-function",
        "api stands for internal",
        documents("crons", "internal.analytics.", "«api».analytics.", also=("import internal", "import api, internal")),
        chat("crons", "internal.presence.", "«api».presence.", also=("import internal", "import api, internal")),
        shop(
            "crons",
            'internal.ledger.close(reason="day")',
            '«api».ledger.close(reason="day")',
            also=("import internal", "import api, internal"),
        ),
    ),
    planted(
        "unknown-function",
        "a function that a cron runs is renamed",
        documents(
            "analytics",
            "def generate_daily_report(",
            "def generate_report(",
            ("crons", "internal.analytics.«generate_daily_report»()"),
        ),
        chat("presence", "def sweep(", "def clean(", ("crons", "internal.presence.«sweep»()")),
        shop("ledger", "def close(", "def shut(", ("crons", 'internal.ledger.«close»(reason="day")')),
    ),
    planted(
        "unknown-function",
        "a function that a cron runs becomes public",
        documents(
            "analytics",
            "@internal_mutation",
            "@mutation",
            ("crons", "«internal».analytics.generate_daily_report()"),
            ("import MutationCtx", "import mutation, MutationCtx"),
        ),
        chat("presence", "@internal_mutation", "@mutation", ("crons", "«internal».presence.sweep()")),
    ),
    planted(
        "invalid-cron",
        "the reference is not called",
        documents("crons", "internal.analytics.generate_daily_report()", "«internal.analytics.generate_daily_report»"),
        chat("crons", "internal.presence.sweep()", "«internal.presence.sweep»"),
        shop("crons", 'internal.ledger.close(reason="day")', "«internal.ledger.close»"),
    ),
    planted(
        "invalid-cron",
        "a cron runs a function of Python",
        documents("crons", "internal.analytics.generate_daily_report()", "«print()»"),
        chat("crons", "internal.presence.sweep()", "«print()»"),
        shop("crons", 'internal.ledger.close(reason="day")', "«print()»"),
    ),
    planted(
        "unknown-name",
        "internal is not imported",
        documents("crons", "from ._generated.api import internal\n", "", ("crons", "«internal».functions")),
        chat("crons", "from ._generated.api import internal\n", "", ("crons", "«internal».presence")),
        shop(
            "crons",
            "from backend._generated.api import internal\n",
            "",
            ("crons", '«internal».ledger.close(reason="day")'),
        ),
    ),
    planted(
        "unknown-name",
        "internal is misspelt in the import",
        documents("crons", "import internal\n", "import «internl»\n"),
        chat("crons", "import internal\n", "import «internl»\n"),
        shop("crons", "import internal\n", "import «internl»\n"),
    ),
    planted(
        "argument-mismatch",
        "an argument of a cron is misspelt",
        documents("crons", "generate_daily_report()", "generate_daily_report(«dry_run»=True)"),
        chat("crons", "sweep()", "sweep(«limit»=5)"),
        shop("crons", "floor=Int64(100)", "«flor»=Int64(100)"),
    ),
    planted(
        "argument-mismatch",
        "an argument of a cron is missing",
        shop("crons", 'internal.ledger.close(reason="day")', "internal.ledger.«close»()"),
    ),
    planted(
        "argument-mismatch",
        "an argument of a cron does not fit",
        shop("crons", 'reason="week"', 'reason=«"weak"»'),
    ),
    planted(
        "argument-mismatch",
        "an argument of a cron is given by position",
        documents("crons", "generate_daily_report()", "generate_daily_report(«5»)"),
        shop("crons", 'close(reason="week")', 'close(«"week"»)'),
    ),
    # When it runs
    planted(
        "invalid-cron",
        "a schedule is misspelt",
        documents("crons", "crons.interval(", "crons.«intervall»("),
        chat("crons", "crons.hourly(", "crons.«hurly»("),
        shop("crons", "crons.daily(", "crons.«dayly»("),
    ),
    planted(
        "invalid-call",
        "a keyword of a schedule is misspelt",
        documents("crons", "hours=24", "«hour»=24"),
        chat("crons", "minute_utc=17", "«minuteUTC»=17"),
        shop("crons", "hour_utc=1,", "«hour»=1,"),
    ),
    planted(
        "invalid-cron",
        "an interval has no unit",
        documents("crons", ", hours=24)", ")", ("crons", "crons.«interval»(")),
        chat("crons", ", minutes=1)", ")", ("crons", "crons.«interval»(")),
    ),
    planted(
        "invalid-cron",
        "an interval has two units",
        documents("crons", "hours=24)", "hours=24, «minutes»=5)"),
        chat("crons", "minutes=1)", "minutes=1, «seconds»=5)"),
    ),
    planted(
        "invalid-cron",
        "an interval of nothing",
        documents("crons", "hours=24", "hours=«0»"),
        chat("crons", "minutes=1)", "minutes=«0»)"),
    ),
    planted(
        "invalid-cron",
        "a time that no day has",
        chat("crons", "minute_utc=17", "minute_utc=«77»"),
        shop("crons", "hour_utc=1,", "hour_utc=«24»,"),
    ),
    planted(
        "invalid-cron",
        "a time is a string",
        documents("crons", "hours=24", 'hours=«"24"»'),
        chat("crons", "minute_utc=17", 'minute_utc=«"17"»'),
        shop("crons", "hour_utc=1,", 'hour_utc=«"1"»,'),
    ),
    planted(
        "invalid-cron",
        "a weekday is misspelt",
        shop("crons", 'day_of_week="monday"', 'day_of_week=«"munday"»'),
    ),
    planted(
        "invalid-cron",
        "a month has no such day",
        shop("crons", "day=1,", "day=«32»,"),
    ),
    planted(
        "invalid-cron",
        "a cron string has too few fields",
        documents("crons", '"0 0 * * *"', '«"0 0 * *"»'),
    ),
    planted(
        "invalid-cron",
        "a weekday of a cron string is misspelt",
        documents("crons", '"0 0 * * *"', '"0 0 * * «monday»"'),
    ),
    planted(
        "invalid-cron",
        "an hour of a cron string is too late",
        documents("crons", '"0 0 * * *"', '"0 «24» * * *"'),
    ),
    planted(
        "invalid-cron",
        "a cron string is a number",
        documents("crons", '"0 0 * * *"', "«5»"),
    ),
    planted(
        "invalid-cron",
        "the name of a cron is no string",
        documents("crons", '"cleanup old drafts"', "«5»"),
        chat("crons", '"forget the absent"', "«None»"),
        shop("crons", '"close the day"', "«5»"),
    ),
    planted(
        "duplicate-name",
        "two crons of one name",
        documents("crons", '"daily analytics"', '«"cleanup old drafts"»'),
        chat("crons", '"expire messages"', '«"forget the absent"»'),
        shop("crons", '"close the week"', '«"close the day"»'),
    ),
    planted(
        "invalid-name",
        "the name of a cron is not ASCII",
        documents("crons", '"daily analytics"', '«"täglich"»'),
        chat("crons", '"expire messages"', '«"ablaufen…"»'),
        shop("crons", '"close the week"', '«"schließen"»'),
    ),
    planted(
        "invalid-cron",
        "the crons have another name",
        *everywhere("crons", "crons = cron_jobs()", "«jobs» = cron_jobs()"),
    ),
    planted(
        "invalid-cron",
        "a cron in a condition",
        documents("crons", "crons.interval(", "if True:\n    «crons.interval»("),
        chat("crons", "crons.interval(", "if True:\n    «crons.interval»("),
        shop("crons", "crons.daily(", "if True:\n    «crons.daily»("),
    ),
    # Routes
    planted(
        "invalid-route",
        "a path has no slash",
        documents("routes", 'path="/webhook/stripe"', 'path=«"webhook/stripe"»'),
        shop("routes", 'path="/health"', 'path=«"health"»'),
    ),
    planted(
        "invalid-route",
        "a prefix has no slash at its end",
        shop("routes", 'PREFIX = "/products/"', 'PREFIX = «"/products"»'),
    ),
    planted(
        "invalid-route",
        "a method is misspelt",
        documents("routes", 'method="POST"', 'method=«"PSOT"»'),
        shop("routes", 'method="GET"', 'method=«"get"»'),
    ),
    planted(
        "unknown-name",
        "a handler is misspelt",
        documents("routes", "handler=stripe_webhook", "handler=«strip_webhook»"),
        shop("routes", "handler=health", "handler=«helth»"),
    ),
    planted(
        "invalid-route",
        "a handler answers no requests",
        documents("routes", "handler=stripe_webhook", "handler=«_is_signed»"),
        shop("routes", "handler=health", "handler=«PREFIX»"),
    ),
    planted(
        "invalid-route",
        "a path and a prefix",
        documents("routes", 'path="/webhook/stripe"', 'path="/webhook/stripe", «path_prefix»="/webhook/"'),
        shop("routes", "path_prefix=PREFIX", 'path_prefix=PREFIX, «path»="/product"'),
    ),
    planted(
        "invalid-route",
        "neither a path nor a prefix",
        documents("routes", 'http.route(path="/webhook/stripe", ', "http.«route»("),
        shop("routes", 'http.route(path="/health", ', "http.«route»("),
    ),
    planted(
        "invalid-call",
        "a keyword of a route is misspelt",
        documents("routes", "handler=", "«handlr»="),
        shop("routes", 'method="GET", handler=health', '«methd»="GET", handler=health'),
    ),
    planted(
        "invalid-call",
        "a route has no handler",
        documents("routes", ", handler=stripe_webhook)", ")", ("routes", "http.«route»(")),
        shop(
            "routes",
            'http.route(path="/health", method="GET", handler=health)',
            'http.«route»(path="/health", method="GET")',
        ),
    ),
    planted(
        "duplicate-route",
        "two routes of one path",
        documents(
            "routes",
            "handler=stripe_webhook)\n",
            'handler=stripe_webhook)\nhttp.route(method="POST", path=«"/webhook/stripe"», handler=stripe_webhook)\n',
        ),
        shop("routes", "http.route(path_prefix=PREFIX,", 'http.route(path=«"/health"»,'),
    ),
    planted(
        "invalid-route",
        "route is misspelt",
        documents("routes", "http.route(", "http.«rout»("),
        shop("routes", "http.route(", "http.«rout»("),
    ),
    planted(
        "invalid-route",
        "the router has another name",
        documents("routes", "http = http_router()", "«router» = http_router()"),
        shop("routes", "http = http_router()", "«router» = http_router()"),
    ),
    planted(
        "invalid-registration",
        "an HTTP action takes an argument",
        documents("routes", "request: Request) -> Response", "request: Request, «dry»: bool) -> Response"),
        shop("routes", "request: Request) -> Response", "request: Request, «dry»: bool) -> Response"),
    ),
)
