"""What a type is made of once named types are looked up and unions are opened; it knows nothing of SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...ir.expand import PAGINATION_OPTIONS, document_type, pagination_result, tables_by_name
from ...ir.nodes import CheckedApp, Table
from ...ir.types import (
    DocumentType,
    PaginationOptionsType,
    PaginationResultType,
    ShapeType,
    Type,
    UnionType,
)


@dataclass(frozen=True, slots=True)
class Definitions:
    """The things of an app that a type may refer to by name."""

    shapes: Mapping[tuple[str, str], Type]
    tables: Mapping[str, Table]

    @staticmethod
    def of(app: CheckedApp) -> "Definitions":
        """Return the definitions of an app."""
        shapes = {(shape.module, shape.name): shape.type for shape in app.shapes}
        return Definitions(shapes, tables_by_name(app))

    def members(self, type_: Type) -> Iterator[Type]:
        """Yield what a value of the type may be: no union, and at the outside no named type."""
        match type_:
            case UnionType():
                for member in type_.members:
                    yield from self.members(member)
            case ShapeType():
                yield from self.members(self.shapes[type_.module, type_.name])
            case DocumentType():
                yield from self.members(document_type(self.tables[type_.table]))
            case PaginationOptionsType():
                yield PAGINATION_OPTIONS
            case PaginationResultType():
                yield pagination_result(type_.item)
            case _:
                yield type_
