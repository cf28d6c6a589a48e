"""The members of an enum as values: evaluated in the body of the class, and what each is worth outside of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..frontend.expressions import Call, Expr
from ..frontend.facts import Class, Facts, Member
from ..source import At
from .evaluation import Frame
from .operations import key_of
from .scopes import Project
from .symbols import Builtin, External, Symbol
from .values import Boolean, EnumMember, Float, Integer, Text, Value

_STANDS_FOR_ITSELF: dict[Symbol | None, bool] = {
    External("enum.Enum"): True,
    External("enum.IntEnum"): False,
    External("enum.StrEnum"): False,
}
"""The bases of enums, and whether a member is another thing than its value."""
_MIXED = (Builtin("str"), Builtin("int"))


def member_values(
    module: Facts, statement: Class, project: Project, evaluate: Callable[[Frame, Expr], Value]
) -> Iterator[tuple[Member, Value | None]]:
    """Yield the members of an enum with their values; None for a number that `auto()` gives."""
    frame = Frame.of(module, statement.id)
    for member in statement.members:
        if member.value is None or member.annotation is not None or member.name.startswith("_"):
            continue
        value: Value | None
        match member.value:
            case Call(function=function, args=()) if project.symbol(module, function) == External("enum.auto"):
                texts = any(project.symbol(module, base) == External("enum.StrEnum") for base in statement.bases)
                value = Text(At(frame.owner, member.value.node), member.name.lower()) if texts else None
            case written:
                value = evaluate(frame, written)
        yield member, value
        if value is not None:
            frame = replace(frame, names={**frame.names, member.name: value})


def enum_members(
    module: Facts, statement: Class, project: Project, evaluate: Callable[[Frame, Expr], Value]
) -> tuple[EnumMember, ...]:
    """Return the members of an enum in their order, those that are another name of an earlier one last.

    Nothing where the class is no enum, or one that does more than name constants.
    """
    bases = [project.symbol(module, base) for base in statement.bases]
    is_mixed = len(bases) == 2 and bases[0] in _MIXED and bases[1] == External("enum.Enum")
    is_enum = len(bases) == 1 and bases[0] in _STANDS_FOR_ITSELF
    if not (is_enum or is_mixed) or any(name.startswith("_") for name in statement.names) or statement.decorators:
        return ()
    own, others = dict[object, EnumMember](), list[EnumMember]()
    for member, value in member_values(module, statement, project, evaluate):
        if not isinstance(value, Text | Integer | Float | Boolean):
            return ()
        made = EnumMember(value.at, member.name, value, stands_for_itself=_STANDS_FOR_ITSELF[bases[-1]], mixed=is_mixed)
        if own.setdefault(key_of(value), made) is not made:
            others.append(replace(made, is_alias=True))
    return (*own.values(), *others)
