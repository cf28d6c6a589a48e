"""What search and vector indexes ask of their filter fields: well-formed paths, each once."""

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..ir.nodes import SearchIndex, VectorIndex
from ..source import At
from .field_paths import malformed


def filter_faults(index: SearchIndex | VectorIndex, code: Code) -> Iterator[Diagnostic]:
    """Yield a diagnostic of this code for every filter field that is no path or is listed twice."""
    for number, path in enumerate(index.filter_fields):
        at = At(index.id, number)
        wrong = malformed(path)
        if wrong is not None:
            help_ = 'write field names, with a dot between: "address.city"'
            yield Diagnostic(code, f'the filter field "{path}" {wrong}', at, help=help_)
        elif path in index.filter_fields[:number]:
            message = f'the index "{index.name}" lists the filter field "{path}" twice'
            yield Diagnostic(code, message, at, help="remove one of them")
