"""What the rows of tables are called in the generated data model, and which names are made of a row's."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..ir.naming import row_class_name
from ..ir.types import ObjectType
from ..ir.walk import walk
from .values import SchemaValue, TableValue, Validator


def class_names(schema: SchemaValue) -> dict[str, str]:
    """Return the class name of each table's row: the one that `doc=` gives, or the one that the table's name makes."""
    return {name: class_name(name, table) for name, _, table in schema.tables}


def class_name(name: str, table: TableValue) -> str:
    """Return the class name of a table's row."""
    return row_class_name(name) if table.class_name is None else table.class_name[0]


@dataclass(frozen=True, slots=True)
class MadeOfRow:
    """What the data model has of a row: names with these endings, and of its objects, which begin with their field.

    `fields` is None where nobody knows the objects yet.
    """

    endings: frozenset[str]
    fields: frozenset[str] | None

    def has(self, ending: str) -> bool:
        """Say whether there may be a name that ends so behind the row's."""
        bare = ending.replace("_", "").casefold()
        return ending in self.endings or self.fields is None or any(map(bare.startswith, self.fields))


def made_of_rows(schema: SchemaValue | None) -> Mapping[str, MadeOfRow]:
    """Return what the data model has of each row, by its class name."""
    made: dict[str, MadeOfRow] = {}
    for name, _, table in schema.tables if schema is not None else ():
        kinds = {index.kind for index in table.indexes if not index.staged}
        endings = [*("", "Id", "Fields", "Patch", "Indexes")]
        endings += ["Search"] if "search" in kinds else []
        endings += ["Vectors"] if "vector" in kinds else []
        made[class_name(name, table)] = MadeOfRow(frozenset(endings), _fields_of_objects(table))
    return made


def _fields_of_objects(table: TableValue) -> frozenset[str] | None:
    """Return the fields of a document that hold objects, in one case and without underscores."""
    type_ = table.document.type if isinstance(table.document, Validator) else None
    if not isinstance(type_, ObjectType):
        return None
    holding = (field for field in type_.fields if any(isinstance(each, ObjectType) for _, each in walk("", field.type)))
    return frozenset(field.name.replace("_", "").casefold() for field in holding)
