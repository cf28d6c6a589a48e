"""The rule that ids and documents belong to tables of the schema, or of the system."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, did_you_mean
from ...ir.expand import SYSTEM_TABLES
from ...ir.types import DocumentType, IdType
from ..index import AppIndex


def unknown_tables(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every id and document of a table that the whole schema does not have."""
    schema = known.app.schema
    if schema is None or not schema.complete:
        return
    for at, type_ in known.parts:
        match type_:
            case IdType(table=table) | DocumentType(table=table):
                if table not in known.tables and table not in SYSTEM_TABLES:
                    yield Diagnostic(Code.UNKNOWN_TABLE, f'there is no table "{table}"', at, help=_help(known, table))
            case _:
                pass


def _help(known: AppIndex, table: str) -> str:
    meant = did_you_mean(table, (*known.tables, *SYSTEM_TABLES))
    return f'did you mean "{meant}"?' if meant else "add the table to the schema"
