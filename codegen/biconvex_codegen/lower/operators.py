"""Expressions that are made of the values of others: operators, comparisons, f-strings and subscripts."""

from dataclasses import replace

from ..frontend.expressions import Binary, Compare, Format, Subscript, Unary
from ..source import At
from .budget import allow_repeating
from .evaluation import Evaluation, Frame
from .operations import binary, compare, key_of, text_of, truth_of, unary
from .raising import cannot_be_indexed, refusal_of_operation
from .values import Boolean, Dict, Float, Integer, Items, Known, Nothing, Poison, Text, Validator, Value, described


def operated(evaluation: Evaluation, frame: Frame, expression: Binary) -> Value:
    """Return the value of `left operator right`; of `and` and `or` the side that decides."""
    if expression.operator in ("and", "or"):
        return _either(evaluation, frame, expression)
    at = At(frame.owner, expression.node)
    operator = expression.operator
    left, right = evaluation.value(frame, expression.left), evaluation.value(frame, expression.right)
    if isinstance(left, Poison) or isinstance(right, Poison):
        return Poison(at)
    if isinstance(left, Text | Items) and isinstance(right, Integer) and operator == "*":
        allow_repeating(left, right.number, at)
    if isinstance(right, Dict):
        evaluation.budget.pay_entries(right)
    value = binary(operator, left, right)
    refusal = refusal_of_operation(operator, left, right) if value is None else None
    if refusal is not None:
        return evaluation.refused(at, refusal, _instead(operator, left, right))
    if value is None:
        words = f"`{operator}` on {described(left)} and {described(right)}"
        return evaluation.unknown(at, f"{words} cannot be known without running it", _instead(operator, left, right))
    return evaluation.budget.pay(replace(value, at=at))


def _instead(operator: str, left: Value, right: Value) -> str:
    """Return what to write for an operation that Python has in another form, or not at all."""
    match operator, left, right:
        case "|", Validator(), Nothing():
            return "write v.nullable(...)"
        case "|", Validator() | Known(), Validator() | Known():
            return "write v.union(...)"
        case "+", Dict(), Dict():
            return "join dicts by `|`"
        case "|", Items(), Items():
            return "join lists by `+`"
        case ("+", Text(), Integer() | Float()) | ("+", Integer() | Float(), Text()) | ("%", Text(), _):
            return "write an f-string"
        case _:
            return "write the value itself, or a module constant"


def _either(evaluation: Evaluation, frame: Frame, expression: Binary) -> Value:
    left = evaluation.value(frame, expression.left)
    truth = truth_of(left)
    if truth is None:
        return evaluation.or_unknown(None, At(frame.owner, expression.left.node), left, f"`{expression.operator}`")
    return left if truth is (expression.operator == "or") else evaluation.value(frame, expression.right)


def negated(evaluation: Evaluation, frame: Frame, expression: Unary) -> Value:
    """Return the value of `operator operand`."""
    operand = evaluation.value(frame, expression.operand)
    found = unary(expression.operator, operand)
    return evaluation.or_unknown(found, At(frame.owner, expression.node), operand, "this operation")


def compared(evaluation: Evaluation, frame: Frame, expression: Compare) -> Value:
    """Return whether one comparison holds."""
    at = At(frame.owner, expression.node)
    left, right = evaluation.value(frame, expression.left), evaluation.value(frame, expression.right)
    evaluation.budget.pay_search(right)
    result = compare(expression.operator, left, right)
    if result is not None:
        return Boolean(at, result)
    return evaluation.or_unknown(None, at, left if isinstance(left, Poison) else right, "this comparison")


def formatted(evaluation: Evaluation, frame: Frame, expression: Format) -> Value:
    """Return the text of an f-string."""
    texts: list[str] = []
    for part in expression.parts:
        value = evaluation.value(frame, part)
        text = text_of(value)
        if text is None:
            return evaluation.or_unknown(None, value.at, value, "an f-string")
        texts.append(text)
    return evaluation.budget.pay(Text(At(frame.owner, expression.node), "".join(texts)))


def subscripted(evaluation: Evaluation, frame: Frame, expression: Subscript) -> Value:
    """Return the entry of a dict, a list or a text."""
    at = At(frame.owner, expression.node)
    owner, index = evaluation.value(frame, expression.value), evaluation.value(frame, expression.index)
    match owner, index:
        case (Poison(), _) | (_, Poison()):
            return Poison(at)
        case Dict(), _:
            evaluation.budget.pay_search(owner)
            for pair in owner.pairs:
                if key_of(pair.key) == key_of(index):
                    return pair.value
        case Items(), Integer() if -len(owner.items) <= index.number < len(owner.items):
            return owner.items[index.number]
        case Text(), Integer() if -len(owner.text) <= index.number < len(owner.text):
            return Text(at, owner.text[index.number])
        case Items() | Text(), Integer():
            pass
        case _:
            refuse = evaluation.refused if cannot_be_indexed(owner, index) else evaluation.unknown
            return refuse(at, f"{described(owner)} cannot be indexed by {described(index)} here")
    refuse = evaluation.unknown if isinstance(owner, Dict) and owner.holes else evaluation.refused
    return refuse(index.at, "there is no such entry", "write a key or a number that is there")
