"""Vector indexes of PostgreSQL, with pgvector."""

from collections.abc import Iterator

from ....ir.nodes import VectorIndex
from ..columns import ColumnNames
from ..comments import comment_text
from ..dialect import NamedTable
from ..names import Namespace
from ..parts import ColumnPart, PathPart, value_part
from ..physical import Index, IndexPart, Method
from ..storage import Storage
from .expressions import in_schema, path_json
from .functions import COMPONENTS, JSON_COMPONENTS

_MOST_SINGLE = 2000
"""Dimensions that an index holds in single precision; pgvector's limit."""

_MOST_HALF = 4000
"""Dimensions that an index holds in half precision; beyond, it holds the signs."""

_LARGEST_SINGLE = "3e38"
_LARGEST_HALF = "65504"


def vector_indexes(table: NamedTable, relations: Namespace) -> Iterator[Index]:
    """Yield an index by distance for each vector index; vectors that do not fit are left out of it, not refused."""
    for index in sorted(table.stored.table.vector_indexes, key=lambda each: each.name):
        part = value_part(table.stored, index.vector_field, table.definitions)
        if isinstance(part, PathPart) or part.storage is Storage.VECTOR:
            yield Index(
                relations.claim(f"{table.name}__{index.name}"),
                index.name,
                Method.HNSW,
                unique=False,
                parts=(_key(index, part, table.names),),
                comment=comment_text(index.notes),
            )


def _key(index: VectorIndex, part: ColumnPart | PathPart, names: ColumnNames) -> IndexPart:
    dimensions = index.dimensions
    calls = (JSON_COMPONENTS if isinstance(part, PathPart) else COMPONENTS,)
    source = path_json(part, names) if isinstance(part, PathPart) else names.column(part.field)
    if dimensions <= _MOST_SINGLE:
        sql = f"({_components(source, dimensions, _LARGEST_SINGLE)}::vector({dimensions}))"
        return IndexPart(sql, operator_class="vector_cosine_ops", calls=calls)
    if dimensions <= _MOST_HALF:
        sql = f"({_components(source, dimensions, _LARGEST_HALF)}::halfvec({dimensions}))"
        return IndexPart(sql, operator_class="halfvec_cosine_ops", calls=calls)
    signs = f"binary_quantize({_components(source, dimensions, _LARGEST_SINGLE)}::vector({dimensions}))"
    return IndexPart(f"({signs}::bit({dimensions}))", operator_class="bit_hamming_ops", calls=calls)


def _components(source: str, dimensions: int, largest: str) -> str:
    return f"{in_schema(COMPONENTS)}({source}, {dimensions}, {largest})"
