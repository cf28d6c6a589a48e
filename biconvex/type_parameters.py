"""What type variables of live classes stand for: in a class with types in brackets, and in those that inherit it."""

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar, get_args, get_origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Hint: TypeAlias = Any  # an annotation at run time may be any object


def filled(class_: type[object], hints: "dict[str, Hint]", inner: tuple[Hint, ...] = ()) -> "dict[str, Hint]":
    """Return the annotations of a class with the type variables filled: its own by `inner`, those of its bases too.

    A variable that nothing fills stays as it is.
    """
    if not any(isinstance(hint, TypeVar) or getattr(hint, "__parameters__", ()) for hint in hints.values()):
        return hints
    owners: dict[str, Mapping[object, Hint]] = {}
    for each, given in _lineage(_origin(class_), _given(class_, inner)):
        names: Mapping[str, object] = getattr(each, "__annotations__", {})
        for name in names:
            # The annotations of a TypedDict hold those of its bases.
            if name not in owners or not hasattr(class_, "__required_keys__"):
                owners[name] = given
    return {name: _substituted(hint, owners.get(name, {})) for name, hint in hints.items()}


def filled_alias(alias: Hint, inner: tuple[Hint, ...]) -> Hint:
    """Return what `type Name[T] = ...` stands for with types in brackets."""
    return _substituted(alias.__value__, _given(alias, inner))


def _lineage(class_: Hint, given: "Mapping[object, Hint]") -> "Iterator[tuple[Hint, Mapping[object, Hint]]]":
    """Yield the classes that a class inherits from, then itself, each with what its variables stand for."""
    own: Mapping[str, Any] = class_.__dict__
    bases: tuple[Any, ...] = own.get("__orig_bases__", class_.__bases__)
    for base in bases:
        origin: object = get_origin(base) or base
        if isinstance(origin, type) and origin not in (Generic, Protocol, object, dict):
            inside = {name: _substituted(hint, given) for name, hint in _given(origin, get_args(base)).items()}
            yield from _lineage(_origin(origin), inside)
    yield class_, given


def _given(class_: Hint, inner: tuple[Hint, ...]) -> "dict[object, Hint]":
    of_model: Mapping[str, Any] | None = getattr(class_, "__pydantic_generic_metadata__", None)
    if of_model is not None and of_model["origin"] is not None:  # pydantic makes a class of each `Model[T]`
        return dict(zip(of_model["origin"].__pydantic_generic_metadata__["parameters"], of_model["args"], strict=True))
    return dict(zip(getattr(class_, "__parameters__", ()), inner, strict=False))


def _origin(class_: Hint) -> Hint:
    of_model: Mapping[str, Any] | None = getattr(class_, "__pydantic_generic_metadata__", None)
    return class_ if of_model is None else of_model["origin"] or class_


def _substituted(hint: Hint, given: "Mapping[object, Hint]") -> Hint:
    if isinstance(hint, TypeVar):
        return given.get(hint, hint)
    if isinstance(hint, type):
        return hint
    parameters: tuple[object, ...] = getattr(hint, "__parameters__", ())
    return hint[tuple(given.get(each, each) for each in parameters)] if parameters else hint
