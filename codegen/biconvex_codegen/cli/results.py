"""What goes to standard output: diagnostics, stale files and their diffs, in the format that was asked for."""

from collections.abc import Sequence

from ..diagnostics.render import concise, full
from ..diagnostics.render import json as json_format
from ..diagnostics.render.escape import escape
from ..diagnostics.render.paint import Paint, painted
from ..ir.nodes import CheckedApp
from ..writer import Change, Status, unified
from .compile import Compilation
from .listing import as_json, as_text
from .options import OutputFormat
from .streams import Streams

_NO_DIFF = frozenset({Status.MISSING, Status.ORPHANED, Status.UNTRACKED})


def diagnostics(
    compilation: Compilation, changes: Sequence[Change], output_format: OutputFormat, streams: Streams
) -> str:
    """Return the diagnostics; as JSON, together with the files that differ or were written."""
    match output_format:
        case OutputFormat.FULL:
            return full.render(compilation.diagnostics, compilation.texts, streams.result_paint)
        case OutputFormat.CONCISE:
            return concise.render(compilation.diagnostics)
        case OutputFormat.JSON:
            files = [(change.path, change.status.value) for change in changes]
            return json_format.render(compilation.diagnostics, files)


def differences(changes: Sequence[Change], output_format: OutputFormat, streams: Streams) -> str:
    """Return each file that is not up to date, its status and, in full, its diff; nothing as JSON, which has them."""
    match output_format:
        case OutputFormat.FULL:
            return "\n".join("".join(_difference(change, streams.result_paint)) for change in changes)
        case OutputFormat.CONCISE:
            return "".join(f"{escape(change.path)}: {change.status.value}\n" for change in changes)
        case OutputFormat.JSON:
            return ""


def listing(compilation: Compilation, app: CheckedApp, output_format: OutputFormat, streams: Streams) -> str:
    """Return what was found in the source, after the diagnostics; as JSON, in one object with them."""
    if output_format is OutputFormat.JSON:
        return json_format.render(compilation.diagnostics, more=as_json(app))
    return diagnostics(compilation, (), output_format, streams) + as_text(app, streams.result_paint)


def _difference(change: Change, paint: Paint) -> list[str]:
    lines = [f"{painted(paint.headline, escape(change.path))}: {change.status.value}\n"]
    if change.status not in _NO_DIFF:
        lines += [f"{_coloured(line, paint)}\n" for line in unified(change)]
    return lines


def _coloured(line: str, paint: Paint) -> str:
    shown = escape(line)
    if line.startswith("+"):
        return painted(paint.added, shown)
    return painted(paint.removed, shown) if line.startswith("-") else shown
