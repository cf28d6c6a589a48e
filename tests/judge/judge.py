"""Asks Python what an app says: the one end of the pipe whose other end is `server`."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from biconvex_codegen.source import SourceFile

from .live import Said

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an app says of itself, or None, and then what it raised while it was imported or asked.

    `at` is the file and the line of the app that ran when it raised.
    """

    said: Said | None
    raised: str = ""
    at: tuple[str, int] = ("", 0)

    @property
    def works(self) -> bool:
        """Whether an app says something, and nothing in it is a fault."""
        return self.said is not None and not self.said["faults"]


class Judge:
    """A process of an interpreter that imports apps, each in a fork of its own."""

    def __init__(self, python: Path = Path(sys.executable)) -> None:
        command = [str(python), "-m", "tests.judge.server"]
        self._process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate()

    def of_sources(self, sources: Iterable[SourceFile]) -> Verdict:
        """Return the verdict on source files."""
        return self({source.path: source.text for source in sources})

    def __call__(self, files: Mapping[str, str]) -> Verdict:
        """Return the verdict on files, given by path."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(files)}\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        path, line = answer.get("at", ("", 0))
        return Verdict(answer.get("said"), answer.get("raised", ""), (path, line))
