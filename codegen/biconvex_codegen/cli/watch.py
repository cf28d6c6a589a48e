"""`gen --watch`: builds a project on every change, until it is interrupted."""

from pathlib import Path

from .builds import builds
from .interruption import until_interrupted
from .options import Options
from .report import Report
from .streams import Streams


def watch(root: Path, options: Options, streams: Streams) -> None:
    """Build the project in a folder now, and again after each change."""
    report = Report(options, streams)
    with until_interrupted():
        following = builds(root, streams)
        report.add(next(following))
        streams.remark("watching for changes")
        for build in following:
            report.add(build)
            del build  # or its app would stay while the next is made
    streams.remark("stopped")
