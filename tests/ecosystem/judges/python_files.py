"""ruff over the Python that was emitted: it parses, and no name in it is missing."""

import sys

from tests.programs import ran

from ..case import Case


def ruff(case: Case) -> list[str]:
    """Return what ruff finds when no comment keeps it away."""
    folders = [str(each.project.outputs) for each in case.writings.values()]
    options = ["--isolated", "--ignore-noqa", "--no-cache", "--output-format=concise", "--target-version=py311"]
    rules = "--select=E9,F63,F7,F821,F822,F823"
    command = [sys.executable, "-m", "ruff", "check", "--quiet", *options, rules, *folders]
    done = ran(command)
    return (done.stdout + done.stderr).splitlines()
