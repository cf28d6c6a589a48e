"""One build: compiles a project and writes what differs, and says what came of it as a value; prints nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..config import find_repository
from ..diagnostics import Code
from ..diagnostics.located import Located, reading_order
from ..source import Span
from ..writer import Change, Plan, Refusal, WriteError, plan, write
from .compile import Compilation, Compiled, compile_project
from .inputs import stamp


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: the compilation, the files that it wrote or deleted, and why the system refused to write.

    Source maps are not among the files: they move with every edit and are ignored by git, so writing one is no change
    that anybody wants to hear of.
    """

    compilation: Compilation
    changes: tuple[Change, ...] = ()
    refusal: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether the outputs are now as the source says."""
        return self.compilation.compiled is not None and self.refusal is None


def build(root: Path, progress: Callable[[str], None]) -> Outcome:
    """Compile the project in a folder that has a `pyproject.toml`, and write what differs."""
    compilation = compile_project(root, progress)
    compiled = compilation.compiled
    if compiled is None:
        return Outcome(compilation)
    progress("comparing")
    found = compare(compiled)
    if found.refusals:
        return Outcome(refused(compilation, compiled, found))
    try:
        write(compiled.config.root, found)
    except WriteError as error:
        return Outcome(compilation, refusal=str(error))
    return Outcome(compilation, tuple(change for change in found.changes if not change.is_map))


def compare(compiled: Compiled) -> Plan:
    """Return what differs from the outputs of an app."""
    root = compiled.config.root
    return plan(root, find_repository(root), compiled.folders)


def refused(compilation: Compilation, compiled: Compiled, found: Plan) -> Compilation:
    """Return the compilation of an app for whose outputs something is in the way; that is an input then too."""
    stamps = {each.path: stamp(compiled.config.root / each.path) for each in found.refusals}
    diagnostics = (*compilation.diagnostics, *map(_foreign_file, found.refusals))
    ordered = tuple(sorted(diagnostics, key=reading_order))
    return Compilation(ordered, compilation.texts, inputs=compilation.inputs.and_others(stamps))


def _foreign_file(refusal: Refusal) -> Located:
    return Located(Code.FOREIGN_FILE, refusal.message, Span(refusal.path, 1, 1, 1, 1), help=refusal.help)
