"""What goes to standard error at the end of a call: counts, what was written, and the command that mends."""

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence

from ..diagnostics import Severity
from ..diagnostics.located import Located
from ..diagnostics.render.escape import escape
from ..ir.nodes import CheckedApp
from ..writer import Change, Status
from .build import Outcome
from .compile import Compilation

_SHOWN = 20
_NAMED = 3


def built(outcome: Outcome) -> str:
    """Return what a build wrote and deleted, or how many problems there are and that it wrote nothing."""
    compilation = outcome.compilation
    if outcome.refusal is not None:
        return f"error: {escape(outcome.refusal)}"
    if compilation.compiled is None:
        return f"{_problems(compilation)}; nothing was written"
    warnings = f"; {_problems(compilation)}" if compilation.diagnostics else ""
    done = _done(outcome.changes) or "everything was up to date"
    return "\n".join([*_lines(outcome.changes), f"{_contents(compilation.compiled.app)}; {done}{warnings}"])


def built_again(outcome: Outcome, same: int, seconds: float) -> str:
    """Return in one line what came of one build of a watch; `same` of its diagnostics were there before."""
    compilation = outcome.compilation
    if outcome.refusal is not None:
        return f"error: {escape(outcome.refusal)}; save a file to try again"
    problems = f"{_problems(compilation)} ({same} as before)" if same else _problems(compilation)
    if compilation.compiled is None:
        return f"{problems} in {seconds:.2f} s; nothing was written"
    done = f"{_done(outcome.changes) or 'up to date'} in {seconds:.2f} s"
    return f"{done}; {problems}" if problems else done


def gone(diagnostics: Sequence[Located]) -> str:
    """Return in one line which diagnostics a build no longer gave."""
    named = [
        f"{escape(each.span.path)}: {each.code.severity.value}[{each.code.value}] {escape(each.message)}"
        for each in diagnostics[:_NAMED]
    ]
    more = len(diagnostics) - len(named)
    return f"gone: {'; '.join(named)}{f'; and {more} more' if more else ''}"


def checked(app: CheckedApp, changes: Sequence[Change], command: str) -> str:
    """Return whether all is up to date, or the commands that make it so."""
    if not changes:
        return f"{_contents(app)}; everything is up to date"
    counts = Counter(change.status.value for change in changes)
    listed = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    verb = "file is" if len(changes) == 1 else "files are"
    return "\n".join([f"{len(changes)} {verb} not as the source says: {listed}", *_remedies(changes, command)])


def _lines(changes: Sequence[Change]) -> list[str]:
    lines = [_line(change) for change in changes[:_SHOWN]]
    return lines if len(changes) <= _SHOWN else [*lines, f"and {len(changes) - _SHOWN} more"]


def _done(changes: Sequence[Change]) -> str:
    """Return how many files were written and deleted; nothing where there are none."""
    deleted = sum(change.status is Status.ORPHANED for change in changes)
    counts = (("wrote", len(changes) - deleted), ("deleted", deleted))
    return " and ".join(f"{verb} {_count(count, 'file')}" for verb, count in counts if count)


def _line(change: Change) -> str:
    verb = "deleted" if change.status is Status.ORPHANED else "wrote"
    why = "" if change.status in (Status.MISSING, Status.CHANGED) else f" ({change.status.value})"
    return f"{verb} {escape(change.path)}{why}"


def _remedies(changes: Sequence[Change], command: str) -> list[str]:
    statuses = {change.status for change in changes}
    remedies: list[str] = []
    if statuses != {Status.UNTRACKED}:
        remedies.append(f"run: {escape(command)}")
    if Status.REFORMATTED in statuses:
        remedies.append('and keep formatters out: put the line "**/_generated/" into .prettierignore')
    if Status.UNTRACKED in statuses:
        remedies.append(f"run: git add {_shell_words(_untracked(changes))}")
    return remedies


def _untracked(changes: Iterable[Change]) -> list[str]:
    return [change.path for change in changes if change.status is Status.UNTRACKED]


def _shell_words(paths: Sequence[str]) -> str:
    """Return files as words of a command; the folder that holds them all where they are many."""
    if len(paths) > 3:
        parts = [path.split("/")[:-1] for path in paths]
        common = parts[0]
        for each in parts:
            while each[: len(common)] != common:
                common = common[:-1]
        paths = ["/".join(common) or "."]
    return escape(" ".join(map(shlex.quote, paths)))


def _contents(app: CheckedApp) -> str:
    return f"{_count(len(app.tables), 'table')}, {_count(len(app.functions) + len(app.http_actions), 'function')}"


def _problems(compilation: Compilation) -> str:
    counts = Counter(each.code.severity for each in compilation.diagnostics)
    found = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return ", ".join(found)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
