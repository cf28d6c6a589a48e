"""Registered functions as Convex's JSON: names, arguments and results, read from live signatures; it calls nothing."""

from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from .annotations import Annotations, Meaning, slot
from .class_fields import ABSENT, Hint, hints_of
from .errors import SchemaDefinitionError
from .names import identifier_problem, wire_name, without_underscore
from .validators import Validator, VAny, VObject, checked_fields, v
from .wire import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .schema import Schema
    from .server import Registered
    from .wire import Json

WireNames: TypeAlias = Literal["camel", "as-written"]
"""What identifiers become on the wire: `get_by_id` is getById, or stays as it is."""

_NAMINGS: "Mapping[WireNames, Callable[[str], str]]" = {"camel": wire_name, "as-written": without_underscore}
_ORDINARY: Final = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


def exported(
    function: "Registered[Any, ..., Any]",  # whatever its context and its result
    schema: "Schema | None",
    wire_names: WireNames,
) -> "dict[str, Json]":
    """Return the name, kind and visibility of a function, and the validators of what it takes and gives."""
    wire = _NAMINGS[wire_names]
    reading = _Reading(Annotations(schema, wire), wire)
    returns = reading.returns(function)
    return {
        "name": _checked_name(wire(function.handler.__name__) if function.name is None else function.name),
        "kind": function.kind,
        "visibility": function.visibility,
        "args": reading.arguments(function).export(),
        "returns": None if returns is None else returns.export(),
    }


class _Reading:
    """Reads signatures of one app."""

    def __init__(self, annotations: Annotations, wire: "Callable[[str], str]") -> None:
        self._annotations = annotations
        self._wire = wire

    def arguments(self, function: "Registered[Any, ..., Any]") -> Validator:
        """Return the object of all arguments, those that the loads of its decorator take too; or any."""
        explicit = None if function.args is None else _explicit(function.args)
        if isinstance(explicit, VAny):
            return explicit
        if explicit is None:
            fields = dict(self._implicit(function.handler))
        elif isinstance(explicit, VObject):
            self._require_agreement(function.handler, explicit)
            fields = dict(explicit.fields)
        else:
            raise SchemaDefinitionError(f"args is a dict of validators or v.any(), not {explicit!r}")
        for load in function.loads:
            for name, validator in self._implicit(load):
                if name in fields:
                    raise SchemaDefinitionError(
                        f'"{name}" is an argument of {_name(function.handler)} and of {_name(load)}'
                    )
                fields[name] = validator
        return v.object(fields)

    def returns(self, function: "Registered[Any, ..., Any]") -> Validator | None:
        """Return the validator of the result: the explicit one, else the annotation's, else none."""
        if function.returns is not None:
            return _explicit(function.returns)
        hints = _hints(function.handler)
        if "return" not in hints:
            return None
        found = self._annotations.meaning(hints["return"])
        if found.admits_unset:
            raise SchemaDefinitionError(f"the result of {_name(function.handler)} cannot be Unset")
        return found.validator

    def _implicit(self, function: "Callable[..., object]") -> "Iterator[tuple[str, Validator]]":
        """Yield the arguments that a signature means, by their names on the wire."""
        hints = _hints(function)
        met: dict[str, str] = {}
        for parameter in _parameters(function):
            if parameter.kind not in _ORDINARY:
                raise SchemaDefinitionError(f"{parameter} of {_name(function)} cannot be given by name")
            found = self._annotations.meaning(hints[parameter.name]) if parameter.name in hints else Meaning(v.any())
            name = "paginationOpts" if found.is_page else self._wire(parameter.name)
            if name in met:
                raise SchemaDefinitionError(f'"{met[name]}" and "{parameter.name}" are both "{name}" on the wire')
            met[name] = parameter.name
            yield name, slot(f"{_name(function)}: {parameter.name}", found, _default(parameter))

    def _require_agreement(self, function: "Callable[..., object]", explicit: VObject) -> None:
        """Raise where explicit arguments and the parameters of a signature cannot stand for each other."""
        parameters = list(_parameters(function))
        matched: set[str] = set()
        for parameter in parameters:
            if parameter.kind is Parameter.VAR_KEYWORD:
                continue
            key = self._key(parameter.name, explicit) if parameter.kind in _ORDINARY else None
            if key is None:
                raise SchemaDefinitionError(f"args of {_name(function)} has no key for {parameter.name}")
            if explicit.fields[key].is_optional is not (_default(parameter) is not ABSENT):
                raise SchemaDefinitionError(
                    f"{parameter.name} of {_name(function)} has a default, or its key is optional: both, or neither"
                )
            matched.add(key)
        others = explicit.fields.keys() - matched
        if others and all(parameter.kind is not Parameter.VAR_KEYWORD for parameter in parameters):
            raise SchemaDefinitionError(f'no parameter of {_name(function)} takes the argument "{min(others)}"')

    def _key(self, name: str, explicit: VObject) -> str | None:
        names = (name, self._wire(name), without_underscore(name))
        return next((each for each in names if each in explicit.fields), None)


def _explicit(given: object) -> Validator:
    return given if isinstance(given, Validator) else v.object(checked_fields(given))


def _checked_name(name: object) -> str:
    problem = identifier_problem(name) if isinstance(name, str) else "it is no string"
    if problem is not None:
        raise SchemaDefinitionError(f"{shown(name)} cannot name a function: {problem}")
    return str(name)


def _parameters(function: "Callable[..., object]") -> "tuple[Parameter, ...]":
    """Return the parameters behind the context."""
    return tuple(signature(function).parameters.values())[1:]


def _default(parameter: Parameter) -> object:
    return ABSENT if parameter.default is Parameter.empty else parameter.default


def _hints(function: "Callable[..., object]") -> dict[str, Hint]:
    """Return the annotations of a function as objects, but the context's, which may be there for checkers alone."""
    live: Any = function  # callables in general have none of these attributes
    (context, *_) = live.__code__.co_varnames
    written = {name: hint for name, hint in live.__annotations__.items() if name != context}
    alone = type("Alone", (), {"__annotations__": written, "__module__": live.__module__})
    return hints_of(alone, _name(function), live.__globals__)


def _name(function: "Callable[..., object]") -> str:
    return str(getattr(function, "__qualname__", function))
