"""Tries one input as the command would; what gives neither diagnostics nor artifacts in time is a complaint."""

import ast
import gc
import re
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import FrameType

from biconvex_codegen.cli.decode import decode
from biconvex_codegen.config import read_config
from biconvex_codegen.diagnostics import Code, Diagnostic
from biconvex_codegen.diagnostics.located import Located, locate
from biconvex_codegen.diagnostics.render import full, github, json, sarif
from biconvex_codegen.pipeline import Targets, analyse, emit
from biconvex_codegen.source import Places, SourceFile

from .inputs import CONFIG, Files

LIMIT = 5.0
"""Seconds of processor time after which an input counts as one that never ends."""
SLOW = 1.0
"""Seconds after which the compiler must have said why it takes so long."""

_LARGE = {Code.EVALUATION_TOO_LARGE, Code.LIMIT_EXCEEDED}

_INTERNAL = re.compile(r"\bobject at 0x|biconvex_codegen|\bAt\(|\bAnyType\b|\bPoison\b|<class ")
"""What no message says to people."""


class TooLongError(BaseException):
    """The time of an input is over; nothing in the compiler may catch it."""


def complaint(files: Files) -> str:
    """Return what is wrong with what an input gave; nothing where it gave diagnostics or artifacts in time."""
    started = process_time()
    try:
        with limited(LIMIT), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            said = _compiled(files)
    except TooLongError:
        return f"more than {LIMIT:.0f} s\n{traceback.format_exc(limit=-3)}"
    except Exception:  # noqa: BLE001  whatever it is, it is what the fuzzer looks for
        return traceback.format_exc(limit=-6)
    if warned:
        return f"{warned[0].filename}:{warned[0].lineno}: {warned[0].message!r}"
    spent = process_time() - started
    return f"{spent:.1f} s, and no word of it" if spent > SLOW and not said & _LARGE else ""


def shrunk(files: Files, fails: Callable[[Files], bool]) -> Files:
    """Return a smaller input that still fails: without files, then without lines, that it can do without."""
    for path in sorted(files):
        less = {name: raw for name, raw in files.items() if name != path}
        files = less if less and fails(less) else files
    for path in sorted(files):
        size = max(len(files[path].split(b"\n")) // 2, 1)
        while size:
            files, size = _without_lines(files, path, size, fails), size // 2
    return files


def _without_lines(files: Files, path: str, size: int, fails: Callable[[Files], bool]) -> Files:
    start = 0
    while start < len(lines := files[path].split(b"\n")):
        less = {**files, path: b"\n".join([*lines[:start], *lines[start + size :]])}
        if len(lines) > 1 and fails(less):
            files = less
        else:
            start += size
    return files


def _compiled(files: Files) -> frozenset[Code]:
    """Return the codes of all that the compiler says, after it printed that in every format, and all artifacts."""
    if CONFIG in files:
        with TemporaryDirectory() as folder:
            (Path(folder) / CONFIG).write_bytes(files[CONFIG])
            reading = read_config(Path(folder))
        return _printed(reading.diagnostics, reading.places, {CONFIG: reading.text})
    sources = [decode(path, raw) for path, raw in files.items()]
    analysis = analyse(sources)
    said = _printed(
        analysis.diagnostics,
        analysis.places,
        {source.path: source.text for source in sources if isinstance(source, SourceFile)},
    )
    for generated in () if analysis.app is None else emit(analysis.app, analysis.places, Targets()):
        for artifact in generated.artifacts:
            artifact.text.encode()
            if artifact.path.endswith((".py", ".pyi")):
                ast.parse(artifact.text)
    return said


def _printed(diagnostics: tuple[Diagnostic, ...], places: Places, texts: dict[str, str]) -> frozenset[Code]:
    found = locate(diagnostics, places)
    for text in (full.render(found, texts), json.render(found), github.render(found), sarif.render(found, version="0")):
        text.encode()
    for each in found:
        _judge(each, texts)
    return frozenset(each.code for each in found)


def _judge(found: Located, texts: dict[str, str]) -> None:
    """Raise where a diagnostic speaks of the compiler itself, or points beside the text."""
    for said in (found.message, found.help or "said", *(note.message for note in found.related)):
        if _INTERNAL.search(said) or not said:
            raise AssertionError(f"{found.code.value} says {said!r}")
    for span in (found.span, *(note.span for note in found.related)):
        first, last = (span.line, span.column), (span.end_line, span.end_column)
        end = len(texts[span.path].split("\n")) if span.path in texts else span.end_line
        if not (min(*first, *last) > 0 and first <= last and span.end_line <= end + 1):
            raise AssertionError(f"{found.code.value} is at {span}")


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Interrupt what takes more processor time: a busy machine is no failure.

    The collector of cycles rests, as in the command: what other tests left behind takes no time of this one.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
