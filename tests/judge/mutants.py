"""Judges the fixture apps with one token changed, by the compiler and by Python.

As a program it prints the shares, and lists the mutants that only one of the two refuses, with the reason.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from biconvex_codegen.diagnostics import Severity
from biconvex_codegen.diagnostics.located import locate
from biconvex_codegen.pipeline import Analysis, Targets, analyse, emit
from biconvex_codegen.source import SourceFile

from ..compiled import sources
from ..fuzz.trial import LIMIT, TooLongError, limited
from .agreement import Judgement, Outcome, judgement
from .excuses import UNSEEN
from .judge import Judge
from .mutations import mutations
from .shares import table

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
APPS = ("chat", "documents", "shop")
COUNT = 2_100
"""The mutants of all apps together."""


class Mutant(NamedTuple):
    """One mutant: what was changed where, and how it was judged."""

    shown: str
    judgement: Judgement

    def __str__(self) -> str:
        return f"{self.shown}\n    {'; '.join(self.judgement.about)}"


def mutants(name: str, judge: Judge, seed: int, count: int, parts: slice) -> Iterator[Mutant]:
    """Yield some of an app's mutants; which they are depends on the seed alone."""
    app = sources(FIXTURES / name)
    for mutation in mutations(app, count, Random(f"{name} {seed}"))[parts]:
        yield Mutant(f"{name}/{mutation.shown(app)}", _judged(mutation.of(app), judge))


def shares(found: Sequence[Mutant]) -> dict[str, int]:
    """Return how many mutants were judged in which way, those with an excuse by what it is."""
    counted = Counter[str]()
    for each in found:
        outcome, about = each.judgement
        is_excused = outcome in (Outcome.UNSEEN, Outcome.UNSAID)
        counted[f"{outcome.value}: {about[0]}" if is_excused else outcome.value] += 1
    return dict(counted)


def _judged(app: Sequence[SourceFile], judge: Judge) -> Judgement:
    try:
        with limited(LIMIT):
            analysis = analyse(app)
            failures = tuple(_failures(app, analysis))
    except (TooLongError, Exception) as error:  # noqa: BLE001  whatever the compiler fails with
        failures = (f"the compiler fails: {type(error).__name__}: {error}",)
    return (
        Judgement(Outcome.DIFFERENT, failures) if failures else judgement(app, analysis, judge.of_sources(app), UNSEEN)
    )


def _failures(app: Sequence[SourceFile], analysis: Analysis) -> Iterator[str]:
    """Yield what the compiler should never do, whatever it reads."""
    lines = {source.path: source.text.split("\n") for source in app}
    for each in locate(analysis.diagnostics, analysis.places):
        span = each.span
        is_inside = 1 <= span.line <= span.end_line <= len(lines.get(span.path, ()))
        if (
            not is_inside or span.end_column > len(lines[span.path][span.end_line - 1]) + 2
        ):  # the end of the line included
            yield f"there is no place {span}"
    has_errors = any(each.code.severity is Severity.ERROR for each in analysis.diagnostics)
    if analysis.app is None:
        if not has_errors:
            yield "it does not compile, and nobody says why"
    elif has_errors or not emit(analysis.app, analysis.places, Targets()):
        yield "it compiles with errors, or into nothing"


def main() -> int:
    """Judge mutants, and return 1 where the compiler and Python disagree about one without an excuse."""
    parser = argparse.ArgumentParser(prog="python -m tests.judge.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="other numbers give other mutants (default: 0)")
    parser.add_argument(
        "--count", type=int, default=COUNT, help="how many, of all apps together (default: %(default)s)"
    )
    given = parser.parse_args()
    with Judge() as judge:
        found = [
            each for name in APPS for each in mutants(name, judge, given.seed, given.count // len(APPS), slice(None))
        ]
    for outcome in (Outcome.UNSEEN, Outcome.UNSAID, Outcome.DIFFERENT):
        listed = [str(each) for each in found if each.judgement.outcome is outcome]
        print(f"{len(listed)} {outcome.value}", *listed, "", sep="\n")
    print(*table(shares(found)), sep="\n")
    return 1 if any(each.judgement.outcome is Outcome.DIFFERENT for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
