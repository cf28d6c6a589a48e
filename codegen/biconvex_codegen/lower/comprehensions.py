"""Comprehensions over known values: every combination of their clauses, one frame each."""

from collections.abc import Mapping
from dataclasses import replace

from ..frontend.expressions import Clause, Comprehension
from ..source import At
from .budget import FRAME
from .evaluation import Evaluation, Frame
from .operations import iterated, key_of, pair_of, truth_of
from .values import Dict, Items, Pair, Value


def comprehend(evaluation: Evaluation, frame: Frame, expression: Comprehension) -> Value:
    """Return the list or dict that a comprehension makes; a generator is as good as its list."""
    at = At(frame.owner, expression.node)
    if expression.kind == "set":
        return evaluation.unknown(at, "a set has no order", "write a list")
    frames = [frame]
    for clause in expression.clauses:
        following: list[Frame] = []
        for each in frames:
            found = _frames(evaluation, each, clause)
            if not isinstance(found, list):
                return found
            following += found
        frames = following
    if expression.key is None:
        return Items(at, "list", tuple(evaluation.value(each, expression.element) for each in frames))
    pairs: dict[object, Pair] = {}
    for each in frames:
        key = evaluation.value(each, expression.key)
        pair = pair_of(key, evaluation.value(each, expression.element))
        if pair is None:
            return evaluation.or_unknown(None, key.at, key, "a key")
        pairs[key_of(key)] = pair
    return Dict(at, tuple(pairs.values()))


def _frames(evaluation: Evaluation, frame: Frame, clause: Clause) -> list[Frame] | Value:
    """Return a frame for each item of a clause that its conditions let through, or the poison of what is unknown."""
    where = At(frame.owner, clause.iterable.node)
    iterable = evaluation.value(frame, clause.iterable)
    items = iterated(iterable)
    if items is None:
        return evaluation.or_unknown(None, where, iterable, "a comprehension")
    evaluation.budget.spend(FRAME * len(items))
    found: list[Frame] = []
    for item in items:
        names = _unpacked(clause, item)
        if names is None:
            return evaluation.unknown(where, "the names of this comprehension do not fit its values")
        inner = replace(frame, names={**frame.names, **names})
        passes = _passes(evaluation, inner, clause)
        if isinstance(passes, bool):
            found += [inner] if passes else []
        else:
            return passes
    return found


def _passes(evaluation: Evaluation, frame: Frame, clause: Clause) -> bool | Value:
    """Say whether the conditions of a clause let an item through, or return the poison of what is unknown."""
    for condition in clause.conditions:
        value = evaluation.value(frame, condition)
        truth = truth_of(value)
        if truth is None:
            at = At(frame.owner, condition.node)
            return evaluation.or_unknown(None, at, value, "a condition")
        if not truth:
            return False
    return True


def _unpacked(clause: Clause, item: Value) -> Mapping[str, Value] | None:
    if not clause.unpacks:
        return {clause.targets[0]: item}
    values = iterated(item)
    if values is None or len(values) != len(clause.targets):
        return None
    return dict(zip(clause.targets, values, strict=True))
