"""What a field takes and what is kept of it, written from Convex's rules alone, with values to try.

Nothing here comes from the library's validators: where both agree, neither copied the other.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Self, TypeAlias

from hypothesis import strategies as st

from biconvex import UNSET, Int64

Keep: TypeAlias = Callable[[object], object]

SAFE = 2**53 - 1


class MisfitError(Exception):
    """A value does not fit where it is to be written."""


class Id(str):
    """The id of a document, which knows its table; to the runtime it is a text like any other."""

    __slots__ = ("table",)

    table: str

    def __new__(cls, text: str, table: str) -> Self:
        made = super().__new__(cls, text)
        made.table = table
        return made


class Ref(NamedTuple):
    """Stands for the id of a document of a table, before there are any."""

    table: str
    which: int


class Kind(NamedTuple):
    """What a field takes: `keep` gives what is stored of a value or raises; `values` are some that fit."""

    keep: Keep
    values: st.SearchStrategy[object]
    is_optional: bool = False
    is_nullable: bool = False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool | Int64)


def _keep_number(value: object) -> object:
    if not isinstance(value, int | float) or not _is_number(value) or value != value:  # noqa: PLR0124  NaN
        raise MisfitError(value)
    return float(value) + 0.0


def _keep_integer(value: object) -> object:
    if not isinstance(value, int | float) or not _is_number(value) or not abs(value) <= SAFE or value != int(value):
        raise MisfitError(value)
    return int(value)


def _keep_class(class_: type) -> Keep:
    def keep(value: object) -> object:
        if not isinstance(value, class_):
            raise MisfitError(value)
        return value

    return keep


def _keep_literal(*literals: str | float | bool) -> Keep:
    def keep(value: object) -> object:
        for literal in literals:
            if value == literal and _family(value) == _family(literal):
                return literal
        raise MisfitError(value)

    return keep


def _family(value: object) -> object:
    return float if _is_number(value) else type(value)


def keep_anything(value: object) -> object:
    """Return what is kept under `v.any()`, where every number is a double."""
    if _is_number(value):
        return _keep_number(value)
    if isinstance(value, list | tuple):
        return [keep_anything(item) for item in value]
    if isinstance(value, dict):
        return {name: keep_anything(item) for name, item in value.items() if item is not UNSET}
    return value


def _keep_first(kinds: tuple[Kind, ...]) -> Keep:
    def keep(value: object) -> object:
        for kind in kinds:
            try:
                return kind.keep(value)
            except MisfitError:
                continue
        raise MisfitError(value)

    return keep


def keep_fields(value: object, fields: Mapping[str, Kind]) -> dict[str, object]:
    """Return what is kept of an object of these fields and no others."""
    if not isinstance(value, dict):
        raise MisfitError(value)
    given = {name: item for name, item in value.items() if item is not UNSET}
    if given.keys() - fields.keys():
        raise MisfitError(value)
    if any(name not in given and not kind.is_optional for name, kind in fields.items()):
        raise MisfitError(value)
    return {name: fields[name].keep(item) for name, item in given.items()}


def values_of_fields(fields: Mapping[str, Kind]) -> st.SearchStrategy[dict[str, object]]:
    """Return objects of these fields; what is optional may be missing, or be UNSET."""
    return st.fixed_dictionaries(
        {name: kind.values for name, kind in fields.items() if not kind.is_optional},
        optional={name: kind.values | st.just(UNSET) for name, kind in fields.items() if kind.is_optional},
    )


TEXTS: st.SearchStrategy[object] = st.sampled_from(["", "a", "b", "ab", "Z", "é", "\uffff", "\U0001f600", "a\0b", "\0"])
NUMBERS: st.SearchStrategy[object] = st.sampled_from(
    [0, -0.0, 1, 2.5, -1.5, 10.0, 1e300, 5e-324, float("inf"), float("-inf"), SAFE]
)
INTEGERS: st.SearchStrategy[object] = st.sampled_from([0, -0.0, 1, 2.0, -1, 10, SAFE, -SAFE])
INT64S: st.SearchStrategy[object] = st.sampled_from([0, 1, -1, 5, 256, 2**63 - 1, -(2**63)]).map(Int64)
BYTES: st.SearchStrategy[object] = st.sampled_from([b"", b"\0", b"\0\xff", b"a", b"ab", b"\xff"])
NAMES = st.sampled_from(["a", "b", "ab", "", "x y"])

WORDS = st.lists(
    st.sampled_from(["red", "green", "read", "re", "GREEN", "été", "r2d2", "a", "red-green", "", "_"]),
    max_size=4,
).map(" ".join)

_OFTEN: st.SearchStrategy[object] = st.sampled_from(
    [
        None, False, True, 0, -0.0, 1, 2.5, float("-inf"), Int64(0), Int64(1), "", "a", "a\0", "\uffff", "\U0001f600",
        b"", b"a", [], [None], [0], [-0.0], ["a"], ("a", "b"), {}, {"a": None}, {"a": 0.0}, {"a": {"b": -0.0}},
        {"a": {"b": "a"}}, {"b": Int64(1)}, {"b": [b"\0"]},
    ]
)  # fmt: skip
_SELDOM: st.SearchStrategy[object] = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXTS, NUMBERS, INT64S, BYTES),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=3,
)
ANYTHING = st.one_of(_OFTEN, _OFTEN, _OFTEN, _SELDOM)
"""Values of every kind; few enough that they meet again in other documents and in bounds."""

text = Kind(_keep_class(str), TEXTS)
words = Kind(_keep_class(str), WORDS)
number = Kind(_keep_number, NUMBERS)
integer = Kind(_keep_integer, INTEGERS)
int64 = Kind(_keep_class(Int64), INT64S)
boolean = Kind(_keep_class(bool), st.booleans())
data = Kind(_keep_class(bytes), BYTES)
null = Kind(_keep_class(type(None)), st.none())
anything = Kind(keep_anything, ANYTHING | ANYTHING.map(lambda each: {"a": {"b": each}}), is_nullable=True)


def literals(*values: str | float | bool) -> Kind:
    """Return the kind of exactly these values."""
    return Kind(_keep_literal(*values), st.sampled_from(values))


def identity(table: str) -> Kind:
    """Return the kind of ids of a table, whose documents need not exist."""

    def keep(value: object) -> object:
        if not isinstance(value, Id) or value.table != table:
            raise MisfitError(value)
        return value

    return Kind(keep, st.builds(Ref, st.just(table), st.integers(0, 2)))


def either(*kinds: Kind) -> Kind:
    """Return the kind of what any of some kinds takes."""
    is_nullable = any(kind is null or kind.is_nullable for kind in kinds)
    return Kind(_keep_first(kinds), st.one_of(*(kind.values for kind in kinds)), is_nullable=is_nullable)


def nullable(kind: Kind) -> Kind:
    """Return the kind that takes None as well."""
    return either(kind, null)


def optional(kind: Kind) -> Kind:
    """Return the same kind for a field that may be missing."""
    return kind._replace(is_optional=True)


def several(kind: Kind) -> Kind:
    """Return the kind of arrays."""

    def keep(value: object) -> object:
        if not isinstance(value, list | tuple):
            raise MisfitError(value)
        return [kind.keep(item) for item in value]

    arrays = st.lists(kind.values, max_size=2)
    return Kind(keep, arrays | arrays.map(tuple))


def entries(kind: Kind) -> Kind:
    """Return the kind of records with texts as keys."""

    def keep(value: object) -> object:
        if not isinstance(value, dict):
            raise MisfitError(value)
        return {name: kind.keep(item) for name, item in value.items()}

    return Kind(keep, st.dictionaries(NAMES, kind.values, max_size=2))


def parts(**fields: Kind) -> Kind:
    """Return the kind of objects with these fields."""
    return Kind(lambda value: keep_fields(value, fields), values_of_fields(fields))
