"""Builds a project again and again, once after each burst of changes; prints nothing of what came of it."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .build import Outcome, build
from .compile import configured
from .crash import report
from .inputs import Inputs, survey
from .streams import Streams
from .watcher import Watcher

# A tree is quiet when nothing changed for so long; one that never is, is built all the same, and then again.
_QUIET = 0.1
_LOOKS = 30


@dataclass(frozen=True, slots=True)
class Crash:
    """An internal error of the compiler, as a report for a person."""

    report: str


@dataclass(frozen=True, slots=True)
class Build:
    """One build of many: what it gave, the files that it depends on, and how long it took, in seconds."""

    result: Outcome | Crash
    inputs: Inputs
    seconds: float


def builds(root: Path, streams: Streams, at_tick: Callable[[], None] = lambda: None) -> Iterator[Build]:
    """Yield a build at once and one after each change, without an end; `at_tick` is called about once a second.

    Whether there is a change is never taken from a notice, which may be lost, late, or about our own output: a notice
    makes us look, and what is there is compared with what was there just before it was read. So a change during a
    build is seen after it, and a build with nothing new to read does not happen.
    """
    with closing(Watcher(streams.remark)) as watcher:
        while True:
            found = _build(root, streams)
            inputs = found.inputs
            yield found
            # All of an app and its output hangs on it: gone before the next build makes the same again.
            del found
            gc.collect()
            _wait_for_change(root, inputs, watcher, at_tick)


def _build(root: Path, streams: Streams) -> Build:
    began = time.perf_counter()
    inputs = survey(root)
    try:
        _, inputs = configured(root)
        outcome = build(root, streams.progress)
    except BrokenPipeError:  # nobody is there any more to read what we say
        raise
    except Exception as error:  # noqa: BLE001  the last resort: the next change may bring a build that goes well
        return Build(Crash(report(error)), inputs, time.perf_counter() - began)
    return Build(outcome, outcome.compilation.inputs, time.perf_counter() - began)


def _wait_for_change(root: Path, before: Inputs, watcher: Watcher, at_tick: Callable[[], None]) -> None:
    has_told = True
    while True:
        seen = before.now(root)
        while watcher.cover(root, seen.folders):  # what came before it watched is seen now, what comes later it tells
            seen = before.now(root)
        if seen != before:
            if not has_told:
                watcher.close()  # a notice is lost; others would be too where a watched folder was replaced
            if _quiet(root, seen) != before:
                return
        has_told = watcher.wait()
        at_tick()


def _quiet(root: Path, seen: Inputs) -> Inputs:
    """Return what is there when it has stopped changing."""
    for _ in range(_LOOKS):
        time.sleep(_QUIET)
        later = seen.now(root)
        if later == seen:
            break
        seen = later
    return seen
