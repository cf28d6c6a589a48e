"""The project's `pyproject.toml`: a whole one, or the table `[tool.biconvex]` at the end of the one that is there."""

import re
from collections.abc import Iterator

from ...backends.templating import render
from ...config import CONFIG_FILE, installed
from ..options import InitOptions
from .additions import with_table
from .creation import create
from .site import Site, is_array, is_table
from .steps import Advise, Step
from .web import TYPES

_DEPENDENCIES = (
    ("project", "dependencies"),
    ("project", "optional-dependencies"),
    ("dependency-groups",),
    ("tool", "poetry"),
)
_BICONVEX = re.compile(r"biconvex(?![\w.-])", re.IGNORECASE)


def configuration(site: Site, options: InitOptions) -> Iterator[Step]:
    """Yield what `pyproject.toml` lacks."""
    table = render("init/table.toml.j2", {"typescript": TYPES if options.react else None})
    if site.is_new:
        yield create(site, CONFIG_FILE, "pyproject.toml", name=site.name, requirement=_requirement(), table=table)
        return
    if site.document is None:
        yield create(site, CONFIG_FILE, "only_table.toml", table=table)
    elif site.setting("tool", "biconvex") is None:
        yield with_table(site, table)
    elif options.react and site.config.typescript is None:
        yield Advise(CONFIG_FILE, "in [tool.biconvex], and run `gen`", f'typescript = "{TYPES}"')
    if not any(_is_named(site.setting(*keys)) for keys in _DEPENDENCIES):
        yield Advise(CONFIG_FILE, "among the dependencies", f'"{_requirement()}"')


def _requirement() -> str:
    """Return what the project depends on: this version of biconvex, or one that is compatible."""
    version = installed()
    return f"biconvex[serve]~={version}" if "." in version else "biconvex[serve]"


def _is_named(value: object) -> bool:
    """Say whether biconvex is among dependencies, however they are nested."""
    if isinstance(value, str):
        return _BICONVEX.match(value) is not None
    if is_table(value):
        return any(_is_named(key) or _is_named(each) for key, each in value.items())
    return is_array(value) and any(map(_is_named, value))
