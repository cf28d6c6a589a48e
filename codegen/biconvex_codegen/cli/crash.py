"""The report of an internal error: short, safe to paste, and what to do with it."""

import os
import platform
import traceback

from ..config import installed
from ..diagnostics.render.escape import escape

VARIABLE = "BICONVEX_TRACEBACK"
_FRAMES = 3


def report(error: BaseException) -> str:
    """Return the lines that say what happened, where in the compiler, and how to file it."""
    if os.environ.get(VARIABLE):
        return "".join(traceback.format_exception(error)).rstrip("\n")
    message = escape(f"{type(error).__name__}: {error}"[:300])
    lines = [f"internal error: {message}"]
    lines += [f"  at {_place(frame)}" for frame in traceback.extract_tb(error.__traceback__)[-_FRAMES:]]
    lines.append(f"biconvex {installed()}, Python {platform.python_version()}, {platform.system()}")
    lines.append("This is a mistake in biconvex, not in your code; nothing half-written was left behind.")
    lines.append(f"File an issue with these lines and, if you can, the output with {VARIABLE}=1.")
    return "\n".join(lines)


def _place(frame: traceback.FrameSummary) -> str:
    """Return a frame's file below the package, its line and function; never a path of the user's machine."""
    _, _, below = frame.filename.replace(os.sep, "/").rpartition("biconvex_codegen/")
    return f"{below}:{frame.lineno} in {frame.name}"
