"""Validators made of others: arrays, records and unions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import SchemaDefinitionError, ValidationError
from ..values import UNSET
from ..wire import is_array, is_object, key_step, no_match, over_items, require_keys, require_length, shown
from .literal import VLiteral
from .objects import VObject
from .scalars import VAny, VId, VNull, VString
from .validator import Validator, fix

if TYPE_CHECKING:
    from ..wire import Json
    from .validator import TableOf


class VArray(Validator):
    """A list whose elements all fit; a tuple is taken too."""

    __slots__ = ("element",)
    kind = "array"
    element: Validator

    def __init__(self, element: Validator) -> None:
        super().__init__()
        fix(self, "element", required(element, "the element of an array"))

    def arguments(self) -> tuple[object, ...]:
        """Return the element's validator."""
        return (self.element,)

    def export(self) -> "dict[str, Json]":
        """Return the type and the element's."""
        return {"type": "array", "value": self.element.export()}

    def read(self, value: object, table_of: "TableOf | None" = None) -> list[object]:
        """Return a list, or raise for what is none, or at the first element that does not fit."""
        if not is_array(value):
            raise no_match(f"{shown(value)} is not an array")
        require_length(value)
        return over_items(self.element.read, value, table_of)


class VRecord(Validator):
    """A mapping from texts or ids to values that all fit."""

    __slots__ = ("key", "value")
    kind = "record"
    key: Validator
    value: Validator

    def __init__(self, key: Validator, value: Validator) -> None:
        super().__init__()
        fix(self, "key", required(key, "the key of a record"))
        fix(self, "value", required(value, "the value of a record"))
        if not _may_be_key(key):
            raise SchemaDefinitionError(f"the keys of a record are strings or ids, not {key!r}")

    def arguments(self) -> tuple[object, ...]:
        """Return the validators of keys and of values."""
        return (self.key, self.value)

    def export(self) -> "dict[str, Json]":
        """Return the type, the keys' and the values'."""
        values: Json = {"fieldType": self.value.export(), "optional": False}
        return {"type": "record", "keys": self.key.export(), "values": values}

    def read(self, value: object, table_of: "TableOf | None" = None) -> dict[str, object]:
        """Return a dict, or raise for what is no mapping, or at the first key or value that does not fit."""
        if not is_object(value):
            raise no_match(f"{shown(value)} is not an object")
        entries: dict[str, object] = {}
        for name, item in require_keys(value).items():
            try:
                self.key.read(name, table_of)
            except ValidationError as error:
                raise error.inside(".keys()") from None
            if item is UNSET:
                continue
            try:
                entries[name] = self.value.read(item, table_of)
            except ValidationError as error:
                raise error.inside(key_step(name)) from None
        return entries


class VUnion(Validator):
    """A value that fits any of the members."""

    __slots__ = ("_takes_null", "_texts", "members")
    kind = "union"
    members: tuple[Validator, ...]
    _texts: frozenset[str]
    _takes_null: bool

    def __init__(self, *members: Validator) -> None:
        super().__init__()
        fix(self, "members", tuple(required(member, "a member of a union") for member in members))
        texts = (member.value for member in members if isinstance(member, VLiteral) and isinstance(member.value, str))
        fix(self, "_texts", frozenset(texts))
        fix(self, "_takes_null", any(isinstance(member, VNull) for member in members))

    def arguments(self) -> tuple[object, ...]:
        """Return the members."""
        return self.members

    def export(self) -> "dict[str, Json]":
        """Return the type and the members'."""
        return {"type": "union", "value": [member.export() for member in self.members]}

    def read(self, value: object, table_of: "TableOf | None" = None) -> object:
        """Return what the first member that fits makes of a value.

        Where none does, raise the error of the only member that is meant, or that none is.
        """
        if type(value) is str and value in self._texts:
            return value
        if value is None and self._takes_null:
            return None
        meant = self._meant(value)
        if meant is not None:
            return meant.read(value, table_of)
        for member in self.members:
            try:
                return member.read(value, table_of)
            except ValidationError:
                continue
        raise no_match(f"{shown(value)} fits no member of {_listed(self)}")

    def _meant(self, value: object) -> Validator | None:
        """Return the member whose error says more: the only one, or the only object whose literal tags agree."""
        if len(self.members) == 1:
            return self.members[0]
        if type(value) is str or not is_object(value):  # the former is quick to know, and frequent
            return None
        tagged = [member for member in self.members if isinstance(member, VObject) and _has_tags(member, value)]
        if len(tagged) != 1 or any(_may_fit(other, value) for other in self.members if other is not tagged[0]):
            return None
        return tagged[0]


def required(validator: object, where: str) -> Validator:
    """Return a validator that stands inside another one, where nothing can be missing."""
    if not isinstance(validator, Validator):
        hint = ": wrap the dict in v.object(...)" if is_object(validator) else ""
        raise SchemaDefinitionError(f"{where} is {shown(validator)}, not a validator{hint}")
    if validator.is_optional:
        raise SchemaDefinitionError(f"{where} cannot be optional: only a field can be missing")
    return validator


def _may_be_key(validator: Validator) -> bool:
    if isinstance(validator, VUnion):
        return all(_may_be_key(member) for member in validator.members)
    return isinstance(validator, VString | VId)


def _may_fit(validator: Validator, value: Mapping[object, object]) -> bool:
    """Say whether an object may fit, as far as literal tags tell."""
    match validator:
        case VObject():
            return all(
                tag.fits(value[name]) if name in value else tag.is_optional for name, tag in validator.tags.items()
            )
        case VUnion():
            return any(_may_fit(member, value) for member in validator.members)
        case _:
            return isinstance(validator, VAny | VRecord)


def _has_tags(member: VObject, value: Mapping[object, object]) -> bool:
    """Say whether an object has a literal tag of a member, and none that is another one."""
    present = [tag.fits(value[name]) for name, tag in member.tags.items() if name in value]
    return bool(present) and all(present)


def _listed(union: VUnion) -> str:
    text = repr(union)
    return text if len(text) <= 120 else f"the union's {len(union.members)}"
