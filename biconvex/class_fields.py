"""The fields of live classes: the keys of TypedDicts, the attributes of dataclasses and models; not what they mean."""

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from .errors import SchemaDefinitionError
from .lazy import DOCUMENT_KEY
from .type_parameters import filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Hint: TypeAlias = Any  # an annotation at run time may be any object

ABSENT: Final = object()
"""The default of what has none."""

_WORKED_OUT: Final = object()
_QUALIFIERS: Final = ("NotRequired", "Required", "ReadOnly")


class Key(NamedTuple):
    """A key of a TypedDict, its annotation without qualifiers, and whether it may be missing."""

    name: str
    hint: Hint
    is_optional: bool


class Attribute(NamedTuple):
    """An attribute of a dataclass or a model, and what it defaults to: `ABSENT`, a constant, or what is worked out."""

    name: str
    hint: Hint
    default: object


def is_typed_dict(class_: type[object]) -> bool:
    """Say whether a class is a TypedDict, typing's or the one of `typing_extensions`, which typing does not know."""
    return hasattr(class_, "__required_keys__")


def keys_of(class_: type[object]) -> "Iterator[Key]":
    """Yield the keys of a TypedDict, those of its bases first."""
    optional_keys: frozenset[str] = getattr(class_, "__optional_keys__", frozenset())
    if DOCUMENT_KEY in optional_keys:
        raise SchemaDefinitionError(f"{class_.__name__} inherits from a document, whose keys the schema alone knows")
    for name, hint in filled(class_, hints_of(class_, class_.__name__)).items():
        is_optional, inner = _without_qualifiers(hint, is_optional=name in optional_keys)
        yield Key(name, inner, is_optional)


def attributes_of(class_: type[object]) -> "tuple[Attribute, ...] | None":
    """Return the attributes of a dataclass or a model; None for any other class."""
    defaults = _model_defaults(class_)
    if defaults is None:
        defaults = _dataclass_defaults(class_)
    if defaults is None:
        return None
    hints = filled(class_, hints_of(class_, class_.__name__))
    return tuple(Attribute(name, hints[name], default) for name, default in defaults.items())


def hints_of(holder: type[object], name: str, names: "dict[str, Any] | None" = None) -> dict[str, Hint]:
    """Return the annotations of a class and of its bases as objects; all that they name has to be there.

    `names` are the globals of what is no class, and only has its annotations in one; `name` is for messages.
    """
    try:
        return get_type_hints(holder, globalns=names, include_extras=True)
    except (AttributeError, NameError, SyntaxError, TypeError) as error:
        raise SchemaDefinitionError(f"the annotations of {name} cannot be read: {error}") from error


def _without_qualifiers(hint: Hint, *, is_optional: bool) -> tuple[bool, Hint]:
    """Return what stands inside `NotRequired`, `Required` and `ReadOnly`, and whether the key may be missing."""
    while (name := getattr(get_origin(hint), "__name__", getattr(get_origin(hint), "_name", None))) in _QUALIFIERS:
        is_optional = is_optional if name == "ReadOnly" else name == "NotRequired"
        (hint,) = get_args(hint)
    return is_optional, hint


def _dataclass_defaults(class_: Hint) -> "dict[str, object] | None":
    if not hasattr(class_, "__dataclass_fields__"):
        return None
    from dataclasses import MISSING, fields  # here: a class that is a dataclass has paid for the import

    return {
        field.name: field.default
        if field.default is not MISSING
        else ABSENT
        if field.default_factory is MISSING
        else _WORKED_OUT
        for field in fields(class_)
    }


def _model_defaults(class_: type[object]) -> "dict[str, object] | None":
    """Return the defaults of a pydantic model or of a dataclass that pydantic made; pydantic is not imported here."""
    fields: Mapping[str, Any] | None = getattr(class_, "__pydantic_fields__", None)
    if fields is None:
        return None
    return {
        name: ABSENT if field.is_required() else field.default if field.default_factory is None else _WORKED_OUT
        for name, field in fields.items()
    }
