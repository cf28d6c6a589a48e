"""Python's own operations on known values: arithmetic, strings, displays; None where Python would raise."""

from collections.abc import Callable

from .numbers import is_int64
from .values import Boolean, ClassValue, Dict, Float, Int64, Integer, Items, Nothing, Pair, Text, Value

_INTEGERS: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "//": lambda left, right: left // right,
    "%": lambda left, right: left % right,
    "**": lambda left, right: left**right,
    "|": lambda left, right: left | right,
    "&": lambda left, right: left & right,
    "^": lambda left, right: left ^ right,
    "<<": lambda left, right: left << right,
    ">>": lambda left, right: left >> right,
}
_LARGEST_SHIFT = 1024


def binary(operator: str, left: Value, right: Value) -> Value | None:
    """Return `left operator right`, or None where it cannot be known or Python raises."""
    match left, right:
        case Integer(), Integer():
            return _integer(operator, left, right)
        case (Float() | Integer(), Float() | Integer()):
            return _float(operator, left, right)
        case Text(), Text() if operator == "+":
            return Text(left.at, left.text + right.text)
        case Text(), Integer() if operator == "*" and is_int64(right.number):
            return Text(left.at, left.text * right.number)
        case Items(), Items() if operator == "+" and left.kind == right.kind:
            return Items(left.at, left.kind, left.items + right.items)
        case Items(), Integer() if operator == "*" and is_int64(right.number):
            return Items(left.at, left.kind, left.items * right.number)
        case Dict(), Dict() if operator == "|":
            return merged(left, right)
        case _:
            return None


def _integer(operator: str, left: Integer, right: Integer) -> Value | None:
    if operator == "/":
        return _quotient(left, right)
    operation = _INTEGERS.get(operator)
    if operation is None or (operator in ("//", "%") and not right.number):
        return None
    if operator in ("**", "<<", ">>") and not 0 <= right.number <= _LARGEST_SHIFT:
        return None
    if abs(left.number).bit_length() + abs(right.number).bit_length() > 2 * _LARGEST_SHIFT:
        return None
    if operator == "**" and abs(left.number).bit_length() * right.number > 4 * _LARGEST_SHIFT:
        return None
    return Integer(left.at, operation(left.number, right.number))


def _quotient(left: Integer, right: Integer) -> Value | None:
    try:
        return Float(left.at, left.number / right.number)
    except (ZeroDivisionError, OverflowError):
        return None


def _float(operator: str, left: Float | Integer, right: Float | Integer) -> Value | None:
    try:
        one, two = float(left.number), float(right.number)
        match operator:
            case "+":
                return Float(left.at, one + two)
            case "-":
                return Float(left.at, one - two)
            case "*":
                return Float(left.at, one * two)
            case "/":
                return Float(left.at, one / two)
            case _:
                return None
    except (ZeroDivisionError, OverflowError):
        return None


def unary(operator: str, operand: Value) -> Value | None:
    """Return `operator operand`, or None."""
    match operand:
        case Integer() if operator == "-":
            return Integer(operand.at, -operand.number)
        case Integer() if operator == "+":
            return operand
        case Float() if operator == "-":
            return Float(operand.at, -operand.number)
        case Float() if operator == "+":
            return operand
        case _ if operator == "not":
            truth = truth_of(operand)
            return None if truth is None else Boolean(operand.at, not truth)
        case _:
            return None


def truth_of(value: Value) -> bool | None:
    """Say whether a value counts as true in a condition; None where that is not known."""
    match value:
        case Boolean():
            return value.truth
        case Text():
            return bool(value.text)
        case Integer() | Float():
            return bool(value.number)
        case Nothing():
            return False
        case Items():
            return bool(value.items)
        case Dict() if not value.holes:
            return bool(value.pairs)
        case _:
            return None


def merged(left: Dict, right: Dict) -> Dict:
    """Return the pairs of both; a key of the right replaces the value of the left, in the left's place."""
    pairs = {key_of(pair.key): pair for pair in left.pairs}
    for pair in right.pairs:
        pairs[key_of(pair.key)] = pair
    return Dict(left.at, tuple(pairs.values()), left.repeated + right.repeated, left.holes or right.holes)


def key_of(value: Value) -> object:
    """Return what makes two dict keys one key in Python (`1`, `1.0` and `True` are the same)."""
    match value:
        case Text():
            return value.text
        case Integer() | Float() | Int64():
            return value.number
        case Boolean():
            return value.truth
        case Nothing():
            return None
        case _:
            return value.at


def equal(left: Value, right: Value) -> bool | None:
    """Say whether two constants are equal in Python; None where that is not known."""
    simple = (Text, Integer, Float, Boolean, Nothing)
    if isinstance(left, simple) and isinstance(right, simple):
        return key_of(left) == key_of(right)
    return None


def compare(operator: str, left: Value, right: Value) -> bool | None:
    """Return `left operator right` of one comparison, or None where it is not known."""
    if operator in ("==", "!="):
        same = equal(left, right)
        return None if same is None else same is (operator == "==")
    if operator in ("in", "not in"):
        found = _contains(right, left)
        return None if found is None else found is (operator == "in")
    match left, right:
        case Text(), Text():
            return _ordered(operator, (left.text > right.text) - (left.text < right.text))
        case (Integer() | Float(), Integer() | Float()):
            return _ordered(operator, (left.number > right.number) - (left.number < right.number))
        case _:
            return None


def _ordered(operator: str, sign: int) -> bool | None:
    match operator:
        case "<":
            return sign < 0
        case "<=":
            return sign <= 0
        case ">":
            return sign > 0
        case ">=":
            return sign >= 0
        case _:
            return None


def _contains(container: Value, item: Value) -> bool | None:
    match container:
        case Items():
            return any(equal(each, item) for each in container.items)
        case Dict():
            return any(equal(pair.key, item) for pair in container.pairs)
        case Text() if isinstance(item, Text):
            return item.text in container.text
        case _:
            return None


def text_of(value: Value) -> str | None:
    """Return what `str(value)` and an f-string make of a constant, or None."""
    match value:
        case Text():
            return value.text
        case Integer():
            return str(value.number) if value.number.bit_length() <= _LARGEST_SHIFT else None
        case Float():
            return repr(value.number)
        case Boolean():
            return str(value.truth)
        case Nothing():
            return "None"
        case _:
            return None


def iterated(value: Value) -> tuple[Value, ...] | None:
    """Return what a `for` over a known value yields, or None."""
    match value:
        case Items():
            return value.items
        case ClassValue(members=(_, *_) as members):
            return tuple(member for member in members if not member.is_alias)
        case Dict() if not value.holes:
            return tuple(pair.key for pair in value.pairs)
        case Text():
            return tuple(Text(value.at, character) for character in value.text)
        case _:
            return None


def pair_items(value: Dict) -> tuple[Value, ...]:
    """Return what `.items()` yields."""
    return tuple(Items(pair.key.at, "tuple", (pair.key, pair.value)) for pair in value.pairs)


def pair_of(key: Value, value: Value, doc: str | None = None) -> Pair | None:
    """Return a pair, or None where the key can be no key that is known."""
    if isinstance(key, Text | Integer | Float | Boolean | Nothing):
        return Pair(key, value, doc)
    return None
