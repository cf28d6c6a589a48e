"""Values of a type, and values that are none of it; written from Convex's rules, without the library's validators.

`which` numbers the values: 0 has every optional field and the first member of every union, 1 has no optional field.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from biconvex import Int64
from biconvex_codegen.ir.types import (
    AnyType,
    ArrayType,
    BooleanType,
    BytesType,
    CommitTimestampType,
    IdType,
    Int64Type,
    IntegerType,
    LiteralType,
    NullType,
    NumberType,
    ObjectType,
    RecordType,
    StringType,
    Type,
    UnionType,
)
from tests.type_values import is_inhabited, literal_value

_ANYTHING: tuple[object, ...] = ({"a": [1.0, "b"], "b": {"c": None}}, None, "any", 2.5, True, [None], Int64(3), b"\0")
_NUMBERS = (3.0, -0.5, 1e300, 0.0, 5e-324, 10.0)
_WRONG: tuple[object, ...] = (True, 1.5, "?", None, Int64(1), b"?", [[["?"]]], {"?": "?"})
_NO_FIELD = "thereIsNoSuchField"


@dataclass(frozen=True, slots=True)
class Values:
    """Makes values: `id_of` gives an id of a table, `at` what has to stand at some paths of a document."""

    id_of: Callable[[str], str]
    at: Mapping[str, object] = field(default_factory=dict[str, object])

    def of(self, type_: Type, which: int, path: str = "") -> object:
        """Return a value of a type that has some."""
        if path in self.at and isinstance(type_, ArrayType | AnyType):
            return self.at[path]
        match type_:
            case AnyType():
                return _ANYTHING[which % len(_ANYTHING)]
            case NullType():
                return None
            case BooleanType():
                return which % 2 == 0
            case NumberType():
                return _NUMBERS[which % len(_NUMBERS)]
            case IntegerType():
                return float(which - 1)
            case Int64Type() | CommitTimestampType():
                return Int64(which - 1)
            case StringType():
                return f"text number{which}"
            case BytesType():
                return bytes([0, which % 256])
            case LiteralType():
                return literal_value(type_, Int64)
            case IdType():
                return self.id_of(type_.table)
            case ArrayType():
                is_possible = which != 1 and is_inhabited(type_.item)
                return [self.of(type_.item, each, "") for each in (which, which + 1)] if is_possible else []
            case RecordType():
                return self._record(type_, which)
            case UnionType():
                possible = [each for each in type_.members if is_inhabited(each)]
                return self.of(possible[which % len(possible)], which, path)
            case ObjectType():
                return self._object(type_, which, path)
            case _:
                raise AssertionError(f"facts hold no {type_.kind}")

    def _record(self, record: RecordType, which: int) -> object:
        if which == 1 or not is_inhabited(record.value) or not is_inhabited(record.key):
            return {}
        return {str(self.of(record.key, which)): self.of(record.value, which + 1)}

    def _object(self, object_: ObjectType, which: int, path: str) -> dict[str, object]:
        found: dict[str, object] = {}
        for number, each in enumerate(object_.fields):
            is_there = not each.optional or (which != 1 and (which + number * (which > 0)) % 2 == 0)
            if is_there and is_inhabited(each.type):
                inner = f"{path}.{each.name}" if path else each.name
                # Two fields that are alike differ in their values, so that one cannot pass for the other.
                found[each.name] = self.of(each.type, which if which < 2 else which + number, inner)
        return found


def same(one: object, other: object) -> bool:
    """Say whether two values are the same to Convex, which has one kind of number beside int64."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and _kind(one) is _kind(other)


def _kind(value: object) -> type:
    is_number = isinstance(value, int | float) and not isinstance(value, bool | Int64)
    return float if is_number else type(value)


def misfits(object_: Mapping[str, object], type_: Type) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield objects that are no values of a type for one wrong, one missing, or one more field, each with its name."""
    for name, value in object_.items():
        wrong = [{**object_, name: each} for each in _WRONG if each != value or type(each) is not type(value)]
        found = next((each for each in wrong if not fits(each, type_)), None)
        if found is not None:
            yield f"{name} wrong", found
        without = {other: each for other, each in object_.items() if other != name}
        if not fits(without, type_):
            yield f"{name} missing", without
    more = {**object_, _NO_FIELD: 1.0}
    if not fits(more, type_):
        yield f"{_NO_FIELD} too many", more


def fits(value: object, type_: Type) -> bool:
    """Say whether a value is one of a type; a text that is made here is an id where one is expected."""
    match type_:
        case AnyType():
            return True
        case NullType():
            return value is None
        case BooleanType():
            return isinstance(value, bool)
        case NumberType():
            return isinstance(value, float)
        case IntegerType():
            return isinstance(value, float) and value.is_integer()
        case Int64Type() | CommitTimestampType():
            return isinstance(value, Int64)
        case StringType():
            return isinstance(value, str)
        case IdType():
            return isinstance(value, str) and value != "?"
        case BytesType():
            return isinstance(value, bytes)
        case LiteralType():
            expected = literal_value(type_, Int64)
            return type(value) is type(expected) and value == expected
        case ArrayType():
            return isinstance(value, list) and all(fits(each, type_.item) for each in value)
        case RecordType():
            return isinstance(value, dict) and all(
                fits(key, type_.key) and fits(each, type_.value) for key, each in value.items()
            )
        case UnionType():
            return any(fits(value, member) for member in type_.members)
        case ObjectType():
            return isinstance(value, dict) and _fits_object(value, type_)
        case _:
            raise AssertionError(f"facts hold no {type_.kind}")


def _fits_object(value: Mapping[str, object], object_: ObjectType) -> bool:
    names = {each.name for each in object_.fields}
    if not value.keys() <= names:
        return False
    return all(fits(value[each.name], each.type) if each.name in value else each.optional for each in object_.fields)
