"""Forms of annotations that Python refuses wherever it evaluates them; what a type means is for others to know."""

from collections.abc import Iterator

from ..frontend.expressions import Binary, Constant, ConstantKind, Expr, Name, Subscript
from ..frontend.facts import Class, Facts
from ..ir.reserved import PYTHON_BUILTINS
from .generics import arguments_of
from .named_types import TYPING
from .scopes import Project
from .symbols import Builtin, Defined, External, Generated, Module

_OF_ONE = frozenset({"ClassVar", "Final", "NotRequired", "Optional", "ReadOnly", "Required"})
_WITH_BRACKETS = frozenset(
    {
        *("BaseExceptionGroup", "ExceptionGroup", "classmethod", "dict", "enumerate", "filter", "frozenset", "list"),
        *("map", "memoryview", "property", "range", "reversed", "set", "slice", "staticmethod", "tuple", "type", "zip"),
    }
)
"""The builtins that may have brackets behind them."""
_NO_TYPE = ("Python cannot join this and a type by |", "name a type")


def refused_form(module: Facts, expression: Expr, project: Project) -> tuple[str, str] | None:
    """Return a message and a help for an annotation whose outermost form Python refuses, or None."""
    match expression:
        case Binary(operator="|", left=Constant(kind=ConstantKind.NONE), right=Constant(kind=ConstantKind.NONE)):
            return "Python cannot join None and None by |", "write None once"
        case Binary(operator="|", texts=(number, *_)) if _is_class(
            module, expression.left if number else expression.right, project
        ):
            return "Python cannot join a text and a type by |", "put all of it in quotes"
        case Binary(operator="|"):
            for side in (expression.left, expression.right):
                match project.symbol(module, side):
                    case Module():
                        return _NO_TYPE
                    case Generated(module="server", name=name) if name.islower():  # the decorators
                        return _NO_TYPE
                    case _:
                        pass
            return None
        case Subscript():
            return _refused_brackets(module, expression, project)
        case _:
            return None


def _is_class(module: Facts, expression: Expr, project: Project) -> bool:
    """Say whether a part of a union is a text, None, a class, or a union of such: nothing that knows texts."""
    match expression:
        case Constant(kind=ConstantKind.NONE) | Name(is_quoted=True):
            return True
        case Binary(operator="|"):
            return all(_is_class(module, side, project) for side in (expression.left, expression.right))
        case Subscript():
            return isinstance(project.symbol(module, expression.value), Builtin)
        case _:
            pass
    match project.symbol(module, expression):
        case Builtin():
            return True
        case Defined(statement=Class(type_parameters=())):
            return True
        case Generated(module="data_model", name=name):
            return not name.endswith("Id")  # those are a NewType, and join a text as typing does
        case _:
            return False


def _refused_brackets(module: Facts, expression: Subscript, project: Project) -> tuple[str, str] | None:
    count = len(arguments_of(expression))
    match project.symbol(module, expression.value):
        case External(name=name) if name.rpartition(".")[0] in TYPING:
            last = name.rpartition(".")[2]
            if last == "Annotated" and count < 2:
                return "Annotated takes a type, and what is said of it", "write the type alone"
            if last in _OF_ONE and count != 1:
                return f"{last} takes one type", f"write {last}[T]"
            return None
        case Builtin(name=name) if name in PYTHON_BUILTINS - _WITH_BRACKETS:
            return f'Python\'s "{name}" takes no parameters', "remove the brackets"
        case _:
            return None


def refused_forms(module: Facts, annotation: Expr, project: Project) -> Iterator[tuple[Expr, str, str]]:
    """Yield the parts of an annotation that Python refuses where it stands, each with a message and a help."""
    pending = [annotation]
    while pending:
        each = pending.pop()
        refused = refused_form(module, each, project)
        if refused is not None:
            yield (each, *refused)
            continue
        match each:
            case Binary(operator="|"):
                pending += (each.right, each.left)
            case Subscript():
                symbol = project.symbol(module, each.value)
                arguments = arguments_of(each)
                is_literal = isinstance(symbol, External) and symbol.name.endswith(".Literal")
                is_annotated = isinstance(symbol, External) and symbol.name.endswith(".Annotated")
                pending += () if is_literal else arguments[:1] if is_annotated else arguments
            case _:
                pass


def is_quoted(annotation: Expr) -> bool:
    """Say whether an annotation stands in quotes."""
    while isinstance(annotation, Binary | Subscript):
        if isinstance(annotation, Binary) and annotation.texts:
            return False
        annotation = annotation.left if isinstance(annotation, Binary) else annotation.value
    return isinstance(annotation, Name) and annotation.is_quoted
