"""What `insert` and `patch` take of each table, as types that an annotation can name."""

from collections.abc import Iterator
from dataclasses import replace

from ..ir.nodes import Schema
from ..ir.types import AnyType, Field, ObjectType, Type, UnionType


def input_types(schema: Schema) -> dict[str, Type]:
    """Return what `DocumentFields` and `DocumentPatch` stand for, for every table whose documents are objects."""
    found: dict[str, Type] = {}
    for table in schema.tables:
        kinds = tuple(_kinds(table.document))
        if any(isinstance(kind, AnyType) for kind in kinds):
            found[f"{table.class_name}Fields"] = table.document
            found[f"{table.class_name}Patch"] = AnyType()
        elif all(isinstance(kind, ObjectType) for kind in kinds):
            found[f"{table.class_name}Fields"] = table.document
            found[f"{table.class_name}Patch"] = _patch(kind for kind in kinds if isinstance(kind, ObjectType))
    return found


def _kinds(document: Type) -> Iterator[Type]:
    for member in document.members if isinstance(document, UnionType) else ():
        yield from _kinds(member)
    if not isinstance(document, UnionType):
        yield document


def _patch(kinds: Iterator[ObjectType]) -> ObjectType:
    """Return the fields of all kinds, each optional and of any type that it has in one of them."""
    fields: dict[str, list[Field]] = {}
    for field in (field for kind in kinds for field in kind.fields):
        fields.setdefault(field.name, []).append(field)
    return ObjectType(tuple(_optional(several) for several in fields.values()))


def _optional(several: list[Field]) -> Field:
    types = tuple(dict.fromkeys(field.type for field in several))
    return replace(several[0], type=types[0] if len(types) == 1 else UnionType(types), optional=True)
