"""The app that a new project begins with: a reading list, and its tests; none beside modules of one's own."""

from collections.abc import Iterator

from ...backends.templating import render
from ...config import CONFIG_FILE
from ...writer.disk import read_if_possible
from .creation import create
from .site import Site
from .steps import Advise, Keep, Step

_MODULES = ("schema.py", "books.py")
_TEST = "tests/test_books.py"


def sample(site: Site) -> Iterator[Step]:
    """Yield the modules and tests of the app; beside other modules, no more than what makes them a package."""
    source = site.config.source
    package = create(site, f"{source}/__init__.py", "backend/__init__.py")
    if _has_modules(site):
        yield Keep(f"{source}/") if isinstance(package, Keep) else package
        return
    yield package
    for module in _MODULES:
        yield create(site, f"{source}/{module}", f"backend/{module}")
    parent, _, name = source.rpartition("/")
    yield create(site, _TEST, _TEST, package=name)
    if not site.is_new:
        yield from _settings_of_tests(site, parent or ".")


def is_sample(site: Site) -> bool:
    """Say whether the backend is the sample, or will be: nothing of it was changed."""
    texts = {f"{site.config.source}/{module}": render(f"init/backend/{module}.j2", {}) for module in _MODULES}
    return not _has_modules(site) or all(read_if_possible(site.path(path)) == text for path, text in texts.items())


def _has_modules(site: Site) -> bool:
    """Say whether the source folder has modules of its own; an empty `__init__.py` is none."""
    top = site.path(site.config.source)
    modules = (path for path in top.rglob("*.py") if "_generated" not in path.relative_to(top).parts)
    return any(path.name != "__init__.py" or (read_if_possible(path) or "").strip() for path in modules)


def _settings_of_tests(site: Site, parent: str) -> Iterator[Step]:
    """Yield what pytest has to be told: that tests are asynchronous, and where the backend can be imported from."""
    table = ("tool", "pytest", "ini_options")
    wanted = {"asyncio_mode": '"auto"', "pythonpath": f'["{parent}"]'}
    lines = [f"{key} = {value}" for key, value in wanted.items() if site.setting(*table, key) is None]
    if lines:
        yield Advise(CONFIG_FILE, f"in [{'.'.join(table)}]", "\n".join(lines))
