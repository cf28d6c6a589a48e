"""The values that Python has no type for."""

import copy
import pickle

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex import COMMIT_TS, UNSET, ConvexError, Int64, Unset, any_of
from biconvex.errors import BiconvexError, UsageError


@given(st.integers(-(2**63), 2**63 - 1))
def test_an_int64_is_an_int_of_its_own_class(number: int) -> None:
    value = Int64(number)
    assert value == number
    assert repr(value) == f"Int64({number})"
    assert str(value) == str(number)
    assert type(pickle.loads(pickle.dumps(value))) is Int64
    assert type(value + 1) is int


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**400, "9223372036854775808", 0.5])
def test_an_int64_has_64_bits_and_no_fraction(number: str | float) -> None:
    with pytest.raises(UsageError):
        Int64(number)


def test_unset_is_one_falsy_value_that_survives_copies() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert isinstance(UNSET, Unset)
    assert copy.deepcopy(UNSET) is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_values_show_how_they_are_written() -> None:
    assert repr(any_of("read", "write")) == "any_of('read', 'write')"
    assert any_of("read", "write").values == ("read", "write")
    assert repr(COMMIT_TS) == "COMMIT_TS"


@pytest.mark.parametrize("data", ["UNAUTHORIZED", {"code": "TAKEN", "name": "ada"}, None, [1.5]])
def test_a_convex_error_keeps_its_data(data: object) -> None:
    error = ConvexError(data)
    assert isinstance(error, BiconvexError)
    assert error.data == data
    assert pickle.loads(pickle.dumps(error)).data == data


def test_a_model_takes_an_int64() -> None:
    model = pydantic.create_model("Priced", price=(Int64, ...), rest=(list[Int64] | None, None))
    priced = model(price=Int64(5), rest=[1])
    assert repr(priced) == "Priced(price=Int64(5), rest=[Int64(1)])"
    assert priced.model_dump_json() == '{"price":5,"rest":[1]}'
    for wrong in (2**63, 1.5, "x"):
        with pytest.raises(pydantic.ValidationError):
            model(price=wrong)
