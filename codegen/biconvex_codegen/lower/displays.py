"""List, tuple and dict displays, and the arguments of calls: items one by one, stars and spreads unpacked."""

from ..frontend.expressions import Call, Expr, Sequence, Starred
from ..frontend.expressions import Mapping as MappingExpr
from ..source import At
from .calls import Given, called_name
from .evaluation import Evaluation, Frame
from .operations import iterated, key_of, pair_of
from .values import Dict, Items, Pair, Poison, Text, Value, described


def listed(evaluation: Evaluation, frame: Frame, expression: Sequence) -> Value:
    """Return the list or tuple of a display; a set has no order that could be kept."""
    at = At(frame.owner, expression.node)
    if expression.kind == "set":
        return evaluation.unknown(at, "a set has no order", "write a list")
    items = _items(evaluation, frame, expression.items)
    return Poison(at) if items is None else Items(at, "tuple" if expression.kind == "tuple" else "list", tuple(items))


def _items(evaluation: Evaluation, frame: Frame, expressions: tuple[Expr, ...]) -> list[Value] | None:
    """Return the values of items, stars unpacked; None where one of those is unknown."""
    found: list[Value] = []
    complete = True
    for expression in expressions:
        if not isinstance(expression, Starred):
            found.append(evaluation.value(frame, expression))
            continue
        value = evaluation.value(frame, expression.value)
        items = iterated(value)
        if items is None and not isinstance(value, Poison):
            evaluation.unknown(value.at, f"{described(value)} cannot be unpacked")
        complete = complete and items is not None
        evaluation.budget.spend(len(items or ()))
        found.extend(items or ())
    return found if complete else None


def mapped(evaluation: Evaluation, frame: Frame, expression: MappingExpr) -> Value:
    """Return the dict of a display; keys written twice are kept aside, for whoever must tell."""
    pairs: dict[object, Pair] = {}
    written: set[object] = set()
    repeated: list[Pair] = []
    holes = False
    for entry in expression.entries:
        value = evaluation.value(frame, entry.value)
        if entry.key is None:
            spread = _spread(evaluation, value)
            holes = holes or spread is None or spread.holes
            evaluation.budget.spend(0 if spread is None else len(spread.pairs))
            pairs.update((key_of(pair.key), pair) for pair in (() if spread is None else spread.pairs))
            continue
        pair = _pair(evaluation, evaluation.value(frame, entry.key), value, entry.doc)
        if pair is None:
            holes = True
            continue
        key = key_of(pair.key)
        if key in written:
            repeated.append(pairs[key])
        written.add(key)
        pairs[key] = pair
    return Dict(At(frame.owner, expression.node), tuple(pairs.values()), tuple(repeated), holes)


def _spread(evaluation: Evaluation, value: Value) -> Dict | None:
    if isinstance(value, Dict):
        return value
    if not isinstance(value, Poison):
        evaluation.unknown(value.at, f"{described(value)} cannot be spread into a dict", "spread a dict")
    return None


def _pair(evaluation: Evaluation, key: Value, value: Value, doc: str | None) -> Pair | None:
    pair = pair_of(key, value, doc)
    if pair is None and not isinstance(key, Poison):
        evaluation.unknown(key.at, f"{described(key)} cannot be a key here", "write the key in quotes")
    return pair


def given(evaluation: Evaluation, frame: Frame, call: Call) -> Given:
    """Return the evaluated arguments of a call."""
    positional = _items(evaluation, frame, call.args)
    keywords: list[tuple[str, At, Value]] = []
    holes = positional is None
    for keyword in call.keywords:
        value = evaluation.value(frame, keyword.value)
        if keyword.name is not None:
            keywords.append((keyword.name, At(frame.owner, keyword.node), value))
        elif isinstance(value, Dict) and not value.holes:
            keywords += [(pair.key.text, pair.key.at, pair.value) for pair in value.pairs if isinstance(pair.key, Text)]
        else:
            holes = True
            if not isinstance(value, Poison):
                evaluation.unknown(value.at, f"{described(value)} cannot be unpacked into arguments")
    place = At(frame.owner, call.node)
    return Given(place, called_name(frame.owner, call), tuple(positional or ()), tuple(keywords), holes)
