"""What is said of attributes that a value has not, or whose value nobody knows."""

from ..diagnostics import did_you_mean
from ..source import At
from .builtins import value_methods
from .evaluation import Evaluation
from .raising import has_no_attribute, has_no_member
from .scopes import Project
from .tables import TABLE_METHODS
from .validator_methods import METHOD_NAMES
from .validators import VALIDATOR_NAMES
from .values import TableValue, Validator, Value, described


def no_attribute(evaluation: Evaluation, at: At, owner: Value, name: str, project: Project) -> Value:
    """Report an attribute, at the place of its name, and return poison."""
    known = _attributes(owner)
    meant = did_you_mean(name, known)
    help_ = f'did you mean "{meant}"?' if meant else "write the value itself, or a module constant"
    if has_no_attribute(owner, name) or has_no_member(owner, name, project):
        return evaluation.refused(at, f'{described(owner)} has no "{name}"', help_)
    if isinstance(owner, Validator | TableValue):
        if not meant:
            as_function = isinstance(owner, Validator) and name in VALIDATOR_NAMES
            help_ = f"write v.{name}(...) around it" if as_function else f"use one of {', '.join(known)}"
        return evaluation.unknown(at, f'{described(owner)} has no method "{name}"', help_)
    return evaluation.unknown(at, f'"{name}" of {described(owner)} cannot be known without running it', help_)


def _attributes(owner: Value) -> tuple[str, ...]:
    match owner:
        case Validator():
            return (*METHOD_NAMES, "fields")
        case TableValue():
            return TABLE_METHODS
        case _:
            return value_methods(owner)
