"""The rule that ids and documents belong to tables of the schema, or of the system."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related, did_you_mean
from ...ir.expand import SYSTEM_TABLES
from ...ir.types import DocumentType, IdType
from ...source import At
from ..identifiers import fault
from ..index import AppIndex

_OTHER_PLACES = 3


def unknown_tables(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every table that the whole schema does not have, where an id first names it and where others do."""
    schema = known.app.schema
    if schema is None or not schema.complete:
        return
    uses: dict[str, list[At]] = {}
    for at, type_ in known.parts:
        match type_:
            case IdType(table=table) | DocumentType(table=table):
                if table not in known.tables and table not in SYSTEM_TABLES:
                    uses.setdefault(table, []).append(at)
            case _:
                pass
    for table, (first, *others) in uses.items():
        related = tuple(Related(at, "here, too") for at in others[:_OTHER_PLACES])
        message = f'there is no table "{table}"'
        yield Diagnostic(Code.UNKNOWN_TABLE, message, first, related, _help(known, table))


def _help(known: AppIndex, table: str) -> str:
    meant = did_you_mean(table, (*known.tables, *SYSTEM_TABLES))
    if meant:
        return f'did you mean "{meant}"?'
    can_be = fault(table) is None and not table.startswith("_")
    return "add the table to the schema" if can_be else "name a table of the schema"
