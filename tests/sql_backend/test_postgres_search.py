"""Search and vectors in PostgreSQL: what is found, by which index, and what is refused."""

import math
import struct
from collections.abc import Sequence

import psycopg
import pytest

from biconvex_codegen.backends.sql.physical import Method
from tests.postgres import Database

from .apps import HOSTILE, readings_app
from .documents import Document, Value, row, sort_key
from .live_postgres import Connection, apply, insert, physical, query
from .samples import FILTERS, one_series, series

pytestmark = pytest.mark.slow


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
