"""The physical model of an app in SQLite."""

from ....ir.nodes import CheckedApp
from ..columns import KEY_PREFIX, column_names
from ..comments import comment_text
from ..definitions import Definitions
from ..dialect import Dialect, NamedTable
from ..names import NameRules, Namespace
from ..physical import Column, PhysicalSchema, PhysicalTable, Role
from ..storage import Storage
from ..stored import StoredTable, stored_tables
from ..tables import checks, field_columns, plain_indexes
from .expressions import column_check, condition_sql
from .indexes import index_part, key_columns, key_paths, unique_index_part
from .search import full_texts

ROW = "_pk"
"""The column of the row's number, which the full-text index refers to; without one, VACUUM may number rows anew."""

DIALECT = Dialect(
    sql_types={
        Storage.TEXT: "TEXT",
        Storage.NUMBER: "REAL",
        Storage.INTEGER: "INTEGER",
        Storage.BOOLEAN: "INTEGER",
        Storage.BYTES: "BLOB",
        Storage.NOTHING: "INTEGER",
        Storage.JSON: "TEXT",
        Storage.VECTOR: "TEXT",
    },
    text_collation=None,
    rules=NameRules(folds_case=True, kept_prefix="sqlite_"),
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
    pairs = zip(stored, names, strict=True)
    return PhysicalSchema(tuple(_table(each, name, definitions, relations) for each, name in pairs))


def _table(stored: StoredTable, name: str, definitions: Definitions, relations: Namespace) -> PhysicalTable:
    paths = key_paths(stored, definitions)
    names = column_names(stored, Namespace(DIALECT.rules, (ROW,)), [KEY_PREFIX + path for path in paths])
    table = NamedTable(stored, name, names, definitions)
    row = Column(ROW, "INTEGER", Role.ROW, ROW)
    return PhysicalTable(
        name,
        stored.table.name,
        columns=(row, *field_columns(table, DIALECT), *key_columns(paths, table)),
        key_name=ROW,
        checks=tuple(checks(table, DIALECT)),
        indexes=tuple(plain_indexes(table, relations, DIALECT)),
        full_texts=tuple(full_texts(table, relations)),
        remarks=tuple(
            f"The vector index {index.name} has no object of its own: a search compares all vectors."
            for index in sorted(stored.table.vector_indexes, key=lambda each: each.name)
        ),
        comment=comment_text(stored.table.notes),
    )
