"""Text of users enters Python source as itself, whatever it is."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.backends.quoting.python import docstring, string_literal

HOSTILE = (
    "",
    '"',
    '"""',
    'ends with """',
    '"quoted"',
    "\\",
    "ends with \\",
    '\\"',
    "{{ view }} {% raw %}",
    "'; -- drop",
    "*/ $$",
    "bell\x07 nul\x00 escape\x1b[31m",
    "line\u2028separator\u2029paragraph\x85next",
    "right\u202eto left",
    "lone \ud800 surrogate",
    "Zürich 東京 🎉",
    "a\r\nb\n\n\nc\t\x0b\x0c",
    "# type: ignore",
    "\N{LATIN SMALL LETTER E WITH ACUTE}",
)
"""What a user may write where text goes."""

text = st.one_of(st.sampled_from(HOSTILE), st.text(), st.text(alphabet="\\\"\n\r\x00\u2028 a'{}", max_size=12))


def _documentation(source: str) -> str:
    """Return what Python reads as the docstring of a class."""
    tree = ast.parse(f"class Document:\n{source}\n")
    found = ast.get_docstring(tree.body[0], clean=False) if isinstance(tree.body[0], ast.ClassDef) else None
    assert found is not None
    return found


@given(text)
def test_a_literal_is_the_text(written: str) -> None:
    literal = string_literal(written)
    assert ast.literal_eval(literal) == written
    assert literal.splitlines() == [literal]


@given(text)
def test_a_docstring_reads_as_the_text(written: str) -> None:
    lines = [line.rstrip(" ") for line in written.strip(" \n").split("\n")]
    expected = lines if len(lines) == 1 else [lines[0], *(f"    {line}" if line else "" for line in lines[1:]), "    "]
    assert _documentation(docstring(written)) == "\n".join(expected)


@given(text, text)
def test_nothing_invisible_is_left(first: str, second: str) -> None:
    source = string_literal(first) + docstring(second)
    assert not [character for character in source if character < " " and character != "\n"]
    assert not set(source) & set("\u2028\u2029\u202e\ud800\x85")
    source.encode("utf-8")


def test_a_docstring_of_several_lines_is_indented() -> None:
    assert docstring("First.\n\n  * second", " " * 8) == '        """First.\n\n          * second\n        """'


@pytest.mark.parametrize("written", ["é", "東京", "🎉", "ß's"])
def test_letters_are_left_as_they_are(written: str) -> None:
    assert string_literal(written) == f'"{written}"'
