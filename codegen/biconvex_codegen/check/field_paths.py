"""Where the field paths of indexes lead: what types they reach in a document, and why one reaches nothing."""

from collections.abc import Callable

from ..diagnostics import did_you_mean
from ..ir.expand import document_type
from ..ir.nodes import Table
from ..ir.types import AnyType, ArrayType, ObjectType, RecordType, Type
from ..source import Stretch
from . import identifiers
from .index import AppIndex

_LISTED = 10
SYSTEM_FIELDS = ("_creationTime", "_id")


def malformed(path: str) -> str | None:
    """Return what keeps a text from being a field path, as the end of a sentence that begins with the path."""
    if not path:
        return "is empty"
    for name in path.split("."):
        if not name:
            return "has a dot with no field beside it"
        wrong = identifiers.fault(name)
        if wrong is not None:
            return wrong
    return None


def reached(known: AppIndex, table: Table, path: str) -> tuple[Type, ...]:
    """Return the types that a value at the path can have, unions opened; none where the path reaches nothing.

    A path goes through objects, through any member of a union, and through any; never through arrays or records.
    """
    types = tuple(known.opened(document_type(table)))
    for name in path.split("."):
        types = _inside(known, types, name)
    return types


def fields_where(known: AppIndex, table: Table, fits: Callable[[Type], bool]) -> str:
    """Return those fields of a table that can have a type, as the end of a help; nothing where there are none."""
    documents = known.opened(document_type(table))
    names = {field.name for type_ in documents if isinstance(type_, ObjectType) for field in type_.fields}
    own = sorted(names.difference(SYSTEM_FIELDS))
    found = [name for name in own if any(map(fits, reached(known, table, name)))]
    return f": {_listed(found)}" if found else ""


def missing(known: AppIndex, table: Table, path: str) -> tuple[str, str, Stretch | None] | None:
    """Return why a well-formed path reaches nothing, as a message, a help, and which of its names is at fault.

    None where it reaches something.
    """
    types = tuple(known.opened(document_type(table)))
    above = ""
    for name in path.split("."):
        inner = _inside(known, types, name)
        if not inner:
            start = len(above) + 1 if above else 0
            stretch = Stretch(start, start + len(name), len(path)) if "." in path else None
            return (*_message(table, above, name, types), stretch)
        types = inner
        above = f"{above}.{name}" if above else name
    return None


def _inside(known: AppIndex, types: tuple[Type, ...], name: str) -> tuple[Type, ...]:
    found: list[Type] = []
    for type_ in types:
        match type_:
            case AnyType():
                found.append(type_)
            case ObjectType():
                for field in type_.fields:
                    if field.name == name:
                        found.extend(known.opened(field.type))
            case _:
                pass
    return tuple(found)


def _message(table: Table, above: str, name: str, types: tuple[Type, ...]) -> tuple[str, str]:
    fields = [field.name for type_ in types if isinstance(type_, ObjectType) for field in type_.fields]
    names = [field for field in fields if field not in SYSTEM_FIELDS]
    meant = did_you_mean(name, names)
    if not above:
        message = f'the table "{table.name}" has no field "{name}"'
    elif fields:
        message = f'"{above}" of the table "{table.name}" has no field "{name}"'
    else:
        message = f'"{above}" of the table "{table.name}" {_kind(types)}, and an index reaches into objects alone'
        return message, f'index "{above}" itself, or a field of its own'
    return message, f'did you mean "{meant}"?' if meant else _known_names(names)


def _known_names(names: list[str]) -> str:
    return f"name one of its fields: {_listed(sorted(set(names)))}" if names else "add the field to the table"


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:_LISTED], *(["..."] if len(names) > _LISTED else [])])


def _kind(types: tuple[Type, ...]) -> str:
    if all(isinstance(type_, ArrayType) for type_ in types):
        return "is an array"
    if all(isinstance(type_, RecordType) for type_ in types):
        return "is a record"
    return "is no object"
