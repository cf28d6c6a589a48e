"""The compiler never crashes and never hangs: on random projects, and on all that once made it do so.

`FUZZ_INPUTS` asks for more inputs, `FUZZ_SEED` for others; `python -m tests.fuzz` tries a hundred thousand.
"""

import os

import pytest

from biconvex_codegen.diagnostics import Code, Severity

from .compiled import analysed
from .fuzz.found import FOUND, Found
from .fuzz.inputs import made
from .fuzz.trial import complaint

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("FUZZ_INPUTS", "1500"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))
PARTS = 10


@pytest.mark.parametrize("found", FOUND, ids=[found.title for found in FOUND])
def test_what_was_found(found: Found) -> None:
    assert complaint({path: text.encode() for path, text in found.files.items()}) == ""
    said = {each.code for each in analysed(found.files).diagnostics if each.code.severity is Severity.ERROR}
    assert said == {Code(code) for code in found.codes}


@pytest.mark.parametrize("part", range(PARTS))
def test_any_input_gives_diagnostics_or_artifacts(part: int) -> None:
    for number in range(part, INPUTS, PARTS):
        assert complaint(made(SEED, number)) == "", f"python -m tests.fuzz --inputs 1 --seed {SEED} --first {number}"
