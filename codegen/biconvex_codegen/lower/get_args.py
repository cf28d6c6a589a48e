"""`typing.get_args` of a Literal: the constants that an alias of the project names, also for the schema."""

from ..frontend.expressions import Call, Constant, ConstantKind, Expr, Subscript
from ..frontend.facts import Binding, Facts
from .generics import arguments_of
from .scopes import Project
from .symbols import LITERAL, Defined, External, Symbol

_GET_ARGS = (External("typing.get_args"), External("typing_extensions.get_args"))


def literals_asked_for(
    module: Facts, function: Symbol, call: Call, project: Project
) -> tuple[Facts, str, tuple[Expr, ...]] | None:
    """Return the constants of `get_args(Alias)` with the module and the statement that they stand in.

    None for any other call, and for an alias of more than strings, numbers and bools.
    """
    if function not in _GET_ARGS or len(call.args) != 1 or call.keywords:
        return None
    match project.symbol(module, call.args[0]):
        case Defined(module=home, statement=Binding(value=Subscript() as value) as alias):
            constants = arguments_of(value)
            if project.symbol(home, value.value) not in LITERAL or not all(map(_is_plain, constants)):
                return None
            different: dict[tuple[ConstantKind, str], Expr] = {}
            for each in constants:
                if isinstance(each, Constant):
                    different.setdefault((each.kind, each.text), each)
            return home, alias.id, tuple(different.values())
        case _:
            return None


def _is_plain(expression: Expr) -> bool:
    kinds = (ConstantKind.STRING, ConstantKind.INTEGER, ConstantKind.BOOLEAN)
    return isinstance(expression, Constant) and expression.kind in kinds
