"""What `Annotated` adds to a type: whether it is a validator, before it is evaluated."""

from ..frontend.expressions import Attribute, Binary, Call, Expr, Name, Other, Subscript
from ..frontend.facts import Binding, Facts, Function
from .scopes import Project
from .symbols import Defined, Library


def builds_validator(module: Facts, expression: Expr, project: Project, seen: frozenset[str] = frozenset()) -> bool:
    """Say whether an extra of `Annotated` is a validator: built by `v`, or by what a name stands for.

    What a function of the project returns may be one, unless its body says that it is something else.
    """
    match expression:
        case Call():
            return builds_validator(module, expression.function, project, seen)
        case Subscript():
            return builds_validator(module, expression.value, project, seen)
        case Name() | Attribute():
            match project.symbol(module, expression):
                case Library(name=name):
                    return name.partition(".")[0] == "v"
                case Defined(module=home, statement=Binding() | Function() as statement):
                    value = statement.value if isinstance(statement, Binding) else statement.result
                    if value is None or statement.id in seen:
                        return isinstance(statement, Function)
                    return builds_validator(home, value, project, seen | {statement.id})
                case _:
                    return isinstance(expression, Attribute) and builds_validator(
                        module, expression.value, project, seen
                    )
        case Binary():
            return any(builds_validator(module, each, project, seen) for each in (expression.left, expression.right))
        case _:
            return isinstance(expression, Other)
