"""Results go back as plain values under their names on the wire, whatever classes a handler returns."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from biconvex import Int64
from biconvex.errors import ReturnsValidationError
from biconvex.testing import TestApp, open_app

from .apps import api
from .shapes_app import compiled_shapes


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_shapes(tmp_path_factory.mktemp("results"))


@pytest.fixture
async def t(source: Path) -> AsyncIterator[TestApp]:
    async with open_app(source) as opened:
        yield opened


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("point", {"xAxis": 1, "yAxis": 0.5}),
        ("points", [{"xAxis": 1, "yAxis": 2.0, "label": "here"}]),
        (
            "way",
            {
                "from": {"xAxis": 0, "yAxis": 0.5},
                "stops": [{"xAxis": 1, "yAxis": 0.5}],
                "byName": {"a b": {"xAxis": 2, "yAxis": 0.5}},
                "colour": "lightBlue",
                "note": None,
            },
        ),
        ("short_way", {"from": {"xAxis": 0, "yAxis": 0.5}, "stops": [], "byName": {}, "colour": "red"}),
        ("colour", "lightBlue"),
        ("sizes", {"SMALL": "small", "LARGE": "large"}),
        ("level", 2),
        ("person", {"fullName": "Ada", "age": 18, "home": {"xAxis": 1, "yAxis": 0.5}}),
        ("shape", {"kind": "square", "side": 2, "level": 1}),
        ("version", {"version": 2, "value": 5}),
        ("sums", [{"first": 1, "second": 2, "total": 3}]),
        ("nothing", None),
        ("pair", [1, 2]),
        ("double", 14.0),
        ("long", Int64(14)),
        ("entry", {"point": {"xAxis": 1, "yAxis": 0.5}, "sizes": ["large"], "total": Int64(3)}),
        ("anything", {"point": {"xAxis": 1.0, "yAxis": 0.5, "label": None}, "colours": ["red"], "whole": 1.0}),
    ],
)
async def test_a_result_goes_back(t: TestApp, function: str, expected: object) -> None:
    found = await t.query(getattr(api.gives, function)())
    assert repr(found) == repr(expected)  # 1, 1.0, True and Int64(1) are equal, and four


@pytest.mark.parametrize(
    ("function", "path", "words"),
    [
        ("noPoint", ".xAxis", "'one' is not a"),
        ("noPoints", "[1]", "None is not an object"),
        ("noLong", "", r"14 is a plain int: write Int64\(14\)"),
        ("noNull", "", "None is not a string"),
        ("noColour", "", "'small' fits no member"),
        ("noEnd", "[0]" * 65, "values are nested deeper than 64 levels"),
    ],
)
async def test_a_result_that_does_not_fit_says_where(t: TestApp, function: str, path: str, words: str) -> None:
    with pytest.raises(
        ReturnsValidationError, match=f'the result of "gives:{function}" does not fit: {words}'
    ) as raised:
        await t._app.run(f"gives:{function}", {})
    assert raised.value.path == path


async def test_a_mutation_whose_result_does_not_fit_is_undone(t: TestApp) -> None:
    with pytest.raises(ReturnsValidationError, match="'one' is not a"):
        await t.mutation(api.gives.insert(result="one"))
    assert await t.query(api.gives.items()) == []
    assert await t.mutation(api.gives.insert(result=1)) == 1
    [item] = await t.query(api.gives.items())
    assert item["name"] == "kettle"
