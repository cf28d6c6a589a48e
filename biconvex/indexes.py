"""The indexes of a table, and the rules of Convex that they keep; each looks at its own table alone."""

from typing import TYPE_CHECKING, Final, NamedTuple

from .errors import SchemaDefinitionError
from .field_paths import checked_path, checked_paths, reached
from .names import identifier_problem
from .validators import Notes, Validator, VAny, VArray, VFloat64, VId, VInteger, VLiteral, VString
from .wire import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .wire import Json

_RESERVED: Final = ("by_id", "by_creation_time")
_MOST_FIELDS: Final = 15  # sixteen, of which the creation time is one
_MOST_FILTERS: Final = 16
_DIMENSIONS: Final = range(2, 4097)
_MOST_INDEXES: Final = 64


class Index(NamedTuple):
    """An index over the values of some fields."""

    name: str
    fields: tuple[str, ...]
    unique: bool
    staged: bool
    notes: Notes

    @classmethod
    def checked(cls, name: str, fields: "Iterable[str]", *, unique: bool, staged: bool, notes: Notes) -> "Index":
        """Make one, or raise for what no index can be."""
        _require_name(name)
        paths = checked_paths(f'the index "{name}"', fields)
        if not paths:
            raise SchemaDefinitionError(f'the index "{name}" has no fields')
        if len(paths) > _MOST_FIELDS:
            raise SchemaDefinitionError(f'the index "{name}" has {len(paths)} fields, more than {_MOST_FIELDS}')
        for path in paths:
            if any(step.startswith("_") for step in path.split(".")):
                raise SchemaDefinitionError(f'the index "{name}" cannot have the system\'s field "{path}"')
        return cls(name, paths, unique, staged, notes)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field that it names."""
        return self.fields

    def export(self) -> "Json":
        """Return it as Convex's JSON, which knows no unique indexes."""
        return {"indexDescriptor": self.name, "fields": list(self.fields)}


class SearchIndex(NamedTuple):
    """A full-text index over one field."""

    name: str
    search_field: str
    filter_fields: tuple[str, ...]
    staged: bool
    notes: Notes

    @classmethod
    def checked(
        cls,
        name: str,
        *,
        search_field: str,
        filter_fields: "Iterable[str]",
        staged: bool,
        notes: Notes,
    ) -> "SearchIndex":
        """Make one, or raise for what no search index can be."""
        _require_name(name)
        where = f'the search index "{name}"'
        field = checked_path(where, search_field)
        return cls(name, field, _filters(where, filter_fields), staged, notes)

    def require_text(self, document: Validator) -> None:
        """Raise where the field that is searched can hold no string in any document."""
        if not any(map(_may_be_text, reached(document, self.search_field))):
            raise SchemaDefinitionError(
                f'the search index "{self.name}" cannot search "{self.search_field}", which can hold no string'
            )

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field that it names."""
        return (self.search_field, *self.filter_fields)

    def export(self) -> "Json":
        """Return it as Convex's JSON."""
        filters: list[Json] = list(self.filter_fields)
        return {"indexDescriptor": self.name, "searchField": self.search_field, "filterFields": filters}


class VectorIndex(NamedTuple):
    """A vector index over one field."""

    name: str
    vector_field: str
    dimensions: int
    filter_fields: tuple[str, ...]
    staged: bool
    notes: Notes

    @classmethod
    def checked(
        cls,
        name: str,
        *,
        vector_field: str,
        dimensions: int,
        filter_fields: "Iterable[str]",
        staged: bool,
        notes: Notes,
    ) -> "VectorIndex":
        """Make one, or raise for what no vector index can be."""
        _require_name(name)
        where = f'the vector index "{name}"'
        field = checked_path(where, vector_field)
        if isinstance(dimensions, bool) or dimensions not in _DIMENSIONS:
            raise SchemaDefinitionError(f"{where} has {shown(dimensions)} dimensions: from 2 to 4096 are possible")
        return cls(name, field, dimensions, _filters(where, filter_fields), staged, notes)

    def require_vectors(self, document: Validator) -> None:
        """Raise where the field can hold no array of numbers in any document."""
        if not any(map(_may_be_vector, reached(document, self.vector_field))):
            raise SchemaDefinitionError(
                f'the vector index "{self.name}" needs an array of numbers in "{self.vector_field}"'
            )

    @property
    def paths(self) -> tuple[str, ...]:
        """Every field that it names."""
        return (self.vector_field, *self.filter_fields)

    def export(self) -> "Json":
        """Return it as Convex's JSON."""
        return {
            "indexDescriptor": self.name,
            "vectorField": self.vector_field,
            "dimensions": self.dimensions,
            "filterFields": list(self.filter_fields),
        }


def require_names_once(indexes: "tuple[Index | SearchIndex | VectorIndex, ...]") -> None:
    """Raise for a name or fields that two indexes of one table share, and for too many indexes."""
    if len(indexes) > _MOST_INDEXES:
        raise SchemaDefinitionError(f"a table has at most {_MOST_INDEXES} indexes")
    names: set[str] = set()
    fields: dict[object, str] = {}
    for index in indexes:
        if index.name in names:
            raise SchemaDefinitionError(f'two indexes of one table are called "{index.name}"')
        names.add(index.name)
        same = fields.setdefault(_extent(index), index.name)
        if same != index.name:
            raise SchemaDefinitionError(
                f'the indexes "{same}" and "{index.name}" of one table are over the same fields'
            )


def _extent(index: "Index | SearchIndex | VectorIndex") -> object:
    """Return what no two indexes of a table may share."""
    match index:
        case Index():
            return ("index", index.fields)
        case SearchIndex():
            return ("search", index.search_field, frozenset(index.filter_fields))
        case VectorIndex():
            return ("vector", index.vector_field, index.dimensions)


def _require_name(name: object) -> None:
    if not isinstance(name, str):
        raise SchemaDefinitionError(f"an index is named by a string, not by {shown(name)}")
    problem = identifier_problem(name)
    if name in _RESERVED:
        problem = "every table has an index of this name"
    elif name.startswith("_") and not name.startswith("_fivetran"):  # Convex leaves those to a connector
        problem = "names with an underscore in front are the system's"
    if problem is not None:
        raise SchemaDefinitionError(f"{shown(name)} cannot name an index: {problem}")


def _filters(where: str, paths: "Iterable[object]") -> tuple[str, ...]:
    fields = checked_paths(where, paths)
    if len(fields) > _MOST_FILTERS:
        raise SchemaDefinitionError(f"{where} has {len(fields)} filter fields, more than {_MOST_FILTERS}")
    return fields


def _may_be_text(validator: Validator) -> bool:
    match validator:
        case VLiteral():
            return isinstance(validator.value, str)
        case _:
            return isinstance(validator, VAny | VString | VId)


def _may_be_vector(validator: Validator) -> bool:
    match validator:
        case VArray():
            return isinstance(validator.element, VAny | VFloat64 | VInteger)
        case _:
            return isinstance(validator, VAny)
