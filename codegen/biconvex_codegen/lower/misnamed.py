"""A registry under another name than the one that its module must bind: `jobs = cron_jobs()` in `crons.py`."""

from ..diagnostics import Code
from ..frontend.expressions import Call
from ..frontend.facts import Binding, Facts
from ..source import At, Part
from .annotations import Annotations
from .evaluation import Frame
from .report import Report
from .symbols import Library


def misnamed(module: Facts, name: str, maker: str, code: Code, annotations: Annotations, report: Report) -> None:
    """Report each binding of a module that calls the library's maker and has another name."""
    for statement in module.statements:
        match statement:
            case Binding(value=Call() as call) if statement.name != name:
                frame = Frame(module, statement.id)
                if annotations.symbol(frame, call.function) == Library(maker):
                    message = f'"{statement.name}" is never looked at: this module must bind "{name}"'
                    report.add(code, message, At(statement.id, Part.NAME), help_=f'rename it to "{name}"')
                    report.excused.add((module.path, name))
            case _:
                pass
