"""PostgreSQL's DDL, applied: everything is found again, and the database accepts and refuses what it must."""

import math

import psycopg
import pytest

from biconvex_codegen.backends.sql import postgres as backend
from biconvex_codegen.backends.sql.physical import Method, PhysicalTable
from biconvex_codegen.backends.sql.postgres.functions import COMPONENTS, JSON_COMPONENTS
from tests.postgres import Database

from .apps import APPS, readings_app, unions_app
from .documents import Scalar, Value, row, sort_key, wire_json
from .live_postgres import Connection, apply, insert, ordered, physical, query, regclass, stored
from .samples import (
    ANSWERS,
    DUPLICATES,
    NUMBER_OF_READINGS,
    ORDERS,
    SAMPLES,
    WRONG_ANSWERS,
    WRONG_CELLS,
    in_order,
    one_series,
    reading,
    series,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", APPS)
def test_everything_is_found_again(name: str, postgres: Database) -> None:
    schema = backend.physical_schema(APPS[name])
    with postgres.connect() as connection:
        apply(connection, APPS[name])
        tables = query(
            connection, "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r'"
        )
        assert sorted(tables) == sorted((table.name,) for table in schema.tables)
        functions = query(connection, "SELECT proname FROM pg_proc WHERE pronamespace = 'app'::regnamespace")
        names = (COMPONENTS if each == JSON_COMPONENTS else each for each in schema.functions)
        assert sorted(functions) == sorted((each,) for each in names)
        extensions = query(connection, "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")
        assert extensions == [(each,) for each in schema.extensions]
        for table in schema.tables:
            compare_columns(connection, table)
            compare_constraints(connection, table)
            compare_indexes(connection, table)
        connection.execute("SET enable_seqscan = off")
        connection.execute("SET enable_bitmapscan = off")
        for table in schema.tables:
            compare_orders(connection, table)


def compare_columns(connection: Connection, table: PhysicalTable) -> None:
    found = query(
        connection,
        """
        SELECT attname, format_type(atttypid, atttypmod), attnotnull, collname, attgenerated = 's',
          col_description(attrelid, attnum)
        FROM pg_attribute LEFT JOIN pg_collation ON attcollation = pg_collation.oid AND collname <> 'default'
        WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum
        """,
        regclass(table.name),
    )
    assert found == [
        (each.name, each.sql_type, each.not_null, each.collation, each.generated is not None, stored(each.comment))
        for each in table.columns
    ]
    assert query(connection, "SELECT obj_description(%s::regclass)", regclass(table.name)) == [(stored(table.comment),)]


def compare_constraints(connection: Connection, table: PhysicalTable) -> None:
    found = query(
        connection,
        "SELECT contype::text, conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype <> 'n'",
        regclass(table.name),
    )
    assert sorted(found) == sorted([("p", table.key_name), *(("c", each.name) for each in table.checks)])


def compare_indexes(connection: Connection, table: PhysicalTable) -> None:
    found = query(
        connection,
        """
        SELECT relname, amname, indisunique, obj_description(indexrelid), array(
          SELECT ROW(attname, option & 2 = 2, opcname)
          FROM unnest(indkey, indoption, indclass) WITH ORDINALITY AS parts (key, option, class, place)
          JOIN pg_opclass ON pg_opclass.oid = class
          LEFT JOIN pg_attribute ON attrelid = indrelid AND attnum = key
          ORDER BY place)
        FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
        WHERE indrelid = %s::regclass AND NOT indisprimary
        """,
        regclass(table.name),
    )
    in_database = {name: (method, unique, comment, parts) for name, method, unique, comment, parts in found}
    assert in_database.keys() == {index.name for index in table.indexes}
    for index in table.indexes:
        method, unique, comment, parts = in_database[index.name]
        assert (method, unique, comment) == (index.method.value, index.unique, stored(index.comment))
        assert [part[0] for part in parts] == [part.column for part in index.parts]
        assert [part[1] in {True, "t"} for part in parts] == [part.nulls_first for part in index.parts]
        named = [part.operator_class for part in index.parts]
        assert [found[2] for found, name in zip(parts, named, strict=True) if name] == [name for name in named if name]


def compare_orders(connection: Connection, table: PhysicalTable) -> None:
    """Assert that the model's own expressions, asked for in order, are what an index holds: nothing is sorted."""
    for index in table.indexes:
        if index.method is Method.BTREE:
            plan = str(query(connection, f"EXPLAIN {ordered(table, index)}"))
            assert "Index" in plan, (index.name, plan)
            assert "Sort" not in plan, (index.name, plan)


def test_documents_come_in_the_order_of_convex(postgres: Database) -> None:
    table = physical(readings_app(), "readings")
    documents = [reading(choice) for choice in range(NUMBER_OF_READINGS)]
    with postgres.connect() as connection:
        apply(connection, readings_app())
        for number, document in enumerate(documents):
            insert(connection, table, row(table, document, f"id{number:03}"))
        for index in table.indexes[1:]:
            found = [int(str(each[0])[2:]) for each in query(connection, ordered(table, index, '"_id"'))]
            assert found == in_order(documents, index.source.removeprefix("by_")), index.source


def test_paths_come_in_the_order_of_convex(postgres: Database) -> None:
    table = physical(readings_app(), "series")
    documents = series()
    with postgres.connect() as connection:
        apply(connection, readings_app())
        for number, document in enumerate(documents):
            insert(connection, table, row(table, document, f"id{number:03}"))
        for source, path in ORDERS.items():
            index = next(each for each in table.indexes if each.source == source)
            found = query(connection, ordered(table, index, '"_id"'))
            assert [int(str(each[0])[2:]) for each in found] == in_order(documents, path), source


def test_keys_are_the_ones_that_a_runtime_computes(postgres: Database) -> None:
    values: list[Value] = [value for each in SAMPLES.values() for value in each]
    with postgres.connect() as connection:
        apply(connection, readings_app())
        for value in values:
            assert query(connection, 'SELECT "app"."_key"(%s)', wire_json(value)) == [(sort_key(value),)]


def test_wrong_cells_are_refused(postgres: Database) -> None:
    table = physical(readings_app(), "readings")
    cells = row(table, reading(2), "id")
    booleans = {each.name for each in table.columns if each.sql_type == "boolean"}
    with postgres.connect() as connection:
        apply(connection, readings_app())
        wrong = [(name, bool(value) if name in booleans else value) for name, value in WRONG_CELLS]
        nan: list[tuple[str, Scalar]] = [("level", math.nan), ("half", math.nan), ("_creationTime", math.nan)]
        flags: list[tuple[str, Scalar]] = [("_has_textEither", False), ("_has_textEither", None)]
        for column, value in (*wrong, *nan, *flags):
            with pytest.raises((psycopg.IntegrityError, psycopg.DataError)):
                insert(connection, table, {**cells, column: value})
        insert(connection, table, cells)


def test_variants_are_told_apart(postgres: Database) -> None:
    table = physical(unions_app(), "answers")
    with postgres.connect() as connection:
        apply(connection, unions_app())
        for number, document in enumerate(ANSWERS):
            insert(connection, table, row(table, document, f"right{number}"))
        for number, document in enumerate(WRONG_ANSWERS):
            with pytest.raises(psycopg.IntegrityError, match="answers_"):
                insert(connection, table, row(table, document, f"wrong{number}"))
        with pytest.raises(psycopg.IntegrityError):
            insert(connection, physical(unions_app(), "impossible"), {"_id": "id", "_creationTime": 0.0})


def test_duplicates(postgres: Database) -> None:
    table = physical(readings_app(), "series")
    with postgres.connect() as connection:
        apply(connection, readings_app())
        for same, collides in DUPLICATES:
            connection.execute('DELETE FROM "app"."series"')
            insert(connection, table, row(table, one_series(0) | same, "first"))
            second = row(table, one_series(14) | same, "second")
            if not collides:
                insert(connection, table, second)
                continue
            with pytest.raises(psycopg.errors.UniqueViolation):
                insert(connection, table, second)


def test_a_failed_run_leaves_nothing(postgres: Database) -> None:
    with postgres.connect() as connection:
        connection.execute('CREATE SCHEMA "app"')
        connection.execute('CREATE TABLE "app"."users" (name text)')
        with pytest.raises(psycopg.errors.DuplicateTable):
            apply(connection, APPS["documents"])
        connection.execute("ROLLBACK")
        assert query(connection, "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace") == [
            ("users",)
        ]
