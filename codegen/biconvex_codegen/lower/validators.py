"""What the validators of the library build: each call of `v` becomes a validator value, or poison after a report."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..diagnostics import Code, Related
from ..ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    Field,
    IdType,
    Int64Type,
    IntegerType,
    Notes,
    NullType,
    NumberType,
    ObjectType,
    RecordType,
    StringType,
    Type,
    UnionType,
)
from ..source import At, Part
from .calls import Given, Signature, bind
from .literals import literal_type
from .report import Report
from .validator_advice import instead_of
from .values import (
    Dict,
    Items,
    Nothing,
    Pair,
    Poison,
    Text,
    TypePlaces,
    Validator,
    Value,
    described,
)

_PLAIN: dict[str, Type] = {
    "any": AnyType(),
    "bigint": Int64Type(),
    "boolean": BooleanType(),
    "bytes": BytesType(),
    "commit_ts": CommitTimestampType(),
    "float64": NumberType(),
    "int64": Int64Type(),
    "integer": IntegerType(),
    "null": NullType(),
    "number": NumberType(),
    "string": StringType(),
}
_NOTES = ("doc", "deprecated", "renamed_from")
_SIGNATURES: dict[str, Signature] = {
    "array": Signature("v.array", "v.array(v.string())", ("element",)),
    "field": Signature("v.field", 'v.field(v.string(), doc="...")', ("validator",), keyword_only=_NOTES),
    "id": Signature("v.id", 'v.id("users")', ("table_name",)),
    "literal": Signature(
        "v.literal", 'v.literal("open")', ("value",), several='v.union(v.literal("a"), v.literal("b"))'
    ),
    "nullable": Signature("v.nullable", "v.nullable(v.string())", ("value",)),
    "object": Signature("v.object", 'v.object({"name": v.string()})', ("fields",)),
    "optional": Signature("v.optional", "v.optional(v.string())", ("value",)),
    "record": Signature("v.record", "v.record(v.string(), v.number())", ("keys", "values")),
    "union": Signature("v.union", "v.union(v.string(), v.null())", rest=True),
}
VALIDATOR_NAMES = (*_PLAIN, *_SIGNATURES)


def build_validator(name: str, given: Given, report: Report) -> Value:
    """Return what `v.<name>(...)` builds; the name is one of `VALIDATOR_NAMES`."""
    plain = _PLAIN.get(name)
    signature = Signature(f"v.{name}", f"v.{name}()") if plain is not None else _SIGNATURES[name]
    bound = bind(signature, given, report)
    if bound is None:
        return Poison(given.at)
    if plain is not None:
        return Validator(given.at, plain, (("", Part.WHOLE, given.at),))
    return _BUILDERS[name](given, bound, report)


def validator_of(value: Value, where: str, report: Report) -> Validator:
    """Return a value that must be a validator; poison and what was reported stand as any."""
    match value:
        case Validator():
            return value
        case Poison():
            return Validator(value.at, AnyType())
        case _:
            message = f"{where} is {described(value)}, not a validator"
            report.add(Code.INVALID_VALIDATOR, message, value.at, help_=instead_of(value))
            return Validator(value.at, AnyType())


def inner(value: Value, where: str, report: Report, help_: str = "remove v.optional, or use v.nullable") -> Validator:
    """Return a validator inside another one, where nothing can be optional."""
    found = validator_of(value, where, report)
    if found.optional:
        message = f"{where} cannot be optional: only a field can be missing"
        report.add(Code.INVALID_VALIDATOR, message, found.at, help_=help_)
    return replace(found, optional=False)


def prefixed(step: str, places: TypePlaces) -> TypePlaces:
    """Return the places of a part as places of the whole."""
    return tuple((step + steps, part, at) for steps, part, at in places)


def unprefixed(step: str, places: TypePlaces) -> TypePlaces:
    """Return the places that a whole has of one of its parts, as places of the part."""
    length = len(step)
    return tuple(
        (steps[length:], part, at)
        for steps, part, at in places
        if steps.startswith(step) and steps[length : length + 1] in ("", ".", "[", "|", "{")
    )


def object_of(fields: Dict, report: Report) -> Validator:
    """Return the object that a dict of validators describes; of unknown fields it is any."""
    if fields.holes:
        return Validator(fields.at, AnyType())
    found: dict[str, Field] = {}
    places: list[tuple[str, Part, At]] = [("", Part.WHOLE, fields.at)]
    for pair in fields.pairs:
        name = field_name(pair, report)
        if name is None:
            continue
        validator = validator_of(pair.value, f'the field "{name}"', report)
        found[name] = Field(name, validator.type, validator.optional, _with_doc(validator.notes, pair.doc))
        step = f".{name}"
        places.append((step, Part.NAME, pair.key.at))
        places.append((step, Part.TYPE, validator.at))
        places.extend(prefixed(step, validator.places))
    for pair in fields.repeated:
        _repeated(pair, fields, report)
    failed = frozenset(
        pair.key.text for pair in fields.pairs if isinstance(pair.key, Text) and isinstance(pair.value, Poison)
    )
    return Validator(fields.at, ObjectType(tuple(found.values())), tuple(places), failed=failed)


def field_name(pair: Pair, report: Report) -> str | None:
    """Return the key of a pair as a name, or None after reporting that it is no string."""
    if isinstance(pair.key, Text):
        return pair.key.text
    message = f"a name is {described(pair.key)}, not a string"
    report.add(Code.INVALID_NAME, message, pair.key.at, help_="write the name in quotes")
    return None


def _repeated(pair: Pair, fields: Dict, report: Report) -> None:
    if not isinstance(pair.key, Text):
        return
    again = next((each.key.at for each in fields.pairs if each.key == replace(pair.key, at=each.key.at)), fields.at)
    message = f'the key "{pair.key.text}" is written twice'
    related = (Related(pair.key.at, "first written here"),)
    report.add(Code.DUPLICATE_NAME, message, again, help_="remove or rename one of them", related=related)


def _with_doc(notes: Notes, doc: str | None) -> Notes:
    return replace(notes, doc=doc) if notes.doc is None and doc is not None else notes


def notes_of(bound: Mapping[str, Value], report: Report, *, doc: bool = True) -> Notes:
    """Return the notes among bound arguments; each is a string or None."""
    return Notes(
        _text_or_none(bound, "doc", report) if doc else None,
        _text_or_none(bound, "deprecated", report),
        _text_or_none(bound, "renamed_from", report),
    )


def _text_or_none(bound: Mapping[str, Value], name: str, report: Report) -> str | None:
    match bound.get(name):
        case None | Nothing() | Poison():
            return None
        case Text(text=text):
            return text
        case other:
            report.add(
                Code.INVALID_CALL, f'"{name}" is {described(other)}, not a string', other.at, help_="write a string"
            )
            return None


def _array(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    element = inner(bound["element"], "the element of an array", report)
    places = (("", Part.WHOLE, given.at), *prefixed("[]", element.places))
    return Validator(given.at, ArrayType(element.type), places)


def _field(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    validator = validator_of(bound["validator"], "the validator of a field", report)
    return replace(validator, at=given.at, notes=notes_of(bound, report))


def _id(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    match bound["table_name"]:
        case Text() as table:
            return Validator(given.at, IdType(table.text), (("", Part.WHOLE, table.at),))
        case Poison():
            return Poison(given.at)
        case other:
            message = f"the table of v.id is {described(other)}, not a string"
            report.add(Code.INVALID_VALIDATOR, message, other.at, help_="write the table's name in quotes")
            return Poison(given.at)


def _literal(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    value = bound["value"]
    if isinstance(value, Items):
        help_ = "write a literal for each, in v.union(...)"
        report.add(Code.INVALID_VALIDATOR, f"{described(value)} can be no literal", value.at, help_=help_)
        return Poison(given.at)
    type_ = literal_type(value, report)
    if type_ is None:
        return Poison(given.at)
    return Validator(given.at, type_, (("", Part.WHOLE, value.at),))


def _nullable(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    help_ = "write v.optional(v.nullable(...))"
    value = inner(bound["value"], "the validator in v.nullable", report, help_)
    places = (("", Part.WHOLE, given.at), *prefixed("|0", value.places), ("|1", Part.WHOLE, given.at))
    return Validator(given.at, UnionType((value.type, NullType())), places)


def _object(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    match bound["fields"]:
        case Dict() as fields:
            return replace(object_of(fields, report), at=given.at)
        case Poison():
            return Poison(given.at)
        case other:
            message = f"v.object gets {described(other)}, not a dict of fields"
            report.add(Code.INVALID_VALIDATOR, message, other.at, help_='write v.object({"name": v.string()})')
            return Poison(given.at)


def _optional(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    value = validator_of(bound["value"], "the validator in v.optional", report)
    return replace(value, at=given.at, optional=True)


def _record(given: Given, bound: Mapping[str, Value], report: Report) -> Value:
    key = inner(bound["keys"], "the key of a record", report)
    value = inner(bound["values"], "the value of a record", report)
    places = (("", Part.WHOLE, given.at), *prefixed("{key}", key.places), *prefixed("{value}", value.places))
    return Validator(given.at, RecordType(key.type, value.type), places)


def _union(given: Given, _bound: Mapping[str, Value], report: Report) -> Value:
    if given.holes:
        return Poison(given.at)
    match given.positional:
        case (Items() as listed,):
            message = f"a member of a union is {described(listed)}, not a validator"
            report.add(Code.INVALID_VALIDATOR, message, listed.at, help_="give its validators one by one, or behind *")
            return Poison(given.at)
        case _:
            pass
    members = [inner(value, "a member of a union", report) for value in given.positional]
    places: list[tuple[str, Part, At]] = [("", Part.WHOLE, given.at)]
    for number, member in enumerate(members):
        places.extend(prefixed(f"|{number}", member.places))
    return Validator(given.at, UnionType(tuple(member.type for member in members)), tuple(places))


_BUILDERS: dict[str, Callable[[Given, Mapping[str, Value], Report], Value]] = {
    "array": _array,
    "field": _field,
    "id": _id,
    "literal": _literal,
    "nullable": _nullable,
    "object": _object,
    "optional": _optional,
    "record": _record,
    "union": _union,
}
