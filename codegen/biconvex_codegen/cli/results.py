"""What goes to standard output: diagnostics, stale files and their diffs, in the format that was asked for."""

from collections.abc import Sequence

from ..config import find_project, find_repository, installed
from ..diagnostics.render import concise, full, github, sarif
from ..diagnostics.render import json as json_format
from ..diagnostics.render.escape import escape
from ..diagnostics.render.paint import Paint, painted
from ..diagnostics.render.stale import Stale
from ..ir.nodes import CheckedApp
from ..writer import Change, Status, unified
from .compile import Compilation
from .listing import as_json, as_text
from .options import Mode, Options, OutputFormat
from .streams import Streams

_NO_DIFF = frozenset({Status.MISSING, Status.ORPHANED, Status.UNTRACKED})


def diagnostics(compilation: Compilation, changes: Sequence[Change], options: Options, streams: Streams) -> str:
    """Return the diagnostics; as JSON, together with the files that differ or were written."""
    match options.output_format:
        case OutputFormat.FULL:
            return full.render(compilation.diagnostics, compilation.texts, streams.result_paint)
        case OutputFormat.CONCISE:
            return concise.render(compilation.diagnostics)
        case OutputFormat.JSON:
            files = [(change.path, change.status.value) for change in changes]
            return json_format.render(compilation.diagnostics, files, indent=_indent(options))
        case OutputFormat.GITHUB:
            return github.render(compilation.diagnostics, _prefix(options))
        case OutputFormat.SARIF:
            return _sarif(compilation, (), options)


def checked(
    compilation: Compilation, changes: Sequence[Change], command: str, options: Options, streams: Streams
) -> str:
    """Return the diagnostics and each file that is not up to date: its status and, in full, its diff.

    `command` mends them.
    """
    stale = [Stale(each.path, _first_line(each), _remedy(each, command)) for each in changes]
    if options.output_format is OutputFormat.SARIF:
        return _sarif(compilation, stale, options)
    found = diagnostics(compilation, changes, options, streams)
    match options.output_format:
        case OutputFormat.FULL:
            return found + _differences(changes, streams.result_paint)
        case OutputFormat.CONCISE:
            return found + "".join(f"{escape(change.path)}: {change.status.value}\n" for change in changes)
        case OutputFormat.JSON:
            return found
        case OutputFormat.GITHUB:
            return found + github.render_stale(stale, _prefix(options))


def _sarif(compilation: Compilation, stale: Sequence[Stale], options: Options) -> str:
    return sarif.render(
        compilation.diagnostics, stale, version=installed(), prefix=_prefix(options), indent=_indent(options)
    )


def _indent(options: Options) -> int | None:
    """Return the indent of an object: a reader of several takes them line by line."""
    return None if options.mode is Mode.WATCH else 2


def listing(compilation: Compilation, app: CheckedApp, options: Options, streams: Streams) -> str:
    """Return what was found in the source, after the diagnostics; as JSON, in one object with them.

    A log of SARIF has no room for it.
    """
    if options.output_format is OutputFormat.JSON:
        return json_format.render(compilation.diagnostics, more=as_json(app))
    if options.output_format is OutputFormat.SARIF:
        return _sarif(compilation, (), options)
    return diagnostics(compilation, (), options, streams) + as_text(app, streams.result_paint)


def _prefix(options: Options) -> str:
    """Return the way from the repository to the project: GitHub knows files by their paths in the repository."""
    project = find_project(options.start)
    if project is None:
        return ""
    way = project.resolve().relative_to(find_repository(project).resolve()).as_posix()
    return "" if way == "." else f"{way}/"


def _first_line(change: Change) -> int | None:
    """Return the number of the first line that differs, None where the file as a whole is missing or too many."""
    if change.status in _NO_DIFF:
        return None
    before, after = change.before.splitlines(), change.after.splitlines()
    same = next((place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    return max(1, min(len(before), (min(len(before), len(after)) if same is None else same) + 1))


def _remedy(change: Change, command: str) -> str:
    if change.status is Status.UNTRACKED:
        return f"git does not track this output: run `git add {change.path}`"
    return f"this output is {change.status.value}: run `{command}`, and commit what it writes"


def _differences(changes: Sequence[Change], paint: Paint) -> str:
    """Return each file and its diff, a blank line around what has one."""
    lines: list[str] = []
    for number, change in enumerate(changes):
        if number and not {change.status, changes[number - 1].status} <= _NO_DIFF:
            lines.append("\n")
        lines.append(f"{painted(paint.headline, escape(change.path))}: {change.status.value}\n")
        if change.status not in _NO_DIFF:
            lines += [f"{_coloured(line, paint)}\n" for line in unified(change)]
    return "".join(lines)


def _coloured(line: str, paint: Paint) -> str:
    shown = escape(line)
    if line.startswith("+"):
        return painted(paint.added, shown)
    return painted(paint.removed, shown) if line.startswith("-") else shown
