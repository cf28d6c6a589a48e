"""Enums as unions of literals, their members evaluated as in the body of the class."""

from ..diagnostics import Code
from ..frontend.facts import Class, Facts, Member
from ..ir.types import Type, UnionType
from ..source import At
from .enum_members import member_values
from .evaluate import Evaluator
from .literals import literal_type
from .operations import key_of
from .report import Report
from .scopes import Project


class Enums:
    """Lowers enums."""

    def __init__(self, project: Project, evaluator: Evaluator, report: Report) -> None:
        self._project = project
        self._evaluator = evaluator
        self._report = report

    def lower(self, module: Facts, statement: Class) -> Type | None:
        """Return the union that an enum stands for, or None after a report."""
        members: dict[object, Type] = {}
        for member, value in member_values(module, statement, self._project, self._evaluator.evaluate):
            if value is None:
                self._report_position(statement, member)
            literal = None if value is None else literal_type(value, self._report)
            if value is None or literal is None:
                return None
            members.setdefault(key_of(value), literal)  # an equal one is another name of the first
        found = tuple(members.values())
        return found[0] if len(found) == 1 else UnionType(found)

    def _report_position(self, statement: Class, member: Member) -> None:
        written = member.node if member.value is None else member.value.node
        message = f'"{member.name}" gets a number from its position in the class'
        help_ = f'write the value, or make "{statement.name}" a StrEnum'
        self._report.add(Code.UNSUPPORTED_ANNOTATION, message, At(statement.id, written), help_=help_)
