"""Prints the builds of a watch: the first as a call of its own would, of each later one what is new."""

import time
from dataclasses import replace

from ..diagnostics.located import Located
from . import crash, results, summary
from .build import Outcome
from .builds import Build, Crash
from .command import show
from .news import compare
from .options import Options, OutputFormat
from .streams import Streams

# For programs, to whom an object says all of its build.
_WHOLE = frozenset({OutputFormat.JSON, OutputFormat.SARIF})


class Report:
    """Prints builds one after another; its state is the diagnostics that stand on the screen."""

    def __init__(self, options: Options, streams: Streams) -> None:
        self._options = options
        self._streams = streams
        self._shown: tuple[Located, ...] | None = None

    def add(self, build: Build) -> None:
        """Print a build; if that goes wrong, say so, and the next may be printed again."""
        try:
            self._add(build)
            self._streams.flush()
        except BrokenPipeError:  # nobody is there any more to read what we say
            raise
        except OSError as error:
            self._remark(f"error: the result cannot be printed: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001  the last resort: the next build may be printed well
            self._remark(crash.report(error))

    def _add(self, build: Build) -> None:
        result = build.result
        if isinstance(result, Crash):
            self._remark(result.report)
            return
        if self._shown is None:
            show(result, self._options, self._streams)
        else:
            self._show_news(result, self._shown, build.seconds)
        self._shown = result.compilation.diagnostics

    def _show_news(self, outcome: Outcome, shown: tuple[Located, ...], seconds: float) -> None:
        compilation = outcome.compilation
        news = compare(shown, compilation.diagnostics)
        if self._options.output_format not in _WHOLE:
            compilation = replace(compilation, diagnostics=news.came)
        self._streams.clear()
        self._streams.result(results.diagnostics(compilation, outcome.changes, self._options, self._streams))
        self._streams.flush()
        if news.went:
            self._remark(summary.gone(news.went))
        self._remark(summary.built_again(outcome, news.stayed, seconds))

    def _remark(self, text: str) -> None:
        self._streams.remark(f"{time.strftime('%H:%M:%S')}  {text}")
