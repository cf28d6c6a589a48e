"""Carries out one call of `gen init`: plans all of it, refuses as a whole or writes, then compiles."""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from ...diagnostics.render.escape import escape
from ...writer import Addition, WriteError, add
from ..command import UP_TO_DATE, WRONG
from ..command import execute as generate
from ..options import InitOptions, Mode, Options
from ..streams import Streams
from . import report
from .plan import Plan, plan
from .site import Site, WrongConfiguration
from .steps import Advise, Append, Create, Keep, Refuse


def execute(options: InitOptions, streams: Streams) -> int:
    """Carry out a call and return its exit code."""
    found = plan(options)
    if isinstance(found, WrongConfiguration):
        return generate(Options(found.root, Mode.CHECK), streams)
    if not isinstance(found, Plan):
        streams.remark(report.refused(found))
        return WRONG
    if options.dry_run:
        streams.result(report.planned(found.steps, found.site.config.generated, streams.result_paint))
        return UP_TO_DATE
    return _carry_out(found, options, streams)


def _carry_out(found: Plan, options: InitOptions, streams: Streams) -> int:
    try:
        add(_additions(found))
    except WriteError as error:
        streams.remark(f"error: {escape(str(error))}; nothing was written")
        return WRONG
    streams.remark(report.done(found.steps))
    code = _compile(found.site, streams)
    streams.result(report.advice(found.steps))
    if code == UP_TO_DATE and found.site.is_new:
        streams.remark(report.next_steps(options))
    return code


def _additions(found: Plan) -> Iterator[Addition]:
    for step in found.steps:
        match step:
            case Create(path, text):
                yield Addition(found.site.path(path), None, text.encode("utf-8", "surrogateescape"))
            case Append(path, before, added):
                yield Addition(found.site.path(path), before, added)
            case Advise() | Keep() | Refuse():
                pass


def _compile(site: Site, streams: Streams) -> int:
    """Generate, and say in one line what that gave; all of it only where something is wrong."""
    said = StringIO()
    code = generate(Options(site.root), replace(streams, remarks=said))
    text = said.getvalue().rstrip("\n")
    if code == UP_TO_DATE:
        streams.remark(text.rpartition("\n")[2])
    else:
        streams.remark(f"{text}\nwhat was added stays; run `gen` when this is mended")
    return code
