"""What static evaluation computes: values with the places that they come from."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from ..frontend.facts import Binding, Class, Facts
from ..frontend.facts import Function as FunctionFacts
from ..ir.types import NO_NOTES, Notes, Type
from ..source import At, Part
from .symbols import Builtin, Defined, External, Generated, Library, Module, Symbol, Unresolved

TypePlaces: TypeAlias = tuple[tuple[str, Part, At], ...]
"""Where the parts of a type stand: the steps of `ir.walk` that lead to a part, which part of it, and its place."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""

    at: At
    text: str


@dataclass(frozen=True, slots=True)
class Integer:
    """An int; never a bool."""

    at: At
    number: int


@dataclass(frozen=True, slots=True)
class Float:
    """A float."""

    at: At
    number: float


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or False."""

    at: At
    truth: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """None."""

    at: At


@dataclass(frozen=True, slots=True)
class Bytes:
    """A bytes literal, in hexadecimal."""

    at: At
    text: str


@dataclass(frozen=True, slots=True)
class Int64:
    """`Int64(5)`."""

    at: At
    number: int


@dataclass(frozen=True, slots=True)
class Missing:
    """`UNSET`."""

    at: At


@dataclass(frozen=True, slots=True)
class Items:
    """A list or tuple."""

    at: At
    kind: Literal["list", "tuple"]
    items: "tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Pair:
    """One key of a dict, the place of the key, its value and its `#:` comment."""

    key: "Text | Integer | Float | Boolean | Nothing"
    value: "Value"
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Dict:
    """A dict; `repeated` are pairs that a later one of the same display hides; `holes` where a part is unknown."""

    at: At
    pairs: tuple[Pair, ...]
    repeated: tuple[Pair, ...] = ()
    holes: bool = False


@dataclass(frozen=True, slots=True)
class Validator:
    """A validator: its type, where its parts stand, whether it is optional, and its notes as a field.

    `failed` are the fields of an object of which nothing is known, not even whether they are optional.
    """

    at: At
    type: Type
    places: TypePlaces = ()
    optional: bool = False
    notes: Notes = NO_NOTES
    failed: frozenset[str] = frozenset()

    @property
    def type_at(self) -> At:
        """The place of the type itself, without what says that it is optional."""
        return next((at for steps, part, at in self.places if not steps and part is Part.WHOLE), self.at)


@dataclass(frozen=True, slots=True)
class IndexValue:
    """An index of any kind: its places are those of its name, its main field, its dimensions and its fields."""

    kind: Literal["index", "search", "vector"]
    name: str
    name_at: At
    fields: tuple[tuple[str, At], ...]
    main_field: tuple[str, At] | None = None
    dimensions: tuple[int, At] | None = None
    unique: bool = False
    staged: bool = False
    notes: Notes = NO_NOTES


@dataclass(frozen=True, slots=True)
class TableValue:
    """A table: its document as a validator or a class, its class name if one was given, and its indexes.

    `row_known` is false where a part failed that may give the class name.
    """

    at: At
    document: "Validator | ClassValue"
    class_name: tuple[str, At] | None
    indexes: tuple[IndexValue, ...]
    notes: Notes
    row_known: bool = True


@dataclass(frozen=True, slots=True)
class SchemaValue:
    """A schema: its tables by name, each with the place of its name, and its options."""

    at: At
    tables: tuple[tuple[str, At, TableValue], ...]
    validation: bool = True
    strict_table_names: bool = True
    complete: bool = True

    @property
    def rows_known(self) -> bool:
        """Whether the class names of all tables are known."""
        return self.complete and all(table.row_known for _, _, table in self.tables)


@dataclass(frozen=True, slots=True)
class Known:
    """Something known by name alone: a function of the library, a builtin, a module."""

    at: At
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class HelperValue:
    """A function of the project whose body is one `return`."""

    at: At
    module: Facts
    function: FunctionFacts


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A member of an enum: its name and its value.

    One that `stands_for_itself` is no string or number, unless the class is `mixed` with one of those types.
    """

    at: At
    name: str
    value: "Text | Integer | Float | Boolean"
    stands_for_itself: bool
    mixed: bool
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class ClassValue:
    """A class of the project, or `Name = TypedDict("Name", {...})`; `members` are those of an enum, where known."""

    at: At
    module: Facts
    statement: Class | Binding
    members: tuple[EnumMember, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a value, not yet called."""

    at: At
    owner: "Value"
    name: str


@dataclass(frozen=True, slots=True)
class Poison:
    """A value that could not be known; whoever meets it stays silent, since its mistake was reported."""

    at: At


Value: TypeAlias = (
    Text
    | Integer
    | Float
    | Boolean
    | Nothing
    | Bytes
    | Int64
    | Missing
    | Items
    | Dict
    | Validator
    | TableValue
    | SchemaValue
    | Known
    | HelperValue
    | ClassValue
    | EnumMember
    | Method
    | Poison
)


def _named(symbol: Symbol) -> str:
    match symbol:
        case Library(name=name) if name.startswith("v."):
            return f"{name} without its parentheses"
        case Library(name=name):
            return f'"{name}" of biconvex' if name else "biconvex"
        case Generated(module=module, name=name):
            return f'"{name or module}" of _generated'
        case Module(path=path):
            return f'the module "{".".join(path)}"'
        case Builtin(name=name):
            return f'Python\'s "{name}"'
        case External(name=name) | Unresolved(name=name):
            return f'"{name}"'
        case Defined(statement=statement):
            return f'"{statement.name}"'
        case _:
            assert_never(symbol)


def described(value: Value) -> str:
    """Say what a value is, in the words of a message."""
    match value:
        case Text():
            return "a string"
        case Integer():
            return "an int"
        case Float():
            return "a float"
        case Boolean():
            return "a bool"
        case Nothing():
            return "None"
        case Bytes():
            return "bytes"
        case Int64():
            return "an Int64"
        case Missing():
            return "UNSET"
        case Items():
            return f"a {value.kind}"
        case Dict():
            return "a dict"
        case Validator():
            return "a validator"
        case TableValue():
            return "a table"
        case SchemaValue():
            return "a schema"
        case EnumMember():
            return f'the member "{value.name}" of an enum'
        case ClassValue():
            return f'the class "{value.statement.name}"'
        case HelperValue():
            return f'the function "{value.function.name}"'
        case Known():
            return _named(value.symbol)
        case Method():
            return f'the method "{value.name}"'
        case Poison():
            return "unknown"
