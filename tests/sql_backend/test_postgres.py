"""PostgreSQL's DDL, applied: everything is found again, and the database accepts and refuses what it must."""

import math
import re
import struct
from collections.abc import Sequence

import psycopg
import pytest
from psycopg.rows import TupleRow

from biconvex_codegen.backends.sql import postgres as backend
from biconvex_codegen.backends.sql.physical import Index, Method, PhysicalTable
from biconvex_codegen.backends.sql.postgres.functions import COMPONENTS, JSON_COMPONENTS
from biconvex_codegen.ir.nodes import CheckedApp
from tests.postgres import Database

from .apps import APPS, HOSTILE, readings_app, unions_app
from .documents import Document, Scalar, Value, row, sort_key, wire_json
from .samples import (
    ANSWERS,
    DUPLICATES,
    FILTERS,
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


def regclass(name: str) -> str:
    return f'"app"."{name}"'


def stored(comment: str | None) -> str | None:
    """Return a comment as PostgreSQL can hold it."""
    if comment is None:
        return None
    return re.sub("[\0\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", comment)


def compare_orders(connection: Connection, table: PhysicalTable) -> None:
    """Assert that the model's own expressions, asked for in order, are what an index holds: nothing is sorted."""
    for index in table.indexes:
        if index.method is Method.BTREE:
            plan = str(query(connection, f"EXPLAIN {ordered(table, index)}"))
            assert "Index" in plan, (index.name, plan)
            assert "Sort" not in plan, (index.name, plan)


def ordered(table: PhysicalTable, index: Index, columns: str = "*") -> str:
    """Return a query of a table in the order of an index."""
    key = ", ".join(f"{part.sql}{' NULLS FIRST' if part.nulls_first else ''}" for part in index.parts)
    return f"SELECT {columns} FROM {regclass(table.name)} ORDER BY {key}"


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


def found(connection: Connection, index: str, match: str, *values: str) -> list[str]:
    text = f'SELECT "_id" FROM "app"."series" WHERE "_fts_{index}" @@ ({match}) ORDER BY "_id"'
    return [str(each[0]) for each in query(connection, text, *values)]


TOKEN = "array_to_tsvector(ARRAY[%s])::text::tsquery"
WORDS = "to_tsquery('simple', %s)"


def fill(connection: Connection, documents: Sequence[Document]) -> None:
    apply(connection, readings_app())
    table = physical(readings_app(), "series")
    for number, document in enumerate(documents):
        insert(connection, table, row(table, document, f"id{number:02}"))


def test_search_follows_the_rows(postgres: Database) -> None:
    table = physical(readings_app(), "series")
    with postgres.connect() as connection:
        fill(connection, series())
        assert len(found(connection, "search_text", WORDS, "zürich")) == 24
        assert found(connection, "search_text", WORDS, "zurich") == []
        assert found(connection, "search_text", WORDS, "number1:*") == [f"id{each:02}" for each in (1, *range(10, 20))]
        assert found(connection, "search_text", f"{WORDS} && {TOKEN}", "number1:*", "=serial:s12") == ["id12"]
        assert found(connection, "search_text", WORDS, "serial:*") == []
        assert len(found(connection, "search_unit", WORDS, "kg")) == 8
        connection.execute("""UPDATE "app"."series" SET "text" = 'Renamed', "serial" = 'new' WHERE "_id" = 'id12'""")
        assert found(connection, "search_text", WORDS, "number12") == []
        assert found(connection, "search_text", f"{WORDS} && {TOKEN}", "renamed", "=serial:new") == ["id12"]
        connection.execute("""DELETE FROM "app"."series" WHERE "_id" = 'id12'""")
        assert found(connection, "search_text", WORDS, "renamed") == []
        deep: dict[str, Value] = {"extra": {"text": "Deep", "kind": 1.0}, "text": None}
        document = {
            name: value for name, value in (one_series(12) | deep).items() if value is not None or name == "gone"
        }
        insert(connection, table, row(table, document, "id12"))
        assert found(
            connection, "search_extra", f"{WORDS} && {TOKEN}", "deep", f"=extra.kind:{sort_key(1.0).hex()}"
        ) == ["id12"]


def test_filters(postgres: Database) -> None:
    own = {"=open:true": [2, 6, 10, 14, 18, 22], f"=level:{struct.pack('>d', 3.5).hex()}": [3, 9, 15, 21]}
    with postgres.connect() as connection:
        fill(connection, series())
        for token, expected in (FILTERS | own).items():
            assert found(connection, "search_text", TOKEN, token) == [f"id{each:02}" for each in expected], token


def test_zero_has_no_sign_in_a_filter(postgres: Database) -> None:
    with postgres.connect() as connection:
        fill(connection, [one_series(0) | {"level": -0.0}])
        assert found(connection, "search_text", TOKEN, f"=level:{struct.pack('>d', 0.0).hex()}") == ["id00"]


def test_hostile_filters(postgres: Database) -> None:
    texts = [text for text in (*HOSTILE, "long " * 1000) if "\0" not in text and "\ud800" not in text]
    with postgres.connect() as connection:
        fill(connection, [one_series(number) | {"serial": text} for number, text in enumerate(texts)])
        for number, text in enumerate(texts):
            token = 'array_to_tsvector(ARRAY["app"."_token"(\'serial\', %s, false)])::text::tsquery'
            assert found(connection, "search_text", token, text) == [f"id{number:02}"]


def test_search_uses_its_index(postgres: Database) -> None:
    with postgres.connect() as connection:
        fill(connection, series())
        connection.execute("SET enable_seqscan = off")
        text = """EXPLAIN SELECT * FROM "app"."series" WHERE "_fts_search_text" @@ to_tsquery('simple', 'number1:*')"""
        assert "series__search_text" in str(query(connection, text))


VECTORS: dict[str, list[list[float]]] = {
    "small": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.1, 0.0]],
    "odd": [[], [1.0], [0.0, 0.0, 0.0], [1e300, 0.0, 0.0], [math.inf, 0.0, 0.0], [1e-320, 0.0, 0.0], [-4e38, 1.0, 1.0]],
}


def probe(small: list[float]) -> Document:
    vector: list[Value] = list(small)
    return {
        "small": vector,
        "half": [70000.0 if number < 1 else 1.0 for number in range(2001)],
        "signs": [1.0 if number % 2 else -1.0 for number in range(4096)],
        "inside": {"vector": vector},
        "indexed": vector,
        "any": vector,
        "name": "Probe",
    }


def test_vectors(postgres: Database) -> None:
    app = readings_app()
    table = physical(app, "probes")
    with postgres.connect() as connection:
        apply(connection, app)
        for number, vector in enumerate((*VECTORS["small"], *VECTORS["odd"])):
            insert(connection, table, row(table, probe(vector), f"id{number:02}"))
        connection.execute("SET enable_seqscan = off")
        for index in table.indexes:
            if index.method is Method.HNSW and "vector(3)" in index.parts[0].sql:
                nearest = f'SELECT "_id" FROM "app"."probes" ORDER BY {index.parts[0].sql} <=> \'[1,0,0]\' LIMIT 2'
                assert index.name in str(query(connection, f"EXPLAIN {nearest}")), index.name
                assert query(connection, nearest) == [("id00",), ("id02",)], index.name
        others = {
            "by_half": "<=> array_fill(1, ARRAY[2001])::halfvec(2001)",
            "by_signs": "<~> repeat('1', 4096)::bit(4096)",
        }
        for source, distance in others.items():
            index = next(each for each in table.indexes if each.source == source)
            nearest = f'SELECT "_id" FROM "app"."probes" ORDER BY {index.parts[0].sql} {distance} LIMIT 1'
            assert index.name in str(query(connection, f"EXPLAIN {nearest}")), index.name


def test_a_wrong_vector_is_refused(postgres: Database) -> None:
    table = physical(readings_app(), "probes")
    cells = row(table, probe([1.0, 0.0, 0.0]), "id")
    with postgres.connect() as connection:
        apply(connection, readings_app())
        for wrong in ("{{1,2,3},{4,5,6}}", "{1,NULL,3}", "{1,NaN,3}"):
            with pytest.raises((psycopg.IntegrityError, psycopg.NotSupportedError)):
                insert(connection, table, {**cells, "small": wrong})
        insert(connection, table, cells)


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
