"""Expressions as facts: what is written, unresolved; `node` is the preorder number that finds the place again."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias


class ConstantKind(Enum):
    """What kind of constant a literal in the source is."""

    STRING = "str"
    INTEGER = "int"
    FLOAT = "float"
    BOOLEAN = "bool"
    NONE = "None"
    BYTES = "bytes"
    ELLIPSIS = "..."
    COMPLEX = "complex"


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal: its kind and `repr`-like canonical text; the text of a string is the string itself."""

    node: int
    kind: ConstantKind
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name; one in quotes is not looked up where it stands."""

    node: int
    name: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """`value.name`; the place of the name alone comes right after that of the whole."""

    node: int
    value: "Expr"
    name: str

    @property
    def name_node(self) -> int:
        """The number of the place of the name behind the dot."""
        return self.node + 1


@dataclass(frozen=True, slots=True)
class Keyword:
    """`name=value` in a call or class head; without a name, `**value`."""

    node: int
    name: str | None
    value: "Expr"


@dataclass(frozen=True, slots=True)
class Call:
    """`function(*args, **keywords)`."""

    node: int
    function: "Expr"
    args: "tuple[Expr, ...]"
    keywords: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class Starred:
    """`*value` in a display or a call."""

    node: int
    value: "Expr"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, tuple or set display."""

    node: int
    kind: Literal["list", "tuple", "set"]
    items: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Entry:
    """`key: value` in a dict display; without a key, `**value`; `doc` is its `#:` comment."""

    key: "Expr | None"
    value: "Expr"
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dict display."""

    node: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`, the operator as written, `and` and `or` included.

    `texts` are the sides of an annotation that are texts, opened here: 0 is the left one, 1 the right one.
    """

    node: int
    operator: str
    left: "Expr"
    right: "Expr"
    texts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unary:
    """`operator operand`, the operator as written."""

    node: int
    operator: str
    operand: "Expr"


@dataclass(frozen=True, slots=True)
class Subscript:
    """`value[index]`."""

    node: int
    value: "Expr"
    index: "Expr"


@dataclass(frozen=True, slots=True)
class Format:
    """An f-string: constant parts, and expressions without conversion or format specification."""

    node: int
    parts: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Clause:
    """`for target in iterable if conditions` of a comprehension; the target is one name, or several to unpack into."""

    targets: tuple[str, ...]
    unpacks: bool
    iterable: "Expr"
    conditions: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Comprehension:
    """A comprehension; `key` only in one that makes a dict."""

    node: int
    kind: Literal["list", "set", "dict", "generator"]
    key: "Expr | None"
    element: "Expr"
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """`left operator right` of one comparison."""

    node: int
    operator: str
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Other:
    """An expression of a kind that nothing static is made of, named in the reader's words (`a lambda`).

    `parts` are what it evaluates, names of its own aside.
    """

    node: int
    what: str
    parts: "tuple[Expr, ...]" = ()


Expr: TypeAlias = (
    Constant
    | Name
    | Attribute
    | Call
    | Starred
    | Sequence
    | Mapping
    | Binary
    | Unary
    | Subscript
    | Format
    | Comprehension
    | Compare
    | Other
)


def walk(expression: Expr) -> Iterator[Expr]:
    """Yield an expression and everything that it is made of, in no order that means anything."""
    pending = [expression]
    while pending:
        each = pending.pop()
        yield each
        pending.extend(parts(each))


def parts(expression: Expr) -> tuple[Expr, ...]:
    """Return the expressions that one is made of."""
    match expression:
        case Name() | Constant():
            return ()
        case Attribute() | Starred():
            return (expression.value,)
        case Call():
            return (expression.function, *expression.args, *(each.value for each in expression.keywords))
        case Sequence():
            return expression.items
        case Format() | Other():
            return expression.parts
        case Mapping():
            keys = (each.key for each in expression.entries if each.key is not None)
            return (*keys, *(each.value for each in expression.entries))
        case Binary() | Compare():
            return (expression.left, expression.right)
        case Unary():
            return (expression.operand,)
        case Subscript():
            return (expression.value, expression.index)
        case Comprehension():
            key = () if expression.key is None else (expression.key,)
            inner = (part for clause in expression.clauses for part in (clause.iterable, *clause.conditions))
            return (*key, expression.element, *inner)
