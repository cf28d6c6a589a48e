"""Functions that look registered and are not, because of the file that they stand in."""

from collections.abc import Sequence

from ..diagnostics import Code
from ..frontend.expressions import Call
from ..frontend.facts import Facts, Function
from ..source import At, Part
from .annotations import Annotations
from .decorators import decorator_of
from .evaluation import Frame
from .modules import Modules
from .report import Report


def report_hidden(modules: Sequence[Facts], naming: Modules, annotations: Annotations, report: Report) -> None:
    """Warn of decorated functions in files whose functions are no part of the app; tests may hold what they like."""
    for module in modules:
        if naming.is_inside(module) and not naming.registers(module) and not naming.is_test(module):
            for statement in module.statements:
                if isinstance(statement, Function) and _is_decorated(module, statement, annotations, report):
                    message = (
                        f'"{statement.name}" is decorated, and the functions of "{module.path}" are not registered'
                    )
                    public = "a module whose name does not begin with an underscore"
                    help_ = f"move it to {'another module' if naming.is_reserved(module) else public}"
                    report.add(Code.HIDDEN_FUNCTION, message, At(statement.id, Part.NAME), help_=help_)


def _is_decorated(module: Facts, function: Function, annotations: Annotations, report: Report) -> bool:
    frame = Frame(module, function.id)
    called = (each.function if isinstance(each, Call) else each for each in function.decorators)
    return any(decorator_of(annotations.symbol(frame, each), annotations, report) is not None for each in called)
