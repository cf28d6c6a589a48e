"""The TypeScript backend: `api` and the data model for the official `convex` package, and the maps of both."""

from collections.abc import Iterable

from ...ir.nodes import CheckedApp
from ...source import Places
from ..artifact import Artifact
from .api import emit_api
from .data_model import emit_data_model
from .source_map import source_map


def emit(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return `api.d.ts`, `api.js` and `dataModel.d.ts`; the same text in whatever folder they are written to."""
    return (*emit_api(app), *emit_data_model(app))


def source_maps(artifacts: Iterable[Artifact], places: Places, root: str) -> tuple[Artifact, ...]:
    """Return the maps of the declaration files among artifacts.

    `root` leads from the folder that the files are written to, to the project's folder: `../..` for
    `backend/_generated`. A second folder has the same files and maps of its own.
    """
    return tuple(source_map(artifact, places, root) for artifact in artifacts if artifact.path.endswith(".d.ts"))
