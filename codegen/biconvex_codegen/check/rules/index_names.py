"""The rule for the names of indexes: identifiers that the system leaves to users."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...source import At, Part
from .. import identifiers
from ..index import AppIndex, all_indexes

_RESERVED = ("by_creation_time", "by_id")


def index_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every index whose name is no identifier, or one of the system's."""
    for _, index in all_indexes(known.app):
        at = At(index.id, Part.NAME)
        wrong = identifiers.fault(index.name)
        if wrong is not None:
            yield Diagnostic(
                Code.INVALID_NAME, f'the index name "{index.name}" {wrong}', at, help=identifiers.advice(index.name)
            )
        elif index.name in _RESERVED:
            message = f'the index name "{index.name}" is taken: every table has such an index already'
            yield Diagnostic(Code.RESERVED_NAME, message, at, help="remove the index, or rename it")
        # Convex lets the names of one connector begin with an underscore.
        elif index.name.startswith("_") and not index.name.startswith("_fivetran"):
            message = f'the index name "{index.name}" begins with "_", as only those of the system do'
            yield Diagnostic(Code.RESERVED_NAME, message, at, help=f'rename it "{index.name.lstrip("_")}"')
