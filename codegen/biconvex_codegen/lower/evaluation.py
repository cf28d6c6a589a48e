"""What the parts of static evaluation share: where an expression is evaluated, and what a part may ask of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..frontend.expressions import Expr
from ..frontend.facts import Facts
from ..source import At
from .budget import Budget
from .values import Value


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an expression is evaluated: its module, the id of its statement, local names, and the depth of calls.

    `running` is the id of the statement of the module that runs meanwhile, so that what is bound below it is not there
    yet; empty where all of the module has run.
    """

    module: Facts
    owner: str
    names: Mapping[str, Value] = field(default_factory=dict[str, Value])
    depth: int = 0
    running: str = ""

    @staticmethod
    def of(module: Facts, statement: str) -> "Frame":
        """Return the frame of a statement that is evaluated when its module comes to it."""
        return Frame(module, statement, running=statement)


class Evaluation(Protocol):
    """An evaluation under way."""

    @property
    def budget(self) -> Budget:
        """What it may still cost."""
        ...

    def value(self, frame: Frame, expression: Expr) -> Value:
        """Return the value of an expression, or poison after a report."""
        ...

    def unknown(self, at: At, why: str, help_: str = ...) -> Value:
        """Report what cannot be known without running it, and return poison."""
        ...

    def refused(self, at: At, why: str, help_: str = ...) -> Value:
        """Report what raises when Python runs it, and return poison."""
        ...

    def or_unknown(self, value: Value | None, at: At, operand: Value, what: str) -> Value:
        """Return a value if there is one; else poison, after a report unless the operand is poison."""
        ...
