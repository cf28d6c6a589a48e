"""Classes and aliases with types in brackets, such as `Page[Note]`: what they are with their parameters filled."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from ..diagnostics import Code
from ..frontend.expressions import Expr
from ..frontend.facts import Binding, Class, Facts, TypeStatement
from ..ir.types import AnyType
from ..source import At
from .annotations import Annotations
from .evaluation import Frame
from .generics import Generics, wrong_count
from .report import Report
from .symbols import Defined
from .values import Validator

Specialise: TypeAlias = Callable[[Facts, Class, tuple[str, ...], tuple[Validator, ...], At], Validator | None]


class Specialised:
    """Lowers annotations of the project's own generic types; the private state of one lowering."""

    def __init__(self, annotations: Annotations, generics: Generics, of_class: Specialise, report: Report) -> None:
        self._annotations = annotations
        self._generics = generics
        self._of_class = of_class
        self._report = report

    def lower(self, frame: Frame, at: At, symbol: Defined, arguments: tuple[Expr, ...]) -> Validator:
        """Return what `symbol[arguments]` stands for; any after a report."""
        statement = symbol.statement
        names = self._generics.parameters(symbol.module, statement)
        if not names:
            return self._wrong(at, f'"{statement.name}" takes no types in brackets', "remove the brackets")
        if len(names) != len(arguments):
            message, help_ = wrong_count(statement.name, names)
            return self._wrong(at, message, help_)
        given = tuple(self._annotations.inner(frame, argument) for argument in arguments)
        match statement:
            case Class():
                found = self._of_class(symbol.module, statement, names, given, at)
                return Validator(at, AnyType()) if found is None else found
            case TypeStatement(value=value) | Binding(value=value) if value is not None:
                with self._generics.bound(statement.id, names, given):
                    lowered = self._annotations.lower(Frame(symbol.module, statement.id), value)
                return replace(lowered, at=at)
            case _:
                return Validator(at, AnyType())

    def _wrong(self, at: At, message: str, help_: str) -> Validator:
        self._report.add(Code.UNSUPPORTED_ANNOTATION, message, at, help_=help_)
        return Validator(at, AnyType())
