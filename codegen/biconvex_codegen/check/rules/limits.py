"""The rule for what Convex counts: tables, modules, indexes and their fields, fields and depth of objects."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.nodes import Index, Table
from ...ir.types import ArrayType, ObjectType, RecordType, ShapeType, Type, UnionType
from ...ir.walk import children
from ...source import At, Part
from ..index import AnyIndex, AppIndex, all_functions, all_tables, indexes_of

MOST_TABLES = 10_000
MOST_MODULES = 4096
MOST_INDEXES = 64
# Sixteen with the creation time that every index ends in.
MOST_INDEX_FIELDS = 15
MOST_FILTER_FIELDS = 16
MOST_FIELDS = 1024
# A document counts as the first level.
DEEPEST_DOCUMENT = 16
DEEPEST_VALUE = 64


def limits(known: AppIndex) -> Iterator[Diagnostic]:
    """Report everything that exceeds a limit of Convex, at the first thing that is too much."""
    tables = all_tables(known.app)
    if len(tables) > MOST_TABLES:
        yield _exceeded(At(tables[MOST_TABLES].id, Part.NAME), "the schema", len(tables), "tables", MOST_TABLES)
    yield from _modules(known)
    for table in tables:
        yield from _indexes(table)
        depth = _depth(known, table.document)
        if depth > DEEPEST_DOCUMENT:
            what = f'a document of the table "{table.name}"'
            yield _exceeded(At(table.id, Part.NAME), what, depth, "levels", DEEPEST_DOCUMENT)
        else:
            yield from _levels(At(table.id, Part.NAME), table.document)
    for function in known.app.functions:
        for argument in function.args or ():
            depth = _depth(known, argument.field.type)
            # The arguments themselves are one more object.
            if depth + 1 > DEEPEST_VALUE:
                what = f'the argument "{argument.field.name}"'
                yield _exceeded(At(argument.id, Part.NAME), what, depth, "levels", DEEPEST_VALUE - 1)
            else:
                yield from _levels(At(argument.id, Part.NAME), argument.field.type)
        if function.returns is not None:
            yield from _levels(At(f"{function.id}->"), function.returns)
    yield from _fields(known)


def _exceeded(at: At, what: str, count: int, things: str, most: int) -> Diagnostic:
    message = f"{what} has {count:,} {things}, and at most {most:,} are allowed"
    return Diagnostic(Code.LIMIT_EXCEEDED, message, at, help=f"keep to {most:,} {things}")


def _modules(known: AppIndex) -> Iterator[Diagnostic]:
    modules: dict[str, At] = {}
    for function in all_functions(known.app):
        modules.setdefault(function.module, At(function.id, Part.NAME))
    if len(modules) > MOST_MODULES:
        yield _exceeded(tuple(modules.values())[MOST_MODULES], "the app", len(modules), "modules", MOST_MODULES)


def _indexes(table: Table) -> Iterator[Diagnostic]:
    indexes = indexes_of(table)
    if len(indexes) > MOST_INDEXES:
        at = At(indexes[MOST_INDEXES].id, Part.NAME)
        yield _exceeded(at, f'the table "{table.name}"', len(indexes), "indexes", MOST_INDEXES)
    for index in indexes:
        yield from _index_fields(index)


def _index_fields(index: AnyIndex) -> Iterator[Diagnostic]:
    what = f'the index "{index.name}"'
    if isinstance(index, Index):
        if len(index.fields) > MOST_INDEX_FIELDS:
            at = At(index.id, MOST_INDEX_FIELDS)
            yield _exceeded(at, what, len(index.fields), "fields", MOST_INDEX_FIELDS)
    elif len(index.filter_fields) > MOST_FILTER_FIELDS:
        at = At(index.id, MOST_FILTER_FIELDS)
        yield _exceeded(at, what, len(index.filter_fields), "filter fields", MOST_FILTER_FIELDS)


def _fields(known: AppIndex) -> Iterator[Diagnostic]:
    for at, type_ in known.parts:
        if isinstance(type_, ObjectType) and len(type_.fields) > MOST_FIELDS:
            required = [field for field in type_.fields if not field.optional]
            # Optional ones may be left out, so that an object can have few enough.
            if len(required) > MOST_FIELDS:
                place = At(f"{at.id}.{required[MOST_FIELDS].name}", Part.NAME)
                yield _exceeded(place, "an object", len(required), "required fields", MOST_FIELDS)


def _levels(at: At, type_: Type) -> Iterator[Diagnostic]:
    """Report a type with more levels than a value can have, even where those may be missing: no backend follows it."""
    levels = _most_levels(type_)
    if levels > DEEPEST_VALUE:
        yield _exceeded(at, "this type", levels, "levels", DEEPEST_VALUE)


def _most_levels(type_: Type) -> int:
    return max((1 + _most_levels(child) for _, child in children(type_)), default=0)


def _depth(known: AppIndex, type_: Type) -> int:
    """Return how deep the shallowest value of a type is; a list may be empty, and an optional field missing."""
    match type_:
        case ObjectType():
            return 1 + max((_depth(known, field.type) for field in type_.fields if not field.optional), default=0)
        case ArrayType() | RecordType():
            return 1
        case UnionType():
            return min((_depth(known, member) for member in type_.members), default=0)
        case ShapeType():
            shape = known.shapes.get((type_.module, type_.name))
            return 0 if shape is None else _depth(known, shape.type)
        case _:
            return 0
