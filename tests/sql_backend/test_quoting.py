"""How user text enters SQL: by example, and read back by SQLite for any text."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.backends.quoting.sql import comment, identifier, postgres_string, sqlite_string

from .apps import HOSTILE

texts = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "postgres", "sqlite"),
    [
        ("read", "'read'", "'read'"),
        ("it's", "'it''s'", "'it''s'"),
        ("C:\\temp", r"E'C:\\temp'", "'C:\\temp'"),
        ("a\nb\t", r"E'a\nb\t'", "('a' || char(10) || 'b' || char(9))"),
        ("\u2028", r"E'\u2028'", "char(8232)"),
        ("nul\0", r"E'nul\\u0000'", "('nul' || char(0))"),
        ("lone \ud800", r"E'lone \\ud800'", r"'lone \ud800'"),
        ("tag \U000e0041", r"E'tag \U000e0041'", "('tag ' || char(917569))"),
        ("", "''", "''"),
        ("Zürich 🎉 $$ :x %s", "'Zürich 🎉 $$ :x %s'", "'Zürich 🎉 $$ :x %s'"),
    ],
)
def test_strings(text: str, postgres: str, sqlite: str) -> None:
    assert postgres_string(text) == postgres
    assert sqlite_string(text) == sqlite


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\r\ntwo\n\nthree ", ("-- one", "-- two", "--", "-- three")),
        ("a\rb\u2028c\x0bd\0", (r"-- a\u000db\u2028c\u000bd\u0000",)),
        ("*/ '; --", ("-- */ '; --",)),
    ],
)
def test_comments(text: str, lines: tuple[str, ...]) -> None:
    assert comment(text) == lines


@given(texts)
def test_sqlite_reads_the_text_back(text: str) -> None:
    written = sqlite_string(text)
    assert "\n" not in written
    with closing(sqlite3.connect(":memory:")) as connection:
        [(found,)] = connection.execute(f"SELECT CAST({written} AS BLOB)")
        shown = "".join(f"\\u{ord(each):04x}" if "\ud800" <= each <= "\udfff" else each for each in text)
        assert found == shown.encode()


def test_a_long_text_of_controls_is_no_deep_expression() -> None:
    text = "a\n" * 2000
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute(f"SELECT {sqlite_string(text)}").fetchone() == (text,)


@given(texts)
def test_a_comment_comments_all_of_itself(text: str) -> None:
    lines = comment(text)
    assert all(line.startswith("--") and line.splitlines() == [line] for line in lines)
    "\n".join(lines).encode()


@given(texts.filter(lambda text: "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)))
def test_an_identifier_is_one_name(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        described = connection.execute(f"SELECT 1 AS {identifier(text)}").description
    assert described[0][0] == text


def test_hostile_texts_are_special_or_plain() -> None:
    assert all(postgres_string(text).isprintable() for text in HOSTILE)
