"""Carries a call out and turns whatever goes wrong into an exit code and at most a few lines, never a traceback."""

import os
import sys

from .options import Options
from .streams import standard_streams

INTERRUPTED = 130
PIPE_CLOSED = 141
INTERNAL = 70


def guarded(options: Options) -> int:
    """Carry a call out and return its exit code."""
    streams = standard_streams()
    try:
        from .command import execute

        code = execute(options, streams)
        streams.flush()
    except KeyboardInterrupt:
        streams.remark("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away. Point the streams elsewhere, or the interpreter complains when it flushes them at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001  the last resort: a report instead of a traceback
        from .crash import report

        streams.remark(report(error))
        return INTERNAL
    return code
