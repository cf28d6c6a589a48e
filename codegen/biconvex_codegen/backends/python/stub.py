"""One stub as an artifact: its head, its imports, and its blocks of finished text."""

from collections.abc import Iterable

from ..artifact import Artifact
from ..marker import PYTHON_HEAD
from ..templating import render
from .imports import Imports


def stub(path: str, imports: Imports, blocks: Iterable[str]) -> Artifact:
    """Return a stub; its blocks are printed already, so that the imports are complete."""
    view = {"head": PYTHON_HEAD, "imports": imports.statements(), "blocks": tuple(blocks)}
    return Artifact(path, render("python/stub.pyi.j2", view))
