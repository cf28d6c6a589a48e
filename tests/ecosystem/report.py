"""Verdicts as lines for a person: one an app, and at the end what was forced and what failed."""

from collections.abc import Iterable, Iterator, Sequence

from .run import Verdict

_MOST_LINES = 8
_WIDTH = 400


def line(verdict: Verdict) -> str:
    """Return one line on an app."""
    judges = len(verdict.problems)
    passed = judges - len(verdict.failed)
    times = " and ".join(f"{each:.1f} s" for each in verdict.seconds) or "not compiled"
    failed = f"; failed: {', '.join(verdict.failed)}" if verdict.failed else ""
    size = f"{verdict.tables} tables, {verdict.functions} functions"
    return f"{verdict.app}: {size}; {times}; {passed} of {judges} judges{failed}"


def summary(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield what is to be said of all apps together."""
    ordered = sorted(verdicts, key=lambda each: each.app)
    changes = [f"{each.app}: {change}" for each in ordered for change in each.changes]
    yield f"\n{len(changes)} changes were forced" + (":" if changes else "")
    yield from _indented(changes)
    yield f"{sum(each.narrowed for each in ordered)} numbers are narrowed by an int of the writing by annotations"
    failed = [each for each in ordered if each.failed]
    yield f"{len(failed)} of {len(ordered)} apps failed" + (":" if failed else "")
    for verdict in failed:
        for judge, problems in verdict.problems:
            if problems:
                yield f"  {verdict.app}, {judge}: {len(problems)}"
                yield from _indented(f"  {each[:_WIDTH]}" for each in problems[:_MOST_LINES])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"  {each}" for each in lines)
