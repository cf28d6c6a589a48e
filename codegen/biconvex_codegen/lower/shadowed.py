"""Names in the annotations of a class that mean an attribute of the class there, and not what the module calls so."""

from ..frontend.expressions import Name, walk
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
    names = [each for each in walk(member.annotation) if isinstance(each, Name)]
    hidden = (name for name in names if name.name in values and not name.is_quoted)
    return min(hidden, key=lambda name: name.node, default=None)
