"""What `gen init` says: what it would do, what it did, what is left to do by hand, and what comes next."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ...diagnostics.render.escape import escape
from ...diagnostics.render.paint import Paint, painted
from ...writer import Change, Status, unified
from ..options import InitOptions
from .steps import Advise, Append, Create, Keep, Refuse, Step


def refused(refusals: Iterable[Refuse]) -> str:
    """Return why nothing was done."""
    lines = [f"error: {escape(each.problem)}\nhelp: {escape(each.help)}" for each in refusals]
    return "\n".join([*lines, "nothing was written"])


def planned(steps: Sequence[Step], generated: str, paint: Paint) -> str:
    """Return what a call without `--dry-run` would do, with the lines that it would add."""
    lines: list[str] = []
    for step in steps:
        match step:
            case Create(path):
                lines.append(f"would create {escape(path)}")
            case Append(path, before, added):
                lines.append(f"would add to {escape(path)}:")
                lines += _difference(Change(path, Status.CHANGED, _text(before), _text(before + added)), paint)
            case Advise() | Keep() | Refuse():
                pass
    compiles = f"and `gen` would bring {generated}/ up to date"
    return "".join(f"{line}\n" for line in [*lines, *_untouched(steps), compiles]) + advice(steps)


def done(steps: Sequence[Step]) -> str:
    """Return what was done, a line for each file, and what was left alone."""
    lines: list[str] = []
    for step in steps:
        match step:
            case Create(path):
                lines.append(f"created {escape(path)}")
            case Append(path, _, added):
                lines.append(f"added to {escape(path)}: {', '.join(filter(None, _text(added).splitlines()))}")
            case Advise() | Keep() | Refuse():
                pass
    return "\n".join([*lines, *_untouched(steps)])


def advice(steps: Iterable[Step]) -> str:
    """Return what is left to a person: the lines that files lack which are not changed."""
    lines: list[str] = []
    for step in steps:
        if isinstance(step, Advise):
            lines.append(f"add to {escape(step.path)}, {step.where}:")
            lines += (f"    {line}" for line in step.text.split("\n"))
    return "".join(f"{line}\n" for line in lines)


def next_steps(options: InitOptions) -> str:
    """Return the commands that run a new project."""
    lines = ["pip install --upgrade pip && pip install --editable . --group dev", "biconvex dev"]
    if options.folder != Path():
        lines.insert(0, f"cd {shlex.quote(str(options.folder))}")
    if options.react:
        lines.append("npm install --prefix web && npm run dev --prefix web   # in another terminal")
    return "\n".join(["next:", *(f"    {escape(line)}" for line in lines)])


def _untouched(steps: Sequence[Step]) -> list[str]:
    """Return the line of what was left as it is; that nothing is added, where that is all."""
    if not any(isinstance(step, Create | Append) for step in steps):
        return ["nothing to add; what is there is left as it is"]
    kept = [escape(step.path) for step in steps if isinstance(step, Keep)]
    return [f"left alone: {', '.join(kept)}"] if kept else []


def _difference(change: Change, paint: Paint) -> Iterator[str]:
    for line in unified(change):
        yield painted(paint.added, escape(line)) if line.startswith("+") else escape(line)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
