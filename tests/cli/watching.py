"""A running `gen --watch`: what it has said, how often it has built, and its end as by Ctrl-C."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.projects import interruptible, process_environment

PATIENCE = 30.0
_BUILD = re.compile(r"^\d\d:\d\d:\d\d  (?!gone: )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Watch:
    """A process that watches a project, and the folder of what it prints."""

    project: Path
    process: subprocess.Popen[bytes]
    logs: Path

    @property
    def out(self) -> str:
        """What it has printed on standard output."""
        return (self.logs / "out").read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """What it has printed on standard error."""
        return (self.logs / "err").read_text(encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        """What it has said of each build after the first, without the time."""
        return [line.partition("  ")[2] for line in self.err.splitlines() if _BUILD.match(line)]

    @property
    def builds(self) -> int:
        """How often it has built after the first time."""
        return len(self.lines)

    @property
    def memory(self) -> int:
        """How many KiB of memory are resident."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0])

    def after(self, edit: Callable[[], object]) -> str:
        """Make an edit, wait for a build, and return what it said of it."""
        before = self.builds
        edit()
        wait_for(lambda: self.builds > before)
        return self.lines[before]

    def write(self, path: str, text: str) -> str:
        """Save a file of the project, wait for a build, and return what it said of it."""
        return self.after(lambda: (self.project / path).write_text(text, encoding="utf-8"))

    def stays_quiet(self) -> bool:
        """Say whether there is no build for a good second, in which it looks at all files at least once."""
        before = self.builds
        time.sleep(1.4)
        return self.builds == before


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.01)


@contextmanager
def watching(
    project: Path, *arguments: str, environment: Mapping[str, str] | None = None, largest_file: int | None = None
) -> Iterator[Watch]:
    """Watch a project, from its first build on, and end that as Ctrl-C does; no file may be larger than so many KiB."""
    logs = project.with_name(f"{project.name}-logs")
    logs.mkdir()
    limit = "unlimited" if largest_file is None else str(2 * largest_file)
    shell = ["/bin/sh", "-c", f'ulimit -f {limit}; exec "$0" "$@"']
    command = [*shell, sys.executable, "-m", "biconvex_codegen", "--watch", *arguments]
    with (logs / "out").open("wb") as out, (logs / "err").open("wb") as err:
        process = subprocess.Popen(
            command,
            cwd=project,
            stdout=out,
            stderr=err,
            env=process_environment(environment),
            start_new_session=True,
            preexec_fn=interruptible,  # noqa: PLW1509  this process has one thread
        )
    watch = Watch(project, process, logs)
    try:
        wait_for(lambda: "watching for changes\n" in watch.err or process.poll() is not None)
        assert process.poll() is None, watch.err
        yield watch
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0, watch.err
        assert watch.err.endswith("stopped\n"), watch.err
        assert "Traceback" not in watch.err
    finally:
        process.kill()
        process.wait()
