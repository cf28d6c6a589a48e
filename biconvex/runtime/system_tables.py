"""The runtime's own tables, beside those of the app: stored files, scheduled calls, and what it has to remember."""

from typing import Final

from ..validators import v
from .layout import Column, system_layout

STORAGE: Final = "_storage"
SCHEDULED: Final = "_scheduled_functions"

_HEAD: Final = '"_pk" INTEGER PRIMARY KEY, "_id" TEXT NOT NULL UNIQUE, "_creationTime" REAL NOT NULL'

DDL: Final = f"""
CREATE TABLE "_biconvex" ("name" TEXT PRIMARY KEY, "value" BLOB NOT NULL) STRICT;
CREATE TABLE "_tables" ("name" TEXT PRIMARY KEY, "number" INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE "{STORAGE}" (
  {_HEAD},
  "sha256" TEXT NOT NULL,
  "size" REAL NOT NULL,
  "contentType" TEXT,
  "key" TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX "{STORAGE}__by_creation_time" ON "{STORAGE}" ("_creationTime", "_id");
CREATE TABLE "{SCHEDULED}" (
  {_HEAD},
  "name" TEXT NOT NULL,
  "args" TEXT NOT NULL,
  "scheduledTime" REAL NOT NULL,
  "completedTime" REAL,
  "state" TEXT NOT NULL,
  "due" REAL
) STRICT;
CREATE INDEX "{SCHEDULED}__by_creation_time" ON "{SCHEDULED}" ("_creationTime", "_id");
CREATE INDEX "{SCHEDULED}__due" ON "{SCHEDULED}" ("due", "_pk") WHERE "due" IS NOT NULL;
"""
"""`key` is the secret part of a file's address, `due` when a call is to run, NULL once it has begun."""

PRIVATE_TABLES: Final = frozenset(
    {
        "_biconvex",
        "_tables",
        STORAGE,
        f"{STORAGE}__by_creation_time",
        SCHEDULED,
        f"{SCHEDULED}__by_creation_time",
        f"{SCHEDULED}__due",
        *(
            f"sqlite_autoindex_{table}_{number}"
            for table in ("_biconvex", "_tables", STORAGE, SCHEDULED)
            for number in (1, 2)
        ),
    }
)
"""Everything that `DDL` makes, by name."""

SYSTEM_TABLES: Final = {
    STORAGE: system_layout(
        STORAGE,
        (
            Column("sha256", "field", "sha256", "text", ""),
            Column("size", "field", "size", "number", ""),
            Column("contentType", "field", "contentType", "text", "missing"),
            Column("key", "field", "key", "text", ""),
        ),
        private=("key",),
    ),
    SCHEDULED: system_layout(
        SCHEDULED,
        (
            Column("name", "field", "name", "text", ""),
            Column("args", "field", "args", "json", ""),
            Column("scheduledTime", "field", "scheduledTime", "number", ""),
            Column("completedTime", "field", "completedTime", "number", "missing"),
            Column("state", "field", "state", "json", ""),
            Column("due", "field", "due", "number", "null"),
        ),
        private=("due",),
    ),
}
"""Their layouts, as far as an app may read them."""

SYSTEM_VALIDATORS: Final = {
    STORAGE: v.object({"sha256": v.string(), "size": v.number(), "contentType": v.optional(v.string())}),
    SCHEDULED: v.object(
        {
            "name": v.string(),
            "args": v.array(v.any()),
            "scheduledTime": v.number(),
            "completedTime": v.optional(v.number()),
            "state": v.object({"kind": v.string(), "error": v.optional(v.string())}),
        }
    ),
}
"""What a document of each is, without its system fields."""
