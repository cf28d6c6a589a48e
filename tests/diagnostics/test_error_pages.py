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
from biconvex_codegen.diagnostics.render import concise
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile
from tests import markdown_cases

FOLDER = Path(__file__).parents[2] / "docs" / "errors"
PAGES = sorted(FOLDER.glob("*.md"))
ON_DISK = {
    Code.MISSING_PROJECT,
    Code.INVALID_CONFIG,
    Code.UNKNOWN_CONFIG_KEY,
    Code.VERSION_MISMATCH,
    Code.MISSING_SOURCE,
    Code.FOREIGN_FILE,
    Code.UNREADABLE_FILE,
}
TRIED_HERE = {Code.SYNTAX_TOO_NEW, Code.TOO_DEEP}
IN_PIPELINE = [code for code in Code if code not in ON_DISK | TRIED_HERE]

_FENCE = re.compile(r"^```\w+\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (?P<path>pyproject\.toml|server|backend/[\w./]+)(?P<mark>  # .*)?")
_MARK = re.compile(r"  # (?:error|warning): \[(?P<code>[a-z-]+)\]$")


def sections(code: Code) -> tuple[str, str]:
    """Return the two parts of a page: the example, and how to mend it."""
    text = (FOLDER / f"{code.value}.md").read_text(encoding="utf-8")
    title, example, remedy = re.split(r"^## .*\n", text, flags=re.MULTILINE)
    assert title.startswith(f"# {code.value}\n\n")
    return example, remedy


def fences(section: str) -> list[str]:
    return [fence["code"] for fence in _FENCE.finditer(section)]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert [path.stem for path in PAGES] == sorted(code.value for code in Code)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_has_the_same_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Example", "How to mend it"]


@pytest.mark.parametrize("code", IN_PIPELINE, ids=lambda code: code.value)
def test_the_example_raises_exactly_this_code(code: Code) -> None:
    (example,) = fences(sections(code)[0])
    found = markdown_cases.compiled(example)
    unmet, surplus = markdown_cases.differences(example, found)
    assert not unmet, f"expected {unmet}, and the compiler says:\n{concise.render(found)}"
    assert not surplus, concise.render(surplus)
    assert {each.code for each in found} == {code}


@pytest.mark.parametrize("code", IN_PIPELINE, ids=lambda code: code.value)
def test_what_the_page_advises_compiles_without_a_word(code: Code) -> None:
    for good in fences(sections(code)[1]):
        assert markdown_cases.compiled(good) == (), concise.render(markdown_cases.compiled(good))


def on_disk(root: Path, example: str) -> tuple[list[str], list[str]]:
    """Write the files of an example; return what they expect, as `path:line code`, and the paths that were written."""
    path, number, expected, files = "", 0, list[str](), dict[str, list[str]]()
    for line in example.splitlines():
        mark = _MARK.search(line)
        if (begin := _FILE.fullmatch(line)) is not None:
            path, number = begin["path"], 0
        else:
            number += 1
            files.setdefault(path, []).append(_MARK.sub("", line))
        if mark is not None:
            expected.append(f"{path}:{max(number, 1)} {mark['code']}")
    for name, lines in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return expected, list(files)


def said(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["--check", "--output-format", "json", "--project", str(root)])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return [f"{each['path']}:{each['line']} {each['code']}" for each in found if each["severity"] == "error"]


@pytest.mark.parametrize("code", [code for code in Code if code in ON_DISK], ids=lambda code: code.value)
def test_pages_about_files(code: Code, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example, remedy = map(fences, sections(code))
    bad = tmp_path / "bad"
    (bad / "backend").mkdir(parents=True)
    (fence,) = example
    if "# pyproject.toml" not in fence:
        (bad / "pyproject.toml").touch()
    expected, _ = on_disk(bad, fence)
    assert said(bad, capsys) == expected
    assert {line.split(" ")[1] for line in expected} == {code.value}
    for fence in remedy:
        good = tmp_path / "good"
        (good / "backend").mkdir(parents=True)
        (good / "pyproject.toml").touch()
        on_disk(good, fence)
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
