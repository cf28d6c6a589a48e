"""Annotations as validators: what `str | None`, `list[Document]` or a class of an app means as data.

Live annotations have lost what the compiler reads from the text, such as comments; the validators are the same.
"""

from collections.abc import Collection, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from enum import Enum, Flag
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    NewType,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from .class_fields import ABSENT, Hint, Key, attributes_of, is_typed_dict, keys_of
from .database import ScheduledFunctionId, StorageId
from .errors import SchemaDefinitionError
from .lazy import origin
from .names import wire_name
from .pagination import PaginationOpts
from .validators import Validator, VNull, VObject, VUnion, v
from .validators.validator import NO_NOTES
from .values import UNSET, Int64, Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .schema import Schema

_SCALARS: "Mapping[object, Callable[[], Validator]]" = {
    Any: v.any,
    Int64: v.int64,
    None: v.null,
    NoneType: v.null,
    bool: v.boolean,
    bytes: v.bytes,
    float: v.number,
    int: v.integer,
    str: v.string,
    StorageId: lambda: v.id("_storage"),
    ScheduledFunctionId: lambda: v.id("_scheduled_functions"),
}
_ARRAYS: Final = (list, Sequence, MutableSequence, Iterable, Collection)
_RECORDS: Final = (dict, Mapping, MutableMapping)


class Meaning(NamedTuple):
    """What an annotation means: a validator, and what else that does not say.

    Whether it admits UNSET, whether it takes page options, and whether it is one document, of whatever form.
    """

    validator: Validator
    admits_unset: bool = False
    is_page: bool = False
    is_document: bool = False

    @property
    def alternatives(self) -> tuple[Validator, ...]:
        """What it adds to a union: the members of one, but a document as a whole, since that has a name."""
        if isinstance(self.validator, VUnion) and not self.is_document:
            return self.validator.members
        return (self.validator,)


def class_validator(class_: type[object], wire: "Callable[[str], str]" = wire_name) -> Validator:
    """Return the validator of the values of a TypedDict, a dataclass, a model or an Enum."""
    return Annotations(wire=wire).of_class(class_)


class Annotations:
    """Reads annotations for one app; without its schema, no annotation names a document.

    `wire` says what the attributes of dataclasses and models are called on the wire.
    """

    def __init__(self, schema: "Schema | None" = None, wire: "Callable[[str], str]" = wire_name) -> None:
        self._schema = schema
        self._wire = wire
        self._around: list[type[object]] = []
        self._parameters: dict[object, Meaning] = {}

    def meaning(self, hint: Hint) -> Meaning:
        """Return what an annotation means; one that has no validator is a `SchemaDefinitionError`."""
        if hint is Unset:
            return Meaning(v.union(), admits_unset=True)
        scalar = _scalar(hint)
        if scalar is not None:
            return Meaning(scalar)
        outer: object = get_origin(hint)
        inner = get_args(hint)
        if outer is Union or outer is UnionType:
            return self._union(inner)
        if outer is Annotated:
            return self._annotated(inner)
        if outer is Literal:
            return Meaning(_one_or_union([_literal(value) for value in inner]))
        if outer is Final:
            return self.meaning(inner[0])
        container = self._container(hint, outer, inner)
        return self._named(hint, outer, inner) if container is None else Meaning(container)

    def of_class(self, class_: type[object]) -> Validator:
        """Return the validator of the values of a TypedDict, a dataclass, a model or an Enum."""
        if class_ in self._around:
            raise SchemaDefinitionError(f"{class_.__name__} holds itself, and no validator can repeat")
        if issubclass(class_, Enum) and not issubclass(class_, Flag) and class_.__module__ != "enum":
            return _one_or_union([v.literal(member.value) for member in class_])
        self._around.append(class_)
        try:
            return v.object(self._fields(class_))
        finally:
            self._around.pop()

    def _fields(self, class_: type[object]) -> dict[str, Validator]:
        if is_typed_dict(class_):
            return {key.name: self._of_key(key) for key in keys_of(class_)}
        attributes = attributes_of(class_)
        if attributes is None:
            raise SchemaDefinitionError(
                f"{class_.__name__} has no validator: use a TypedDict, a dataclass, a model, an Enum"
            )
        fields: dict[str, Validator] = {}
        for name, hint, default in attributes:
            wire = self._wire(name)
            if wire in fields:
                raise SchemaDefinitionError(f'two attributes of {class_.__name__} are "{wire}" on the wire')
            fields[wire] = slot(f"{class_.__name__}.{name}", self.meaning(hint), default)
        return fields

    def _of_key(self, key: Key) -> Validator:
        found = self.meaning(key.hint)
        return found.validator.optional() if key.is_optional or found.admits_unset else found.validator

    def _annotated(self, inner: tuple[Hint, ...]) -> Meaning:
        given = next((extra for extra in inner[1:] if isinstance(extra, Validator)), None)
        if given is None:
            return self.meaning(inner[0])
        return Meaning(given.restored(is_optional=False, notes=given.notes), given.is_optional)

    def _union(self, hints: tuple[Hint, ...]) -> Meaning:
        """Return the union of annotations, unions among them opened, each member once; what is alone stays as it is."""
        members: list[Validator] = []
        meanings = [self.meaning(hint) for hint in hints]
        for found in meanings:
            members.extend(member for member in found.alternatives if member not in members)
        admits_unset = any(found.admits_unset for found in meanings)
        present = [found for hint, found in zip(hints, meanings, strict=True) if hint is not Unset]
        if len(present) == 1:
            return present[0]._replace(admits_unset=admits_unset)
        return Meaning(_one_or_union(members), admits_unset, any(found.is_page for found in meanings))

    def _container(self, hint: Hint, outer: object, inner: tuple[Hint, ...]) -> Validator | None:
        kind = hint if outer is None else outer
        if kind is tuple:
            if len(inner) != 2 or inner[1] is not Ellipsis:
                raise SchemaDefinitionError(f"{_shown(hint)} has no validator: use list, or tuple[T, ...]")
            return v.array(self._present(inner[0]))
        if kind in _ARRAYS and len(inner) > 1:
            raise SchemaDefinitionError(f"{_shown(hint)} has no validator: a list takes the type of its items alone")
        if kind in _RECORDS and len(inner) not in (0, 2):
            raise SchemaDefinitionError(f"{_shown(hint)} has no validator: write dict[str, T]")
        if kind in _ARRAYS:
            return v.array(self._present(inner[0]) if inner else v.any())
        if kind in _RECORDS:
            key, value = map(self._present, inner) if len(inner) == 2 else (v.string(), v.any())
            return v.record(key, value)
        return None

    def _present(self, hint: Hint) -> Validator:
        found = self.meaning(hint)
        if found.admits_unset:
            raise SchemaDefinitionError(f"only a field can be Unset, not what {_shown(hint)} stands in")
        return found.validator

    def _named(self, hint: Hint, outer: Hint, inner: tuple[Hint, ...]) -> Meaning:
        """Return what a class, an alias, or a parameter of one of them means."""
        if isinstance(hint, TypeVar) and hint in self._parameters:
            return self._parameters[hint]
        made = hint if outer is None else outer
        before, self._parameters = self._parameters, {**self._parameters, **self._given(hint, made, inner)}
        try:
            return self._made(made, hint)
        finally:
            self._parameters = before

    def _given(self, hint: Hint, made: Hint, inner: tuple[Hint, ...]) -> dict[object, Meaning]:
        """Return what stands for the parameters of a generic class or alias; any, where it is named without them."""
        of_model: Mapping[str, Any] | None = getattr(hint, "__pydantic_generic_metadata__", None)
        if of_model is not None and of_model["origin"] is not None:  # pydantic makes a class of each `Model[T]`
            parameters = of_model["origin"].__pydantic_generic_metadata__["parameters"]
            return dict(zip(parameters, map(self.meaning, of_model["args"]), strict=True))
        parameters = getattr(made, "__parameters__", ())
        if inner and not parameters:
            raise SchemaDefinitionError(f"the annotation {_shown(hint)} has no validator, or takes no parameters")
        return dict(zip(parameters, map(self.meaning, inner or (Any,) * len(parameters)), strict=False))

    def _made(self, made: Hint, hint: Hint) -> Meaning:
        if made is PaginationOpts:
            return Meaning(self.of_class(made), is_page=True)
        entry = origin(made)
        if entry is not None:
            return Meaning(self._of_data_model(*entry), is_document=True)
        if hasattr(made, "__value__"):  # `type Name = ...`
            return self.meaning(made.__value__)
        if isinstance(made, NewType):
            return self.meaning(made.__supertype__)
        if isinstance(made, type):
            return Meaning(self.of_class(made))
        raise SchemaDefinitionError(f"the annotation {_shown(hint)} has no validator")

    def _of_data_model(self, kind: str, table: str) -> Validator:
        """Return the validator of a name of the app's data model, which at run time has no fields."""
        if kind == "id":
            return v.id(table)
        if self._schema is None:
            raise SchemaDefinitionError(f'a document of "{table}" has no validator without the schema')
        document = self._schema.doc(table)
        if kind == "document":
            return document
        fields = self._schema.tables[table].validator
        if kind == "fields":
            return fields
        if kind == "patch":
            return _patch(tuple(_kinds(fields)))
        raise SchemaDefinitionError(f'{kind} of "{table}" has no validator: use the document or its id')


def _kinds(document: Validator) -> "Iterator[Validator]":
    """Yield what a document may be: itself, or each member of a union."""
    if isinstance(document, VUnion):
        for member in document.members:
            yield from _kinds(member)
    else:
        yield document


def _patch(kinds: Sequence[Validator]) -> Validator:
    """Return an object with the fields of all kinds, each optional and of any type that it has in one of them."""
    fields: dict[str, list[Validator]] = {}
    for kind in kinds:
        if not isinstance(kind, VObject):
            return v.any()
        for name, field in kind.fields.items():
            fields.setdefault(name, []).append(field.restored(is_optional=False, notes=NO_NOTES))
    return v.object({name: _one_or_union(several).optional() for name, several in fields.items()})


def slot(name: str, found: Meaning, default: object) -> Validator:
    """Combine an annotation and a default: `T | None = None` may be missing, and is not null when it is there."""
    if default is ABSENT:
        if found.admits_unset:
            raise SchemaDefinitionError(f"{name} may be Unset, and has no default")
        return found.validator
    if default is None and not found.admits_unset:
        if isinstance(found.validator, VNull):
            raise SchemaDefinitionError(f"{name} can only be None: write None | Unset = UNSET")
        return _without_null(found.validator).optional()
    if default is UNSET and not found.admits_unset:
        raise SchemaDefinitionError(f"{name} defaults to UNSET, which its type does not admit")
    return found.validator.optional()


def _without_null(validator: Validator) -> Validator:
    if not isinstance(validator, VUnion) or VNull() not in validator.members:
        return validator
    return _one_or_union([member for member in validator.members if not isinstance(member, VNull)])


def _scalar(hint: Hint) -> Validator | None:
    try:
        make = _SCALARS.get(hint)
    except TypeError:  # an annotation that cannot be hashed
        return None
    return None if make is None else make()


def _literal(value: Any) -> Validator:  # noqa: ANN401  what a Literal may hold, only v.literal knows
    return v.null() if value is None else v.literal(value)


def _one_or_union(members: Sequence[Validator]) -> Validator:
    different = tuple(dict.fromkeys(members))
    return different[0] if len(different) == 1 else v.union(*different)


def _shown(hint: Hint) -> str:
    return hint.__qualname__ if isinstance(hint, type) and get_origin(hint) is None else repr(hint)
