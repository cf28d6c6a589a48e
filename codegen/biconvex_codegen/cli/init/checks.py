"""Who else sees to it that `_generated` is up to date: a hook of pre-commit, and a workflow on GitHub."""

import json
import re
import shlex
from collections.abc import Iterator

from ...backends.templating import render
from ...writer.disk import read_if_possible
from ..options import InitOptions
from .creation import create
from .site import Site
from .steps import Advise, Keep, Step

_PRE_COMMIT = ".pre-commit-config.yaml"
_WORKFLOW = ".github/workflows/biconvex.yml"
_PLAIN = re.compile(r"[\w./-]+( [\w./-]+)*", re.ASCII)


def pre_commit(site: Site) -> Iterator[Step]:
    """Yield the hook, in the configuration of the whole repository."""
    elsewhere = () if site.folder == "." else ("--project", site.folder)
    entry = shlex.join(("gen", "--check", "--if-staged", *elsewhere))
    hook = render("init/pre-commit-repository.yaml.j2", {"entry": _yaml(entry)})
    path = site.in_repository(_PRE_COMMIT)
    step = create(site, path, "pre-commit-config.yaml", repository=hook)
    is_there = not isinstance(step, Keep) or _has_hook(read_if_possible(site.path(path)) or "", elsewhere)
    yield step if is_there else Advise(path, 'under "repos"', hook.rstrip("\n"))


def workflow(site: Site, options: InitOptions) -> Iterator[Step]:
    """Yield the workflow, among those of the whole repository."""
    is_top = site.folder == "."
    web = "web" if is_top else f"{site.folder}/web"
    yield create(
        site,
        site.in_repository(_WORKFLOW),
        "workflow.yml",
        folder=None if is_top else _yaml(site.folder),
        web=_yaml(web) if options.react else None,
    )


def _has_hook(text: str, elsewhere: tuple[str, ...]) -> bool:
    """Say whether a configuration has the hook already, be it ours or that of biconvex's own repository."""
    if elsewhere:
        return _yaml(shlex.join(elsewhere)).strip('"') in text
    return "gen-check" in text or "gen --check" in text


def _yaml(text: str) -> str:
    """Return a text as a value in YAML: as it is where it is plain, in quotes like JSON's, which YAML reads, if not."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
