"""The validator of objects with known fields, and its methods that make other ones of it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import SchemaDefinitionError, ValidationError
from ..names import identifier_problem
from ..values import UNSET
from ..wire import is_object, no_match, shown
from .literal import VLiteral
from .validator import Validator, fix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..wire import Json
    from .validator import TableOf


class VObject(Validator):
    """An object with exactly these fields, of which optional ones may be missing; their order is no part of it."""

    __slots__ = ("_plan", "fields", "tags")
    kind = "object"
    fields: MappingProxyType[str, Validator]
    tags: "Mapping[str, VLiteral]"
    """The fields that are literals, by which a union may tell its members apart."""
    _plan: "tuple[tuple[str, Callable[[object, TableOf | None], object], bool], ...]"

    def __init__(self, fields: Mapping[str, Validator]) -> None:
        super().__init__()
        checked = checked_fields(fields)
        fix(self, "fields", MappingProxyType(checked))
        tags = {name: field for name, field in checked.items() if isinstance(field, VLiteral)}
        fix(self, "tags", tags)
        # What `read` needs of each field, looked up once.
        fix(self, "_plan", tuple((name, field.read, field.is_optional) for name, field in checked.items()))

    def arguments(self) -> tuple[object, ...]:
        """Return the fields as a dict."""
        return (dict(self.fields),)

    def export(self) -> "dict[str, Json]":
        """Return the type and the fields', each with whether it is optional."""
        return {
            "type": "object",
            "value": {
                name: {"fieldType": field.export(), "optional": field.is_optional}
                for name, field in self.fields.items()
            },
        }

    def read(self, value: object, table_of: "TableOf | None" = None) -> dict[str, object]:
        """Return a dict of the fields that are there, in the order of the validator's; UNSET is missing.

        Raise for what is no object, and for a field that is missing, too many, or does not fit.
        """
        if not is_object(value):
            raise no_match(f"{shown(value)} is not an object")
        found: dict[str, object] = {}
        name = ""
        try:
            for name, read, is_optional in self._plan:
                item = value.get(name, UNSET)
                if item is not UNSET:
                    found[name] = read(item, table_of)
                elif not is_optional:
                    raise no_match("this field is missing", "MissingRequiredField")
        except ValidationError as error:
            raise error.inside(f".{name}") from None
        if len(found) < len(value):
            self._refuse_others(value)
        return found

    def _refuse_others(self, value: Mapping[object, object]) -> None:
        for name, item in value.items():
            if name not in self.fields and item is not UNSET:
                raise no_match(f"there is no field {shown(name)} here", "ExtraField")

    def pick(self, *names: "str | Iterable[str]") -> "VObject":
        """Return the object with these fields alone, given one by one or as one list; each has to be there."""
        wanted = _names(names)
        for name in wanted:
            if name not in self.fields:
                raise SchemaDefinitionError(f"there is no field {shown(name)} to pick")
        return self._with({name: field for name, field in self.fields.items() if name in wanted})

    def omit(self, *names: "str | Iterable[str]") -> "VObject":
        """Return the object without these fields, given one by one or as one list."""
        unwanted = _names(names)
        return self._with({name: field for name, field in self.fields.items() if name not in unwanted})

    def partial(self) -> "VObject":
        """Return the object with every field optional."""
        return self._with({name: field.optional() for name, field in self.fields.items()})

    def extend(self, fields: "Mapping[str, Validator] | VObject") -> "VObject":
        """Return the object with more fields; one that it has already is replaced."""
        more = fields.fields if isinstance(fields, VObject) else checked_fields(fields)
        return self._with({**self.fields, **more})

    def _with(self, fields: Mapping[str, Validator]) -> "VObject":
        return VObject(fields).restored(is_optional=self.is_optional, notes=self.notes)

    def identity(self) -> tuple[object, ...]:
        """Return the fields, in no order."""
        return (frozenset(self.fields.items()),)

    def _text(self) -> str:
        return f"v.object({dict(self.fields)!r})"


def checked_fields(fields: object) -> dict[str, Validator]:
    """Return the fields of an object as a new dict, or raise for a name or a value that cannot be one."""
    if not is_object(fields):
        raise SchemaDefinitionError(f"an object is defined by a dict of its fields, not by {shown(fields)}")
    checked: dict[str, Validator] = {}
    for name, validator in fields.items():
        if not isinstance(name, str):
            raise SchemaDefinitionError(f"a field is named by a string, not by {shown(name)}")
        problem = identifier_problem(name)
        if problem is not None:
            raise SchemaDefinitionError(f"{shown(name)} cannot name a field: {problem}")
        if not isinstance(validator, Validator):
            hint = ": wrap the dict in v.object(...)" if is_object(validator) else ""
            raise SchemaDefinitionError(f'the field "{name}" is {shown(validator)}, not a validator{hint}')
        checked[name] = validator
    return checked


def _names(names: "tuple[str | Iterable[str], ...]") -> tuple[str, ...]:
    if len(names) == 1 and not isinstance(names[0], str):
        return tuple(names[0])
    return tuple(name for name in names if isinstance(name, str))
