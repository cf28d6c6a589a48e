"""Enums as unions of literals, their members evaluated as in the body of the class."""

from dataclasses import replace

from ..diagnostics import Code
from ..frontend.expressions import Call
from ..frontend.facts import Class, Facts, Member
from ..ir.types import Type, UnionType
from ..source import At
from .annotations import Annotations
from .evaluate import Evaluator
from .evaluation import Frame
from .literals import literal_type
from .operations import key_of
from .report import Report
from .symbols import External
from .values import Text, Value


class Enums:
    """Lowers enums."""

    def __init__(self, annotations: Annotations, evaluator: Evaluator, report: Report) -> None:
        self._annotations = annotations
        self._evaluator = evaluator
        self._report = report

    def lower(self, module: Facts, statement: Class) -> Type | None:
        """Return the union that an enum stands for, or None after a report."""
        members: dict[object, Type] = {}
        frame = Frame.of(module, statement.id)
        for member in statement.members:
            if member.value is None or member.annotation is not None or member.name.startswith("_"):
                continue
            value = self._value(frame, statement, member)
            literal = None if value is None else literal_type(value, self._report)
            if value is None or literal is None:
                return None
            members.setdefault(key_of(value), literal)  # an equal one is another name of the first
            frame = replace(frame, names={**frame.names, member.name: value})
        found = tuple(members.values())
        return found[0] if len(found) == 1 else UnionType(found)

    def _value(self, frame: Frame, statement: Class, member: Member) -> Value | None:
        match member.value:
            case Call(function=function, args=()) if self._annotations.symbol(frame, function) == External("enum.auto"):
                at = At(frame.owner, member.value.node)
                if any(self._annotations.symbol(frame, base) == External("enum.StrEnum") for base in statement.bases):
                    return Text(at, member.name.lower())
                message = f'"{member.name}" gets a number from its position in the class'
                help_ = f'write the value, or make "{statement.name}" a StrEnum'
                self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_)
                return None
            case None:
                return None
            case value:
                return self._evaluator.evaluate(frame, value)
