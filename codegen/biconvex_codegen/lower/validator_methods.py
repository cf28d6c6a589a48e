"""The attributes and methods of validators: `.fields`, `.optional()`, `.pick`, `.omit`, `.partial`, `.extend`."""

from dataclasses import replace

from ..diagnostics import Code, did_you_mean
from ..ir.types import Field, ObjectType
from ..source import At, Part
from .calls import Given, Signature, bind
from .report import Report
from .validators import object_of, unprefixed
from .values import Dict, Items, Pair, Poison, Text, TypePlaces, Validator, Value, described

_OBJECT_METHODS = ("extend", "omit", "partial", "pick")
METHOD_NAMES = ("optional", *_OBJECT_METHODS)


def fields_of(validator: Validator, at: At) -> Value | None:
    """Return the dict of an object's fields, or None where it is no object."""
    if not isinstance(validator.type, ObjectType):
        return None
    return Dict(at, tuple(_pair(validator, field) for field in validator.type.fields))


def call_method(validator: Validator, name: str, given: Given, report: Report) -> Value:
    """Return what a method of a validator gives; the name is one of `METHOD_NAMES`."""
    if name == "optional":
        bound = bind(Signature(".optional", ".optional()"), given, report)
        return Poison(given.at) if bound is None else replace(validator, at=given.at, optional=True)
    if not isinstance(validator.type, ObjectType):
        message = f"only an object has .{name}, and this is another validator"
        report.add(Code.INVALID_VALIDATOR, message, given.name_at, help_="call it on v.object(...)")
        return Poison(given.at)
    if name == "partial":
        bound = bind(Signature(".partial", ".partial()"), given, report)
        fields = tuple(replace(field, optional=True) for field in validator.type.fields)
        return Poison(given.at) if bound is None else replace(validator, at=given.at, type=ObjectType(fields))
    if name == "extend":
        return _extend(validator, given, report)
    return _select(validator, validator.type, name, given, report)


def _extend(validator: Validator, given: Given, report: Report) -> Value:
    bound = bind(Signature(".extend", '.extend({"name": v.string()})', ("fields",)), given, report)
    more: Value = Poison(given.at) if bound is None else bound["fields"]
    if isinstance(more, Validator):
        more = fields_of(more, more.at) or more
    if isinstance(more, Poison):
        return Poison(given.at)
    if not isinstance(more, Dict):
        message = f".extend gets {described(more)}, not a dict of fields"
        report.add(Code.INVALID_VALIDATOR, message, more.at, help_='write .extend({"name": v.string()})')
        return Poison(given.at)
    added = object_of(more, report)
    if not isinstance(added.type, ObjectType) or not isinstance(validator.type, ObjectType):
        return Poison(given.at)
    fields = {field.name: field for field in (*validator.type.fields, *added.type.fields)}
    names = {field.name for field in added.type.fields}
    places = (*_without(validator.places, names), *added.places)
    return replace(validator, at=given.at, type=ObjectType(tuple(fields.values())), places=places)


def _select(validator: Validator, type_: ObjectType, name: str, given: Given, report: Report) -> Value:
    wanted = _names(given, name, report)
    if wanted is None or given.holes:
        return Poison(given.at)
    known = {field.name for field in type_.fields}
    for text in wanted:
        if name == "pick" and text.text not in known:
            meant = did_you_mean(text.text, known)
            help_ = f'did you mean "{meant}"?' if meant else "pick a field that is there"
            report.add(Code.INVALID_VALIDATOR, f'there is no field "{text.text}" to pick', text.at, help_=help_)
            return Poison(given.at)
    chosen = {text.text for text in wanted}
    fields = tuple(field for field in type_.fields if (field.name in chosen) is (name == "pick"))
    gone = known - {field.name for field in fields}
    return replace(validator, at=given.at, type=ObjectType(fields), places=_without(validator.places, gone))


def _names(given: Given, name: str, report: Report) -> list[Text] | None:
    """Return the names given one by one, or as one list."""
    values: tuple[Value, ...] = given.positional
    if len(values) == 1 and isinstance(values[0], Items):
        values = values[0].items
    names: list[Text] = []
    for value in values:
        match value:
            case Text():
                names.append(value)
            case Poison():
                return None
            case _:
                message = f".{name} gets {described(value)}, not the name of a field"
                report.add(Code.INVALID_CALL, message, value.at, help_="write the name in quotes")
                return None
    return names


def _pair(validator: Validator, field: Field) -> Pair:
    step = f".{field.name}"
    inside = unprefixed(step, validator.places)
    key_at = next((at for steps, part, at in inside if not steps and part is Part.NAME), validator.at)
    type_at = next((at for steps, part, at in inside if not steps and part is Part.TYPE), validator.at)
    places = tuple(each for each in inside if each[0] or each[1] is Part.WHOLE)
    value = Validator(type_at, field.type, places, field.optional, field.notes)
    return Pair(Text(key_at, field.name), value)


def _without(places: TypePlaces, names: set[str]) -> TypePlaces:
    gone = {f".{name}" for name in names}
    return tuple(each for each in places if _first_step(each[0]) not in gone)


def _first_step(steps: str) -> str:
    for number, character in enumerate(steps[1:], start=1):
        if character in ".[|{":
            return steps[:number]
    return steps
