"""The physical model of an app in PostgreSQL."""

from ....ir.nodes import CheckedApp
from ..columns import SEARCH_PREFIX, column_names
from ..comments import comment_text
from ..definitions import Definitions
from ..dialect import Dialect, NamedTable
from ..names import NameRules, Namespace
from ..physical import Method, PhysicalSchema, PhysicalTable
from ..storage import Storage
from ..stored import StoredTable, stored_tables
from ..tables import checks, field_columns, plain_indexes
from .expressions import column_check, condition_sql
from .functions import FUNCTIONS
from .indexes import index_part, unique_index_part
from .search import gin_indexes, search_columns
from .vectors import vector_indexes

SYSTEM_COLUMNS = ("cmax", "cmin", "ctid", "tableoid", "xmax", "xmin")
"""Columns that every table of PostgreSQL has; no other may be called so, in quotes either."""

DIALECT = Dialect(
    sql_types={
        Storage.TEXT: "text",
        Storage.NUMBER: "double precision",
        Storage.INTEGER: "bigint",
        Storage.BOOLEAN: "boolean",
        Storage.BYTES: "bytea",
        Storage.NOTHING: "boolean",
        Storage.JSON: "jsonb",
        Storage.VECTOR: "double precision[]",
    },
    text_collation="C",
    rules=NameRules(longest=63),
    column_check=column_check,
    condition_sql=condition_sql,
    part=index_part,
    unique_part=unique_index_part,
)


def physical_schema(app: CheckedApp) -> PhysicalSchema:
    """Return what the DDL of an app makes."""
    definitions = Definitions.of(app)
    stored = stored_tables(app, definitions)
    relations = Namespace(DIALECT.rules)
    # Tables are named before anything else, so that no index takes a table's name.
    names = [relations.claim(each.table.name) for each in stored]
    tables = tuple(_table(each, name, definitions, relations) for each, name in zip(stored, names, strict=True))
    called = {call for table in tables for call in _calls(table)}
    has_vectors = any(index.method is Method.HNSW for table in tables for index in table.indexes)
    functions = tuple(function for function in FUNCTIONS if function in called)
    return PhysicalSchema(tables, functions, ("vector",) if has_vectors else ())


def _calls(table: PhysicalTable) -> set[str]:
    generated = {call for column in table.columns for call in column.calls}
    return generated | {call for index in table.indexes for part in index.parts for call in part.calls}


def _table(stored: StoredTable, name: str, definitions: Definitions, relations: Namespace) -> PhysicalTable:
    searches = [SEARCH_PREFIX + index.name for index in stored.table.search_indexes]
    names = column_names(stored, Namespace(DIALECT.rules, SYSTEM_COLUMNS), searches)
    table = NamedTable(stored, name, names, definitions)
    return PhysicalTable(
        name,
        stored.table.name,
        columns=(*field_columns(table, DIALECT), *search_columns(table)),
        key_name=relations.claim(f"{name}_pkey"),
        checks=tuple(checks(table, DIALECT)),
        indexes=(
            *plain_indexes(table, relations, DIALECT),
            *gin_indexes(table, relations),
            *vector_indexes(table, relations),
        ),
        comment=comment_text(stored.table.notes),
    )
