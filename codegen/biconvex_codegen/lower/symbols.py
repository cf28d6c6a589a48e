"""What a name can stand for once imports are followed; no values yet, only who defines them."""

from dataclasses import dataclass
from typing import TypeAlias

from ..frontend.facts import Binding, Class, Facts, Function, TypeStatement

Definition: TypeAlias = Binding | TypeStatement | Function | Class


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition in a module of the project."""

    module: Facts
    statement: Definition


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the project, or a package without an `__init__.py`, by its dotted path from its root folder."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """A name of `_generated`, such as `data_model` and `Document`; the name is empty for the module itself."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Library:
    """Something of the library, by its dotted name: `v.string`, `define_table`; empty for the library itself."""

    name: str


@dataclass(frozen=True, slots=True)
class External:
    """Something of another package, by its dotted name: `typing.Literal`."""

    name: str


@dataclass(frozen=True, slots=True)
class Builtin:
    """A builtin of Python."""

    name: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that nothing binds; `poisoned` where it may well exist, in a module that could not be read."""

    name: str
    poisoned: bool = False
    known: tuple[str, ...] = ()


Symbol: TypeAlias = Defined | Module | Generated | Library | External | Builtin | Unresolved

TYPED_DICTS = (External("typing.TypedDict"), External("typing_extensions.TypedDict"))
LITERAL = (External("typing.Literal"), External("typing_extensions.Literal"))
