"""Walks types and names their parts: the id of a part is the id of its owner and the steps that lead to it.

Steps: `.name` a field, `[]` an array's item, `|0` a union's member, `{key}` and `{value}` of a record.
"""

from collections.abc import Iterator

from .types import ArrayType, ObjectType, PaginationResultType, RecordType, Type, UnionType


def children(type_: Type) -> Iterator[tuple[str, Type]]:
    """Yield the parts that a type is made of, each with the step that leads to it."""
    match type_:
        case ObjectType():
            for field in type_.fields:
                yield f".{field.name}", field.type
        case ArrayType() | PaginationResultType():
            yield "[]", type_.item
        case RecordType():
            yield "{key}", type_.key
            yield "{value}", type_.value
        case UnionType():
            for number, member in enumerate(type_.members):
                yield f"|{number}", member
        case _:
            return


def walk(id_: str, type_: Type) -> Iterator[tuple[str, Type]]:
    """Yield a type and all its parts, parents first, each with its id; named shapes are not entered."""
    yield id_, type_
    for step, child in children(type_):
        yield from walk(id_ + step, child)
