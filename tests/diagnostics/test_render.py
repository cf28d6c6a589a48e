"""How diagnostics look: each format, on text that is wide, long, tabbed or hostile."""

import json

import pytest

from biconvex_codegen.diagnostics import Code, Diagnostic, Related
from biconvex_codegen.diagnostics.located import Located, LocatedNote, locate
from biconvex_codegen.diagnostics.render import concise, full, github, sarif
from biconvex_codegen.diagnostics.render import json as json_format
from biconvex_codegen.diagnostics.render.paint import COLOUR
from biconvex_codegen.diagnostics.render.stale import Stale
from biconvex_codegen.source import At, Part, Places, Positions, Span
from tests.diagnostics.hostile import GOLDENS, RENDERINGS

SCHEMA = """\
from biconvex import define_schema, define_table, v

schema = define_schema({
    "users": define_table({"name": v.string()}),
    "posts": define_table({"author": v.id("usrs")}),
    "users": define_table({"email": v.string()}),
})
"""
PLACES = Places(
    {
        "tables/posts.author": Positions("backend/schema.py", (5, 38, 5, 50, 5, 43, 5, 49)),
        "tables/users": Positions("backend/schema.py", (4, 5, 4, 48, 4, 5, 4, 12)),
        "tables/users#2": Positions("backend/schema.py", (6, 5, 6, 49, 6, 5, 6, 12)),
    },
    {},
)
UNKNOWN = Diagnostic(
    Code.UNKNOWN_TABLE, 'there is no table "usrs"', At("tables/posts.author", Part.NAME), help='write "users"'
)
TWICE = Diagnostic(
    Code.DUPLICATE_TABLE,
    'table "users" is defined twice',
    At("tables/users#2", Part.NAME),
    related=(Related(At("tables/users", Part.NAME), "first defined here"),),
)


def at(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span("backend/schema.py", line, column, end_line, end_column)


def shown(line: str, span: Span) -> list[str]:
    """Return the two lines that show a span of a one-line file."""
    located = Located(Code.UNKNOWN_TABLE, "there is no such table", span)
    return without_hint(full.render([located], {"backend/schema.py": line})).splitlines()[3:]


def without_hint(text: str) -> str:
    """Return a full rendering without its last line, which says where to read more."""
    shown, hint = text.rsplit("\n\n", 1)
    assert hint.startswith("`gen explain ")
    return f"{shown}\n"


def test_full_shows_source_carets_related_and_help() -> None:
    assert full.render(locate([TWICE, UNKNOWN], PLACES), {"backend/schema.py": SCHEMA}) == (
        'error[unknown-table]: there is no table "usrs"\n'
        " --> backend/schema.py:5:43\n"
        "  |\n"
        '5 |     "posts": define_table({"author": v.id("usrs")}),\n'
        "  |                                           ^^^^^^\n"
        'help: write "users"\n'
        "\n"
        'error[duplicate-table]: table "users" is defined twice\n'
        " --> backend/schema.py:6:5\n"
        "  |\n"
        '4 |     "users": define_table({"name": v.string()}),\n'
        "  |     ------- first defined here\n"
        '5 |     "posts": define_table({"author": v.id("usrs")}),\n'
        '6 |     "users": define_table({"email": v.string()}),\n'
        "  |     ^^^^^^^\n"
        "\n"
        "`gen explain CODE` says more of unknown-table, duplicate-table\n"
    )


def test_concise_is_one_line_each() -> None:
    assert concise.render(locate([TWICE, UNKNOWN], PLACES)) == (
        'backend/schema.py:5:43: error[unknown-table] there is no table "usrs"\n'
        'backend/schema.py:6:5: error[duplicate-table] table "users" is defined twice\n'
    )


def test_json_is_one_object() -> None:
    text = json_format.render(locate([TWICE], PLACES), [("backend/_generated/api.py", "changed")])
    assert json.loads(text) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "duplicate-table",
                "severity": "error",
                "message": 'table "users" is defined twice',
                "path": "backend/schema.py",
                "line": 6,
                "column": 5,
                "end_line": 6,
                "end_column": 12,
                "help": None,
                "related": [{"message": "first defined here", "path": "backend/schema.py", "line": 4, "column": 5}],
                "fix": None,
            }
        ],
        "files": [{"path": "backend/_generated/api.py", "status": "changed"}],
    }


def test_the_same_diagnostic_is_shown_once() -> None:
    assert len(locate([UNKNOWN, TWICE, UNKNOWN], PLACES)) == 2


def test_tabs_wide_and_combining_characters_keep_carets_in_place() -> None:
    assert shown("\tx = 1", at(1, 2, 1, 3)) == ["1 |     x = 1", "  |     ^"]
    assert shown('"名前" + x', at(1, 8, 1, 9)) == ['1 | "名前" + x', "  |          ^"]
    assert shown('"名前"', at(1, 2, 1, 4)) == ['1 | "名前"', "  |  ^^^^"]
    assert shown('"e\u0301" + x', at(1, 8, 1, 9)) == ['1 | "e\u0301" + x', "  |       ^"]


def test_a_span_of_several_lines_has_a_bar_at_its_side() -> None:
    located = Located(Code.NOT_STATIC, "this cannot be known without running it", at(3, 10, 5, 12))
    assert without_hint(full.render([located], {"backend/schema.py": SCHEMA})).splitlines()[3:] == [
        "3 |   schema = define_schema({",
        "  |  __________^",
        '4 | |     "users": define_table({"name": v.string()}),',
        '5 | |     "posts": define_table({"author": v.id("usrs")}),',
        "  | |___________^",
    ]


def test_a_place_at_the_end_of_a_file_has_one_caret() -> None:
    assert shown("schema = (", at(1, 11, 1, 11)) == ["1 | schema = (", "  |           ^"]
    assert shown("", at(1, 1, 1, 2)) == ["1 |", "  | ^"]


def test_a_long_line_is_cropped_around_the_mark() -> None:
    line = "a" * 500 + "BAD" + "z" * 500
    source, carets = shown(line, at(1, 501, 1, 504))
    assert len(source) < 140
    assert "BAD" in source
    assert source.index("BAD") == carets.index("^^^")


def test_what_is_cut_away_is_marked_at_the_dots() -> None:
    line = f"first({'x' * 200}) or second({'y' * 200}) or third({'z' * 200})"
    places = [(line.index(name) + 1, name) for name in ("first", "third")]
    notes = tuple(LocatedNote(at(1, column, 1, column + 5), name) for column, name in places)
    second = line.index("second")
    located = Located(Code.UNKNOWN_TABLE, "there is no such table", at(1, second + 1, 1, second + 7), notes)
    assert without_hint(full.render([located], {"backend/schema.py": line})).splitlines()[3:] == [
        f"1 | ... {'x' * 35}) or second({'y' * 55} ...",
        f"  | {' ' * 44}^^^^^^",
        "  | - first",
        f"  | {' ' * 107}- third",
    ]


def test_a_file_as_a_whole_has_no_frame() -> None:
    located = Located(Code.MISSING_SCHEMA, "there is no schema", Span("backend", 1, 1, 1, 1))
    alone = "warning[missing-schema]: there is no schema\n --> backend:1:1\n"
    assert without_hint(full.render([located], {})) == alone
    assert without_hint(full.render([located], {"backend": "text"})) == alone


def test_the_sixth_warning_of_one_code_is_summed_up() -> None:
    found = [Located(Code.MISSING_RETURN_TYPE, f"number {line}", at(line, 1, line, 2)) for line in range(1, 8)]
    text = without_hint(full.render(found, {}))
    assert "number 5" in text
    assert "number 6" not in text
    assert text.endswith("\nwarning[missing-return-type]: and 2 more like it: --output-format concise shows all\n")
    assert concise.render(found).count("\n") == 7


def test_a_run_ends_with_where_to_read_more() -> None:
    codes = list(Code)[:7]
    found = [Located(code, "a problem", at(1, 1, 1, 2)) for code in codes for _ in range(2)]
    assert full.render([], {}) == ""
    assert full.render(found[:2], {}).splitlines()[-1] == f"`gen explain {codes[0].value}` says more"
    listed = ", ".join(code.value for code in codes[:5])
    assert full.render(found, {}).splitlines()[-1] == f"`gen explain CODE` says more of {listed} and 2 more"


def test_errors_are_never_summed_up() -> None:
    found = [Located(Code.UNKNOWN_TABLE, f"number {line}", at(line, 1, line, 2)) for line in range(1, 12)]
    assert full.render(found, {}).count("error[") == 11


def test_colour_changes_nothing_but_colour() -> None:
    import re

    located = locate([TWICE, UNKNOWN], PLACES)
    plain = full.render(located, {"backend/schema.py": SCHEMA})
    coloured = full.render(located, {"backend/schema.py": SCHEMA}, COLOUR)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


HOSTILE = ["\x1b[31m", "\x07", "\n::error::owned", "\r", "\u202e", "\u2028", "\x9b", "\x00", "\ud800", "\u200b"]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_format_lets_a_control_character_through(text: str) -> None:
    span = Span(f"backend/{text}.py", 1, 1, 1, 3)
    note = LocatedNote(Span("backend/a.py", 1, 1, 1, 3), f"of {text}")
    located = Located(Code.UNKNOWN_TABLE, f"there is no table {text}", span, (note,), help=f"write {text}")
    outputs = [
        full.render([located], {span.path: f"x = '{text}'".replace("\n", " "), "backend/a.py": "x"}),
        concise.render([located]),
        json_format.render([located]),
        github.render([located]) + github.render_stale([Stale(span.path, 1, text)]),
        sarif.render([located], [Stale(span.path, 1, text)], version="1"),
    ]
    for output in outputs:
        lines = output.split("\n")
        assert all(line.isprintable() for line in lines)
        assert not any(line.lstrip().startswith("::error::") for line in lines)


@pytest.mark.parametrize("name", RENDERINGS)
def test_hostile_text_in_every_format(name: str) -> None:
    assert RENDERINGS[name]() == (GOLDENS / f"hostile.{name}").read_text(encoding="utf-8")


def test_every_golden_has_its_format() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == {f"hostile.{name}" for name in RENDERINGS}
