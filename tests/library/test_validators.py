"""Validators export Convex's JSON, compare by value, never change, and refuse what can never work."""

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex import Int64, v
from biconvex.errors import SchemaDefinitionError
from biconvex.validators import Validator

UNCHECKED: Any = v  # for calls that a type checker would refuse

NAMES = st.from_regex(r"[a-z][A-Za-z0-9_]{0,8}", fullmatch=True)
LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.integers(-(2**63), 2**63 - 1).map(Int64),
)
KEYS = st.one_of(st.just(v.string()), NAMES.map(v.id))
LEAVES = st.one_of(
    st.sampled_from(
        [v.any(), v.null(), v.number(), v.integer(), v.int64(), v.commit_ts(), v.boolean(), v.string(), v.bytes()]
    ),
    LITERALS.map(v.literal),
    NAMES.map(v.id),
)


def _larger(inner: st.SearchStrategy[Validator]) -> st.SearchStrategy[Validator]:
    fields = st.one_of(inner, inner.map(v.optional), inner.map(lambda each: v.field(each, deprecated="use another")))
    return st.one_of(
        inner.map(v.array),
        st.lists(inner, max_size=3).map(lambda members: v.union(*members)),
        st.builds(v.record, KEYS, inner),
        st.dictionaries(NAMES, fields, max_size=3).map(v.object),
    )


VALIDATORS = st.recursive(LEAVES, _larger, max_leaves=8)


@pytest.mark.parametrize(
    ("validator", "exported"),
    [
        (v.null(), {"type": "null"}),
        (v.number(), {"type": "number"}),
        (v.float64(), {"type": "number"}),
        (v.integer(), {"type": "number"}),
        (v.int64(), {"type": "bigint"}),
        (v.bigint(), {"type": "bigint"}),
        (v.commit_ts(), {"type": "commitTs"}),
        (v.boolean(), {"type": "boolean"}),
        (v.string(), {"type": "string"}),
        (v.bytes(), {"type": "bytes"}),
        (v.any(), {"type": "any"}),
        (v.id("users"), {"type": "id", "tableName": "users"}),
        (v.literal("draft"), {"type": "literal", "value": "draft"}),
        (v.literal(True), {"type": "literal", "value": True}),
        (v.literal(5), {"type": "literal", "value": 5}),
        (v.literal(0.5), {"type": "literal", "value": 0.5}),
        (v.literal(-0.0), {"type": "literal", "value": {"$float": "AAAAAAAAAIA="}}),
        (v.literal(Int64(5)), {"type": "literal", "value": {"$integer": "BQAAAAAAAAA="}}),
        (v.array(v.string()), {"type": "array", "value": {"type": "string"}}),
        (
            v.record(v.id("users"), v.number()),
            {
                "type": "record",
                "keys": {"type": "id", "tableName": "users"},
                "values": {"fieldType": {"type": "number"}, "optional": False},
            },
        ),
        (v.union(), {"type": "union", "value": []}),
        (v.nullable(v.string()), {"type": "union", "value": [{"type": "string"}, {"type": "null"}]}),
        (
            v.object(
                {"name": v.string(), "nick": v.optional(v.string()), "role": v.field(v.any(), doc="what they do")}
            ),
            {
                "type": "object",
                "value": {
                    "name": {"fieldType": {"type": "string"}, "optional": False},
                    "nick": {"fieldType": {"type": "string"}, "optional": True},
                    "role": {"fieldType": {"type": "any"}, "optional": False},
                },
            },
        ),
        (v.string().optional(), {"type": "string"}),
    ],
)
def test_export(validator: Validator, exported: object) -> None:
    assert validator.export() == exported


def test_literals_differ_that_python_calls_equal() -> None:
    literals = [v.literal(0), v.literal(False), v.literal(-0.0), v.literal(Int64(0)), v.literal("0")]
    assert len({*literals}) == len(literals)
    assert v.literal(1) == v.literal(1.0)
    assert v.literal(1) != v.literal(True)
    assert v.union(v.literal(0)) != v.union(v.literal(False))


def test_equality_is_of_values() -> None:
    assert v.object({"a": v.string(), "b": v.any()}) == v.object({"b": v.any(), "a": v.string()})
    assert v.integer() != v.number()
    assert v.optional(v.string()) != v.string()
    assert v.field(v.string(), deprecated="use name") != v.string()
    assert v.union(v.string(), v.null()) != v.union(v.null(), v.string())


@given(VALIDATORS)
def test_every_validator_is_a_value_that_writes_itself(validator: Validator) -> None:
    again = eval(repr(validator), {"v": v, "Int64": Int64})
    assert again == validator
    assert hash(again) == hash(validator)
    assert again.export() == validator.export()
    assert pickle.loads(pickle.dumps(validator)) == validator
    assert copy.deepcopy(validator) is validator
    optional = v.optional(validator)
    assert optional != validator
    assert optional.export() == validator.export()


@given(VALIDATORS, VALIDATORS)
def test_equal_validators_export_the_same(one: Validator, other: Validator) -> None:
    if one == other:
        assert one.export() == other.export()
        assert hash(one) == hash(other)


def test_a_validator_cannot_be_changed() -> None:
    user = v.object({"name": v.string()})
    with pytest.raises(AttributeError, match="immutable"):
        user.is_optional = True
    with pytest.raises(AttributeError, match="immutable"):
        del user.notes
    with pytest.raises(TypeError):
        user.fields["name"] = v.any()  # type: ignore[index]  # the point
    fields = {"name": v.string()}
    made = v.object(fields)
    del fields["name"]
    assert made == user


def test_objects_make_other_objects() -> None:
    user = v.object({"name": v.string(), "email": v.string(), "age": v.optional(v.integer())})
    assert [*user.pick("email", "name").fields] == ["name", "email"]
    assert user.pick(["name"]) == v.object({"name": v.string()})
    assert user.omit("age", "missing") == user.pick("name", "email")
    assert all(field.is_optional for field in user.partial().fields.values())
    assert user.extend({"name": v.any()}).fields["name"] == v.any()
    assert user.extend(v.object({"admin": v.boolean()})).fields["admin"] == v.boolean()
    assert v.optional(user).pick("name").is_optional
    assert v.object(user.fields | {"id": v.id("users")}).omit("id") == user
    assert v.object({**user.fields, "id": v.id("users")}).omit("id") == user


@pytest.mark.parametrize(
    "make",
    [
        lambda: UNCHECKED.id(5),
        lambda: v.id("bad name"),
        lambda: v.id(""),
        lambda: UNCHECKED.literal(None),
        lambda: UNCHECKED.literal({}),
        lambda: UNCHECKED.literal(b"x"),
        lambda: v.literal(math.nan),
        lambda: v.literal(math.inf),
        lambda: v.literal(2**53),
        lambda: v.literal("\ud800"),
        lambda: UNCHECKED.object(None),
        lambda: UNCHECKED.object({"a": None}),
        lambda: UNCHECKED.object({"a": {"b": v.string()}}),
        lambda: UNCHECKED.object({5: v.string()}),
        lambda: v.object({"a b": v.string()}),
        lambda: v.object({"$a": v.string()}),
        lambda: v.object({"größe": v.string()}),
        lambda: v.object({"": v.string()}),
        lambda: v.object({"__": v.string()}),
        lambda: v.object({"a" * 65: v.string()}),
        lambda: UNCHECKED.array(None),
        lambda: UNCHECKED.array(5),
        lambda: v.array(v.optional(v.string())),
        lambda: UNCHECKED.union(v.string(), None),
        lambda: v.union(v.optional(v.string()), v.null()),
        lambda: v.nullable(v.optional(v.string())),
        lambda: UNCHECKED.optional(str),
        lambda: UNCHECKED.field({"a": v.string()}),
        lambda: UNCHECKED.record(v.string(), None),
        lambda: v.record(v.optional(v.string()), v.any()),
        lambda: v.record(v.string(), v.optional(v.any())),
        lambda: v.record(v.number(), v.any()),
        lambda: v.record(v.literal("a"), v.any()),
        lambda: v.record(v.union(v.string(), v.null()), v.any()),
        lambda: v.object({"a": v.string()}).pick("b"),
        lambda: UNCHECKED.object({"a": v.string()}).extend({"b": 1}),
    ],
)
def test_what_can_never_work_is_refused_at_once(make: Callable[[], object]) -> None:
    with pytest.raises(SchemaDefinitionError):
        make()


def test_messages_say_what_is_wrong() -> None:
    with pytest.raises(
        SchemaDefinitionError, match=r'^the field "address" is an object, not a validator: wrap the dict'
    ):
        UNCHECKED.object({"address": {"city": v.string()}})
    with pytest.raises(SchemaDefinitionError, match=r"^the element of an array cannot be optional"):
        v.array(v.optional(v.string()))


def test_long_names_and_keys_within_the_limits_are_fine() -> None:
    names = ("a" * 64, "_x", "class")
    v.object(dict.fromkeys(names, v.string())).validate(dict.fromkeys(names, ""))
    v.record(v.union(v.string(), v.id("users")), v.any())
    v.record(v.union(), v.any())
