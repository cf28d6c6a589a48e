"""The small changes without which an app of the corpus cannot be written in this language; each is said."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from biconvex_codegen.ir.expand import SYSTEM_TABLES
from biconvex_codegen.ir.types import AnyType, ArrayType, IdType, ObjectType, RecordType, StringType, Type, UnionType

from .facts import AppFacts, FunctionFacts, ModuleFacts, TableFacts

_TEST = re.compile(r"test_.*|.*_test|conftest")


@dataclass(frozen=True, slots=True)
class Forced:
    """An app as it can be written, and what was changed for that, a line each."""

    app: AppFacts
    changes: tuple[str, ...]


def forced(app: AppFacts) -> Forced:
    """Return an app as it can be written; most are written as they are."""
    changes: list[str] = []
    modules = tuple(replace(each, path=_path(each.path, changes)) for each in app.modules)
    modules = tuple(_apart(each, {other.path for other in modules}, changes) for each in modules)
    changes += (
        f"{each.path}: a module beside a folder of its name is the folder's __init__.py"
        for each in modules
        if any(other.path.startswith(f"{each.path}/") for other in modules)
    )
    changes += (
        f"{each.path}: a default export is a function called default"
        for each in modules
        if any(function.name == "default" for function in each.functions)
    )
    tables = tuple(_without_reserved(each, changes) for each in app.tables)
    known = {each.name for each in tables}
    dangling = Counter(name for name in _tables_named(tables, modules) if name not in known)
    for name in sorted(name for name in dangling if not name.startswith("_")):
        changes.append(f"{name}: a table that ids name and the schema lacks is any")
        tables = (*tables, TableFacts(name, AnyType()))
    unknown = {name for name in dangling if name.startswith("_") and name not in SYSTEM_TABLES}
    changed = replace(app, tables=tables, modules=modules)
    if unknown:
        changes += (f"{name}: an id of a system table that is not here is a string" for name in sorted(unknown))
        changed = _each_type(changed, lambda type_: _known_id(type_, unknown))
    return Forced(changed, tuple(changes))


def mapped(type_: Type, change: Callable[[Type], Type]) -> Type:
    """Return a type with each part, then the whole, as `change` gives it."""
    match type_:
        case ArrayType():
            return change(ArrayType(mapped(type_.item, change)))
        case RecordType():
            return change(RecordType(mapped(type_.key, change), mapped(type_.value, change)))
        case UnionType():
            return change(UnionType(tuple(mapped(each, change) for each in type_.members)))
        case ObjectType():
            fields = (replace(each, type=mapped(each.type, change)) for each in type_.fields)
            return change(ObjectType(tuple(fields)))
        case _:
            return change(type_)


def parts(type_: Type) -> Iterator[Type]:
    """Yield a type and all its parts, parents first."""
    yield type_
    match type_:
        case ArrayType():
            yield from parts(type_.item)
        case RecordType():
            yield from parts(type_.key)
            yield from parts(type_.value)
        case UnionType():
            for member in type_.members:
                yield from parts(member)
        case ObjectType():
            for field in type_.fields:
                yield from parts(field.type)
        case _:
            return


def _path(path: str, changes: list[str]) -> str:
    found = "/".join(_segment(each) for each in path.split("/"))
    if found != path:
        changes.append(f"{path}: the module is {found}")
    return found


def _segment(segment: str) -> str:
    """Return a part of a path that a module of Python can have, and that registers functions."""
    bare = re.sub(r"[^A-Za-z0-9_]", "_", segment).lstrip("_")
    bare = f"n{bare}" if bare[:1].isdigit() else bare
    return bare.replace("_", "") if _TEST.fullmatch(bare) else bare


def _apart(module: ModuleFacts, paths: AbstractSet[str], changes: list[str]) -> ModuleFacts:
    """Return a module whose functions have other names than the modules below it."""
    functions: list[FunctionFacts] = []
    for function in module.functions:
        path = f"{module.path}/{function.name}"
        if any(other == path or other.startswith(f"{path}/") for other in paths):
            changes.append(f"{module.path}:{function.name}: a function beside a module of its name has a 2 at its end")
            functions.append(replace(function, name=f"{function.name}2"))
        else:
            functions.append(function)
    return replace(module, functions=tuple(functions))


def _without_reserved(table: TableFacts, changes: list[str]) -> TableFacts:
    """Return a table without fields of its own that begin with an underscore: Convex drops them silently."""
    dropped: set[str] = set()

    def kept(document: Type) -> Type:
        match document:
            case ObjectType():
                dropped.update(each.name for each in document.fields if each.name.startswith("_"))
                return ObjectType(tuple(each for each in document.fields if not each.name.startswith("_")))
            case UnionType():
                return UnionType(tuple(map(kept, document.members)))
            case _:
                return document

    changed = replace(table, document=kept(table.document))
    changes += (f"{table.name}.{name}: Convex drops this field, and so do we" for name in sorted(dropped))
    return changed


def _tables_named(tables: Iterable[TableFacts], modules: Iterable[ModuleFacts]) -> Iterator[str]:
    for type_ in types_of(tables, modules):
        yield from (each.table for each in parts(type_) if isinstance(each, IdType))


def types_of(tables: Iterable[TableFacts], modules: Iterable[ModuleFacts]) -> Iterator[Type]:
    """Yield the types of all documents, arguments and results."""
    yield from (table.document for table in tables)
    for module in modules:
        for function in module.functions:
            yield from (each for each in (function.args, function.returns) if each is not None)


def _known_id(type_: Type, unknown: AbstractSet[str]) -> Type:
    return StringType() if isinstance(type_, IdType) and type_.table in unknown else type_


def _each_type(app: AppFacts, change: Callable[[Type], Type]) -> AppFacts:
    return replace(
        app,
        tables=tuple(replace(each, document=mapped(each.document, change)) for each in app.tables),
        modules=tuple(
            replace(module, functions=tuple(_changed(each, change) for each in module.functions))
            for module in app.modules
        ),
    )


def _changed(function: FunctionFacts, change: Callable[[Type], Type]) -> FunctionFacts:
    args = None if function.args is None else mapped(function.args, change)
    returns = None if function.returns is None else mapped(function.returns, change)
    return replace(function, args=args if isinstance(args, ObjectType) else None, returns=returns)
