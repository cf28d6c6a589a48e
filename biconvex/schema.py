"""Schemas: tables and their indexes as immutable values, which export themselves as Convex's JSON."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from .errors import SchemaDefinitionError
from .names import identifier_problem
from .table import Table
from .validators import Validator, VId
from .wire import is_object, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .exports import WireNames
    from .wire import Json

_SYSTEM_TABLES: Final = ("_storage", "_scheduled_functions")


class Schema:
    """The tables of an app, by name; made by `define_schema`."""

    __slots__ = ("schema_validation", "strict_table_name_types", "tables")

    tables: "Mapping[str, Table]"
    schema_validation: bool
    strict_table_name_types: bool

    def __init__(
        self, tables: "Mapping[str, Table]", *, schema_validation: bool, strict_table_name_types: bool
    ) -> None:
        checked = _checked(tables)
        if schema_validation:  # without it, documents may have any fields
            for name, table in checked.items():
                table.require_fields(name)
        object.__setattr__(self, "tables", MappingProxyType(checked))
        object.__setattr__(self, "schema_validation", schema_validation)
        object.__setattr__(self, "strict_table_name_types", strict_table_name_types)

    def doc(self, table: str) -> Validator:
        """Return the validator of a stored document: the table's, with `_id` and `_creationTime`."""
        if table not in self.tables:
            raise SchemaDefinitionError(f'there is no table "{table}"')
        return self.tables[table].document(table)

    def id(self, table: str) -> VId:
        """Return the validator of an id of a table, which has to be there."""
        if table not in self.tables and table not in _SYSTEM_TABLES:
            raise SchemaDefinitionError(f'there is no table "{table}"')
        return VId(table)

    def export(self, *, wire_names: "WireNames" = "camel") -> "dict[str, Json]":
        """Return the schema as Convex's JSON, tables and fields in the order in which they were given.

        `wire_names` is what the app's configuration says.
        """
        tables: list[Json] = [
            {"tableName": name, **table.export(wire_names=wire_names)} for name, table in self.tables.items()
        ]
        return {"tables": tables, "schemaValidation": self.schema_validation}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a schema is immutable: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a schema is immutable: {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schema):
            return NotImplemented
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def __copy__(self) -> "Self":
        return self

    def __deepcopy__(self, memo: "Mapping[int, object]") -> "Self":
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (dict(self.tables), self.schema_validation, self.strict_table_name_types)

    def __repr__(self) -> str:
        return f"<Schema of {', '.join(self.tables) or 'no tables'}>"

    def _identity(self) -> tuple[object, ...]:
        return (frozenset(self.tables.items()), self.schema_validation, self.strict_table_name_types)


def define_schema(
    tables: "Mapping[str, Table]", *, schema_validation: bool = True, strict_table_name_types: bool = True
) -> Schema:
    """Define the tables of an app; `schema.py` binds the result as `schema`.

    Without `schema_validation`, documents are not checked; without `strict_table_name_types`, the emitted types let
    tables through that are not in the schema.
    """
    return Schema(tables, schema_validation=schema_validation, strict_table_name_types=strict_table_name_types)


def _restore(
    tables: "Mapping[str, Table]",
    schema_validation: bool,  # noqa: FBT001  pickle passes by position
    strict_table_name_types: bool,  # noqa: FBT001
) -> Schema:
    return Schema(tables, schema_validation=schema_validation, strict_table_name_types=strict_table_name_types)


def _checked(tables: object) -> "dict[str, Table]":
    if not is_object(tables):
        raise SchemaDefinitionError(f"define_schema takes a dict of tables, not {shown(tables)}")
    checked: dict[str, Table] = {}
    for name, table in tables.items():
        if not isinstance(name, str):
            raise SchemaDefinitionError(f"a table is named by a string, not by {shown(name)}")
        problem = "names with an underscore in front are the system's" if name.startswith("_") else None
        problem = problem or identifier_problem(name)
        if problem is not None:
            raise SchemaDefinitionError(f"{shown(name)} cannot name a table: {problem}")
        if not isinstance(table, Table):
            raise SchemaDefinitionError(f'the table "{name}" is {shown(table)}, not define_table(...)')
        checked[name] = table
    return checked
