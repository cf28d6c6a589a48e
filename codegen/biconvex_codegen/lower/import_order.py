"""Imports that fail although all is there: of a module that is still being imported, a name that comes further down."""

from ..diagnostics import Code
from ..frontend.facts import Facts, Import, Surroundings
from ..source import At, Part
from .paths import module_path
from .report import Report
from .scopes import Project, bindings_of
from .symbols import Module

_DEEPEST = 200


def report_import_circles(entry: Facts, project: Project, report: Report) -> frozenset[str]:
    """Report each name that is not there yet when the imports run, in Python's order, beginning with one module.

    Return the ids of the imports that bring none.
    """
    run = _Run(project, report)
    run.load(module_path(entry.path))
    return frozenset(run.failed)


class _Run:
    """The private state of one run: which statement of each module that was begun is running."""

    def __init__(self, project: Project, report: Report) -> None:
        self._project = project
        self._report = report
        self._running: dict[str, int] = {}
        self.failed: set[str] = set()

    def load(self, path: tuple[str, ...], depth: int = 0) -> None:
        """Run a module and the packages that it is in, each once."""
        for length in range(1, len(path) + 1):
            facts = self._project.module(path[:length])
            if facts is not None and facts.path not in self._running and depth < _DEEPEST:
                self._run(facts, depth)

    def _run(self, facts: Facts, depth: int) -> None:
        for position, statement in enumerate(facts.statements):
            self._running[facts.path] = position
            if isinstance(statement, Import) and statement.within is Surroundings.MODULE:
                self._import(facts, statement, depth)
        self._running[facts.path] = len(facts.statements)

    def _import(self, facts: Facts, imported: Import, depth: int) -> None:
        target = self._project.target(facts, imported)
        if not isinstance(target, Module):
            return
        self.load(target.path, depth + 1)
        source = self._project.module(target.path)
        bindings = () if source is None or imported.name is None else self._bindings(source, imported.name)
        if source is not None and bindings and min(bindings) < self._running[source.path]:
            return
        inside = (*target.path, imported.name or "")
        if self._project.module(inside) is not None or not bindings:
            self.load(inside, depth + 1)  # what a package has not bound yet may be a module in it
        else:
            message = f'"{imported.name}" of "{".".join(target.path)}" is not there yet: the modules import each other'
            help_ = "move what both need to a module of its own"
            self.failed.add(imported.id)
            self._report.add(Code.CIRCULAR_DEFINITION, message, At(imported.id, Part.NAME), help_=help_)

    def _bindings(self, source: Facts, name: str) -> tuple[int, ...]:
        bindings = bindings_of(self._project.statements(source, name))
        live = (each for each in bindings if each.within is not Surroundings.TYPE_CHECKING)
        return tuple(self._project.order(source)[each.id] for each in live)
