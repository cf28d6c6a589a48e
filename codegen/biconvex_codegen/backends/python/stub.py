"""One stub as an artifact: its head, its imports, and its blocks of finished text."""

from collections.abc import Iterable

from ..artifact import Artifact
from ..marker import PYTHON_HEAD
from ..templating import render
from .imports import Imports


def stub(path: str, imports: Imports, blocks: Iterable[str]) -> Artifact:
    """Return a stub; its blocks are printed already, so that the imports are complete."""
    sections = [section for section in (imports.statements(), *_spaced(blocks)) if section]
    return Artifact(path, render("python/stub.pyi.j2", {"head": PYTHON_HEAD, "sections": sections}))


def _spaced(blocks: Iterable[str]) -> list[str]:
    """Return the blocks that an empty line stands between: classes without bodies follow each other without one."""
    spaced: list[str] = []
    was_empty = False
    for block in blocks:
        is_empty = block.startswith("class ") and block.endswith(": ...") and "\n" not in block
        if is_empty and was_empty:
            spaced[-1] += f"\n{block}"
        else:
            spaced.append(block)
        was_empty = is_empty
    return spaced
