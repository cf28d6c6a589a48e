"""The rule for vector indexes: a field that can hold floats, 2 to 4096 dimensions, and filter fields that differ."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic
from ...ir.nodes import Table, VectorIndex
from ...ir.types import AnyType, ArrayType, IntegerType, NumberType, Type
from ...source import At, Part
from ..field_paths import fields_where, malformed, reached
from ..filter_fields import filter_faults
from ..index import AppIndex, all_tables

FEWEST, MOST = 2, 4096


def vector_indexes(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every vector index over a field that is never a vector, of a wrong size, or with faulty filter fields."""
    for table in all_tables(known.app):
        for index in table.vector_indexes:
            yield from _main_field(known, table, index)
            yield from _dimensions(index)
            yield from filter_faults(index, Code.INVALID_VECTOR_INDEX)


def _main_field(known: AppIndex, table: Table, index: VectorIndex) -> Iterator[Diagnostic]:
    at = At(index.id, Part.VALUE)
    path = index.vector_field
    wrong = malformed(path)
    if wrong is not None:
        message = f'the vector field "{path}" {wrong}'
        yield Diagnostic(Code.INVALID_VECTOR_INDEX, message, at, help="name one field that holds v.array(v.number())")
        return
    types = reached(known, table, path) if known.is_enforced else ()
    if types and not any(_can_be_vector(type_) for type_ in types):
        message = f'the vector field "{path}" of the table "{table.name}" never holds an array of numbers'
        fitting = fields_where(known, table, _can_be_vector)
        help_ = f"index a field that is v.array(v.number()){fitting}"
        yield Diagnostic(Code.INVALID_VECTOR_INDEX, message, at, help=help_)


def _can_be_vector(type_: Type) -> bool:
    match type_:
        case AnyType() | ArrayType(item=AnyType() | NumberType() | IntegerType()):
            return True
        case _:
            return False


def _dimensions(index: VectorIndex) -> Iterator[Diagnostic]:
    if not FEWEST <= index.dimensions <= MOST:
        message = f"a vector has {FEWEST} to {MOST} dimensions, not {index.dimensions}"
        help_ = "write the size of the vectors that your model makes"
        yield Diagnostic(Code.INVALID_VECTOR_INDEX, message, At(index.id, Part.TYPE), help=help_)
