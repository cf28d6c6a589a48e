"""The page of the rules: what it says of codes is true, and each of its rules that has one is shown by cases.

A section of a file of cases names the rules that it shows: `<!-- rules: table-name, field-name -->` under its heading.
Such a section has an example that breaks them, and one beside it that is right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from biconvex_codegen.diagnostics import Code
from tests import markdown_cases
from tests.error_pages import ON_DISK, UNWRITABLE

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
CASES = Path(__file__).parents[1] / "cases"
ELSEWHERE = {
    "module-count": "tests/check/test_rules.py, which makes modules as values",
    "python-newer": "tests/diagnostics/test_error_pages.py, for interpreters that differ",
    "python-depth": "tests/diagnostics/test_error_pages.py, since no page should hold such a text",
}
"""Rules that no example of a page can show, and where they are tried."""

_ROW = re.compile(r"^\| `(?P<id>[a-z0-9-]+)` \| (?P<rule>.+?) \| (?P<what>.+) \|$", re.MULTILINE)
_CODES = re.compile(r"\b(?P<severity>error|warning)s? (?P<codes>`[a-z0-9-]+`(?:(?:, | and )`[a-z0-9-]+`)*)")
_SECTION = re.compile(r"^## (?P<title>.*)\n\n<!-- rules: (?P<ids>.*) -->\n(?P<body>(?:(?!^## ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of the page: its id, and the codes that it names, each with what it is said to be."""

    id: str
    codes: tuple[tuple[str, str], ...]


def rows() -> tuple[Row, ...]:
    """Return the rules of the page."""
    return tuple(Row(row["id"], tuple(_codes(row["what"]))) for row in _ROW.finditer(PAGE.read_text(encoding="utf-8")))


def _codes(text: str) -> Iterator[tuple[str, str]]:
    for named in _CODES.finditer(text):
        yield from ((named["severity"], code) for code in re.findall(r"`([a-z0-9-]+)`", named["codes"]))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of cases: where it stands, the rules that it shows, and what its examples expect."""

    title: str
    rules: tuple[str, ...]
    expected: tuple[frozenset[tuple[str, str]], ...]


def sections() -> Iterator[Section]:
    """Yield the sections of all cases that name rules."""
    for path in sorted(CASES.glob("*.md")):
        for found in _SECTION.finditer(path.read_text(encoding="utf-8")):
            fences = re.findall(r"^```python.*\n((?:(?!^```).*\n)*)^```$", found["body"], re.MULTILINE)
            expected = (frozenset((e.severity, e.code) for e in markdown_cases.expected(code)) for code in fences)
            yield Section(f"{path.name}: {found['title']}", tuple(found["ids"].split(", ")), tuple(expected))


ROWS = rows()
SECTIONS = tuple(sections())
WITH_CODES = [row for row in ROWS if row.codes and row.id not in ELSEWHERE]


def test_every_line_of_a_table_is_a_rule() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert len(lines) == len(ROWS)
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_every_code_of_the_page_is_one_of_its_severity() -> None:
    known = {(code.severity.value, code.value) for code in Code}
    assert [(row.id, code) for row in ROWS for code in row.codes if code not in known] == []


def test_every_code_about_the_language_is_on_the_page() -> None:
    named = {code for row in ROWS for _, code in row.codes}
    assert [code.value for code in Code if code not in ON_DISK and code.value not in named] == []


def test_what_no_page_can_hold_is_tried_elsewhere() -> None:
    elsewhere = {code for row in ROWS if row.id in ELSEWHERE for _, code in row.codes}
    assert {code.value for code in UNWRITABLE} <= elsewhere


def test_cases_show_rules_that_are_there() -> None:
    known = {row.id for row in ROWS}
    assert [(each.title, rule) for each in SECTIONS for rule in each.rules if rule not in known] == []


@pytest.mark.parametrize("row", WITH_CODES, ids=lambda row: row.id)
def test_a_rule_is_broken_in_one_example_and_kept_in_one_beside_it(row: Row) -> None:
    showing = [each for each in SECTIONS if row.id in each.rules]
    assert showing, f"no section of tests/cases names the rule {row.id}"
    shown = {code for each in showing for expected in each.expected for code in expected}
    assert set(row.codes) <= shown, f"no example of {[each.title for each in showing]} shows all of {row.codes}"
    assert any(not expected for each in showing for expected in each.expected), "no example is right"
