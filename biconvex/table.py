"""One table: the validator of its documents, and its indexes; each index method gives a new table."""

from typing import TYPE_CHECKING, NoReturn

from .errors import SchemaDefinitionError
from .field_paths import reached
from .indexes import Index, SearchIndex, VectorIndex, require_names_once
from .names import without_underscore
from .validators import Notes, Validator, VAny, VFloat64, VId, VObject, VUnion, checked_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Self

    from .exports import WireNames
    from .wire import Json


class Table:
    """A table, made by `define_table`: `validator` is its documents', `class_name` the name of the type of a row.

    `as_written` is the validator where the configuration of the app leaves names as they are written: another one
    where a table is a dataclass or a model, since the library does not know the configuration.
    """

    __slots__ = ("as_written", "class_name", "indexes", "notes", "search_indexes", "validator", "vector_indexes")

    validator: Validator
    as_written: Validator
    class_name: str | None
    notes: Notes
    indexes: tuple[Index, ...]
    search_indexes: tuple[SearchIndex, ...]
    vector_indexes: tuple[VectorIndex, ...]

    def __init__(
        self,
        validator: Validator,
        *,
        as_written: Validator | None = None,
        class_name: str | None = None,
        notes: Notes | None = None,
        indexes: tuple[Index, ...] = (),
        search_indexes: tuple[SearchIndex, ...] = (),
        vector_indexes: tuple[VectorIndex, ...] = (),
    ) -> None:
        _require_document(validator)
        require_names_once((*indexes, *search_indexes, *vector_indexes))
        values = (
            validator,
            as_written or validator,
            class_name,
            notes or Notes(),
            indexes,
            search_indexes,
            vector_indexes,
        )
        for name, value in zip(_PARTS, values, strict=True):
            object.__setattr__(self, name, value)

    def index(
        self,
        name: str,
        fields: "Iterable[str]",
        *,
        unique: bool = False,
        staged: bool = False,
        doc: str | None = None,
        deprecated: str | None = None,
        renamed_from: str | None = None,
    ) -> "Table":
        """Return the table with an index over `fields`, in their order; `unique` lets no two documents agree in them.

        A `staged` index is built beside the running app and cannot be read from yet.
        """
        index = Index.checked(name, fields, unique=unique, staged=staged, notes=Notes(doc, deprecated, renamed_from))
        return self._with(indexes=(*self.indexes, index))

    def search_index(
        self,
        name: str,
        *,
        search_field: str,
        filter_fields: "Iterable[str]" = (),
        staged: bool = False,
        doc: str | None = None,
        deprecated: str | None = None,
        renamed_from: str | None = None,
    ) -> "Table":
        """Return the table with a full-text index over `search_field`, filtered by `filter_fields`."""
        notes = Notes(doc, deprecated, renamed_from)
        index = SearchIndex.checked(
            name, search_field=search_field, filter_fields=filter_fields, staged=staged, notes=notes
        )
        return self._with(search_indexes=(*self.search_indexes, index))

    def vector_index(
        self,
        name: str,
        *,
        vector_field: str,
        dimensions: int,
        filter_fields: "Iterable[str]" = (),
        staged: bool = False,
        doc: str | None = None,
        deprecated: str | None = None,
        renamed_from: str | None = None,
    ) -> "Table":
        """Return the table with a vector index over `vector_field`, whose vectors have so many `dimensions`."""
        index = VectorIndex.checked(
            name,
            vector_field=vector_field,
            dimensions=dimensions,
            filter_fields=filter_fields,
            staged=staged,
            notes=Notes(doc, deprecated, renamed_from),
        )
        return self._with(vector_indexes=(*self.vector_indexes, index))

    def require_fields(self, name: str) -> None:
        """Raise for an index over a field that no document of the table, called `name`, can have, or have so."""
        indexes: tuple[Index | SearchIndex | VectorIndex, ...] = (
            *self.indexes,
            *self.search_indexes,
            *self.vector_indexes,
        )
        for index in indexes:
            for path in index.paths:
                if not (reached(self.validator, path) or reached(self.as_written, path)):
                    raise SchemaDefinitionError(
                        f'the table "{name}" has no field "{path}" for its index "{index.name}"'
                    )
        for search in self.search_indexes:
            search.require_text(self._with_field(search.search_field))
        for vector in self.vector_indexes:
            vector.require_vectors(self._with_field(vector.vector_field))

    def _with_field(self, path: str) -> Validator:
        """Return the validator of documents that have a field: as it is, or with names as they are written."""
        return self.validator if reached(self.validator, path) else self.as_written

    def document(self, name: str) -> Validator:
        """Return the validator of a stored document of the table, which is called `name` in its schema."""
        return _with_fields(self.validator, {"_id": VId(name), "_creationTime": VFloat64()})

    def export(self, *, wire_names: "WireNames" = "camel") -> "dict[str, Json]":
        """Return the table as Convex's JSON, without its name."""
        return {
            "indexes": _exported(self.indexes, staged=False),
            "stagedDbIndexes": _exported(self.indexes, staged=True),
            "searchIndexes": _exported(self.search_indexes, staged=False),
            "stagedSearchIndexes": _exported(self.search_indexes, staged=True),
            "vectorIndexes": _exported(self.vector_indexes, staged=False),
            "stagedVectorIndexes": _exported(self.vector_indexes, staged=True),
            "documentType": (self.validator if wire_names == "camel" else self.as_written).export(),
        }

    def _with(
        self,
        *,
        indexes: tuple[Index, ...] | None = None,
        search_indexes: tuple[SearchIndex, ...] | None = None,
        vector_indexes: tuple[VectorIndex, ...] | None = None,
    ) -> "Table":
        return Table(
            self.validator,
            as_written=self.as_written,
            class_name=self.class_name,
            notes=self.notes,
            indexes=self.indexes if indexes is None else indexes,
            search_indexes=self.search_indexes if search_indexes is None else search_indexes,
            vector_indexes=self.vector_indexes if vector_indexes is None else vector_indexes,
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a table is immutable: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a table is immutable: {name!r} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _PARTS)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in _PARTS))

    def __copy__(self) -> "Self":
        return self

    def __deepcopy__(self, memo: "Mapping[int, object]") -> "Self":
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, ({name: getattr(self, name) for name in _PARTS},)

    def __repr__(self) -> str:
        return f"define_table({self.validator!r})"


_PARTS = ("validator", "as_written", "class_name", "notes", "indexes", "search_indexes", "vector_indexes")


def define_table(
    fields: "Mapping[str, Validator] | Validator | type",
    *,
    doc: str | None = None,
    deprecated: str | None = None,
    renamed_from: str | None = None,
) -> Table:
    """Define a table by its fields, by an object, a union of objects or `v.any()`, or by a TypedDict or dataclass.

    `doc` names the type of one row: `define_table({...}, doc="Document")`.
    """
    validator, as_written = _validators(fields)
    return Table(validator, as_written=as_written, class_name=doc, notes=Notes(None, deprecated, renamed_from))


def _restore(parts: "dict[str, Any]") -> Table:  # the attributes of a table, as pickle keeps them
    return Table(**parts)


def _validators(fields: object) -> tuple[Validator, Validator]:
    """Return the validator of documents, and that of an app whose names are as they are written."""
    if isinstance(fields, Validator):
        return fields, fields
    if isinstance(fields, type):
        from .annotations import class_validator  # here, since few tables are classes

        return class_validator(fields), class_validator(fields, without_underscore)
    validator = VObject(checked_fields(fields))
    return validator, validator


def _require_document(validator: Validator) -> None:
    """Raise for what cannot be a whole document."""
    if validator.is_optional:
        raise SchemaDefinitionError("a table cannot be optional")
    match validator:
        case VObject():
            objects: tuple[Validator, ...] = (validator,)
        case VUnion():
            objects = validator.members
        case VAny():
            objects = ()
        case _:
            raise SchemaDefinitionError(f"a document is an object, a union of objects or any, not {validator!r}")
    for member in objects:
        if not isinstance(member, VObject):
            raise SchemaDefinitionError(f"a document that is a union is a union of objects, not of {member!r}")
        for name in member.fields:
            if name.startswith("_"):
                raise SchemaDefinitionError(f'"{name}" cannot name a field of a table: its underscore is the system\'s')


def _with_fields(validator: Validator, fields: "Mapping[str, Validator]") -> Validator:
    match validator:
        case VObject():
            return validator.extend(fields)
        case VUnion():
            return VUnion(*(_with_fields(member, fields) for member in validator.members))
        case _:
            return validator


def _exported(indexes: "tuple[Index | SearchIndex | VectorIndex, ...]", *, staged: bool) -> "list[Json]":
    return [index.export() for index in indexes if index.staged is staged]
