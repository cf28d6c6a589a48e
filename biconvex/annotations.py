"""Python classes and annotations as validators: what a TypedDict, a dataclass, a model or an Enum means as data.

Live annotations have lost what the compiler reads from the text, such as comments; the validators are the same. Names
of attributes go to the wire in camelCase here.
"""

from collections.abc import Collection, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    NewType,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from .errors import SchemaDefinitionError
from .lazy import origin
from .names import wire_name
from .validators import Validator, VNull, VUnion, v
from .values import UNSET, Int64, Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Hint: TypeAlias = Any  # an annotation at run time may be any object

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
}
_ARRAYS: tuple[object, ...] = (list, Sequence, MutableSequence, Iterable, Collection)
_RECORDS: tuple[object, ...] = (dict, Mapping, MutableMapping)
_SYSTEM_IDS: Final = {"StorageId": "_storage", "ScheduledFunctionId": "_scheduled_functions"}
_ABSENT: Final = object()


class _Annotated(NamedTuple):
    """What an annotation means: a validator, and whether it admits UNSET beside it."""

    validator: Validator
    admits_unset: bool = False


def class_validator(class_: type[object]) -> Validator:
    """Return the validator of the values of a TypedDict, a dataclass, a model or an Enum."""
    return _class_validator(class_, ())


def _class_validator(class_: type[object], around: tuple[type[object], ...]) -> Validator:
    if class_ in around:
        raise SchemaDefinitionError(f"{class_.__name__} holds itself, and no validator can repeat")
    if issubclass(class_, Enum):
        return _one_or_union([v.literal(member.value) for member in class_])
    if is_typeddict(class_):
        return v.object(dict(_typed_dict_fields(class_, (*around, class_))))
    defaults = _dataclass_defaults(class_)
    if defaults is None:
        defaults = _model_defaults(class_)
    if defaults is None:
        raise SchemaDefinitionError(
            f"{class_.__name__} has no validator: use a TypedDict, a dataclass, a model, an Enum"
        )
    return v.object(dict(_attribute_fields(class_, defaults, (*around, class_))))


def _typed_dict_fields(class_: type[object], around: tuple[type[object], ...]) -> "Iterator[tuple[str, Validator]]":
    optional_keys: frozenset[str] = getattr(class_, "__optional_keys__", frozenset())
    for name, hint in get_type_hints(class_, include_extras=True).items():
        is_optional, inner = _without_qualifiers(hint, is_optional=name in optional_keys)
        found = _validator(inner, around)
        yield name, found.validator.optional() if is_optional or found.admits_unset else found.validator


def _without_qualifiers(hint: Hint, *, is_optional: bool) -> tuple[bool, Hint]:
    """Return what stands inside `NotRequired`, `Required` and `ReadOnly`, and whether the key may be missing."""
    while (name := getattr(get_origin(hint), "__name__", getattr(get_origin(hint), "_name", None))) in _QUALIFIERS:
        is_optional = is_optional if name == "ReadOnly" else name == "NotRequired"
        (hint,) = get_args(hint)
    return is_optional, hint


_QUALIFIERS: Final = ("NotRequired", "Required", "ReadOnly")


def _dataclass_defaults(class_: Hint) -> "dict[str, object] | None":
    """Return the default of each field of a dataclass, or `_ABSENT`; None for any other class."""
    if not hasattr(class_, "__dataclass_fields__"):
        return None
    from dataclasses import MISSING, fields  # here: a class that is a dataclass has paid for the import

    return {
        field.name: _ABSENT if field.default is field.default_factory is MISSING else field.default
        for field in fields(class_)
    }


def _model_defaults(class_: type[object]) -> "dict[str, object] | None":
    """Return the default of each field of a pydantic model, or `_ABSENT`; None for any other class."""
    fields: dict[str, Any] | None = getattr(class_, "model_fields", None)  # pydantic's, which is not imported here
    if fields is None:
        return None
    return {
        name: _ABSENT if field.is_required() else field.default if field.default_factory is None else None
        for name, field in fields.items()
    }


def _attribute_fields(
    class_: type[object], defaults: "Mapping[str, object]", around: tuple[type[object], ...]
) -> "Iterator[tuple[str, Validator]]":
    hints = get_type_hints(class_, include_extras=True)
    for name, default in defaults.items():
        yield wire_name(name), _attribute(f"{class_.__name__}.{name}", _validator(hints[name], around), default)


def _attribute(name: str, found: _Annotated, default: object) -> Validator:
    """Combine an annotation and a default: `T | None = None` may be missing, and is not null when it is there."""
    if default is _ABSENT:
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


def _validator(hint: Hint, around: tuple[type[object], ...]) -> _Annotated:
    if hint is Unset:
        return _Annotated(v.union(), admits_unset=True)
    scalar = _scalar(hint)
    if scalar is not None:
        return _Annotated(scalar)
    outer: object = get_origin(hint)
    inner = get_args(hint)
    if outer is Union or outer is UnionType:
        return _union(inner, around)
    if outer is Annotated:
        given = next((extra for extra in inner[1:] if isinstance(extra, Validator)), None)
        return _validator(inner[0], around) if given is None else _Annotated(given, given.is_optional)
    if outer is Literal:
        return _Annotated(_one_or_union([_literal(value) for value in inner]))
    container = _container(hint, outer, inner, around)
    if container is not None:
        return _Annotated(container)
    return _named(hint, around)


def _named(hint: Hint, around: tuple[type[object], ...]) -> _Annotated:
    """Return what a class or an alias means."""
    if hasattr(hint, "__value__"):  # `type Name = ...`
        return _validator(hint.__value__, around)
    if isinstance(hint, NewType):
        return _validator(hint.__supertype__, around)
    if isinstance(hint, type) and origin(hint) is None:
        return _Annotated(_class_validator(hint, around))
    raise SchemaDefinitionError(f"the annotation {hint!r} has no validator")


def _scalar(hint: Hint) -> Validator | None:
    try:
        make = _SCALARS.get(hint)
    except TypeError:  # an annotation that cannot be hashed
        return None
    if make is not None:
        return make()
    made = origin(hint)
    if made is not None and made[0] == "id":
        return v.id(made[1])
    system = _SYSTEM_IDS.get(getattr(hint, "__name__", "")) if isinstance(hint, NewType) else None
    return None if system is None else v.id(system)


def _container(
    hint: Hint, outer: object, inner: tuple[Hint, ...], around: tuple[type[object], ...]
) -> Validator | None:
    if hint in _ARRAYS:
        return v.array(v.any())
    if hint in _RECORDS:
        return v.record(v.string(), v.any())
    if outer in _ARRAYS:
        return v.array(_present(inner[0], around))
    if outer is tuple:
        if len(inner) != 2 or inner[1] is not Ellipsis:
            raise SchemaDefinitionError(f"{hint!r} has no validator: use list, or tuple[T, ...]")
        return v.array(_present(inner[0], around))
    if outer in _RECORDS:
        return v.record(_present(inner[0], around), _present(inner[1], around))
    return None


def _present(hint: Hint, around: tuple[type[object], ...]) -> Validator:
    found = _validator(hint, around)
    if found.admits_unset:
        raise SchemaDefinitionError(f"only a field can be Unset, not what {hint!r} stands in")
    return found.validator


def _union(hints: tuple[Hint, ...], around: tuple[type[object], ...]) -> _Annotated:
    """Return the union of annotations, unions among them opened, each member once."""
    members: list[Validator] = []
    admits_unset = False
    for hint in hints:
        found = _validator(hint, around)
        admits_unset = admits_unset or found.admits_unset
        inside = found.validator.members if isinstance(found.validator, VUnion) else (found.validator,)
        members.extend(member for member in inside if member not in members)
    return _Annotated(_one_or_union(members), admits_unset)


def _literal(value: Any) -> Validator:  # noqa: ANN401  what a Literal may hold, only v.literal knows
    return v.null() if value is None else v.literal(value)


def _one_or_union(members: Sequence[Validator]) -> Validator:
    different = tuple(dict.fromkeys(members))
    return different[0] if len(different) == 1 else v.union(*different)
