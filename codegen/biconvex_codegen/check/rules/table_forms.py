"""The rule for what a table may hold: one object, a union of objects, or anything; but no whole documents."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.nodes import Table
from ...ir.types import AnyType, DocumentType, ObjectType, ShapeType, Type, UnionType
from ...ir.walk import walk
from ...ir.wording import described
from ...source import At, Part
from ..index import AppIndex, all_tables

_HELP = "give it an object, a union of objects, or v.any()"


def table_forms(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every table whose documents are not objects, members of its union that are none, and documents in it."""
    for table in all_tables(known.app):
        yield from _documents(known, table, table.id, table.document, set())
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


def _documents(known: AppIndex, table: Table, id_: str, type_: Type, seen: set[str]) -> Iterator[Diagnostic]:
    """Report what a table holds of the data model, which is made of the tables: named shapes are looked into once."""
    for at, part in walk(id_, type_):
        match part:
            case DocumentType():
                message = f'the table "{table.name}" holds a document of "{part.table}", which is made of the schema'
                help_ = f'hold its id, v.id("{part.table}"), or write its fields'
                yield Diagnostic(Code.INVALID_TABLE, message, At(at), help=help_)
            case ShapeType():
                shape = known.shapes.get((part.module, part.name))
                if shape is not None and shape.id not in seen:
                    seen.add(shape.id)
                    yield from _documents(known, table, shape.id, shape.type, seen)
            case _:
                pass


def _is_object(member: Type, known: AppIndex) -> bool:
    return isinstance(member, ObjectType) or (known.has_holes and isinstance(member, AnyType))
