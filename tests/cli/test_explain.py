"""`gen explain`: pages and the list of all, for terminals, pipes and those who cannot spell."""

import io
import os
import re
from pathlib import Path

import pytest

from biconvex_codegen.cli.explain import execute
from biconvex_codegen.cli.streams import Streams
from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.pages import page
from biconvex_codegen.diagnostics.render.page import render, render_all
from biconvex_codegen.diagnostics.render.paint import COLOUR, PLAIN, Paint
from tests.cli.conftest import Gen

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def explained(code: str | None, paint: Paint = PLAIN) -> str:
    results = Terminal()
    assert execute(code, Streams(results, io.StringIO(), paint, paint)) == 0
    return results.getvalue()


def test_a_pipe_gets_the_page_as_it_is(gen: Gen) -> None:
    result = gen("explain", "unknown-table")
    assert (result.code, result.out, result.err) == (0, page(Code.UNKNOWN_TABLE), "")


@pytest.mark.parametrize("written", ["error[unknown-table]", "[unknown-table]", "error[unknown-table]:"])
def test_a_code_may_be_copied_from_a_diagnostic(gen: Gen, written: str) -> None:
    assert gen("explain", written).out == page(Code.UNKNOWN_TABLE)


@pytest.mark.parametrize(
    ("written", "advice"),
    [("unknown-tabel", 'did you mean "unknown-table"?'), ("E0308", "run gen explain --list to see all")],
)
def test_an_unknown_code_is_wrong(gen: Gen, written: str, advice: str) -> None:
    result = gen("explain", written)
    assert (result.code, result.out) == (2, "")
    assert result.err == f'error: there is no diagnostic "{written}"\nhelp: {advice}\n'


def test_no_character_of_a_code_moves_the_cursor(gen: Gen) -> None:
    assert 'there is no diagnostic "\\x1b[2J"' in gen("explain", "\x1b[2J").err


@pytest.mark.parametrize("arguments", [(), ("--list",), ("unknown-table", "--list")])
def test_the_list_has_one_line_for_each_code(gen: Gen, arguments: tuple[str, ...]) -> None:
    result = gen("explain", *arguments)
    assert result.code == 0
    lines = result.out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(code.value for code in Code)
    assert all(line.endswith(".") for line in lines)


def test_it_needs_no_project(gen: Gen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert gen("explain", "missing-project").code == 0


def test_a_terminal_gets_headings_and_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((60, 24)))
    shown = explained("limit-exceeded")
    assert shown.startswith("error[limit-exceeded]\n\n")
    assert "\n\nExample\n\n    # backend/" in shown
    assert re.search(r"\n    tables +10,000\n", shown)
    assert "```" not in shown
    assert "|---|" not in shown
    prose = [line for line in shown.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= 60


def test_colour_changes_nothing_but_colour_and_quotes() -> None:
    plain, coloured = explained("unknown-table"), explained("unknown-table", COLOUR)
    assert "\x1b[1;31merror[unknown-table]\x1b[0m\n" in coloured
    assert "\x1b[1;31m^^^^^^ error: [unknown-table]\x1b[0m\n" in coloured
    assert COLOURS.sub("", coloured) == plain.replace("`", "")


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_page_is_shown_whole(code: Code) -> None:
    shown = render(code, 80)
    for line in (each for each in page(code).splitlines() if each and each[0] not in "`|#"):
        assert line.split()[0] in shown
    assert shown.count("    # ") >= 1


def test_the_list_is_as_wide_as_the_terminal() -> None:
    lines = COLOURS.sub("", render_all(70, COLOUR)).splitlines()
    assert max(map(len, lines)) <= 70
