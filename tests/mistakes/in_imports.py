"""Mistakes in imports and in whole files."""

from .planted import Planted, chat, documents, everywhere, planted, shop

COUNT = """\
from ._generated.server import QueryCtx, query


@query
async def «count»(ctx: QueryCtx) -> int:
    return 0
"""

MISTAKES: tuple[Planted, ...] = (
    planted(
        "unknown-name",
        "the import of the library is gone",
        documents(
            "schema", "from biconvex import define_schema, define_table, v\n", "", ("schema", "permission = «v».union(")
        ),
        chat(
            "schema",
            "from biconvex import define_schema, define_table, v\n",
            "",
            ("schema", "schema = «define_schema»("),
        ),
        shop(
            "schema",
            "from biconvex import define_schema, define_table, v\n",
            "",
            ("schema", "schema = «define_schema»("),
        ),
    ),
    planted(
        "unknown-name",
        "one name of the library is not imported",
        *everywhere(
            "schema",
            "import define_schema, define_table, v",
            "import define_schema, v",
            ("schema", "«define_table»("),
        ),
    ),
    planted(
        "unknown-name",
        "a name of the library is misspelt in the import",
        *everywhere("schema", "import define_schema,", "import «define_schem»,"),
    ),
    planted(
        "unknown-name",
        "the import of the server is gone",
        documents(
            "functions/users",
            "from .._generated.server import MutationCtx, QueryCtx, mutation, query\n",
            "",
            ("functions/users", "@«query»\n"),
        ),
        chat(
            "users",
            "from ._generated.server import MutationCtx, QueryCtx, mutation, query\n",
            "",
            ("users", "@«mutation»\nasync def sign_in"),
        ),
        shop(
            "events",
            "from backend._generated.server import MutationCtx, QueryCtx, mutation, query\n",
            "",
            ("events", "@«mutation»\nasync def record"),
        ),
    ),
    planted(
        "unknown-name",
        "a decorator is misspelt in the import",
        documents("functions/users", "QueryCtx, mutation, query\n", "QueryCtx, mutation, «qeury»\n"),
        chat("users", "QueryCtx, mutation, query\n", "QueryCtx, mutation, «qeury»\n"),
        shop("events", "QueryCtx, mutation, query\n", "QueryCtx, mutation, «qeury»\n"),
    ),
    planted(
        "unknown-name",
        "a context is misspelt in the import",
        documents("functions/users", "import MutationCtx, QueryCtx,", "import MutationCtx, «QeuryCtx»,"),
        chat("users", "import MutationCtx, QueryCtx,", "import MutationCtx, «QeuryCtx»,"),
        shop("events", "import MutationCtx, QueryCtx,", "import MutationCtx, «QeuryCtx»,"),
    ),
    planted(
        "unknown-name",
        "the import of the data model is gone",
        documents(
            "functions/files",
            "from .._generated.data_model import FileId, StorageId\n",
            "",
            ("functions/files", "storage_id: «StorageId», file_name"),
        ),
        chat(
            "users",
            "from ._generated.data_model import StorageId, User, UserId\n",
            "",
            ("users", "name: str) -> «UserId»"),
        ),
        shop(
            "events",
            "from backend._generated.data_model import Events, EventsId\n",
            "",
            ("events", "payload: Any) -> «EventsId»"),
        ),
    ),
    planted(
        "unknown-name",
        "a row is misspelt in the import",
        documents("functions/files", "import FileId, StorageId", "import «FielId», StorageId"),
        chat("users", "import StorageId, User,", "import StorageId, «Usr»,"),
        shop("events", "import Events, EventsId", "import «Evnts», EventsId"),
    ),
    planted(
        "unknown-name",
        "a row is renamed in the schema",
        documents("schema", 'doc="File"', 'doc="Upload"', ("functions/files", "import «FileId», StorageId")),
        chat("schema", 'doc="Memory"', 'doc="Thought"', ("ai/recall", "import «MemoryId», Message")),
        shop(
            "schema",
            'doc="ShippingClass"',
            'doc="ParcelClass"',
            ("products", "import Products, ProductsId, «ShippingClassId»"),
        ),
    ),
    planted(
        "unknown-name",
        "the import of types is gone",
        documents("payments", "from typing import Literal\n", "", ("payments", "Currency = «Literal»[")),
        chat("models", "from typing import Literal, NotRequired, TypedDict\n", "", ("models", "Role = «Literal»[")),
        shop("shapes", "from typing import Literal, NotRequired, TypedDict\n", "", ("shapes", "Status = «Literal»[")),
    ),
    planted(
        "unknown-name",
        "the import of dataclass is gone",
        documents("payments", "from dataclasses import dataclass\n", "", ("payments", "@«dataclass»(")),
        chat("models", "from dataclasses import dataclass\n", "", ("models", "@«dataclass»(")),
        shop("shapes", "from dataclasses import dataclass\n", "", ("shapes", "@«dataclass»(")),
    ),
    planted(
        "unknown-name",
        "the import of Enum is gone",
        chat("models", "from enum import Enum\n", "", ("models", "class Presence(«Enum»)")),
    ),
    planted(
        "unknown-name",
        "the import of validators of the project is gone",
        chat(
            "schema",
            "from .validators import DIMENSIONS, attachment, membership, presence_state, role, settings\n",
            "",
            ("schema", '"settings": «settings»,'),
        ),
    ),
    planted(
        "unknown-name",
        "a module is misspelt",
        documents("functions/files", "from .._generated.server", "from «.._generated.sever»"),
        chat("schema", "from .validators import", "from «.validatos» import"),
        shop("schema", "from backend.validators import", "from «backend.validatos» import"),
    ),
    planted(
        "unknown-name",
        "a relative import has too few dots",
        documents("functions/files", "from .._generated.server import", "from «._generated.server» import"),
        chat("ai/recall", "from .._access import", "from «._access» import"),
    ),
    planted(
        "unknown-name",
        "a name of a module of the project is misspelt in the import",
        chat("schema", "import DIMENSIONS, attachment,", "import DIMENSIONS, «atachment»,"),
        shop("ledger", "import FORMAT", "import «FROMAT»"),
    ),
    planted(
        "syntax-error",
        "a closing bracket is gone",
        documents("schema", '.index("by_owner", ["ownerId"])', '.index("by_owner", ["ownerId")'),
        chat(
            "messages",
            "(ctx: QueryCtx, *, room_id: RoomId, pagination_opts: PaginationOpts)",
            "(ctx: QueryCtx, *, room_id: RoomId, pagination_opts: PaginationOpts",
        ),
        shop("validators", "money = v.int64()", "money = v.int64("),
    ),
    planted(
        "syntax-error",
        "a colon is gone",
        documents("payments", "-> bool:", "-> bool"),
        chat("presence", "-> Presence:", "-> Presence"),
        shop("ledger", "-> bool:", "-> bool"),
    ),
    planted(
        "syntax-error",
        "a comma is gone in the middle of a table",
        documents("schema", '"isPublic": v.boolean(),', '"isPublic": v.boolean()'),
        chat("schema", '"body": v.string(),', '"body": v.string()'),
        shop("schema", '"customer": v.string(),', '"customer": v.string()'),
    ),
    planted(
        "merge-conflict",
        "a merge is not finished",
        documents("payments", "@internal_mutation\n", "«<<<<<<< HEAD»\n=======\n>>>>>>> other\n@internal_mutation\n"),
        chat("schema", "schema = define_schema(", "«<<<<<<< HEAD»\n=======\n>>>>>>> other\nschema = define_schema("),
        shop("validators", "money = ", "«<<<<<<< HEAD»\n=======\n>>>>>>> other\nmoney = "),
    ),
    planted(
        "missing-init",
        "a package has no __init__.py",
        documents("functions/__init__", "", "", ("functions/documents", "")),
        chat("ai/__init__", "", "", ("ai/embedding", "")),
    ),
    planted(
        "wire-name-clash",
        "a module stands beside a folder of its name",
        documents("functions", "", "from ._generated.server import query\n"),
        chat("rooms", "", "from ._generated.server import query\n"),
    ),
    planted(
        "invalid-name",
        "the name of a module holds a hyphen",
        *everywhere("top-ten", "", COUNT),
    ),
    planted(
        "invalid-registration",
        "a function of the source folder itself",
        *everywhere("__init__", '"""The backend', f'{COUNT}\n\n"""The backend'),
    ),
    planted(
        "invalid-route",
        "a router in http.py",
        *everywhere("http", "", "from biconvex import http_router\n\n«http» = http_router()\n"),
    ),
)
