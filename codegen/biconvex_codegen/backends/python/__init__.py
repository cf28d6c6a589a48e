"""The Python backend: stubs that carry the types, and modules of constant text that cost nothing to import."""

from collections.abc import Iterator

from ...ir.nodes import CheckedApp
from ..artifact import Artifact
from ..marker import PYTHON_HEAD
from ..names import Taken
from ..templating import render
from .data_model import data_model_stub, exports, names_module
from .database import database_stub, ids_stub
from .directory import Directory, class_names, directory
from .imports import Imports
from .indexes import attributes
from .references import reference_stubs
from .shapes import shape_stubs
from .stub import stub
from .tables import TableStub, table_stub

_CONSTANT = ("__init__.py", "api.py", "api.pyi", "data_model.py", "server.py", "server.pyi")


def emit(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return the Python side of an app: every file below the output folder whose name ends in `.py` or `.pyi`."""
    names = directory(app)
    return (
        *(Artifact(path, render(f"python/{path}.j2", {"head": PYTHON_HEAD})) for path in _CONSTANT),
        database_stub(app.tables, names),
        *_tables(app, names),
        *reference_stubs(app, names),
        *shape_stubs(app, names),
    )


def _tables(app: CheckedApp, names: Directory) -> Iterator[Artifact]:
    stubs = _table_stubs(app, names)
    exported = exports(app.tables, names, {name: each.objects for name, each in stubs.items()})
    yield names_module(exported)
    yield data_model_stub(exported)
    if stubs:
        yield stub("tables/__init__.pyi", Imports(depth=1), ())
        yield ids_stub(app.tables, names)
        yield from (each.artifact for each in stubs.values())


def _table_stubs(app: CheckedApp, names: Directory) -> dict[str, TableStub]:
    indexes = (name for table in app.tables for name in attributes(table))
    taken = Taken((*class_names(names.tables.values()), *indexes))
    return {table.name: table_stub(table, names, taken) for table in app.tables}
