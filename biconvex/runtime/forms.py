"""Forms: how a wire value arrives where an annotation asks for a dataclass, a model, an Enum, a tuple, an `int`.

Values come checked and in normal form, so a form only builds; `None` is the form of what stays as it is.
"""

from collections.abc import Collection, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin, is_typeddict

from ..errors import ValidationError
from ..lazy import origin
from ..names import wire_name
from ..type_parameters import filled, filled_alias
from ..values import Int64, Unset
from ..wire import is_array, is_object, key_step, no_match
from .hints import hints_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Build: TypeAlias = Callable[[object], object]
    Fits: TypeAlias = Callable[[object], bool]

Hint: TypeAlias = Any  # an annotation at run time may be any object

_ARRAYS: tuple[object, ...] = (list, Sequence, MutableSequence, Iterable, Collection)
_RECORDS: tuple[object, ...] = (dict, Mapping, MutableMapping)
_QUALIFIERS: Final = ("NotRequired", "Required", "ReadOnly")
_SCALARS: Final["Mapping[object, Fits]"] = {
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    int: lambda value: isinstance(value, int | float) and not isinstance(value, bool | Int64) and value == value // 1,
    float: lambda value: isinstance(value, int | float) and not isinstance(value, bool | Int64),
    bytes: lambda value: isinstance(value, bytes),
    Int64: lambda value: isinstance(value, Int64),
    None: lambda value: value is None,
    NoneType: lambda value: value is None,
}


class Form:
    """What an annotation makes of a value, and which values it is for."""

    __slots__ = ("build", "fits")

    def __init__(self, build: "Build | None", fits: "Fits") -> None:
        self.build: Final = build
        self.fits: Final = fits


def form(hint: Hint) -> Form:
    """Return the form of an annotation; of one that says nothing, the form of any value."""
    if hint is None or isinstance(hint, type):
        scalar = _SCALARS.get(hint)
        if scalar is not None:
            return Form(_BUILDS.get(hint), scalar)
    outer = _origin(hint)
    inner = get_args(hint)
    if outer is Union or outer is UnionType:
        return _union([form(each) for each in inner if each is not Unset])
    if outer is Annotated or getattr(outer, "__name__", getattr(outer, "_name", None)) in _QUALIFIERS:
        return form(inner[0])
    if outer is Literal:
        return Form(None, lambda value: any(type(value) is type(each) and value == each for each in inner))
    if outer is tuple or outer in _ARRAYS:
        return _array(form(inner[0]), tuple if outer is tuple else list)
    if outer in _RECORDS:
        return _record(form(inner[1]))
    supertype: Hint = getattr(hint, "__supertype__", None)
    if supertype is not None:  # a NewType
        return form(supertype)
    target = hint if outer is None else outer
    if hasattr(target, "__value__"):  # `type Name = ...`
        return form(filled_alias(target, inner))
    return _class(target, inner) if isinstance(target, type) else Form(None, _anything)


def _origin(hint: Hint) -> object:
    return get_origin(hint)


def _anything(value: object) -> bool:  # noqa: ARG001  whatever it is
    return True


def _to_int(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _to_float(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool | Int64) else value


_BUILDS: Final["Mapping[object, Build]"] = {int: _to_int, float: _to_float}


def _union(members: list[Form]) -> Form:
    if len(members) == 1:
        return members[0]

    def build(value: object) -> object:
        for member in members:
            if member.fits(value):
                return value if member.build is None else member.build(value)
        return value

    is_plain = all(member.build is None for member in members)
    return Form(None if is_plain else build, lambda value: any(member.fits(value) for member in members))


def _array(item: Form, make: "type[list[object] | tuple[object, ...]]") -> Form:
    build_item = item.build

    def build(value: object) -> object:
        items = value if is_array(value) else ()
        return make(items) if build_item is None else make(_built_items(build_item, items))

    def fits(value: object) -> bool:
        return is_array(value) and all(map(item.fits, value))

    return Form(None if build_item is None and make is list else build, fits)


def _built_items(build: "Build", items: "Iterable[object]") -> "Iterable[object]":
    for number, each in enumerate(items):
        try:
            yield build(each)
        except ValidationError as error:
            raise error.inside(f"[{number}]") from None


def _record(item: Form) -> Form:
    build_item = item.build

    def build(value: object) -> object:
        entries = value.items() if is_object(value) else ()
        return {name: _built(key_step(str(name)), build_item, each) for name, each in entries}

    def fits(value: object) -> bool:
        return is_object(value) and all(map(item.fits, value.values()))

    return Form(None if build_item is None else build, fits)


def _built(step: str, build: "Build | None", value: object) -> object:
    try:
        return value if build is None else build(value)
    except ValidationError as error:
        raise error.inside(step) from None


def _class(class_: type[object], inner: tuple[Hint, ...]) -> Form:
    if issubclass(class_, Enum):
        return _enum(class_)
    if origin(class_) is not None:  # a document, or another name of the app's data model
        return Form(None, is_object)
    if is_typeddict(class_):
        return _typed_dict(class_, inner)
    names = attributes_of(class_)
    return Form(None, _anything) if names is None else _constructed(class_, names, inner)


def _enum(class_: type[Enum]) -> Form:
    members = list(class_)

    def found(value: object) -> Enum | None:
        return next((each for each in members if type(each.value) is type(value) and each.value == value), None)

    def build(value: object) -> object:
        member = found(value) or found(_to_float(value))
        return class_(value) if member is None else member

    return Form(build, lambda value: found(value) is not None)


def _typed_dict(class_: type, inner: tuple[Hint, ...]) -> Form:
    fields = {name: form(hint) for name, hint in filled(class_, hints_of(class_), inner).items()}
    required: frozenset[str] = getattr(class_, "__required_keys__", frozenset())
    builds = {name: each.build for name, each in fields.items() if each.build is not None}

    def build(value: object) -> object:
        entries = value.items() if is_object(value) else ()
        return {name: _built(key_step(str(name)), builds.get(str(name)), each) for name, each in entries}

    return Form(build if builds else None, lambda value: _fits_fields(value, fields, required))


def _constructed(class_: type, names: "Mapping[str, str | None]", inner: tuple[Hint, ...]) -> Form:
    """Return the form of a dataclass or a model, whose attributes have other names on the wire."""
    hints = filled(class_, hints_of(class_), inner)
    fields = {name: form(hints.get(name, Any)) for name in names}
    required = _required(class_)
    by_wire = {wire: name for name in names for wire in (name.removesuffix("_"), names[name], wire_name(name))}

    def build(value: object) -> object:
        given: dict[str, object] = {}
        for wire, each in value.items() if is_object(value) else ():
            name = by_wire[str(wire)]
            keyword = names[name]
            if keyword is not None:
                given[keyword] = _built(key_step(str(wire)), fields[name].build, each)
        try:
            return class_(**given)
        except ValidationError:
            raise
        except Exception as error:  # whatever the app's own class raises for values that it does not take
            raise no_match(f"{class_.__name__} refuses it: {error}") from error

    def fits(value: object) -> bool:
        if not is_object(value) or not all(name in by_wire for name in value):
            return False
        return _fits_fields({by_wire[str(wire)]: each for wire, each in value.items()}, fields, required)

    return Form(build, fits)


def _fits_fields(value: object, fields: "Mapping[str, Form]", required: frozenset[str]) -> bool:
    if not is_object(value) or not required <= value.keys():
        return False
    return all(name in fields and fields[str(name)].fits(each) for name, each in value.items())


def _required(class_: type) -> frozenset[str]:
    """Return the attributes of a dataclass or a pydantic model that its constructor has to get."""
    if hasattr(class_, "__dataclass_fields__"):
        from dataclasses import MISSING, fields

        given = (field for field in fields(class_) if field.init)
        return frozenset(field.name for field in given if field.default is field.default_factory is MISSING)
    models: Mapping[str, Any] = getattr(class_, "model_fields", {})  # pydantic's
    return frozenset(name for name, field in models.items() if field.is_required())


def attributes_of(class_: type) -> "Mapping[str, str | None] | None":
    """Return the attributes of a dataclass or a pydantic model, each with the keyword that its constructor takes.

    A field that a dataclass works out by itself, `field(init=False)`, has none.
    """
    if hasattr(class_, "__dataclass_fields__"):
        from dataclasses import fields  # here: a class that is a dataclass has paid for the import

        return {field.name: field.name if field.init else None for field in fields(class_)}
    models: Mapping[str, Any] | None = getattr(class_, "model_fields", None)  # pydantic's, which is not imported here
    if models is None:
        return None
    return {name: getattr(field, "alias", None) or name for name, field in models.items()}
