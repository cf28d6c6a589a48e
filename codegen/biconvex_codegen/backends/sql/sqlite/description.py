"""The physical model as data, for a runtime: which column of a row holds which field, how, and under which name."""

from ....ir.json_text import JSON, json_text
from ...marker import JSON_KEY, JSON_NOTICE
from ..physical import Column, FullText, Index, PhysicalSchema, PhysicalTable, Role

VERSION = 1


def description(schema: PhysicalSchema) -> str:
    """Return the JSON text of the tables, columns and indexes that the DDL of a schema makes, in its order.

    What is usual is left out: the role of a field, a path that is the column's name, what is empty or false.
    """
    tables: list[JSON] = [_table(table) for table in schema.tables]
    # Open down to each column and index, so that what one branch adds is a line of its own.
    return json_text({JSON_KEY: JSON_NOTICE, "version": VERSION, "tables": tables}, open_levels=4)


def _table(table: PhysicalTable) -> JSON:
    return _entry(
        source=table.source,
        name=table.name,
        columns=[_column(column) for column in table.columns],
        indexes=[_index(index) for index in table.indexes] or None,
        searches=[_search(full_text) for full_text in table.full_texts] or None,
    )


def _column(column: Column) -> JSON:
    return _entry(
        name=column.name,
        role=None if column.role is Role.FIELD else column.role.value,
        path=None if column.path == column.name else column.path,
        storage=None if column.storage is None else column.storage.value,
        null=None if column.null is None else column.null.value,
    )


def _index(index: Index) -> JSON:
    return _entry(source=index.source, name=index.name, unique=index.unique or None)


def _search(full_text: FullText) -> JSON:
    return _entry(source=full_text.source, name=full_text.name)


def _entry(**said: JSON) -> JSON:
    return {key: value for key, value in said.items() if value is not None}
