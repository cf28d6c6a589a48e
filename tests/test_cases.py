"""Runs the Markdown cases: each example says exactly what is marked in it."""

import pytest

from biconvex_codegen.pipeline import Targets, analyse, emit

from .every_case import CASES, FOLDER
from .markdown_cases import CPYTHON, Case, complaint, expected, sources

HOLDING = [case for case in CASES if case.holds]


@pytest.mark.parametrize("case", HOLDING, ids=lambda case: f"{case.file}:{case.title}")
def test_case(case: Case) -> None:
    assert not complaint(case.code), complaint(case.code)


@pytest.mark.parametrize("case", HOLDING, ids=lambda case: f"{case.file}:{case.title}")
def test_what_compiles_can_be_emitted(case: Case) -> None:
    analysis = analyse(sources(case.code))
    refused = any(each.severity == "error" for each in expected(case.code))
    assert (analysis.app is None) is refused
    if analysis.app is not None:
        assert emit(analysis.app, analysis.places, Targets())


def test_every_file_has_cases() -> None:
    assert {case.file for case in CASES} == {path.name for path in FOLDER.glob("*.md")}


def test_every_case_says_what_the_message_is() -> None:
    ours = [each for case in CASES for each in expected(case.code) if each.code not in {code.value for code in CPYTHON}]
    assert [each for each in ours if each.message is None] == []
