"""Fills the skeletons of generated files with finished strings; a template decides nothing."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from .. import resources

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, view: Mapping[str, object]) -> str:
    """Return the text of a skeleton below `templates/`, filled with a view; an unknown name in it is an error."""
    return _environment().get_template(template).render(view)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(resources.template),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  the output is source code; user text enters through `quoting` alone
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
