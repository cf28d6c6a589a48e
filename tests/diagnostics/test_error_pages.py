"""The pages of diagnostics: each code has one, and its examples say exactly what they claim to.

Pages about the project and its files are tried on disk through the command; all others through the pipeline alone. Two
kinds of mistakes cannot stand in a page for every interpreter, and are tried here.
"""

import json
import re
import sys
from pathlib import Path

import pytest

from biconvex_codegen.cli import main
from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.pages import summary
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile, Span
from tests.error_pages import IN_PIPELINE, ON_DISK, PAGES, page
from tests.markdown_cases import bare, complaint, expected, files_of

FILES = sorted(PAGES.glob("*.md"))

_FENCE = re.compile(r"^```\w+\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def sections(code: Code) -> tuple[str, str]:
    """Return the two parts of a page: the example, and how to mend it."""
    text = page(code).read_text(encoding="utf-8")
    title, example, remedy = re.split(r"^## .*\n", text, flags=re.MULTILINE)
    assert title.startswith(f"# {code.value}\n\n")
    return example, remedy


def fences(section: str) -> list[str]:
    return [fence["code"] for fence in _FENCE.finditer(section)]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert [path.stem for path in FILES] == sorted(code.value for code in Code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_page_has_the_same_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Example", "How to mend it"]


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_the_first_sentence_stands_alone(code: Code) -> None:
    assert len(summary(code)) <= 100
    assert summary(code).endswith(".")


@pytest.mark.parametrize("code", IN_PIPELINE, ids=lambda code: code.value)
def test_the_example_raises_exactly_this_code(code: Code) -> None:
    (example,) = fences(sections(code)[0])
    assert not complaint(example), complaint(example)
    assert {each.code for each in expected(example)} == {code.value}


@pytest.mark.parametrize("code", IN_PIPELINE, ids=lambda code: code.value)
def test_what_the_page_advises_compiles_without_a_word(code: Code) -> None:
    for good in fences(sections(code)[1]):
        assert not expected(good)
        assert not complaint(good), complaint(good)


def write(root: Path, example: str) -> None:
    """Write the files of an example below a folder; one without a line is not there."""
    for name, _, lines in files_of(bare(example)):
        if lines:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def said(root: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, Span]]:
    capsys.readouterr()
    main(["--check", "--output-format", "json", "--project", str(root)])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    places = ("path", "line", "column", "end_line", "end_column")
    return [(each["code"], Span(*(each[key] for key in places))) for each in found if each["severity"] == "error"]


@pytest.mark.parametrize("code", [code for code in Code if code in ON_DISK], ids=lambda code: code.value)
def test_pages_about_files(code: Code, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example, remedy = map(fences, sections(code))
    bad, good = tmp_path / "bad", tmp_path / "good"
    for root in (bad, good):
        (root / "backend").mkdir(parents=True)
    (fence,) = example
    write(bad, fence)
    if code is not Code.MISSING_PROJECT:
        (bad / "pyproject.toml").touch()
    assert said(bad, capsys) == [(each.code, each.span) for each in expected(fence)]
    assert {each.code for each in expected(fence)} == {code.value}
    for fence in remedy:
        write(good, fence)
        (good / "pyproject.toml").touch()
        assert said(good, capsys) == []


def codes_of(path: str, text: str) -> set[Code]:
    return {each.code for each in analyse([SourceFile(path, text)]).diagnostics} - {
        Code.MISSING_INIT,
        Code.MISSING_SCHEMA,
        Code.NO_FUNCTIONS,
    }


def test_syntax_that_is_too_new() -> None:
    bad, good = (fences(section)[0] for section in sections(Code.SYNTAX_TOO_NEW))
    assert codes_of("backend/greetings.py", bad) == ({Code.SYNTAX_TOO_NEW} if sys.version_info < (3, 14) else set())
    assert codes_of("backend/greetings.py", good) == set()


def test_what_is_too_deep() -> None:
    assert codes_of("backend/tree.py", f"TREE = {'-' * 20_000}1\n") == {Code.TOO_DEEP}
    (good,) = fences(sections(Code.TOO_DEEP)[1])
    assert codes_of("backend/tree.py", good) == set()
