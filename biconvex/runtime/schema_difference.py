"""What a database has that a DDL does not make, and the other way round, as one sentence for a person."""

import re
import sqlite3
from typing import Final

from .system_tables import PRIVATE_TABLES

_TOKEN: Final = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|[^'"(),]+""")
_SPACE: Final = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(?:--[^\n]*|\s)+""")


def difference(connection: sqlite3.Connection, ddl: str) -> str | None:
    """Return the first difference between a database and what a DDL makes; comments and orders of columns are none."""
    with_ddl = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with_ddl.executescript(ddl)
        wanted, found = _objects(with_ddl), _objects(connection)
        for kind, name in sorted(wanted.keys() - found.keys(), key=_tables_first):
            return f'it has no {kind} "{name}"'
        for kind, name in sorted(found.keys() - wanted.keys(), key=_tables_first):
            return f'it has the {kind} "{name}", which the schema does not have'
        for kind, name in sorted(wanted, key=_tables_first):
            if wanted[kind, name] != found[kind, name]:
                return _of_table(connection, with_ddl, name) if kind == "table" else _another(kind, name)
    finally:
        with_ddl.close()
    return None


def _tables_first(key: tuple[str, str]) -> tuple[bool, tuple[str, str]]:
    return (key[0] != "table", key)


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the statement of each table, index and trigger, without comments; shadows of virtual tables aside."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    virtual = {name for _, name, sql in rows if sql.startswith("CREATE VIRTUAL")}
    return {
        (kind, name): _in_any_order(_SPACE.sub(lambda found: found.group(1) or " ", sql))
        for kind, name, sql in rows
        if name not in PRIVATE_TABLES and not (kind == "table" and _is_shadow(name, virtual))
    }


def _in_any_order(sql: str) -> str:
    """Return a statement, of a table with its columns and constraints in an order of their own."""
    if not sql.startswith("CREATE TABLE"):
        return sql
    depth, pieces = 0, [""]
    for part in _TOKEN.findall(sql):
        depth += (part == "(") - (part == ")")
        if part == "," and depth == 1:
            pieces.append("")
        else:
            pieces[-1] += part
    head, _, first = pieces[0].partition("(")
    last, _, tail = pieces[-1].rpartition(")")
    body = [first, *pieces[1:-1], last] if len(pieces) > 1 else pieces
    return "\n".join([head, *sorted(piece.strip() for piece in body), tail])


def _is_shadow(name: str, virtual: set[str]) -> bool:
    base, _, suffix = name.rpartition("_")
    return base in virtual and suffix in {"config", "content", "data", "docsize", "idx"}


def _of_table(found: sqlite3.Connection, wanted: sqlite3.Connection, table: str) -> str:
    has, should = _columns(found, table), _columns(wanted, table)
    for name in sorted(should.keys() - has.keys()):
        return f'the table "{table}" has no column "{name}"'
    for name in sorted(has.keys() - should.keys()):
        return f'the table "{table}" has the column "{name}", which the schema does not have'
    for name, column in should.items():
        if has[name] != column:
            return f'the column "{name}" of the table "{table}" is {has[name]}, not {column}'
    return _another("table", table)


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    rows = connection.execute('SELECT name, type, "notnull" FROM pragma_table_info(?)', (table,))
    return {name: f"{kind} NOT NULL" if not_null else str(kind) for name, kind, not_null in rows}


def _another(kind: str, name: str) -> str:
    return f'the {kind} "{name}" is defined otherwise'
