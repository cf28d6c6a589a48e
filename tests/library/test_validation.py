"""A value is checked against its validator, and an error says what is wrong and where."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex import COMMIT_TS, UNSET, Int64, v
from biconvex.errors import ValidationError
from biconvex.validators import Validator
from biconvex.wire import encode

ADDRESS = v.object({"city": v.string(), "lines": v.array(v.string())})
ORDER = v.object(
    {
        "address": ADDRESS,
        "note": v.optional(v.nullable(v.string())),
        "counts": v.record(v.string(), v.integer()),
        "payment": v.union(
            v.object({"kind": v.literal("card"), "last4": v.string()}),
            v.object({"kind": v.literal("invoice"), "dueAt": v.number()}),
        ),
    }
)
GOOD: dict[str, Any] = {
    "address": {"city": "Oslo", "lines": ["Main street 1"]},
    "counts": {"green apples": 3, "pears": 4.0},
    "payment": {"kind": "invoice", "dueAt": 5},
}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
FIELD_NAMES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=5).filter(
    lambda name: not name.startswith("$")
)


@pytest.mark.parametrize(
    ("validator", "value"),
    [
        (v.any(), {"a b": [1, 2.5, None, True, b"x", Int64(1), {"": "ø"}]}),
        (v.null(), None),
        (v.number(), 5),
        (v.number(), math.nan),
        (v.number(), -math.inf),
        (v.number(), 2**60),
        (v.integer(), 5),
        (v.integer(), 5.0),
        (v.integer(), -(2**53) + 1),
        (v.int64(), Int64(5)),
        (v.commit_ts(), Int64(5)),
        (v.commit_ts(), COMMIT_TS),
        (v.boolean(), False),
        (v.string(), ""),
        (v.bytes(), b""),
        (v.literal(5), 5.0),
        (v.literal(-0.0), -0.0),
        (v.id("users"), "k57"),
        (v.array(v.integer()), (1, 2)),
        (v.union(v.string(), v.null()), None),
        (v.union(v.object({"a": v.string()}), v.any()), {"b": 1}),
        (
            v.union(
                v.object({"kind": v.literal("a"), "size": v.number()}),
                v.object({"kind": v.string(), "note": v.optional(v.literal("x"))}),
            ),
            {"kind": "a"},
        ),
        (v.object({"a": v.optional(v.string())}), {"a": UNSET}),
        (v.object({"a": v.optional(v.string())}), {"b": UNSET}),
        (ORDER, GOOD),
        (ORDER, {**GOOD, "note": None}),
    ],
)
def test_fits(validator: Validator, value: object) -> None:
    validator.validate(value)


@pytest.mark.parametrize(
    ("validator", "value", "kind", "text"),
    [
        (v.null(), 0, "NoMatch", "0 is not None"),
        (v.number(), True, "NoMatch", "True is not a number"),
        (v.number(), Int64(5), "NoMatch", "Int64(5) is not a number"),
        (v.number(), "5", "NoMatch", "'5' is not a number"),
        (v.integer(), 0.5, "NoMatch", "0.5 is not a whole number"),
        (v.integer(), math.inf, "NoMatch", "inf is not a whole number"),
        (v.integer(), False, "NoMatch", "False is not a whole number"),
        (v.int64(), 5, "NoMatch", "5 is a plain int: write Int64(5)"),
        (v.int64(), 5.0, "NoMatch", "5.0 is not an Int64"),
        (v.commit_ts(), 5, "NoMatch", "5 is neither an Int64 nor COMMIT_TS"),
        (v.boolean(), 1, "NoMatch", "1 is not a bool"),
        (v.string(), b"", "NoMatch", "b'' is not a string"),
        (v.string(), "\ud800", "NoMatch", "the text holds half of a surrogate pair"),
        (v.bytes(), "", "NoMatch", "'' is not bytes"),
        (v.literal("read"), "write", "LiteralValuesDoNotMatch", "'write' is not 'read'"),
        (v.literal(0), False, "LiteralValuesDoNotMatch", "False is not 0.0"),
        (v.literal(0), -0.0, "LiteralValuesDoNotMatch", "-0.0 is not 0.0"),
        (v.literal(1), Int64(1), "LiteralValuesDoNotMatch", "Int64(1) is not 1.0"),
        (v.id("users"), 5, "NoMatch", '5 is not an id of the table "users"'),
        (v.array(v.string()), "text", "NoMatch", "'text' is not an array"),
        (v.array(v.string()), ["a", UNSET], "NoMatch", "[1]: a value of the class Unset is not a string"),
        (v.array(v.any()), [0] * 8193, "NoMatch", "an array of 8193 elements is longer than 8192"),
        (v.object({}), [], "NoMatch", "an array is not an object"),
        (v.object({"a": v.any()}), {}, "MissingRequiredField", ".a: this field is missing"),
        (v.object({"a": v.any()}), {"a": UNSET}, "MissingRequiredField", ".a: this field is missing"),
        (v.object({}), {"a": 1}, "ExtraField", "there is no field 'a' here"),
        (v.object({}), {1: 1}, "ExtraField", "there is no field 1 here"),
        (v.object({"a": v.optional(v.string())}), {"a": None}, "NoMatch", ".a: None is not a string"),
        (v.record(v.string(), v.any()), {"$a": 1}, "NoMatch", "'$a' cannot name a field: it begins with a dollar sign"),
        (v.record(v.string(), v.any()), {1: 1}, "NoMatch", "the key 1 is not a string"),
        (v.any(), {"when": {1, 2}}, "NoMatch", ".when: a value of the class set is not a value that Convex can carry"),
        (v.any(), [2**60 + 1], "NoMatch", None),
        (v.union(v.string()), 5, "NoMatch", "5 is not a string"),
        (
            v.union(
                v.object({"kind": v.literal("card"), "value": v.number(), "wrapped": v.literal(True)}),
                v.object({"kind": v.literal("book"), "pages": v.number()}),
            ),
            {"kind": "card", "value": 1},
            "MissingRequiredField",
            ".wrapped: this field is missing",
        ),
        (v.union(), None, "NoMatch", "None fits no member of v.union()"),
        (v.union(v.string(), v.null()), 5, "NoMatch", "5 fits no member of v.union(v.string(), v.null())"),
        (ORDER, {**GOOD, "address": {"city": "Oslo", "lines": ["a", "b", 5]}}, "NoMatch", None),
        (ORDER, {**GOOD, "payment": {"kind": "card"}}, "MissingRequiredField", ".payment.last4: this field is missing"),
        (ORDER, {**GOOD, "counts": {"green apples": 0.5}}, "NoMatch", None),
    ],
)
def test_does_not_fit(validator: Validator, value: object, kind: str, text: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        validator.validate(value)
    assert caught.value.kind == kind
    if text is not None:
        assert str(caught.value) == text


def test_the_path_leads_to_what_is_wrong() -> None:
    order = {**GOOD, "address": {"city": "Oslo", "lines": ["a", "b", 5]}}
    with pytest.raises(ValidationError) as caught:
        ORDER.validate(order)
    assert caught.value.path == ".address.lines[2]"
    assert str(caught.value) == ".address.lines[2]: 5 is not a string"
    with pytest.raises(ValidationError) as caught:
        ORDER.validate({**GOOD, "counts": {"green apples": 0.5}})
    assert caught.value.path == ".counts['green apples']"
    with pytest.raises(ValidationError) as caught:
        v.record(v.id("users"), v.any()).validate({"p1": 1}, table_of=lambda _: "posts")
    assert caught.value.path == ".keys()"


@pytest.mark.parametrize(
    ("text", "kind"), [("u1", None), ("p1", "TableNamesDoNotMatch"), ("s1", "SystemTableReference"), ("x", "NoMatch")]
)
def test_ids_are_of_their_table_where_tables_are_known(text: str, kind: str | None) -> None:
    tables = {"u1": "users", "p1": "posts", "s1": "_storage"}
    validator = v.object({"owner": v.id("users")})
    if kind is None:
        validator.validate({"owner": text}, table_of=tables.get)
        return
    with pytest.raises(ValidationError) as caught:
        validator.validate({"owner": text}, table_of=tables.get)
    assert (caught.value.kind, caught.value.path) == (kind, ".owner")


def test_values_are_not_deeper_than_convex_takes() -> None:
    value: object = 1
    for _ in range(64):
        value = [value]
    v.any().validate(value)
    with pytest.raises(ValidationError, match="deeper than 64"):
        v.any().validate([value])


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        TEXT,
        st.binary(max_size=5),
        st.floats(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.integers(-(2**63), 2**63 - 1).map(Int64),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(FIELD_NAMES, inner, max_size=3)),
    max_leaves=8,
)


def _own_validator(value: object) -> Validator:
    """Return a validator that fits a value, and names as much of it as there is."""
    match value:
        case None:
            return v.null()
        case bool() | str() | Int64():
            return v.literal(value)
        case bytes():
            return v.bytes()
        case int() | float():
            return v.number() if math.isnan(value) or math.isinf(value) else v.literal(value)
        case list():
            return v.array(v.union(*map(_own_validator, value)))
        case dict():
            return v.record(v.string(), v.union(*map(_own_validator, value.values())))
        case _:
            raise AssertionError(value)


@given(VALUES)
def test_every_value_fits_any_and_its_own_validator(value: object) -> None:
    v.any().validate(value)
    _own_validator(value).validate(value)
    v.union(v.boolean(), _own_validator(value)).validate(value)
    encode(value)


@given(VALUES, VALUES)
def test_what_a_validator_of_one_value_takes_has_its_shape(one: object, other: object) -> None:
    try:
        _own_validator(one).validate(other)
    except ValidationError:
        return
    assert type(encode(one)) is type(encode(other)) or isinstance(one, int | float)


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (1, 1),
        (1.0, 1),
        (0.5, 0.5),
        (1e300, 1e300),
        (-0.0, {"$float": "AAAAAAAAAIA="}),
        (math.inf, {"$float": "AAAAAAAA8H8="}),
        (Int64(-1), {"$integer": "//////////8="}),
        (b"\x00", {"$bytes": "AA=="}),
        (True, True),
        ({"a": [None, UNSET], "b": UNSET}, None),
        ({"a": (COMMIT_TS, "x"), "b": UNSET}, {"a": [{"$commitTs": None}, "x"]}),
    ],
)
def test_wire_json(value: object, json: object) -> None:
    if json is None:
        with pytest.raises(ValidationError, match=r"\.a\[1\]: a value of the class Unset"):
            encode(value)
    else:
        assert encode(value) == json
