"""A program that runs one compiled app in memory, and prints what goes wrong, a line each."""

import asyncio
import importlib
import json
import pickle
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

from biconvex import UNSET, ConvexError
from biconvex.errors import ArgumentValidationError, BiconvexError, ValidationError
from biconvex.runtime.contexts import RuntimeActionCtx
from biconvex.testing import TestApp, open_app
from biconvex_codegen.backends.names import attribute
from biconvex_codegen.ir.naming import reference_name
from biconvex_codegen.ir.types import AnyType, IntegerType, ObjectType

from ..type_values import is_inhabited
from .facts import AppFacts, FunctionFacts, TableFacts
from .values import Values, misfits, same

Anything = Any  # of an app whose types nobody knows here
_DOCUMENTS = 4


async def problems(source: Path, facts: AppFacts) -> AsyncIterator[str]:
    """Open an app and yield what goes wrong in it."""
    sys.path.insert(0, str(source.parent))
    async with open_app(source) as t:
        for table in facts.tables:
            if is_inhabited(table.document):
                for problem in await TriedTable(t, facts, table).problems():
                    yield f"table {table.name}: {problem}"
        for function in tried_functions(source, facts):
            for problem in await function.problems(t):
                yield f"{function.path}: {problem}"


class TriedTable:
    """Tries one table: documents in, out through every index, and those that do not fit."""

    def __init__(self, t: TestApp, facts: AppFacts, table: TableFacts) -> None:
        self._t = t
        self._table = table
        self._is_checked = facts.validation
        vectors = {each.vector_field: [0.5] * each.dimensions for each in table.vector_indexes}
        self._values = Values(t._app.engine.database.ids.new, vectors)

    async def problems(self) -> list[str]:
        """Return what goes wrong."""
        documents = [self._document(which) for which in range(_DOCUMENTS)]

        async def kept(ctx: Anything) -> list[str]:
            return await self._kept(ctx, documents)

        async def refused(ctx: Anything) -> list[str]:
            return [problem for document in documents for problem in await self._refused(ctx, document)]

        try:
            found = [*await self._t.run(kept), *await self._through_vectors(documents[0])]
            return [*found, *(await self._t.run(refused) if self._is_checked else ())]
        except BiconvexError as error:
            return [f"{type(error).__name__}: {error}"]

    def _document(self, which: int) -> dict[str, object]:
        if isinstance(self._table.document, AnyType):
            return {"name": "any", "deep": {"a": [1.0, None]}, "which": float(which)}
        made = self._values.of(self._table.document, which)
        assert isinstance(made, dict)
        return made

    async def _kept(self, ctx: Anything, documents: list[dict[str, object]]) -> list[str]:
        table = getattr(ctx.db, attribute(self._table.name))
        found: list[str] = []
        for document in documents:
            id_ = await table.insert(document)
            read = await table.get(id_)
            own = {name: value for name, value in read.items() if not name.startswith("_")}
            if not same(own, document):
                found.append(f"{document} is read as {own}")
            for name, query in self._queries(table, read):
                if id_ not in [each["_id"] async for each in query]:
                    found.append(f"the index {name} does not find {document}")
        return found

    def _queries(self, table: Anything, document: Mapping[str, object]) -> Iterator[tuple[str, Anything]]:
        """Yield queries that find a document: all its values by each index, its text by each search index."""
        yield "by_creation_time", table.index.by_creation_time.eq("_creationTime", document["_creationTime"])
        for index in self._table.indexes:
            if not index.staged:
                query = getattr(table.index, attribute(index.name))
                for path in index.fields:
                    query = query.eq(path, at(document, path))
                yield index.name, query
        for search in self._table.search_indexes:
            text = at(document, search.search_field)
            if not search.staged and isinstance(text, str) and any(map(str.isalnum, text)):
                filters = {_keyword(path): at(document, path) for path in search.filter_fields}
                yield search.name, getattr(table.search, attribute(search.name))(text, **filters)

    async def _through_vectors(self, document: dict[str, object]) -> list[str]:
        """Look for a document by its vectors, as an action does."""
        found: list[str] = []
        for index in self._table.vector_indexes:
            vector = at(document, index.vector_field)
            if index.staged or not isinstance(vector, list) or len(vector) != index.dimensions:
                continue
            ctx: Anything = RuntimeActionCtx(self._t._app.engine, None)
            search = getattr(getattr(ctx.vector_search, attribute(self._table.name)), attribute(index.name))
            filters = {_keyword(path): at(document, path) for path in index.filter_fields}
            if not await search(vector, **filters).take(10):
                found.append(f"the vector index {index.name} does not find {document}")
        return found

    async def _refused(self, ctx: Anything, document: dict[str, object]) -> list[str]:
        table = getattr(ctx.db, attribute(self._table.name))
        found: list[str] = []
        for what, wrong in misfits(document, self._table.document):
            try:
                await table.insert(wrong)
            except ValidationError:
                continue
            found.append(f"{what} is taken: {wrong}")
        return found


def _keyword(path: str) -> str:
    return attribute(path.replace(".", "__"))


def at(document: Mapping[str, object], path: str) -> object:
    """Return what stands at a path of a document; UNSET where nothing does."""
    value: object = document
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            return UNSET
        value = value[part]
    return value


class TriedFunction:
    """Tries one function, through the reference that the generated package gives."""

    def __init__(self, raw: Mapping[str, Anything], root: Anything, facts: FunctionFacts) -> None:
        self.path = f"{raw['module']}:{raw['name']}"
        self._kind = facts.kind.value
        self._args = None if facts.args is None else _as_narrowed(facts.args, raw)
        parts = (*map(reference_name, raw["python_module"].split(".")), raw["python_name"])
        self._reference = reduce(getattr, parts, root)
        self._names = {each["field"]["name"]: each["python_name"] for each in raw.get("args") or ()}

    async def problems(self, t: TestApp) -> list[str]:
        """Return what goes wrong when it is called with arguments that fit, and with others."""
        values = Values(t._app.engine.database.ids.new)
        args = self._args
        if args is None:
            return await self._outcome(t, "", {"whatever": 1.0}, ConvexError)
        if not is_inhabited(args):
            return []
        absent = [each.name for each in args.fields if each.optional]
        found: list[str] = []
        for which in range(_DOCUMENTS):
            given = values.of(args, which)
            assert isinstance(given, dict)
            found += await self._outcome(t, "", given, ConvexError)
            for what, wrong in misfits(given, args):
                if any(wrong.get(name, "") is None is not given.get(name) for name in absent):
                    continue  # in a call, None is no argument where it may be missing
                found += await self._outcome(t, what, wrong, ArgumentValidationError)
        return found

    async def _outcome(
        self, t: TestApp, what: str, given: Mapping[str, object], expected: type[BiconvexError]
    ) -> list[str]:
        """Call the function, and return what came instead of what was expected."""
        keywords = {self._names.get(name, name): value for name, value in given.items()}
        try:
            await getattr(t, self._kind)(self._reference(**keywords))
        except ConvexError as error:
            return [] if expected is ConvexError and error.data == self.path else [f"{what}: {given} reaches {error}"]
        except expected:
            return []
        except Exception as error:  # noqa: BLE001  whatever comes is what this is to say
            return [f"{what}: {given} gives {type(error).__name__}: {error}"]
        return [f"{what}: {given} comes back"]


def _as_narrowed(args: ObjectType, raw: Mapping[str, Anything]) -> ObjectType:
    """Return arguments with integers where an `int` of the source narrows a number."""
    narrow = {each["field"]["name"] for each in raw.get("args") or () if each["field"]["type"]["kind"] == "integer"}
    return ObjectType(tuple(replace(each, type=IntegerType()) if each.name in narrow else each for each in args.fields))


def tried_functions(source: Path, facts: AppFacts) -> Iterator[TriedFunction]:
    """Yield the functions of a compiled app, in the order of its IR."""
    by_path = {f"{module.path}:{each.name}": each for module in facts.modules for each in module.functions}
    app = json.loads((source / "_generated" / "ir.json").read_text(encoding="utf-8"))["app"]
    api = importlib.import_module(f"{source.name}._generated.api")
    roots = {"public": api.api, "internal": api.internal}
    for raw in app["functions"]:
        yield TriedFunction(raw, roots[raw["visibility"]], by_path[f"{raw['module']}:{raw['name']}"])


async def _main() -> None:
    source, facts = map(Path, sys.argv[1:])
    async for problem in problems(source, pickle.loads(facts.read_bytes())):
        print(problem.replace("\n", " ")[:2000])


if __name__ == "__main__":
    asyncio.run(_main())
