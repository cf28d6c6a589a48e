"""The fixture apps with one token changed: the compiler and Python take each in the same way, and neither fails."""

from collections.abc import Callable

import pytest

from .agreement import Outcome
from .judge import Judge
from .mutants import APPS, COUNT, mutants, shares

PARTS = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", APPS)
def test_mutants_are_the_same_to_both(
    name: str, part: int, judge: Judge, record_property: Callable[[str, object], None]
) -> None:
    found = list(mutants(name, judge, 0, COUNT // len(APPS), slice(part, None, PARTS)))
    record_property("mutants", shares(found))
    assert len(found) == COUNT // len(APPS) // PARTS
    assert [str(each) for each in found if each.judgement.outcome is Outcome.DIFFERENT] == []
