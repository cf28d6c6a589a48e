"""The rule for the names of fields: identifiers, none of them twice; a document's own do not begin with `_`."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.types import ObjectType, Type, UnionType
from ...source import At, Part
from .. import identifiers
from ..field_paths import SYSTEM_FIELDS
from ..index import AppIndex, all_tables


def field_names(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every field whose name is no identifier or is taken, then those that no document can have."""
    for at, type_ in known.parts:
        if isinstance(type_, ObjectType):
            yield from _of_object(at.id, type_)
    yield from _of_documents(known)


def _of_object(id_: str, type_: ObjectType) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for field in type_.fields:
        at = At(f"{id_}.{field.name}", Part.NAME)
        wrong = identifiers.fault(field.name)
        if wrong is not None:
            yield Diagnostic(
                Code.INVALID_NAME, f'the field name "{field.name}" {wrong}', at, help=identifiers.advice(field.name)
            )
        if field.name in seen:
            message = f'two fields of one object are "{field.name}" on the wire'
            yield Diagnostic(Code.WIRE_NAME_CLASH, message, at, help="rename one of them")
        seen.add(field.name)


def _of_documents(known: AppIndex) -> Iterator[Diagnostic]:
    for table in all_tables(known.app):
        for id_, member in _members(table.id, table.document):
            for field in member.fields:
                if field.name.startswith("_") and identifiers.fault(field.name) is None:
                    yield _reserved(At(f"{id_}.{field.name}", Part.NAME), field.name)


def _members(id_: str, document: Type) -> Iterator[tuple[str, ObjectType]]:
    match document:
        case ObjectType():
            yield id_, document
        case UnionType(members=members):
            for number, member in enumerate(members):
                if isinstance(member, ObjectType):
                    yield f"{id_}|{number}", member
        case _:
            return


def _reserved(at: At, name: str) -> Diagnostic:
    if name in SYSTEM_FIELDS:
        message = f'the field "{name}" is a system field, which every document has'
        return Diagnostic(Code.RESERVED_NAME, message, at, help="remove it")
    message = f'the field "{name}" begins with "_", as only system fields do'
    return Diagnostic(Code.RESERVED_NAME, message, at, help=f'rename it "{name.lstrip("_")}"')
