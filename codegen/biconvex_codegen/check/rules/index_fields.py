"""The rule for the fields of a database index: at least one, each once, and none that the index has by itself."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.nodes import Index
from ...source import At, Part
from ..field_paths import malformed
from ..index import AppIndex, all_tables


def index_fields(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every index without fields, and every field that an index cannot have."""
    for table in all_tables(known.app):
        for index in table.indexes:
            if not index.fields:
                message = f'the index "{index.name}" has no fields'
                yield Diagnostic(Code.INVALID_INDEX, message, At(index.id, Part.NAME), help="name at least one field")
            yield from _of_index(index)


def _of_index(index: Index) -> Iterator[Diagnostic]:
    for number, path in enumerate(index.fields):
        fault = _fault(index, number, path)
        if fault is not None:
            message, help_ = fault
            yield Diagnostic(Code.INVALID_INDEX, message, At(index.id, number), help=help_)


def _fault(index: Index, number: int, path: str) -> tuple[str, str] | None:
    wrong = malformed(path)
    if wrong is not None:
        return f'the field path "{path}" {wrong}', 'write field names, with a dot between: "address.city"'
    if path in index.fields[:number]:
        return f'the index "{index.name}" has the field "{path}" twice', "remove one of them"
    if path == "_creationTime":
        return f'the index "{index.name}" ends in "_creationTime" by itself', "remove it"
    if path == "_id":
        return f'the index "{index.name}" cannot index "_id"', "remove it, and use get(id)"
    if any(name.startswith("_") for name in path.split(".")):
        return f'the field path "{path}" has a part that begins with "_"', "index another field"
    return None
