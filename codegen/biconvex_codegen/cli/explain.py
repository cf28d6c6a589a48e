"""`gen explain`: the page of a diagnostic, or all of them in a sentence each; it needs no project and no network."""

import re
import shutil

from ..diagnostics import Code, did_you_mean
from ..diagnostics.pages import page
from ..diagnostics.render.escape import escape
from ..diagnostics.render.page import render, render_all
from .streams import Streams

FOUND = 0
UNKNOWN = 2

_WIDEST = 100
# As it stands in a diagnostic, from where it is copied.
_QUOTED = re.compile(r"(?:error|warning)?\[(?P<code>[a-z-]+)\]:?")


def execute(written: str | None, streams: Streams) -> int:
    """Print the page of a code, as Markdown where no terminal reads it; without a code, the list of all."""
    if written is None:
        streams.result(render_all(_width(streams), streams.result_paint))
        return FOUND
    quoted = _QUOTED.fullmatch(written)
    name = written if quoted is None else quoted["code"]
    codes = {code.value: code for code in Code}
    code = codes.get(name)
    if code is None:
        near = did_you_mean(name, codes)
        advice = f'did you mean "{near}"?' if near else "run gen explain --list to see all"
        streams.remark(f'error: there is no diagnostic "{escape(name)}"\nhelp: {advice}')
        return UNKNOWN
    is_shown = streams.results.isatty() or streams.result_paint.help
    streams.result(render(code, _width(streams), streams.result_paint) if is_shown else page(code))
    return FOUND


def _width(streams: Streams) -> int:
    """Return how wide text may be; where no terminal says, one line of the list is one entry."""
    if not streams.results.isatty():
        return 10_000
    return min(_WIDEST, max(40, shutil.get_terminal_size().columns))
