"""SQLite's DDL, applied: everything is found again, and the database accepts and refuses what it must."""

import sqlite3
from contextlib import closing

import pytest

from biconvex_codegen.backends.sql import sqlite
from biconvex_codegen.backends.sql.physical import Index, PhysicalTable, Role
from biconvex_codegen.ir.nodes import CheckedApp

from .apps import APPS, readings_app, unions_app
from .documents import Scalar, Value, row, sort_key
from .samples import (
    ANSWERS,
    DUPLICATES,
    FILTERS,
    NUMBER_OF_READINGS,
    ORDERS,
    WRONG_ANSWERS,
    WRONG_CELLS,
    in_order,
    one_series,
    reading,
    series,
)

pytestmark = pytest.mark.slow

SQLITES_OWN = {"sqlite_schema", "sqlite_temp_schema"}

Rows = list[tuple[Scalar, ...]]


def applied(app: CheckedApp) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(sqlite.script(sqlite.physical_schema(app)))
    return connection


def physical(app: CheckedApp, source: str) -> PhysicalTable:
    return next(each for each in sqlite.physical_schema(app).tables if each.source == source)


def query(connection: sqlite3.Connection, text: str, *values: Scalar) -> Rows:
    return connection.execute(text, values).fetchall()


def insert(connection: sqlite3.Connection, table: PhysicalTable, cells: dict[str, Scalar]) -> None:
    columns = ", ".join(f'"{name}"' for name in cells)
    marks = ", ".join("?" * len(cells))
    connection.execute(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', list(cells.values()))


@pytest.mark.parametrize("name", APPS)
def test_everything_is_found_again(name: str) -> None:
    schema = sqlite.physical_schema(APPS[name])
    with closing(applied(APPS[name])) as connection:
        listed = query(
            connection, "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        assert sorted(listed) == sorted((table.name, 1) for table in schema.tables)
        virtual = query(connection, "SELECT name FROM pragma_table_list WHERE type = 'virtual'")
        full_texts = [each for table in schema.tables for each in table.full_texts]
        assert sorted(virtual) == sorted((each.name,) for each in full_texts)
        triggers = query(connection, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        assert sorted(triggers) == sorted((trigger.name,) for each in full_texts for trigger in each.triggers)
        for table in schema.tables:
            compare_table(connection, table)


def compare_table(connection: sqlite3.Connection, table: PhysicalTable) -> None:
    columns = query(connection, 'SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)', table.name)
    assert columns == [
        (each.name, each.sql_type, int(each.not_null), int(each.role is Role.ROW), 0) for each in table.columns
    ]
    (ddl,) = query(connection, "SELECT sql FROM sqlite_schema WHERE name = ?", table.name)[0]
    assert isinstance(ddl, str)
    assert ddl.count("  CONSTRAINT ") >= len(table.checks)
    assert all(f'  CONSTRAINT "{each.name}" CHECK (' in ddl for each in table.checks)
    found = query(connection, 'SELECT name, "unique", origin FROM pragma_index_list(?) ORDER BY name', table.name)
    expected = [(each.name, int(each.unique), "c") for each in table.indexes]
    assert [each for each in found if each[2] == "c"] == sorted(expected)
    assert [each[1:] for each in found if each[2] != "c"] == [(1, "u")]
    for index in table.indexes:
        keys = query(connection, 'SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key', index.name)
        assert keys == [(part.column, 0, "BINARY") for part in index.parts]


@pytest.mark.parametrize("name", APPS)
def test_indexes_give_their_order_without_a_sort(name: str) -> None:
    with closing(applied(APPS[name])) as connection:
        for table in sqlite.physical_schema(APPS[name]).tables:
            for index in table.indexes:
                plan = str(query(connection, f"EXPLAIN QUERY PLAN {ordered(table, index)}"))
                assert "B-TREE" not in plan
                assert f"INDEX {index.name}" in plan


def ordered(table: PhysicalTable, index: Index, columns: str = "*") -> str:
    """Return a query of a table in the order of an index."""
    key = ", ".join(part.sql for part in index.parts)
    return f'SELECT {columns} FROM "{table.name}" INDEXED BY "{index.name}" ORDER BY {key}'


def test_documents_come_in_the_order_of_convex() -> None:
    table = physical(readings_app(), "readings")
    documents = [reading(choice) for choice in range(NUMBER_OF_READINGS)]
    with closing(applied(readings_app())) as connection:
        for number, document in enumerate(documents):
            insert(connection, table, row(table, document, f"id{number:03}"))
        for index in table.indexes[1:]:
            found = [int(str(each[0])[2:]) for each in query(connection, ordered(table, index, '"_id"'))]
            assert found == in_order(documents, index.source.removeprefix("by_")), index.source


def test_paths_come_in_the_order_of_convex() -> None:
    app = readings_app()
    table = physical(app, "series")
    with closing(applied(app)) as connection:
        documents = series()
        for number, document in enumerate(documents):
            insert(connection, table, row(table, document, f"id{number:03}"))
        for index, path in ORDERS.items():
            found = query(connection, ordered(table, index_of(table, index), '"_id"'))
            assert [int(str(each[0])[2:]) for each in found] == in_order(documents, path), index


def index_of(table: PhysicalTable, source: str) -> Index:
    return next(each for each in table.indexes if each.source == source)


@pytest.mark.parametrize(("column", "value"), WRONG_CELLS)
def test_a_wrong_cell_is_refused(column: str, value: Scalar) -> None:
    table = physical(readings_app(), "readings")
    cells = row(table, reading(2), "id")
    with closing(applied(readings_app())) as connection:
        with pytest.raises(sqlite3.IntegrityError, match=rf"readings[._]{column}"):
            insert(connection, table, {**cells, column: value})
        insert(connection, table, cells)


def test_a_flag_must_fit() -> None:
    table = physical(readings_app(), "readings")
    cells = row(table, reading(2), "id")
    with closing(applied(readings_app())) as connection:
        for flag in (0, 2, None):
            with pytest.raises(sqlite3.IntegrityError, match="_has_textEither"):
                insert(connection, table, {**cells, "_has_textEither": flag})


def test_variants_are_told_apart() -> None:
    table = physical(unions_app(), "answers")
    with closing(applied(unions_app())) as connection:
        for number, document in enumerate(ANSWERS):
            insert(connection, table, row(table, document, f"right{number}"))
        for number, document in enumerate(WRONG_ANSWERS):
            with pytest.raises(sqlite3.IntegrityError, match="answers_"):
                insert(connection, table, row(table, document, f"wrong{number}"))
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, physical(unions_app(), "impossible"), {"_id": "id", "_creationTime": 0.0})


@pytest.mark.parametrize(("same", "collides"), DUPLICATES)
def test_duplicates(same: dict[str, Value], collides: bool) -> None:
    table = physical(readings_app(), "series")
    first, second = one_series(0), one_series(14)
    with closing(applied(readings_app())) as connection:
        insert(connection, table, row(table, first | same, "first"))
        if not collides:
            insert(connection, table, row(table, second | same, "second"))
            return
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            insert(connection, table, row(table, second | same, "second"))


def found(connection: sqlite3.Connection, name: str, match: str) -> list[str]:
    text = f'SELECT "_id" FROM "series" JOIN "{name}" ON "{name}".rowid = "_pk" WHERE "{name}" MATCH ? ORDER BY "_id"'
    return [str(each[0]) for each in query(connection, text, match)]


def token(text: str) -> str:
    return text.encode().hex()


def test_search_follows_the_rows() -> None:
    table = physical(readings_app(), "series")
    text, nested, extra = "series__search_text", "series__search_unit", "series__search_extra"
    with closing(applied(readings_app())) as connection:
        for number, document in enumerate(series()):
            insert(connection, table, row(table, document, f"id{number:02}"))
        assert len(found(connection, text, 'body: "zürich"')) == 24
        assert found(connection, text, 'body: "zurich"') == []
        assert found(connection, text, "body: number1*") == [f"id{number:02}" for number in (1, *range(10, 20))]
        assert found(connection, text, f"body: number1* AND filters: {token('=serial:s12')}") == ["id12"]
        assert len(found(connection, nested, "body: kg")) == 8
        connection.execute("""UPDATE "series" SET "text" = 'Renamed', "serial" = 'new' WHERE "_id" = 'id12'""")
        assert found(connection, text, "body: number12") == []
        assert found(connection, text, f"body: renamed AND filters: {token('=serial:new')}") == ["id12"]
        assert found(connection, text, f"body: renamed AND filters: {token('=open=missing')}") == ["id12"]
        connection.execute("""UPDATE "series" SET "_has_open" = 1 WHERE "_id" = 'id12'""")
        assert found(connection, text, f"body: renamed AND filters: {token('=open=null')}") == ["id12"]
        connection.execute("""DELETE FROM "series" WHERE "_id" = 'id12'""")
        assert found(connection, text, "body: renamed") == []
        insert(connection, table, row(table, one_series(12) | {"extra": {"text": "Deep", "kind": 1.0}}, "id12"))
        kind = token(f"=extra.kind:{sort_key(1.0).hex()}")
        assert found(connection, extra, f"body: deep AND filters: {kind}") == ["id12"]
        for name in (text, nested, extra):
            connection.execute(f"""INSERT INTO "{name}" ("{name}") VALUES ('integrity-check')""")


@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        *FILTERS.items(),
        ("=open:1", [2, 6, 10, 14, 18, 22]),
        ("=open:0", [3, 7, 11, 15, 19, 23]),
        ("=level:3", [3, 9, 15, 21]),
    ],
)
def test_filters(filter_: str, expected: list[int]) -> None:
    table = physical(readings_app(), "series")
    with closing(applied(readings_app())) as connection:
        for number, document in enumerate(series()):
            insert(connection, table, row(table, document, f"id{number:02}"))
        ids = found(connection, "series__search_text", f"filters: {token(filter_)}")
    assert ids == [f"id{number:02}" for number in expected]
