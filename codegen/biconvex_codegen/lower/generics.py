"""Type parameters: what a class or an alias takes in brackets, and what each stands for where it is specialised."""

from collections.abc import Generator
from contextlib import contextmanager

from ..frontend.expressions import Call, Expr, Name, Sequence, Subscript, walk
from ..frontend.facts import Binding, Class, Facts
from .scopes import Project
from .symbols import Defined, Definition, External
from .values import Validator

_VARIABLES = (External("typing.TypeVar"), External("typing_extensions.TypeVar"))
_BASES = ("typing.Generic", "typing.Protocol", "typing_extensions.Generic", "typing_extensions.Protocol")


class Generics:
    """The meanings of type parameters; the private state of one lowering.

    A parameter is known by the id of the class or alias that it belongs to and by its name there.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._meanings: dict[tuple[str, str], Validator] = {}

    def meaning(self, owner: str, name: str) -> Validator | None:
        """Return what a name stands for in a class or alias that is specialised; None for any other name."""
        return self._meanings.get((owner, name)) if self._meanings else None

    def parameters(self, module: Facts, statement: Definition) -> tuple[str, ...]:
        """Return the names of what a definition takes in brackets, in their order."""
        match statement:
            case Class(type_parameters=(), bases=bases):
                return self._of_bases(module, bases)
            case Binding(value=value) if value is not None and not isinstance(value, Call):
                return self._free(module, (value,))
            case Binding():
                return ()
            case _:
                return statement.type_parameters

    @contextmanager
    def bound(self, owner: str, names: tuple[str, ...], meanings: tuple[Validator, ...]) -> Generator[None]:
        """Give the parameters of a class or alias meanings, for as long as it is lowered."""
        before = self._meanings
        self._meanings = {**before, **{(owner, name): each for name, each in zip(names, meanings, strict=True)}}
        try:
            yield
        finally:
            self._meanings = before

    def _of_bases(self, module: Facts, bases: tuple[Expr, ...]) -> tuple[str, ...]:
        given = tuple(base for base in bases if isinstance(base, Subscript))
        for base in given:
            symbol = self._project.symbol(module, base.value)
            if isinstance(symbol, External) and symbol.name in _BASES:
                return self._free(module, (base,))
        return self._free(module, given)

    def _free(self, module: Facts, expressions: tuple[Expr, ...]) -> tuple[str, ...]:
        """Return the type variables in expressions, in the order in which they stand."""
        names = [each for expression in expressions for each in walk(expression) if isinstance(each, Name)]
        variables = (each for each in sorted(names, key=lambda each: each.node) if self._is_variable(module, each))
        return tuple(dict.fromkeys(each.name for each in variables))

    def _is_variable(self, module: Facts, name: Name) -> bool:
        match self._project.resolve(module, name.name):
            case Defined(module=defining, statement=Binding(value=Call(function=function))):
                return self._project.symbol(defining, function) in _VARIABLES
            case _:
                return False


def arguments_of(expression: Subscript) -> tuple[Expr, ...]:
    """Return what stands in the brackets behind a name."""
    index = expression.index
    return index.items if isinstance(index, Sequence) and index.kind == "tuple" else (index,)


def wrong_count(name: str, parameters: tuple[str, ...]) -> tuple[str, str]:
    """Return the message, and the help, of a type with too few or too many types in its brackets."""
    count = f"{len(parameters)} types" if len(parameters) > 1 else "one type"
    form = f"{name}[{', '.join('str' for _ in parameters)}]"
    return f'"{name}" takes {count} in brackets', f"write {form}, or other types"
