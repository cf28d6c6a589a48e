"""Defaults of the attributes of dataclasses and models, `field(...)` and `Field(...)` looked into."""

from collections.abc import Iterator
from typing import TypeGuard

from ..frontend.expressions import Attribute, Call, Constant, ConstantKind, Expr, Name, Sequence, Subscript
from ..frontend.facts import Member
from .absence import Default, default_kind
from .annotations import Annotations
from .evaluate import Evaluator
from .evaluation import Frame
from .symbols import External, Symbol


class AttributeDefaults:
    """Finds what stands for the default of an attribute."""

    def __init__(self, annotations: Annotations, evaluator: Evaluator) -> None:
        self._annotations = annotations
        self._evaluator = evaluator

    def of(self, frame: Frame, member: Member, annotation: Expr) -> Default:
        """Return what stands for the default of an attribute, or that nothing does."""
        for call in self._field_calls(frame, member, annotation):
            given = {keyword.name: keyword.value for keyword in call.keywords}
            written = given.get("default", call.args[0] if call.args else None)
            if written is not None:
                return self._written_default(frame, written)
            if "default_factory" in given:
                return Default.VALUE
        if member.value is None or self._is_field_call(member.value, frame):
            return Default.ABSENT
        return self._written_default(frame, member.value)

    def _field_calls(self, frame: Frame, member: Member, annotation: Expr) -> Iterator[Call]:
        """Yield what says more of an attribute: its value, or what `Annotated` adds to its type."""
        extras: tuple[Expr, ...] = ()
        match annotation:
            case Subscript(value=outer, index=Sequence(items=(_, *rest))) if member.value is None or (
                self._is_field_call(member.value, frame)
            ):
                extras = tuple(rest) if typing_name(self._annotations.symbol(frame, outer)) == "Annotated" else ()
            case _:
                pass
        yield from (each for each in (member.value, *extras) if self._is_field_call(each, frame))

    def _written_default(self, frame: Frame, expression: Expr) -> Default:
        match expression:
            case Constant(kind=ConstantKind.ELLIPSIS):
                return Default.ABSENT
            case Constant():
                return Default.NONE if expression.kind is ConstantKind.NONE else Default.VALUE
            case Name() | Attribute():
                return default_kind(self._evaluator.quietly(frame, expression))
            case _:
                return Default.VALUE

    def _is_field_call(self, expression: Expr | None, frame: Frame) -> TypeGuard[Call]:
        if not isinstance(expression, Call):
            return False
        symbol = self._annotations.symbol(frame, expression.function)
        return isinstance(symbol, External) and symbol.name.rpartition(".")[2] in ("field", "Field")


def typing_name(symbol: Symbol | None) -> str:
    """Return the name of something of `typing`, such as "Annotated"; of anything else, nothing."""
    match symbol:
        case External(name=name) if name.startswith("typing"):
            return name.rpartition(".")[2]
        case _:
            return ""
