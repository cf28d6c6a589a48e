"""Facts: what one file's text says, statement by statement, verbatim and unresolved, free of places.

`id` is local to the module and made of names, so that a blank line changes nothing; the second thing of one name has
the id `name#2`. Statements keep the order of the source.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from .expressions import Call, Expr, Keyword


class Surroundings(Enum):
    """Where a statement stands; only at module level does it say something for certain."""

    MODULE = "module level"
    TYPE_CHECKING = "an `if TYPE_CHECKING` block"
    CONDITION = "an if statement"
    LOOP = "a loop"
    TRY = "a try statement"
    WITH = "a with statement"
    MATCH = "a match statement"
    CLASS = "a class"
    FUNCTION = "a function"

    @property
    def is_certain(self) -> bool:
        """Whether what stands here is said for certain, to type checkers at least."""
        return self in (Surroundings.MODULE, Surroundings.TYPE_CHECKING)


IMPORTED_MODULE = 2
"""The number of an import's place of the module, its dots included."""

IMPORTED_NAME = 3
"""The number of an import's place of the name, without what it is called here."""


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import name as alias`, or `import module as alias` (then `name` is None).

    `level` counts the leading dots. `import a.b` without an alias binds `a`: then `module` is `a.b`, `alias` is `a`.
    The name `*` stands for all of a module.
    """

    id: str
    module: str
    level: int
    name: str | None
    alias: str
    within: Surroundings


@dataclass(frozen=True, slots=True)
class Binding:
    """`name = value`, `name: annotation = value`, or `name: annotation`; `doc` is its `#:` comment."""

    id: str
    name: str
    annotation: Expr | None
    value: Expr | None
    doc: str | None
    within: Surroundings


@dataclass(frozen=True, slots=True)
class TypeStatement:
    """`type name[parameters] = value`."""

    id: str
    name: str
    value: Expr
    type_parameters: tuple[str, ...]
    within: Surroundings


class ParameterKind(Enum):
    """How a parameter may be given."""

    POSITIONAL_ONLY = "positional-only"
    ORDINARY = "ordinary"
    KEYWORD_ONLY = "keyword-only"
    REST = "*args"
    KEYWORDS = "**kwargs"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `node` is the number of its name's place, `doc` its `#:` comment."""

    node: int
    name: str
    kind: ParameterKind
    annotation: Expr | None
    default: Expr | None
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function's head, its docstring, its value where the body is one `return`, and the names in `def f[T]`."""

    id: str
    name: str
    is_async: bool
    decorators: tuple[Expr, ...]
    parameters: tuple[Parameter, ...]
    returns: Expr | None
    result: Expr | None
    doc: str | None
    within: Surroundings
    type_parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One field of a class body; `node` is the number of its name's place."""

    node: int
    name: str
    annotation: Expr | None
    value: Expr | None
    doc: str | None


@dataclass(frozen=True, slots=True)
class Class:
    """A class's head, docstring and fields; `names` are all that its body binds, and those in `class A[T]`."""

    id: str
    name: str
    type_parameters: tuple[str, ...]
    bases: tuple[Expr, ...]
    keywords: tuple[Keyword, ...]
    decorators: tuple[Expr, ...]
    members: tuple[Member, ...]
    names: frozenset[str]
    doc: str | None
    within: Surroundings


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An expression that stands alone as a statement, such as `crons.interval(...)`."""

    id: str
    value: Expr
    within: Surroundings


@dataclass(frozen=True, slots=True)
class Change:
    """What may change a name of the module, or `name.attributes`; `how` in the reader's words (`deletion`).

    Inside a function it is there where the name is none of the function's own.
    """

    id: str
    name: str
    attributes: tuple[str, ...]
    how: str
    within: Surroundings


@dataclass(frozen=True, slots=True)
class Use:
    """A call in the body of a function that runs or schedules another one: `ctx.run_query(internal.notes.all())`.

    `function` is the id of the module's function around it, or None in a method. `parameter` is the parameter of that
    function on which the method is called, or on whose attribute `scheduler`; None where that is not certain.
    `hidden` are the names in the call that mean something of the function's own.
    """

    id: str
    function: str | None
    parameter: str | None
    call: Call
    hidden: tuple[str, ...]


Statement: TypeAlias = Import | Binding | TypeStatement | Function | Class | Evaluated | Change | Use


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one module says: its docstring and its statements, those inside blocks and bodies included.

    `failed` is true where the text could not be parsed: then nothing is known, and a name that is not found in the
    module is no mistake of whoever uses it. `asks_for_globals` says that it may bind names that stand nowhere in it.
    """

    path: str
    doc: str | None = None
    statements: tuple[Statement, ...] = ()
    failed: bool = False
    asks_for_globals: bool = False
