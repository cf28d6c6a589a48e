"""How SQLite reads ranges: whatever statement a piece of one becomes searches its index for it, and sorts nothing."""

import sqlite3
from collections.abc import Iterator
from itertools import product

import pytest

from biconvex.runtime.database import Database
from biconvex.runtime.program import Program
from biconvex.runtime.project import find_project
from biconvex.runtime.ranges import Piece
from biconvex.runtime.rows import Part
from biconvex.runtime.specs import IndexSpec, TableSpec, attribute

from .apps import compiled
from .model.app import MODULES, UNCHECKED_MODULES

VALUE = b"\x10a\0"
"""A cell of no importance: a plan does not depend on it, only on which cells are NULL."""


@pytest.fixture(scope="module", params=[MODULES, UNCHECKED_MODULES], ids=["checked", "unchecked"])
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(find_project(compiled(tmp_path_factory.mktemp("app"), request.param)))


@pytest.fixture(scope="module")
def connection(program: Program) -> Iterator[sqlite3.Connection]:
    database = Database(None, program.ddl, program.layouts)
    yield database.writer
    database.close()


def indexes(program: Program, *, are_unique: bool) -> Iterator[tuple[IndexSpec, str]]:
    """Yield indexes with their names in the database."""
    for lazy in program.tables.values():
        table: TableSpec = lazy.spec
        for source, index in table.layout.indexes.items():
            if index.unique == are_unique:
                yield table.indexes[attribute(source)], index.name
        if not are_unique:
            yield table.indexes["by_id"], f"sqlite_autoindex_{table.layout.name}_1"


def shapes(index: IndexSpec) -> Iterator[Piece]:
    """Yield every piece that a range of an index may be cut into, as far as plans tell them apart."""
    choices = [(None, VALUE) if part.nullable else (VALUE,) for part in index.parts]
    for length in range(len(choices) + 1):
        for prefix in product(*choices[:length]):
            yield Piece(prefix)
            if length < len(choices):
                for low, high in product([None, *((cell,) for cell in choices[length])], [None, (VALUE,)]):
                    yield Piece(prefix, low, high)


def searched(index: IndexSpec, piece: Piece) -> str:
    """Return the columns of an index that a piece is found by, as SQLite writes it."""
    columns = [part.column for part in index.parts]
    terms = [f"{column}=?" for column, _ in zip(columns, piece.prefix, strict=False)]
    terms += [f"{columns[len(piece.prefix)]}>?"] if piece.low else []
    terms += [f"{columns[len(piece.prefix)]}<?"] if piece.high else []
    return " AND ".join(terms)


def planned(connection: sqlite3.Connection, index: IndexSpec, piece: Piece, direction: str = "ASC") -> set[str]:
    """Return how SQLite reads a piece, whatever else is asked of it."""
    found: set[str] = set()
    for limited, positions in product((False, True), (False, True)):
        statement, cells = index.statement(piece, direction, limited=limited, positions=positions)
        rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", (*cells, *[1] * limited)).fetchall()
        found.add("; ".join(row[3] for row in rows))
    return found


def test_every_piece_of_a_range_is_found_in_order(program: Program, connection: sqlite3.Connection) -> None:
    for index, name in indexes(program, are_unique=False):
        table = index.table.layout.name
        for piece, direction in product(shapes(index), ("ASC", "DESC")):
            terms = searched(index, piece)
            way = f"SEARCH {table} USING INDEX {name} ({terms})" if terms else f"SCAN {table} USING INDEX {name}"
            assert planned(connection, index, piece, direction) == {way}


def test_a_document_is_found_by_a_unique_index(program: Program, connection: sqlite3.Connection) -> None:
    """A unique index has no creation time in it, so that ranges of it are sorted; one document is not."""
    for index, name in indexes(program, are_unique=True):
        parts = index.parts[:-2]
        terms = " AND ".join("<expr>=?" if part.indexed else f"{part.column}=?" for part in parts if not flag(part))
        way = f"SEARCH {index.table.layout.name} USING INDEX {name} ({terms})"
        assert planned(connection, index, Piece(tuple(VALUE for _ in parts))) == {way}


def flag(part: Part) -> bool:
    """Say whether a part tells missing from null, which a unique index has no need of."""
    return part.column.startswith("_has_")
