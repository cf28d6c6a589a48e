"""What a check gives: an app where nothing is an error, in canonical order, and no second report of one mistake."""

from dataclasses import replace
from pathlib import Path

import pytest

from biconvex_codegen.check import check
from biconvex_codegen.check.rules import RULES
from biconvex_codegen.diagnostics import Code, Diagnostic
from biconvex_codegen.ir.nodes import App, Cron, HttpAction, Interval, Route, SearchIndex, Shape, VectorIndex
from biconvex_codegen.ir.types import AnyType, Field, IdType, ObjectType, RecordType, StringType, Type, UnionType
from biconvex_codegen.source import At

from .apps import app, function, index, of_fields, table

EARLIER = Diagnostic(Code.UNKNOWN_NAME, 'there is no name "tags"', At("backend/schema.py:schema"), help="define it")
EARLIER_WARNING = Diagnostic(Code.MISSING_RETURN_TYPE, 'nothing says what "f" returns', At("m:f"), help="annotate it")


def codes(given: App, *earlier: Diagnostic) -> list[str]:
    """Return the codes of what the rules find."""
    return [diagnostic.code.value for diagnostic in check(given, earlier).diagnostics]


def test_an_app_without_mistakes_is_checked() -> None:
    checked = check(app(table("users")))
    assert checked.diagnostics == ()
    assert checked.app is not None
    assert [each.name for each in checked.app.tables] == ["users"]


def test_an_app_without_a_schema_is_checked() -> None:
    checked = check(App(None))
    assert checked.app is not None
    assert checked.app.schema is None


def test_an_error_leaves_no_app() -> None:
    assert check(app(table("users"), table("users", number=2))).app is None


def test_a_warning_leaves_the_app() -> None:
    folders = table("folders", ObjectType((Field("parent", IdType("folders")),)))
    checked = check(app(folders))
    assert [each.code.value for each in checked.diagnostics] == ["required-id-cycle"]
    assert checked.app is not None


def test_an_earlier_error_leaves_no_app_and_hides_nothing() -> None:
    checked = check(app(table("users"), table("users", number=2)), [EARLIER])
    assert checked.app is None
    assert [each.code.value for each in checked.diagnostics] == ["duplicate-table"]


def test_an_earlier_warning_leaves_the_app() -> None:
    assert check(app(table("users")), [EARLIER_WARNING]).app is not None


POISONED: list[Type] = [
    RecordType(AnyType(), StringType()),
    RecordType(UnionType((StringType(), AnyType())), StringType()),
]


@pytest.mark.parametrize("type_", POISONED)
def test_any_may_be_a_hole_after_an_error(type_: Type) -> None:
    document = ObjectType((Field("votes", type_),))
    assert codes(app(table("polls", document)), EARLIER) == []
    assert codes(app(table("polls", document))) == ["invalid-validator"]


def test_a_member_of_a_table_may_be_a_hole() -> None:
    document = UnionType((of_fields("name"), AnyType()))
    assert codes(app(table("polls", document)), EARLIER) == []
    assert codes(app(table("polls", document))) == ["invalid-table"]


def test_an_incomplete_schema_knows_of_no_missing_table() -> None:
    document = ObjectType((Field("team", IdType("teams")),))
    assert codes(app(table("users", document), complete=False)) == []
    assert codes(app(table("users", document))) == ["unknown-table"]
    assert codes(App(None, functions=(function("users", "join", Field("team", IdType("teams"))),))) == []


def test_order() -> None:
    """Names are sorted, folder by folder; fields and the fields of indexes keep the order of the source."""
    users = replace(
        table("users", of_fields("name", "email", "age"), index("by_name", "name", "email"), index("by_age", "age")),
        search_indexes=(SearchIndex("s2", "search_name", "name"), SearchIndex("s1", "search_email", "email")),
        vector_indexes=(),
    )
    given = App(
        app(users, table("Teams"), table("teams_old", AnyType())).schema,
        shapes=(Shape("2", "a", "Page", AnyType()), Shape("1", "a", "Item", AnyType())),
        functions=tuple(function(*each) for each in (("a_b", "f"), ("a/b", "f"), ("a", "z"), ("a", "B"), ("a", "a"))),
        http_actions=(HttpAction("h2", "web", "web", "z", "z"), HttpAction("h1", "web", "web", "b", "b")),
        routes=(
            Route("r1", "/a/", is_prefix=True, method="GET", handler="h1"),
            Route("r2", "/b", is_prefix=False, method="POST", handler="h1"),
            Route("r3", "/b", is_prefix=False, method="GET", handler="h1"),
            Route("r4", "/\uff41", is_prefix=False, method="GET", handler="h1"),
            Route("r5", "/\U0001f600", is_prefix=False, method="GET", handler="h1"),
        ),
        crons=(Cron("c2", "b", Interval("hours", 1), "a:a"), Cron("c1", "a", Interval("hours", 1), "a:a")),
    )
    checked = check(given).app
    assert checked is not None
    assert [each.name for each in checked.tables] == ["Teams", "teams_old", "users"]
    ordered = checked.tables[2]
    assert ordered.document == users.document
    assert [(each.name, each.fields) for each in ordered.indexes] == [
        ("by_age", ("age",)),
        ("by_name", ("name", "email")),
    ]
    assert [each.name for each in ordered.search_indexes] == ["search_email", "search_name"]
    assert [each.name for each in checked.shapes] == ["Item", "Page"]
    assert [each.id for each in checked.functions] == ["a:B", "a:a", "a:z", "a/b:f", "a_b:f"]
    assert [each.name for each in checked.http_actions] == ["b", "z"]
    # By code unit, a surrogate pair comes before the characters that follow it in Unicode.
    assert [each.id for each in checked.routes] == ["r3", "r2", "r5", "r4", "r1"]
    assert [each.name for each in checked.crons] == ["a", "b"]


def test_order_of_vector_indexes() -> None:
    vectors = tuple(VectorIndex(f"v{name}", name, "vector", size) for name, size in (("b", 2), ("a", 3)))
    given = replace(table("notes", AnyType()), vector_indexes=vectors)
    checked = check(app(given)).app
    assert checked is not None
    assert [each.name for each in checked.tables[0].vector_indexes] == ["a", "b"]


def test_every_file_of_rules_is_applied(checkout: Path) -> None:
    files = {path.stem for path in (checkout / "codegen/biconvex_codegen/check/rules").glob("*.py")} - {"__init__"}
    assert files == {rule.__name__ for rule in RULES}
    assert len(RULES) == len(files)
