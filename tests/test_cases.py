"""Runs the Markdown cases: each example says exactly what is marked in it."""

from pathlib import Path

import pytest

from biconvex_codegen.diagnostics.render import concise
from biconvex_codegen.pipeline import Targets, analyse, emit

from .markdown_cases import Case, compiled, differences, expected, read, sources

FOLDER = Path(__file__).parent / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in read(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}:{case.title}")
def test_case(case: Case) -> None:
    found = compiled(case.code)
    unmet, surplus = differences(case.code, found)
    assert not unmet, f"expected {unmet}, and the compiler says:\n{concise.render(found)}"
    assert not surplus, f"not expected:\n{concise.render(surplus)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}:{case.title}")
def test_what_compiles_can_be_emitted(case: Case) -> None:
    analysis = analyse(sources(case.code))
    refused = any(each.severity == "error" for each in expected(case.code))
    assert (analysis.app is None) is refused
    if analysis.app is not None:
        assert emit(analysis.app, analysis.places, Targets())


def test_every_file_has_cases() -> None:
    assert {case.file for case in CASES} == {path.name for path in FOLDER.glob("*.md")}
