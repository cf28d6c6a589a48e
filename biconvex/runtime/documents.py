"""Documents on their way into a table: checked against its schema, in normal form, as cells of a row."""

from typing import TYPE_CHECKING, Final

from ..errors import SchemaValidationError, ValidationError
from ..validators import v
from ..values import UNSET
from ..wire import shown
from .document_limits import may_be_large, require_size
from .stored_values import with_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias, TypeGuard

    from ..validators import Validator
    from ..values import Int64
    from .rows import Cell, Document
    from .specs import TableSpec

    TableOf: TypeAlias = Callable[[str], str | None]

_ANY_DOCUMENT: Final = v.record(v.string(), v.any())
SYSTEM_FIELDS: Final = ("_id", "_creationTime")


class DocumentChecks:
    """Checks documents of one table for one transaction; what does not fit is a `SchemaValidationError`."""

    __slots__ = ("_spec", "_table_of", "_timestamp")

    def __init__(self, spec: "TableSpec", table_of: "TableOf", timestamp: "Int64") -> None:
        self._spec: Final = spec
        self._table_of: Final = table_of
        self._timestamp: Final = timestamp

    def cells(self, document: object) -> "list[Cell]":
        """Return the written columns of a whole document, without its system fields."""
        spec = self._spec
        try:
            checked = (spec.validator if spec.validates else _ANY_DOCUMENT).read(document, self._table_of)
            if spec.holds_timestamp:
                checked = with_timestamp(checked, self._timestamp)
            if not _is_fields(checked):
                raise ValidationError(f"{shown(document)} is not an object")
            if spec.fields is None:
                _refuse_system_fields(checked)
            cells = spec.format.cells(checked)
            if may_be_large(spec.format.length(cells)):
                require_size(checked)
        except ValidationError as error:
            raise schema_error(spec.name, error) from None
        return cells

    def changed_cells(
        self, changes: "Mapping[str, object]", fields: "Mapping[str, Validator]", present: "Callable[[], Document]"
    ) -> "dict[str, Cell]":
        """Return the columns of changed fields, each of which lies in a column and is checked alone.

        `present` reads the document as it is, where its whole size matters.
        """
        spec, table_of = self._spec, self._table_of
        checked: dict[str, object] = {}
        name = ""
        try:
            for name, value in changes.items():
                field = fields.get(name)
                if field is not None:
                    checked[name] = _removed(field) if value is UNSET else field.read(value, table_of)
                elif value is not UNSET:
                    raise _extra(name)
        except ValidationError as error:
            raise schema_error(spec.name, error if error.kind == "ExtraField" else error.inside(f".{name}")) from None
        if spec.holds_timestamp:
            checked = {name: with_timestamp(value, self._timestamp) for name, value in checked.items()}
        try:
            cells = spec.format.changed(checked)
            if may_be_large(spec.format.length(cells.values())):
                require_size({**present(), **checked})
        except ValidationError as error:
            raise schema_error(spec.name, error) from None
        return cells


def schema_error(table: str, error: ValidationError) -> SchemaValidationError:
    """Return the error of a document that does not fit a table."""
    message = f'the document does not fit the table "{table}": {error.message}'
    return SchemaValidationError(message, path=error.path, kind=error.kind)


def _refuse_system_fields(document: "Document") -> None:
    """Raise for a field that is the system's, which a document of any shape could name."""
    for name in document:
        if name.startswith("_"):
            raise _extra(name)


def _is_fields(value: object) -> "TypeGuard[dict[str, object]]":
    """Say whether a value in normal form is an object."""
    return isinstance(value, dict)


def _extra(name: str) -> ValidationError:
    return ValidationError(f"there is no field {name!r} here", kind="ExtraField")


def _removed(field: "Validator") -> object:
    if not field.is_optional:
        raise ValidationError("this field is missing", kind="MissingRequiredField")
    return UNSET
