"""What git and prettier pass over: local data, installed packages, built pages, generated files."""

from collections.abc import Iterator

from ..local_app import FOLDER
from ..options import InitOptions
from .additions import with_lines
from .site import Site
from .steps import Step

_OF_PAGE = ("node_modules/", "web/dist/")


def ignores(site: Site, options: InitOptions) -> Iterator[Step]:
    """Yield what the ignore files lack."""
    yield with_lines(site, ".gitignore", "gitignore", (f"{FOLDER}/", *(_OF_PAGE if options.react else ())))
    yield with_lines(site, ".prettierignore", "prettierignore", ("**/_generated/",))
