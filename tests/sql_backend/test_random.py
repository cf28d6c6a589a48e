"""Any table and any documents of it: both databases take them, and every index has them in Convex's order."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import assert_never

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biconvex_codegen.backends.sql import postgres as postgres_backend
from biconvex_codegen.backends.sql import sqlite as sqlite_backend
from biconvex_codegen.ir.expand import object_members
from biconvex_codegen.ir.nodes import CheckedApp
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    DocumentType,
    Field,
    IdType,
    Int64Type,
    IntegerType,
    LiteralKind,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    PaginationOptionsType,
    PaginationResultType,
    RecordType,
    ShapeType,
    StringType,
    Type,
    UnionType,
)
from tests.apps import app, table
from tests.postgres import Database
from tests.type_values import is_inhabited, literal_value

from . import live_postgres, test_sqlite
from .documents import Int64, Value, row
from .samples import in_order

pytestmark = pytest.mark.slow

SAFE = 2**53 - 1
LITERALS = [
    LiteralType(LiteralKind.STRING, "on"),
    LiteralType(LiteralKind.STRING, "it's\n"),
    LiteralType(LiteralKind.NUMBER, "1.0"),
    LiteralType(LiteralKind.NUMBER, "-0.5"),
    LiteralType(LiteralKind.INT64, "1"),
    LiteralType(LiteralKind.BOOLEAN, "true"),
]

names = st.sampled_from(["a", "b", "c", "A", "null", "order"])
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
numbers = st.floats(allow_nan=False).map(lambda number: number + 0.0)
integers = st.integers(-SAFE, SAFE).map(float)
int64s = st.integers(-(2**63), 2**63 - 1).map(Int64)
plain: list[Type] = [
    StringType(), NumberType(), IntegerType(), Int64Type(), BooleanType(), BytesType(), NullType(), IdType("a"),
    CommitTimestampType(), AnyType(), *LITERALS,
]  # fmt: skip
scalars = st.sampled_from(plain)
anything: st.SearchStrategy[Value] = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, int64s, texts, st.binary(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=5,
)


def objects(types: st.SearchStrategy[Type]) -> st.SearchStrategy[ObjectType]:
    fields = st.dictionaries(names, st.tuples(types, st.booleans()), max_size=5)
    return fields.map(lambda given: ObjectType(tuple(Field(name, *each) for name, each in given.items())))


def containers(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    unions = st.lists(inner, max_size=3).map(lambda members: UnionType(tuple(members)))
    return st.one_of(
        inner.map(ArrayType), inner.map(lambda each: RecordType(StringType(), each)), objects(inner), unions
    )


types: st.SearchStrategy[Type] = st.recursive(scalars, containers, max_leaves=4)


def values(type_: Type) -> st.SearchStrategy[Value]:
    """Return the values of a type."""
    match type_:
        case AnyType():
            return anything
        case NullType():
            return st.none()
        case BooleanType():
            return st.booleans()
        case NumberType():
            return numbers
        case IntegerType():
            return integers
        case Int64Type() | CommitTimestampType():
            return int64s
        case StringType() | IdType():
            return texts
        case BytesType():
            return st.binary(max_size=4)
        case LiteralType():
            return st.just(literal_value(type_, Int64))
        case ArrayType():
            return st.lists(values(type_.item), max_size=3) if is_inhabited(type_.item) else st.just([])
        case RecordType():
            return st.dictionaries(names, values(type_.value), max_size=3) if is_inhabited(type_.value) else st.just({})
        case UnionType():
            return st.one_of(*(values(member) for member in type_.members if is_inhabited(member)))
        case ObjectType():
            return object_values(type_)
        case DocumentType() | ShapeType() | PaginationOptionsType() | PaginationResultType():
            raise AssertionError(type_)
        case _:
            assert_never(type_)


def object_values(type_: ObjectType) -> st.SearchStrategy[Value]:
    possible = [field for field in type_.fields if is_inhabited(field.type)]
    return st.fixed_dictionaries(
        {field.name: values(field.type) for field in possible if not field.optional},
        optional={field.name: values(field.type) for field in possible if field.optional},
    ).map(dict)


def paths(type_: Type, prefix: str = "") -> Iterator[str]:
    """Yield the paths to the fields of objects that a type may be, two levels deep."""
    for variant in object_members(type_):
        for field in variant.fields:
            yield prefix + field.name
            if not prefix:
                yield from paths(field.type, f"{field.name}.")


@dataclass(frozen=True, slots=True)
class Case:
    """An app of one table, with an index on each path, and documents of the table."""

    app: CheckedApp
    documents: tuple[dict[str, Value], ...]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    variants = draw(st.lists(objects(types).filter(is_inhabited), min_size=1, max_size=3))
    given_types: list[Type] = [variants[0], UnionType(tuple(variants))]
    shape = draw(st.sampled_from(given_types))
    documents: list[Type] = [shape, shape, AnyType()]
    document = draw(st.sampled_from(documents))
    indexes = {f"by_{number}": (path,) for number, path in enumerate(sorted(set(paths(shape))))}
    found = draw(st.lists(values(shape), max_size=6))
    made = app((table("things", "Thing", document, indexes=indexes),))
    return Case(made, tuple(each for each in found if isinstance(each, dict)))


@given(cases())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_sqlite_takes_and_orders_every_document(case: Case) -> None:
    [physical] = sqlite_backend.physical_schema(case.app).tables
    with closing(test_sqlite.applied(case.app)) as connection:
        for number, document in enumerate(case.documents):
            test_sqlite.insert(connection, physical, row(physical, document, f"id{number}"))
        for index, path in zip(physical.indexes[1:], indexed_paths(case), strict=True):
            found = test_sqlite.query(connection, test_sqlite.ordered(physical, index, '"_id"'))
            assert [int(str(each[0])[2:]) for each in found] == in_order(case.documents, path), path


def test_postgres_takes_and_orders_every_document(postgres: Database) -> None:
    with postgres.connect() as connection:
        # A statement that was prepared for one table is no good for the next one of the same name.
        connection.prepare_threshold = None

        @given(cases())
        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        def check(case: Case) -> None:
            [physical] = postgres_backend.physical_schema(case.app).tables
            connection.execute("DROP SCHEMA IF EXISTS app CASCADE")
            live_postgres.apply(connection, case.app)
            for number, document in enumerate(case.documents):
                live_postgres.insert(connection, physical, row(physical, document, f"id{number}"))
            for index, path in zip(physical.indexes[1:], indexed_paths(case), strict=True):
                found = live_postgres.query(connection, live_postgres.ordered(physical, index, '"_id"'))
                assert [int(str(each[0])[2:]) for each in found] == in_order(case.documents, path), path

        check()


def indexed_paths(case: Case) -> list[str]:
    """Return the paths of the indexes in the order of the physical model, which is that of their names."""
    [only] = case.app.tables
    return [index.fields[0] for index in sorted(only.indexes, key=lambda each: each.name)]
