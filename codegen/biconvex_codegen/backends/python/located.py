"""Types together with the class name that an object in them gets; finds what stands at a field path."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ...ir.types import AnyType, LiteralType, ObjectType, ShapeType, Type, UnionType
from ..names import pascal
from .directory import ShapeClass

Shapes: TypeAlias = Mapping[tuple[str, str], ShapeClass]


@dataclass(frozen=True, slots=True)
class Located:
    """A type, and what a class of an object in it is named after: `DocumentAddress` for a document's `address`."""

    type: Type
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    """What may stand at a field path: values of these types, and whether there may be none."""

    types: tuple[Located, ...]
    may_be_missing: bool


def members(types: Iterable[Located]) -> tuple[Located, ...]:
    """Return the types without unions, objects that would be named alike with names of their own."""
    flat = tuple(_flattened(types))
    if len(flat) == 1:
        return flat
    objects: dict[str, list[ObjectType]] = {}
    for each in flat:
        if isinstance(each.type, ObjectType) and each.type not in objects.setdefault(each.path, []):
            objects[each.path].append(each.type)
    suffixes = {path: dict(zip(several, _suffixes(several), strict=True)) for path, several in objects.items()}
    return tuple(
        Located(each.type, each.path + suffixes[each.path][each.type]) if isinstance(each.type, ObjectType) else each
        for each in flat
    )


def find(document: Located, field_path: str, shapes: Shapes) -> Found:
    """Return what may stand at a field path of a document."""
    found = tuple(_descend(document, field_path.split("."), shapes))
    return Found(tuple(each for each in found if each is not None), None in found)


def _descend(here: Located, parts: Sequence[str], shapes: Shapes) -> Iterator[Located | None]:
    """Yield what stands at the end of the path, None where nothing may."""
    if not parts:
        yield here
        return
    for member in members((opened(here, shapes),)):
        match member.type:
            case AnyType():
                yield member
            case ObjectType():
                field = next((each for each in member.type.fields if each.name == parts[0]), None)
                if field is None or field.optional:
                    yield None
                if field is not None:
                    yield from _descend(Located(field.type, member.path + pascal(field.name)), parts[1:], shapes)
            case _:
                yield None


def opened(here: Located, shapes: Shapes) -> Located:
    """Return a type with what it stands for in place of its shapes, but not of those deeper inside."""
    match here.type:
        case ShapeType():
            return opened(Located(shapes[here.type.module, here.type.name].type, here.path), shapes)
        case UnionType():
            several = (opened(Located(each, here.path), shapes).type for each in here.type.members)
            return Located(UnionType(tuple(several)), here.path)
        case _:
            return here


def _flattened(types: Iterable[Located]) -> Iterator[Located]:
    for each in types:
        if isinstance(each.type, UnionType):
            yield from _flattened(Located(member, each.path) for member in each.type.members)
        else:
            yield each


def _suffixes(objects: Sequence[ObjectType]) -> Sequence[str]:
    """Return how objects of one union are told apart in names: by a literal that each has, else by numbers."""
    if len(objects) == 1:
        return ("",)
    numbers = [str(number) for number in range(1, len(objects) + 1)]
    return next(_tags(objects), numbers)


def _tags(objects: Sequence[ObjectType]) -> Iterator[list[str]]:
    for field in objects[0].fields:
        tags = [_tag(each, field.name) for each in objects]
        if all(tags) and len(set(tags)) == len(tags):
            yield tags


def _tag(object_: ObjectType, name: str) -> str:
    for field in object_.fields:
        if field.name == name and not field.optional:
            values = {each.type for each in _flattened((Located(field.type, ""),))}
            texts = [value.text for value in values if isinstance(value, LiteralType)]
            return pascal(texts[0]) if len(values) == len(texts) == 1 else ""
    return ""
