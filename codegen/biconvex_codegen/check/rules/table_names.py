"""The rule for the names of tables: identifiers, and those of system tables are taken."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...source import At, Part
from .. import identifiers
from ..index import AppIndex, all_tables


def table_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every table whose name is no identifier or begins as those of system tables do."""
    for table in all_tables(known.app):
        at = At(table.id, Part.NAME)
        wrong = identifiers.fault(table.name)
        if wrong is not None:
            yield Diagnostic(
                Code.INVALID_NAME, f'the table name "{table.name}" {wrong}', at, help=identifiers.advice(table.name)
            )
        elif table.name.startswith("_"):
            message = f'the table name "{table.name}" begins with "_", as only those of system tables do'
            yield Diagnostic(Code.RESERVED_NAME, message, at, help=f'rename it "{table.name.lstrip("_")}"')
