"""What is said of values and types that do not fit each other."""

from ..diagnostics import did_you_mean
from ..ir.types import Type
from ..ir.wording import enumerated, string_literals
from ..source import At, Part
from .agreement import innermost
from .values import Dict, Items, Text, Validator, Value, described

_LONGEST = 40


def misfit(what: str, value: Value, type_: Type) -> str:
    """Return the message for a value that does not fit its type; of what has parts, some part may not."""
    if isinstance(value, Dict | Items):
        return f"{what} does not fit its type"
    return f"{what} is {_said(value)}, and its type {enumerated(type_)}"


def _said(value: Value) -> str:
    """Return what a value is in a message: a short string itself."""
    return f'"{value.text}"' if isinstance(value, Text) and len(value.text) <= _LONGEST else described(value)


def meant_literal(value: Value, type_: Type) -> str | None:
    """Return the help for a string that is nearly one of a type's literals."""
    meant = did_you_mean(value.text, string_literals(type_)) if isinstance(value, Text) else None
    return None if meant is None else f'did you mean "{meant}"?'


def disagreement(what: str, annotated: Validator, type_: Type, explicit: Type) -> tuple[str, At]:
    """Return the message for an annotation and a validator of one thing that disagree, and the smallest place.

    `type_` is what the annotation counts as beside this validator.
    """
    steps, ours, theirs = innermost(type_, explicit)
    at = next((at for each, part, at in annotated.places if each == steps and part is Part.WHOLE), annotated.at)
    one, other = enumerated(ours), enumerated(theirs)
    if one == other:
        return f"the annotation of {what} and its validator disagree", at
    part = f"an item of {what}" if steps else what
    return f"{part} is annotated as {one}, and its validator is {other}", at
