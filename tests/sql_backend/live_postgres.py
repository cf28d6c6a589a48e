"""What the tests do with a database: apply an app's DDL to it, fill its tables, ask."""

import re

import psycopg
from psycopg.rows import TupleRow

from biconvex_codegen.backends.sql import postgres as backend
from biconvex_codegen.backends.sql.physical import Index, PhysicalTable
from biconvex_codegen.ir.nodes import CheckedApp

from .documents import Scalar

Connection = psycopg.Connection[TupleRow]


def apply(connection: Connection, app: CheckedApp) -> None:
    connection.execute(backend.script(backend.physical_schema(app)).encode())


def physical(app: CheckedApp, source: str) -> PhysicalTable:
    return next(each for each in backend.physical_schema(app).tables if each.source == source)


def query(connection: Connection, text: str, *values: object) -> list[TupleRow]:
    return connection.execute(text.encode(), values or None).fetchall()


def insert(connection: Connection, table: PhysicalTable, cells: dict[str, Scalar]) -> None:
    columns = ", ".join(f'"{name}"' for name in cells)
    marks = ", ".join(["%s"] * len(cells))
    connection.execute(f'INSERT INTO "app"."{table.name}" ({columns}) VALUES ({marks})'.encode(), list(cells.values()))


def regclass(name: str) -> str:
    return f'"app"."{name}"'


def stored(comment: str | None) -> str | None:
    """Return a comment as PostgreSQL can hold it."""
    if comment is None:
        return None
    return re.sub("[\0\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", comment)


def ordered(table: PhysicalTable, index: Index, columns: str = "*") -> str:
    """Return a query of a table in the order of an index."""
    key = ", ".join(f"{part.sql}{' NULLS FIRST' if part.nulls_first else ''}" for part in index.parts)
    return f"SELECT {columns} FROM {regclass(table.name)} ORDER BY {key}"
