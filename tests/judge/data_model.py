"""The names of an app's data model, made of its live schema: for apps of which the compiler has written nothing."""

import builtins
from collections.abc import Iterator
from importlib import import_module
from keyword import iskeyword

from biconvex.schema import Schema

MODULE = """\
from tests.judge.data_model import Names
NAMES = Names()
"""
"""The text of `_names.py` that asks this module."""


class Names:
    """Names to what they are and their table, as far as the schema has been imported when one is asked for."""

    def get(self, name: str) -> tuple[str, str] | None:
        """Return the entry of a name."""
        return dict(_entries()).get(name)

    def __iter__(self) -> Iterator[str]:
        """Yield all names, for star imports."""
        return (name for name, _ in _entries())


def _entries() -> Iterator[tuple[str, tuple[str, str]]]:
    yield from ((name, ("system", name)) for name in ("StorageId", "ScheduledFunctionId"))
    schema = getattr(import_module("backend.schema"), "schema", None)
    if not isinstance(schema, Schema):
        return
    for table, definition in schema.tables.items():
        name = definition.class_name or _class_name(table)
        yield name, ("document", table)
        for ending, kind in (("Id", "id"), ("Fields", "fields"), ("Patch", "patch"), ("Indexes", "indexes")):
            yield f"{name}{ending}", (kind, table)
        for ending, kind, indexes in (
            ("Search", "search", definition.search_indexes),
            ("Vectors", "vectors", definition.vector_indexes),
        ):
            if any(not index.staged for index in indexes):
                yield f"{name}{ending}", (kind, table)


def _class_name(table: str) -> str:
    name = "".join(part[0].upper() + part[1:] for part in table.split("_") if part)
    return f"{name}_" if iskeyword(name) or hasattr(builtins, name) else name
