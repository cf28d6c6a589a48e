"""The two streams of the command: results on standard output, progress and summaries on standard error."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ..diagnostics.render.paint import COLOUR, PLAIN, Paint


@dataclass(frozen=True, slots=True)
class Streams:
    """Where results and remarks go, and in which colours."""

    results: TextIO
    remarks: TextIO
    result_paint: Paint
    remark_paint: Paint

    def result(self, text: str) -> None:
        """Write to standard output, as it is."""
        self.results.write(text)

    def remark(self, text: str) -> None:
        """Write a line to standard error."""
        self.clear()
        self.remarks.write(f"{text}\n")

    def progress(self, text: str) -> None:
        """Show what is being done, on a terminal alone; the next remark or `clear` wipes it out."""
        if _is_terminal(self.remarks):
            self.remarks.write(f"\r\x1b[K{text}")
            self.remarks.flush()

    def clear(self) -> None:
        """Wipe out the progress line."""
        if _is_terminal(self.remarks):
            self.remarks.write("\r\x1b[K")

    def flush(self) -> None:
        """Hand everything to the system, so that a closed pipe is noticed here and not at exit."""
        self.results.flush()
        self.remarks.flush()


def standard_streams() -> Streams:
    """Return the process's streams; a character that their encoding lacks is escaped instead of an error."""
    results, remarks = _open(sys.stdout), _open(sys.stderr)
    return Streams(results, remarks, _paint(results), _paint(remarks))


def _open(stream: TextIO | None) -> TextIO:
    """Return a stream that takes every text; a process that was started without one (`>&-`) writes nowhere."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    escape_what_it_lacks: object = getattr(stream, "reconfigure", None)
    if callable(escape_what_it_lacks):
        escape_what_it_lacks(errors="backslashreplace")
    return stream


def _paint(stream: TextIO) -> Paint:
    """Return colours for a terminal, unless the environment says otherwise: NO_COLOR wins over FORCE_COLOR."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return PLAIN
    return COLOUR if os.environ.get("FORCE_COLOR") or _is_terminal(stream) else PLAIN


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()
