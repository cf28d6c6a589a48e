"""Functions that may well be there although they are not registered: their mistake was reported where they stand."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from ..frontend.expressions import Call
from ..frontend.facts import Facts, Function
from ..ir.naming import reference_name
from .annotations import Annotations
from .evaluation import Frame
from .modules import Modules
from .report import Report
from .symbols import Unresolved


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What references may lead to, as they are written: whole modules that could not be read, and single functions.

    `named` are all modules, those that register nothing included.
    """

    modules: frozenset[str]
    functions: frozenset[str]
    named: frozenset[str]

    def covers(self, path: str) -> bool:
        """Say whether a reference may lead to something that failed."""
        return path in self.functions or any(path.startswith(f"{module}.") for module in self.modules)


def doubtful(
    modules: Sequence[Facts], registered: Container[str], naming: Modules, annotations: Annotations, report: Report
) -> Doubtful:
    """Return what may be there in truth; `registered` has the ids of the functions that are."""
    blamed = report.blamed
    failed: set[str] = set()
    named: set[str] = set()
    functions: set[str] = set()
    for module in modules:
        path = ".".join(reference_name(part) for part in naming.python_path(module))
        named.add(path)
        if module.failed:
            failed.add(path)
        for function in _decorated(module):
            if function.id in registered:
                continue
            if function.id in blamed or _has_unknown_decorator(module, function, annotations):
                functions.add(f"{path}.{reference_name(function.name)}")
    return Doubtful(frozenset(failed), frozenset(functions), frozenset(named))


def _decorated(module: Facts) -> Iterator[Function]:
    for statement in module.statements:
        if isinstance(statement, Function) and statement.decorators:
            yield statement


def _has_unknown_decorator(module: Facts, function: Function, annotations: Annotations) -> bool:
    frame = Frame(module, function.id)
    called = (each.function if isinstance(each, Call) else each for each in function.decorators)
    return any(isinstance(annotations.symbol(frame, each), Unresolved) for each in called)
