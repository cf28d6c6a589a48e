"""Those who judge an app that was compiled: each returns what is wrong, a line each, and nothing where all is well."""

from collections.abc import Callable, Mapping

from ..case import Case
from .agreement import as_each_other, as_the_facts
from .checkers import mypy, pyright
from .databases import postgres, sqlite
from .library import library
from .python_files import ruff
from .running import running
from .typescript import tsc

JUDGES: Mapping[str, Callable[[Case], list[str]]] = {
    "facts": as_the_facts,
    "writings": as_each_other,
    "library": library,
    "ruff": ruff,
    "mypy": mypy,
    "pyright": pyright,
    "tsc": tsc,
    "sqlite": sqlite,
    "postgres": postgres,
    "run": running,
}
"""All judges by name, the quick ones first."""
