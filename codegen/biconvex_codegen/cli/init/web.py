"""The page in React that `--react` adds: `web/`, whose code imports the types that `gen` writes for it."""

from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath

from ...config import CONFIG_FILE, is_folder
from .creation import create
from .sample import is_sample
from .site import Site
from .steps import Keep, Refuse, Step

FOLDER = "web"
SOURCE = f"{FOLDER}/src"
TYPES = f"{SOURCE}/_generated"
_FILES = ("package.json", "tsconfig.json", "index.html", "src/main.tsx", "src/convex.ts", "src/style.css")
_PAGE = f"{SOURCE}/App.tsx"


def web(site: Site) -> Iterator[Step]:
    """Yield the files of the page; none where something is in its folder already."""
    types = site.config.typescript or TYPES
    if _is_taken(site.path(FOLDER)):
        yield Keep(f"{FOLDER}/")
        return
    if not types.startswith(f"{SOURCE}/"):
        problem = f'"typescript" names "{types}", outside "{SOURCE}", where --react makes its page'
        yield Refuse(problem, f"remove the key from {CONFIG_FILE}, or leave --react out")
        return
    if "typescript" not in site.config.outputs:
        yield Refuse('the page needs the output "typescript"', f'add it to "outputs" in {CONFIG_FILE}')
        return
    for name in _FILES:
        yield create(site, f"{FOLDER}/{name}", f"{FOLDER}/{name}", name=site.name)
    # The sample's page calls its functions by their usual names; any other backend gets a page that calls none.
    calls_sample = is_sample(site) and site.config.wire_names == "camel"
    template = _PAGE if calls_sample else f"{SOURCE}/App.own.tsx"
    yield create(site, _PAGE, template, name=site.name, types=f"./{relpath(types, SOURCE)}")


def _is_taken(folder: Path) -> bool:
    """Say whether a folder holds anything but what `gen` may have written below its `src`."""
    return bool(_names(folder) - {"src"} or _names(folder / "src") - {"_generated"})


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if is_folder(folder) else set()
