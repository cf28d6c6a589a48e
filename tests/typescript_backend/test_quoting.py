"""How user text enters TypeScript: by example, and read back for any text."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.backends.quoting.typescript import doc_comment, key, string, string_starting_with
from biconvex_codegen.ir.types import Notes

LINE_SEPARATOR = "\u2028"


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("read", '"read"'),
        ('say "no"', r'"say \"no\""'),
        ("C:\\temp", r'"C:\\temp"'),
        ("a\nb\tc\r", r'"a\nb\tc\u000d"'),
        ("Zürich 東京 🎉", '"Zürich 東京 🎉"'),
        (f"a{LINE_SEPARATOR}b\x00\ud800\u202e", r'"a\u2028b\u0000\ud800\u202e"'),
        ("tag \U000e0041", r'"tag \u{e0041}"'),
        ("*/ {{ x }} ${y} '; --", '"*/ {{ x }} ${y} \'; --"'),
    ],
)
def test_string(text: str, literal: str) -> None:
    assert string(text) == literal


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_a_string_reads_as_its_text(text: str) -> None:
    literal = string(text)
    assert literal.isprintable() or not text.isprintable()
    assert not re.search("[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]", literal)
    as_json = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: json.dumps(chr(int(match[1], 16)))[1:-1], literal)
    assert json.loads(as_json) == text


def test_a_string_with_a_tail() -> None:
    assert string_starting_with("payload.") == "`payload.${string}`"
    assert string_starting_with("a`${b}\\") == "`a\\`\\${b}\\\\${string}`"


@pytest.mark.parametrize(
    ("name", "property_name"),
    [("title", "title"), ("class", "class"), ("_id", "_id"), ("2fa", '"2fa"'), ("a-b", '"a-b"'), ("", '""')],
)
def test_key(name: str, property_name: str) -> None:
    assert key(name) == property_name


@pytest.mark.parametrize(
    ("notes", "lines"),
    [
        (Notes(), ()),
        (Notes(doc="  \n "), ()),
        (Notes(doc="One document."), ("/** One document. */",)),
        (Notes(doc="One.\n\n  Two.  \r\nThree\n"), ("/**", " * One.", " *", " *   Two.", " * Three", " */")),
        (Notes(deprecated="read `status`"), ("/** @deprecated read `status` */",)),
        (Notes(deprecated=""), ("/** @deprecated */",)),
        (Notes(doc="Old.", deprecated="use\nx"), ("/**", " * Old.", " *", " * @deprecated use", " * x", " */")),
        (Notes(doc="ends */ here"), (r"/** ends *\/ here */",)),
        (Notes(doc="@deprecated\n*@param x\nada@example.org {@link y}"),
         ("/**", r" * \@deprecated", r" * *\@param x", r" * ada@example.org {\@link y}", " */")),
        (Notes(doc=f"a{LINE_SEPARATOR}b\x1b[31m"), (r"/** a\u2028b\u001b[31m */",)),
    ],
)  # fmt: skip
def test_doc_comment(notes: Notes, lines: tuple[str, ...]) -> None:
    assert doc_comment(notes) == lines


@given(st.text())
def test_a_comment_ends_at_its_end(text: str) -> None:
    lines = doc_comment(Notes(doc=text))
    comment = "\n".join(lines)
    assert comment.find("*/") == len(comment) - 2 if lines else text.strip() == ""
    assert all(line.startswith(("/**", " *")) and "\r" not in line for line in lines)
