"""Arguments arrive as the parameters are annotated: in the app's own classes, with the types that Python has."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from biconvex import UNSET, Int64
from biconvex.errors import ArgumentValidationError
from biconvex.testing import TestApp, open_app

from .apps import api
from .shapes_app import compiled_shapes


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_shapes(tmp_path_factory.mktemp("parameters"))


@pytest.fixture
async def t(source: Path) -> AsyncIterator[TestApp]:
    async with open_app(source) as opened:
        yield opened


POINT = {"xAxis": 1, "yAxis": 2, "label": "here"}


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        ("point", {"xAxis": 1.0, "yAxis": 2}, "Point(x_axis=1, y_axis=2.0, label=None)"),
        ("point", {"xAxis": 1}, "Point(x_axis=1, y_axis=0.5, label=None)"),
        ("points", [], "[]"),
        ("points", [POINT], "[Point(x_axis=1, y_axis=2.0, label='here')]"),
        (
            "way",
            {"from": POINT, "stops": [{"xAxis": 0}], "byName": {"a b": {"xAxis": 5}}, "colour": "lightBlue"},
            (
                "Way(from_=Point(x_axis=1, y_axis=2.0, label='here'), stops=[Point(x_axis=0, y_axis=0.5, label=None)],"
                " by_name={'a b': Point(x_axis=5, y_axis=0.5, label=None)},"
                " colour=<Colour.LIGHT_BLUE: 'lightBlue'>, note=UNSET)"
            ),
        ),
        (
            "way",
            {"from": {"xAxis": 0}, "stops": [], "note": None},
            (
                "Way(from_=Point(x_axis=0, y_axis=0.5, label=None), stops=[], by_name={}, colour=<Colour.RED: 'red'>,"
                " note=None)"
            ),
        ),
        ("colour", "lightBlue", "<Colour.LIGHT_BLUE: 'lightBlue'>"),
        ("size", "small", "<Size.SMALL: 'small'>"),
        ("size", None, "None"),
        ("level", [1, 2.0, "2"], "[<Level.LOW: 1>, <Level.HIGH: 2>, '2']"),
        ("person", {"fullName": " Ada "}, "Person(full_name='Ada', age=18, home=None)"),
        (
            "person",
            {"fullName": "Ada", "age": 36, "home": {"xAxis": 1}},
            "Person(full_name='Ada', age=36, home=Point(x_axis=1, y_axis=0.5, label=None))",
        ),
        ("people", {"us": [{"fullName": "Ada"}]}, "{'us': [Person(full_name='Ada', age=18, home=None)]}"),
        ("shape", {"kind": "circle", "radius": 2}, "Circle(kind='circle', radius=2.0)"),
        ("shape", {"kind": "square", "side": 2, "level": 1}, "Square(kind='square', side=2, level=<Level.LOW: 1>)"),
        ("version", {"version": 2, "value": 1}, "Second(version=2, value=1)"),
        ("version", {"version": 1.0, "value": 1}, "First(version=1, value=1)"),
        ("version", None, "None"),
        ("sums", [{"first": 1, "second": 2}], "[Sum(first=1, second=2, total=3)]"),
        ("sums", [{"first": 1, "second": 2, "total": 9}], "[Sum(first=1, second=2, total=3)]"),
        ("pair", [1, 2.0], "(1, 2)"),
        ("pair", (), "()"),
        ("whole", 14, "14"),
        ("whole", 14.0, "14"),
        ("double", 14, "14.0"),
        ("double", -0.0, "-0.0"),
        ("long", Int64(2**63 - 1), "Int64(9223372036854775807)"),
        ("number", Int64(1), "Int64(1)"),
        ("number", 1, "1.0"),
        ("number", True, "True"),
        ("raw", b"\x00", "b'\\x00'"),
        ("mapping", {"a": 1}, "{'a': 1.0}"),
        ("literal", 2, "2"),
        ("literal", "three", "'three'"),
        (
            "entry",
            {"point": {"xAxis": 1}, "sizes": ["large"], "total": Int64(3)},
            "{'point': Point(x_axis=1, y_axis=0.5, label=None), 'sizes': [<Size.LARGE: 'large'>], 'total': Int64(3)}",
        ),
        ("anything", [1, {"a": None}], "[1.0, {'a': None}]"),
        ("annotated", 3.0, "3"),
        ("absent", "text", "'text'"),
        ("absent", None, "None"),
        ("defaulted", "text", "'text'"),
        ("required", None, "None"),
    ],
)
async def test_a_value_arrives(t: TestApp, function: str, value: object, expected: str) -> None:
    assert await t.query(getattr(api.takes, function)(value=value)) == expected


@pytest.mark.parametrize(
    ("function", "expected"),
    [("colour", "<Colour.RED: 'red'>"), ("absent", "UNSET"), ("defaulted", "None")],
)
async def test_what_is_left_out_has_its_default(t: TestApp, function: str, expected: str) -> None:
    call = getattr(api.takes, function)
    assert await t.query(call()) == expected
    assert await t.query(call(value=UNSET)) == expected
    if function == "defaulted":
        assert await t.query(call(value=None)) == expected  # in Python, None says the same


@pytest.mark.parametrize(
    ("function", "args", "path", "words"),
    [
        ("point", {"value": {"xAxis": 1.5}}, ".value.xAxis", "whole number"),
        ("point", {"value": {"x_axis": 1}}, ".value.xAxis", "missing"),
        ("point", {"value": {"xAxis": 1, "x_axis": 1}}, ".value", "x_axis"),
        ("point", {"value": {"xAxis": 1, "label": None}}, ".value.label", "None"),
        ("points", {"value": [{"xAxis": 1}, {"xAxis": "1"}]}, ".value[1].xAxis", "'1'"),
        ("colour", {"value": "RED"}, ".value", "'RED'"),
        ("level", {"value": [3]}, ".value[0]", "3"),
        ("person", {"value": {"fullName": " "}}, ".value", "a name has letters"),
        ("people", {"value": {"us": [{"fullName": "A"}, {"fullName": ""}]}}, ".value.us[1]", "a name has letters"),
        ("shape", {"value": {"kind": "circle", "radius": "2"}}, ".value.radius", "'2'"),
        ("long", {"value": 1}, ".value", "1"),
        ("whole", {"value": True}, ".value", "True"),
        ("double", {"value": True}, ".value", "True"),
        ("whole", {"value": 2**53}, ".value", "9007199254740992"),
        ("defaulted", {"value": None}, ".value", "None"),
        ("required", {}, ".value", "missing"),
        ("absent", {"values": ""}, "", "values"),
    ],
)
async def test_a_value_that_does_not_fit_says_where(
    t: TestApp, function: str, args: Mapping[str, object], path: str, words: str
) -> None:
    with pytest.raises(ArgumentValidationError, match=f'the arguments of "takes:{function}" do not fit') as raised:
        await t._app.run(f"takes:{function}", args)
    assert raised.value.path == path
    assert words in raised.value.message


async def test_a_document_arrives_as_a_dict(t: TestApp) -> None:
    id_ = t._app.engine.database.ids.new("items")
    document = {"_id": id_, "_creationTime": 1, "name": "kettle", "size": 2}
    expected = {"name": "kettle", "size": 2, "_id": id_, "_creationTime": 1.0}
    assert await t.query(api.takes.item(value=document)) == repr(expected)
    with pytest.raises(ArgumentValidationError) as raised:
        await t.query(api.takes.item(value={**document, "_id": "kettle"}))
    assert raised.value.path == ".value._id"


async def test_objects_of_the_apps_own_classes_may_be_given(t: TestApp) -> None:
    shapes = t._app.engine._modules.load("shapes")
    way = shapes.Way(from_=shapes.Point(1), stops=[shapes.Point(2, 3.0, "x")], colour=shapes.Colour.LIGHT_BLUE)
    assert await t.query(api.takes.way(value=way)) == repr(way)
    person = shapes.Person(full_name="Ada", home=shapes.Point(1))
    assert await t.query(api.takes.person(value=person)) == repr(person)
    assert await t.query(api.takes.size(value=shapes.Size.LARGE)) == "<Size.LARGE: 'large'>"
    assert await t.query(api.takes.version(value=shapes.Second(2, 5))) == "Second(version=2, value=5)"
    with pytest.raises(ArgumentValidationError) as raised:
        await t.query(api.takes.points(value=[shapes.Point(1), shapes.Point("one")]))
    assert raised.value.path == ".value[1].xAxis"
