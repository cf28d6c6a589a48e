"""What an app is on the wire, as plain data: from facts and from an IR alike, so that both can be held together."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from biconvex_codegen.ir.nodes import CheckedApp, Index, SearchIndex, VectorIndex
from biconvex_codegen.ir.types import (
    AnyType,
    IntegerType,
    ObjectType,
    Type,
)
from tests.convex_json import type_json

from .facts import AppFacts, FunctionFacts, TableFacts
from .forced import parts

Lines: TypeAlias = dict[str, str]
"""Things by what they are called, each as one line of text."""

_NO_APP = CheckedApp(None, (), (), (), (), ())


def of_facts(app: AppFacts) -> Lines:
    """Return what the facts say."""
    found: Lines = {"schema": json.dumps({"validation": app.validation})}
    for table in app.tables:
        found.update(_of_table(table, _NO_APP))
    for module in app.modules:
        for function in module.functions:
            found[f"{module.path}:{function.name}"] = _of_function(function, _NO_APP)
        found.update({f"{module.path}:{name}": '"http action"' for name in module.http_actions})
    return found


def _of_table(table: TableFacts, app: CheckedApp) -> Iterator[tuple[str, str]]:
    yield f"table {table.name}", json.dumps(type_json(table.document, app))
    indexes: tuple[Index | SearchIndex | VectorIndex, ...] = (
        *table.indexes,
        *table.search_indexes,
        *table.vector_indexes,
    )
    for index in indexes:
        yield f"table {table.name}:{index.name}", _of_index(index)


def _of_index(index: Index | SearchIndex | VectorIndex) -> str:
    """Return an index; the order of filters, which Convex keeps as a set, is that of the source all the same."""
    match index:
        case Index():
            return json.dumps(["index", index.staged, index.fields])
        case SearchIndex():
            return json.dumps(["search", index.staged, index.search_field, index.filter_fields])
        case VectorIndex():
            return json.dumps(["vectors", index.staged, index.vector_field, index.dimensions, index.filter_fields])


def _of_function(function: FunctionFacts, app: CheckedApp) -> str:
    args = type_json(function.args or AnyType(), app)
    returns = type_json(function.returns or AnyType(), app)
    return json.dumps([function.visibility.value, function.kind.value, args, returns])


def of_ir(app: CheckedApp) -> Lines:
    """Return what an IR says; a result that is not checked is any, as one that may be anything."""
    if app.schema is None:
        raise AssertionError("the app has no schema")
    found: Lines = {"schema": json.dumps({"validation": app.schema.validation})}
    for table in app.tables:
        indexes = (table.indexes, table.search_indexes, table.vector_indexes)
        found.update(_of_table(TableFacts(table.name, table.document, *indexes), app))
    for function in app.functions:
        args = None if function.args is None else ObjectType(tuple(each.field for each in function.args))
        facts = FunctionFacts(function.name, function.kind, function.visibility, args, function.returns)
        found[f"{function.module}:{function.name}"] = _of_function(facts, app)
    found.update({f"{each.module}:{each.name}": '"http action"' for each in app.http_actions})
    return found


def text_of(type_: Type, app: CheckedApp = _NO_APP) -> str:
    """Return a type as Convex's JSON, named types as what they stand for, fields in the order of their names."""
    return json.dumps(type_json(type_, app), sort_keys=True)


def names_of(app: CheckedApp) -> Lines:
    """Return what things of an IR are called in Python."""
    found: Lines = {f"table {each.name}": each.class_name for each in app.tables}
    for function in app.functions:
        arguments = ", ".join(sorted(f"{each.field.name}={each.python_name}" for each in function.args or ()))
        names = f"{function.python_module} {function.python_name} {function.handler}"
        found[f"{function.module}:{function.name}"] = f"{names} ({arguments})"
    for action in app.http_actions:
        found[f"{action.module}:{action.name}"] = f"{action.python_module} {action.handler}"
    found.update({each.id: f"{each.method} {each.path} {each.handler}" for each in app.routes})
    found.update({each.id: f"{each.schedule} {each.target} {each.arguments}" for each in app.crons})
    return found


def narrowed(app: CheckedApp) -> int:
    """Return how many numbers an app narrows to integers."""
    types = [*(table.document for table in app.tables), *(shape.type for shape in app.shapes)]
    for function in app.functions:
        types += (each.field.type for each in function.args or ())
        types += () if function.returns is None else (function.returns,)
    return sum(isinstance(part, IntegerType) for type_ in types for part in parts(type_))


def regardless_of_order(lines: Lines) -> Lines:
    """Return the same with the fields of objects in the order of their names."""
    return {name: json.dumps(json.loads(line), sort_keys=True) for name, line in lines.items()}


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return what differs, a line each, around the first letter that does."""
    found = [f"{name} is missing on the second side" for name in one.keys() - other.keys()]
    found += [f"{name} is missing on the first side" for name in other.keys() - one.keys()]
    changed = (name for name in one.keys() & other.keys() if one[name] != other[name])
    return sorted([*found, *(f"{name}: {_around(one[name], other[name])}" for name in changed)])


def _around(one: str, other: str) -> str:
    same = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    part = slice(max(same - 60, 0), same + 60)
    return f"{one[part]!r} is {other[part]!r}"
