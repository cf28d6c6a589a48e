"""Generated programs: each compiles, and says the same to the compiler and to Python."""

from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from biconvex_codegen.diagnostics import Severity
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

from .agreement import disagreement
from .judge import Judge
from .programs import program

pytestmark = pytest.mark.slow


@settings(max_examples=200, phases=[Phase.generate])  # a smaller seed is no smaller program
@given(seed=st.integers(0, 2**32))
def test_a_program_is_the_same_to_both(judge: Judge, seed: int) -> None:
    app = [SourceFile(path, text) for path, text in program(Random(seed)).items()]
    analysis = analyse(app)
    errors = [each for each in analysis.diagnostics if each.code.severity is Severity.ERROR]
    assert [f"{analysis.places.span(each.at)} {each.message}" for each in errors] == []
    assert disagreement(app, analysis, judge.of_sources(app)) is None
