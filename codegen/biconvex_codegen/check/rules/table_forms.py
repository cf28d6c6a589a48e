"""The rule for what a table may hold: one object, a union of objects, or anything."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.types import AnyType, ObjectType, Type, UnionType
from ...ir.wording import described
from ...source import At, Part
from ..index import AppIndex, all_tables

_HELP = "give it an object, a union of objects, or v.any()"


def table_forms(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every table whose documents are not objects, and every member of its union that is none."""
    for table in all_tables(known.app):
        match table.document:
            case AnyType() | ObjectType():
                pass
            case UnionType(members=members):
                for number, member in enumerate(members):
                    if not _is_object(member, known):
                        message = f'a member of the table "{table.name}" is {described(member)}, not an object'
                        yield Diagnostic(Code.INVALID_TABLE, message, At(f"{table.id}|{number}"), help=_HELP)
            case other:
                message = f'the table "{table.name}" holds {described(other)}, and a document is an object'
                yield Diagnostic(Code.INVALID_TABLE, message, At(table.id, Part.TYPE), help=_HELP)


def _is_object(member: Type, known: AppIndex) -> bool:
    return isinstance(member, ObjectType) or (known.has_holes and isinstance(member, AnyType))
