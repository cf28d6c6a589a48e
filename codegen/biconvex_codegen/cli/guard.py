"""Carries a call out and turns whatever goes wrong into an exit code and at most a few lines, never a traceback."""

import os
import sys
from collections.abc import Callable

from .options import Options
from .streams import Streams, standard_streams

INTERRUPTED = 130
PIPE_CLOSED = 141
INTERNAL = 70


def guarded(work: Callable[[Streams], int]) -> int:
    """Carry a call out on the process's streams and return its exit code."""
    streams = standard_streams()
    try:
        code = work(streams)
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


def generate(options: Options) -> int:
    """Carry out a call of `gen` itself and return its exit code."""

    def work(streams: Streams) -> int:
        from .command import execute

        return execute(options, streams)

    return guarded(work)
