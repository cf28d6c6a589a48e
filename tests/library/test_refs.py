"""References make calls that know their path, their arguments and the root they came through."""

import copy
import pickle
from typing import Any

import pytest

from biconvex.errors import UsageError
from biconvex.refs import Call, Ref

# What stubs type for each app is untyped here.
api: Any = Ref("public")
internal: Any = Ref("internal")


def test_a_call_is_a_value() -> None:
    call = api.functions.documents.list(owner_id="u1", tags=["draft"])
    assert (call.visibility, call.path) == ("public", ("functions", "documents", "list"))
    assert call.arguments == {"owner_id": "u1", "tags": ["draft"]}
    again = api.functions.documents.list(owner_id="u1", tags=["draft"])
    assert call == again
    assert hash(call) == hash(again)
    assert call != internal.functions.documents.list(owner_id="u1", tags=["draft"])
    assert call != api.functions.documents.list(owner_id="u2", tags=["draft"])
    assert copy.deepcopy(call) == call
    assert pickle.loads(pickle.dumps(call)) == call


@pytest.mark.parametrize(
    ("call", "path", "arguments", "text"),
    [
        (api.search.find(from_=1), ("search", "find"), {"from": 1}, "api.search.find(from=1)"),
        (api.maths.lambda_(), ("maths", "lambda"), {}, "api.maths.lambda_()"),
        (internal.class_.list(), ("class", "list"), {}, "internal.class_.list()"),
        (api.plain_.name_(id_=1), ("plain_", "name_"), {"id_": 1}, "api.plain_.name_(id_=1)"),
        (internal._jobs._run(self=1), ("_jobs", "_run"), {"self": 1}, "internal._jobs._run(self=1)"),
    ],
)
def test_only_a_keyword_loses_its_underscore(
    call: Call[object], path: tuple[str, ...], arguments: dict[str, object], text: str
) -> None:
    assert call.path == path
    assert call.arguments == arguments
    assert repr(call) == text


def test_a_reference_is_no_result() -> None:
    with pytest.raises(UsageError, match=r"api\.documents\.list takes keyword arguments only"):
        api.documents.list("u1")
    with pytest.raises(UsageError, match="is a reference to a function, not its result"):
        list(api.documents.list)
    with pytest.raises(AttributeError):
        api.documents.__wrapped__  # noqa: B018


def test_classes_of_calls_take_a_type_in_annotations() -> None:
    assert Call[str] is Call
