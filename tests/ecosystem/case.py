"""One app, written both ways on disk and compiled: what every judge gets."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from .annotated import annotated
from .explicit import explicit
from .plan import Plan
from .project import Compiled, compiled, write
from .variety import chosen

SOURCES = (("backend", "server"), ("my_backend", "backend"), ("backend", "app_backend"))
"""What the source folders of both writings are called; they differ, so that type checkers can read both at once."""


@dataclass(frozen=True, slots=True)
class Case:
    """An app: its plan, its folder, and both writings of it."""

    plan: Plan
    folder: Path
    explicit: Compiled
    annotated: Compiled

    @property
    def writings(self) -> dict[str, Compiled]:
        """Both writings by name."""
        return {"explicit": self.explicit, "annotated": self.annotated}


def prepared(plan: Plan, folder: Path) -> Case:
    """Write an app both ways below a folder, which is emptied before, and compile both."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first, second = (replace(plan, source=each) for each in chosen(SOURCES, "source", plan.app.name))
    one = write(first, explicit(first), folder / "explicit")
    other = write(second, annotated(second), folder / "annotated")
    return Case(plan, folder, compiled(one), compiled(other))
