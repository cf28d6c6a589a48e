"""Carries out one call of `gen`: finds the project, compiles it, and lists, checks or writes; returns the exit code."""

import shlex
from pathlib import Path

from ..config import CONFIG_FILE, find_project
from ..diagnostics import Code
from ..diagnostics.located import Located
from ..source import Span
from ..writer import Plan, hand_edited, staged, untracked
from . import results, summary
from .build import Outcome, build, compare, refused
from .compile import Compilation, Compiled, compile_project
from .options import Mode, Options
from .streams import Streams

_MATTERING = (".py", CONFIG_FILE, "api.js", "api.d.ts", "dataModel.d.ts")
_GENERATED = "_generated"

UP_TO_DATE = 0
STALE = 1
WRONG = 2


def execute(options: Options, streams: Streams) -> int:
    """Carry out a call and return its exit code."""
    root = find_project(options.start)
    if root is None:
        return _failed(Compilation((_missing_project(),), {}), options, streams)
    if options.if_staged and not _matters(staged(root)):
        streams.remark("nothing is staged that generated code depends on")
        return UP_TO_DATE
    root = root.resolve()
    if options.mode in (Mode.WRITE, Mode.WRITE_FOR_HOOK):
        return _build(root, options, streams)
    if options.mode is Mode.WATCH:
        from .watch import watch

        watch(root, options, streams)
        return UP_TO_DATE
    compilation = compile_project(root, streams.progress)
    compiled = compilation.compiled
    if compiled is None:
        return _failed(compilation, options, streams)
    if options.mode is Mode.LIST:
        streams.clear()
        streams.result(results.listing(compilation, compiled.app, options, streams))
        return UP_TO_DATE
    streams.progress("comparing")
    found = compare(compiled)
    if found.refusals:
        return _failed(refused(compilation, compiled, found), options, streams)
    return _check(compilation, compiled, found, options, streams)


def _matters(changed: tuple[str, ...] | None) -> bool:
    """Say whether files of a project may be sources or outputs; where nobody knows what changes, they may."""
    return changed is None or any(path.endswith(_MATTERING) or _GENERATED in path.split("/") for path in changed)


def _failed(compilation: Compilation, options: Options, streams: Streams) -> int:
    show(Outcome(compilation), options, streams)
    return WRONG


def _build(root: Path, options: Options, streams: Streams) -> int:
    outcome = build(root, streams.progress)
    show(outcome, options, streams)
    if not outcome.is_good:
        return WRONG
    return STALE if outcome.changes and options.mode is Mode.WRITE_FOR_HOOK else UP_TO_DATE


def show(outcome: Outcome, options: Options, streams: Streams) -> None:
    """Print what came of a build: its diagnostics, and what was written."""
    streams.clear()
    streams.result(results.diagnostics(outcome.compilation, outcome.changes, options, streams))
    streams.remark(summary.built(outcome))


def _check(compilation: Compilation, compiled: Compiled, found: Plan, options: Options, streams: Streams) -> int:
    root = compiled.config.root
    sources = [root / CONFIG_FILE, *(root / path for path in compilation.texts)]
    differing = hand_edited(root, [change for change in found.changes if not change.is_map], sources)
    changes = (*differing, *untracked(root, compiled.folders, found))
    changes = tuple(sorted(changes, key=lambda change: change.path))
    streams.clear()
    streams.result(results.checked(compilation, changes, _command(options), options, streams))
    streams.remark(summary.checked(compiled.app, changes, _command(options)))
    return STALE if changes else UP_TO_DATE


def _command(options: Options) -> str:
    """Return the call that mends what `--check` found."""
    return "gen" if options.start == Path() else f"gen --project {shlex.quote(str(options.start))}"


def _missing_project() -> Located:
    return Located(
        Code.MISSING_PROJECT,
        f"there is no {CONFIG_FILE} in this folder or above it",
        Span(CONFIG_FILE, 1, 1, 1, 1),
        help="run `gen init` to start a project here, or name one by --project",
    )
