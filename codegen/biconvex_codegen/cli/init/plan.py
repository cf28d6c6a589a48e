"""All that one call of `gen init` is to do, before anything of it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..options import InitOptions
from .checks import pre_commit, workflow
from .configuration import configuration
from .creation import create
from .ignores import ignores
from .sample import sample
from .site import Site, WrongConfiguration, survey
from .steps import Refuse, Step
from .web import web


@dataclass(frozen=True, slots=True)
class Plan:
    """A folder, and what is to be done in it; nothing stands in the way."""

    site: Site
    steps: tuple[Step, ...]


def plan(options: InitOptions) -> Plan | WrongConfiguration | tuple[Refuse, ...]:
    """Return what to do, or all that stands in the way of it."""
    try:
        site = survey(options.folder)
        if isinstance(site, WrongConfiguration):
            return site
        steps = (site,) if isinstance(site, Refuse) else tuple(_steps(site, options))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = f'cannot look at "{error.filename or options.folder}": {reason}'
        return (Refuse(problem, "name another folder, or make it readable"),)
    refusals = tuple(step for step in steps if isinstance(step, Refuse))
    return refusals if isinstance(site, Refuse) or refusals else Plan(site, steps)


def _steps(site: Site, options: InitOptions) -> Iterator[Step]:
    """Yield a step for each file of the project, in the order in which one reads them."""
    yield from configuration(site, options)
    yield from sample(site)
    if options.react:
        yield from web(site)
    yield from ignores(site, options)
    if options.pre_commit:
        yield from pre_commit(site)
    if options.github:
        yield from workflow(site, options)
    if site.is_new:
        yield create(site, "README.md", "README.md", name=site.name, has_page=options.react)
