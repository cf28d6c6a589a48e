"""Names in the annotations of a class that mean an attribute of the class there, and not what the module calls so."""

from collections.abc import Iterator

from ..frontend.expressions import Expr, Name, parts
from ..frontend.facts import Class, Facts, Member
from .unbound import reads_later


def shadowed(module: Facts, statement: Class, member: Member) -> Name | None:
    """Return the first name in a member's annotation that an attribute with a value hides.

    In the body of a class, Python gives an attribute its value before it evaluates the annotation. What is evaluated
    later, because it stands in quotes, means the module's names.
    """
    if member.annotation is None or reads_later(module):
        return None
    above = statement.members[: statement.members.index(member) + 1]
    values = {each.name for each in above if each.value is not None}
    return next((name for name in _names(member.annotation) if name.name in values and not name.is_quoted), None)


def _names(expression: Expr) -> Iterator[Name]:
    if isinstance(expression, Name):
        yield expression
    for part in parts(expression):
        yield from _names(part)
