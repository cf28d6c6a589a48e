"""Unions of annotations: members of members in one, none twice, each with its places."""

from collections.abc import Sequence
from dataclasses import replace

from ..ir.types import Type, UnionType
from ..source import At, Part
from .validators import prefixed, unprefixed
from .values import TypePlaces, Validator


def united(at: At, every: Sequence[Validator]) -> Validator:
    """Return the union of what annotations stand for; of one member it is that member."""
    optional = any(each.optional for each in every)
    present = [each for each in every if not (each.optional and each.type == UnionType(()))]
    if len(present) == 1:  # beside UNSET alone: a union whose validator is written out keeps its form
        return replace(present[0], at=at, optional=optional)
    members: list[Type] = []
    places: list[tuple[str, Part, At]] = [("", Part.WHOLE, at)]
    for lowered in present:
        inside = lowered.type.members if isinstance(lowered.type, UnionType) else (lowered.type,)
        for number, member in enumerate(inside):
            if member in members:
                continue
            of_union = isinstance(lowered.type, UnionType)
            own = unprefixed(f"|{number}", lowered.places) if of_union else lowered.places
            places.extend(prefixed(f"|{len(members)}", own))
            members.append(member)
    if len(members) == 1:
        inside_one: TypePlaces = tuple((steps.removeprefix("|0"), part, place) for steps, part, place in places)
        return Validator(at, members[0], inside_one, optional)
    return Validator(at, UnionType(tuple(members)), tuple(places), optional)
