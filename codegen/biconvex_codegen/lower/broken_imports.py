"""Imports that lead to no module of the project: what they bind is unknown, and nobody else says so."""

from ..diagnostics import Code, did_you_mean
from ..frontend.facts import Facts, Import, Surroundings
from ..source import At
from .modules import Modules
from .report import Report
from .scopes import Project
from .symbols import Unresolved

_CERTAIN = (Surroundings.MODULE, Surroundings.TYPE_CHECKING)


def report_broken_imports(module: Facts, project: Project, naming: Modules, report: Report) -> None:
    """Report each module of the project that a module imports and that is not there, where it is first imported."""
    reported: set[str] = set()
    for statement in module.statements:
        # Inside an `if` or a `try` an import may be meant to fail.
        if isinstance(statement, Import) and statement.within in _CERTAIN:
            target = project.target(module, statement)
            if isinstance(target, Unresolved) and target.name not in reported:
                reported.add(target.name)
                help_ = _help(target.name, project, naming.depth(module))
                report.add(Code.UNKNOWN_NAME, f'there is no module "{target.name}"', At(statement.id), help_=help_)


def _help(wanted: str, project: Project, depth: int) -> str:
    _, generated, rest = wanted.partition("_generated")
    if generated and depth >= 0:
        return f"write from {'.' * (depth + 1)}_generated{rest} import ..."
    meant = did_you_mean(wanted, project.modules)
    return f'did you mean "{meant}"?' if meant else "correct the path, or create the module"
