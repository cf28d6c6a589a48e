"""The rule that no two tables have one name."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...source import At, Part
from ..index import AppIndex, all_tables


def unique_tables(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every table whose name was already taken."""
    for table in all_tables(known.app):
        first = known.tables[table.name]
        if first is not table:
            yield Diagnostic(
                Code.DUPLICATE_TABLE,
                f'the table "{table.name}" is defined twice',
                At(table.id, Part.NAME),
                related=(Related(At(first.id, Part.NAME), "first defined here"),),
                help="rename one of them",
            )
