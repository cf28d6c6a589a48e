"""What extraction promises: facts free of places, places to the character, and every failure a diagnostic."""
# ruff: noqa: E501  one case a line

import sys

import pytest

from biconvex_codegen.diagnostics import Code
from biconvex_codegen.frontend.expressions import Call, Mapping, Name
from biconvex_codegen.frontend.extract import Extracted, extract
from biconvex_codegen.frontend.facts import Binding, Class, Function, Import, Surroundings, TypeStatement
from biconvex_codegen.source import At, Part, Places, SourceFile, Span

PATH = "backend/notes.py"


def extracted(text: str) -> Extracted:
    return extract(SourceFile(PATH, text))


def span(found: Extracted, name: str, part: Part | int = Part.WHOLE) -> Span:
    return Places.merged([found.places]).span(At(f"{PATH}:{name}", part))


def test_blank_lines_and_comments_change_no_fact() -> None:
    text = (
        'from biconvex import v\nlimit = 5\n\nasync def all_(ctx, *, owner: str = "x") -> list[str]:\n    return []\n'
    )
    moved = f"# a comment\n\n\n{text}".replace("limit = 5", "limit   =   5  # five").replace("return []", "return [1]")
    assert extracted(text).facts == extracted(moved).facts


def test_a_second_thing_of_one_name_has_an_id_of_its_own() -> None:
    facts = extracted("limit = 5\nlimit = 6\n").facts
    assert [each.id for each in facts.statements] == [f"{PATH}:limit", f"{PATH}:limit#2"]


def test_a_span_counts_characters_from_one() -> None:
    found = extracted('título = "ñandú"; owner = f(título)\n')
    assert span(found, "owner") == Span(PATH, 1, 19, 1, 36)
    assert span(found, "título", Part.NAME) == Span(PATH, 1, 1, 1, 7)


def test_the_name_of_a_function_is_its_place() -> None:
    found = extracted("@query\nasync def list_(ctx): ...\n")
    assert span(found, "list_", Part.NAME) == Span(PATH, 2, 11, 2, 16)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("import a\n", Surroundings.MODULE),
        ("if TYPE_CHECKING:\n    import a\n", Surroundings.TYPE_CHECKING),
        ("if debug:\n    import a\n", Surroundings.CONDITION),
        ("for x in y:\n    import a\n", Surroundings.LOOP),
        ("try:\n    import a\nexcept ImportError:\n    pass\n", Surroundings.TRY),
        ("with x:\n    import a\n", Surroundings.WITH),
    ],
)
def test_a_statement_knows_where_it_stands(text: str, within: Surroundings) -> None:
    [statement] = [each for each in extracted(text).facts.statements if isinstance(each, Import)]
    assert statement.within is within


def test_doc_comments_belong_to_what_follows_or_stands_before() -> None:
    text = '#: How many\n#: at most.\nlimit = 5\nfields = {\n    #: The title.\n    "title": s,\n    "body": s,  #: The text.\n}\n'
    limit, fields = extracted(text).facts.statements
    assert isinstance(limit, Binding)
    assert limit.doc == "How many\nat most."
    assert isinstance(fields, Binding)
    assert isinstance(fields.value, Mapping)
    assert [entry.doc for entry in fields.value.entries] == ["The title.", "The text."]


def test_a_helper_keeps_its_one_return() -> None:
    one, two = extracted(
        'def stamped(x):\n    """Add a time."""\n    return f(x)\n\ndef other(x):\n    y = x\n    return y\n'
    ).facts.statements
    assert isinstance(one, Function)
    assert isinstance(one.result, Call)
    assert one.doc == "Add a time."
    assert isinstance(two, Function)
    assert two.result is None


def test_quoted_annotations_are_opened() -> None:
    [function] = extracted('def f(ctx, x: "Note", y: Literal["a"]) -> "list[Note]": ...\n').facts.statements
    assert isinstance(function, Function)
    assert isinstance(function.parameters[1].annotation, Name)
    assert function.parameters[1].annotation.name == "Note"
    assert function.returns is not None
    assert not isinstance(function.returns, Name)


def test_class_members_are_facts_and_the_rest_is_names() -> None:
    [note] = extracted(
        "class Note(TypedDict, total=False):\n    #: Its title.\n    title: str\n    def f(self): ...\n"
    ).facts.statements
    assert isinstance(note, Class)
    assert [(member.name, member.doc) for member in note.members] == [("title", "Its title.")]
    assert note.names == {"title", "f"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("def f(:\n    pass\n", Code.SYNTAX_ERROR, 1, 7),
        ("x = 1\ny = (\n", Code.SYNTAX_ERROR, 2, 5),
        ("x = 'a\n", Code.SYNTAX_ERROR, 1, 5),
        ("x = " + "(" * 5000 + ")" * 5000, None, 1, None),
        ("x = " + "-" * 100_000 + "1", None, 1, None),
        ("x = " + "+".join(["1"] * 100_000), None, 1, None),
        ("x = 1\0", None, 1, None),
    ],
)
def test_what_cannot_be_read_is_one_diagnostic(text: str, code: Code | None, line: int, column: int | None) -> None:
    found = extracted(text)
    [diagnostic] = found.diagnostics
    assert code is None or diagnostic.code is code
    assert diagnostic.help
    place = found.places.span(diagnostic.at)
    assert place.line == line
    assert column is None or place.column == column
    assert found.facts.failed


def test_syntax_of_a_newer_python_names_its_version() -> None:
    found = extracted("type Permission = str\n")
    if sys.version_info < (3, 12):
        [diagnostic] = found.diagnostics
        assert diagnostic.code is Code.SYNTAX_TOO_NEW
        assert "3.12" in diagnostic.message
    else:
        [statement] = found.facts.statements
        assert isinstance(statement, TypeStatement)
