"""Runs a program that a test asks something of, and returns what it says; one that goes on for too long is ended."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS = 300.0
"""How long a program may take: many times what the slowest needs for the largest app, on a busy machine."""


_WIDTH = 200


class OverLimitError(Exception):
    """A program took longer than it may."""


def ran(
    command: Sequence[str],
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> subprocess.CompletedProcess[str]:
    """Return what came of a command; raise OverLimitError after so many seconds, and end all that it started."""
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,  # a group of its own, so that programs which it starts end with it
    ) as process:
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            raise OverLimitError(f"{' '.join(command)[:_WIDTH]} is not done after {seconds:g} s") from None
        except BaseException:
            _end(process)
            raise
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def _end(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
