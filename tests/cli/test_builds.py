"""Builds one after another, in this process: none is missed, whenever a file changes, and a failure ends nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from biconvex_codegen.cli.build import Outcome
from biconvex_codegen.cli.builds import Build, Crash, builds
from biconvex_codegen.cli.options import Mode, Options
from biconvex_codegen.cli.report import Report
from biconvex_codegen.cli.streams import Streams
from biconvex_codegen.diagnostics.render.paint import PLAIN
from tests.cli.projects import ORDERS

FUNCTIONS = ["api.d.ts", "ir.json", "refs/orders.pyi"]


class Terminal(StringIO):
    """A terminal that shows the progress of a build, and lets something happen at a step of it."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: dict[str, Callable[[], object]] = {}

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        happens = self.steps.pop(text.rpartition("\x1b[K")[2], None)
        if happens is not None:
            happens()
        return super().write(text)


@dataclass(frozen=True, slots=True)
class Watch:
    """Builds of a project, and where they show their progress."""

    project: Path
    terminal: Terminal
    builds: Iterator[Build]

    def changes(self, edit: Callable[[], object] | None = None) -> list[str]:
        """Make an edit, wait for a build, and return what it wrote, or the beginning of the report of its failure."""
        if edit is not None:
            edit()
        result = next(self.builds).result
        if isinstance(result, Crash):
            return [result.report.partition("\n")[0]]
        return sorted(change.path.removeprefix("backend/_generated/") for change in result.changes)

    def save(self, path: str, text: str) -> Callable[[], object]:
        """Return what saves a file."""
        return lambda: (self.project / path).write_text(text, encoding="utf-8")


def watch(project: Path) -> Watch:
    terminal = Terminal()
    return Watch(project, terminal, builds(project, Streams(StringIO(), terminal, PLAIN, PLAIN)))


@pytest.mark.parametrize("step", ["reading", "compiling 3 modules", "printing", "comparing"])
def test_a_save_during_a_build_is_followed_by_another(project: Path, step: str) -> None:
    watched = watch(project)
    watched.terminal.steps[step] = watched.save("backend/orders.py", ORDERS.replace("def place", "def buy"))
    assert len(watched.changes()) == 24
    assert watched.changes() == ([] if step == "reading" else FUNCTIONS)
    assert "buy" in (project / "backend/_generated/refs/orders.pyi").read_text(encoding="utf-8")


def test_a_save_between_two_builds_is_not_missed(project: Path) -> None:
    watched = watch(project)
    assert len(watched.changes()) == 24
    assert watched.changes(watched.save("backend/orders.py", ORDERS.replace("def place", "def buy"))) == FUNCTIONS
    assert watched.changes(watched.save("backend/orders.py", ORDERS)) == FUNCTIONS


def test_an_internal_error_ends_one_build_alone(project: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError("the moon is full")

    watched = watch(project)
    watched.terminal.steps["comparing"] = fail
    assert watched.changes() == ["internal error: ZeroDivisionError: the moon is full"]
    assert len(watched.changes(watched.save("backend/orders.py", f"{ORDERS}\n"))) == 24


def test_a_result_that_cannot_be_printed_ends_nothing(project: Path) -> None:
    class Full(StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    remarks = StringIO()
    streams = Streams(Full(), remarks, PLAIN, PLAIN)
    report = Report(Options(project, Mode.WATCH), streams)
    build = next(builds(project, streams))
    assert isinstance(build.result, Outcome)
    report.add(build)
    assert remarks.getvalue().endswith("  error: the result cannot be printed: No space left on device\n")
