"""What certainly raises when Python runs it, whatever else is unknown: no such operation, attribute, entry or call."""

import operator
from collections.abc import Callable, Mapping

from ..frontend.expressions import Call
from ..frontend.facts import Change, Class, Facts, Function
from ..ir.reserved import ATTRIBUTES_OF, BUILTIN_ATTRIBUTES
from .calls import Given
from .library_names import SERVER_NAMES
from .scopes import Project
from .symbols import Builtin, External, Generated, Library, Module, Symbol
from .values import (
    Boolean,
    Bytes,
    ClassValue,
    Dict,
    Float,
    HelperValue,
    Int64,
    Integer,
    Items,
    Known,
    Missing,
    Nothing,
    SchemaValue,
    TableValue,
    Text,
    Validator,
    Value,
    described,
)

_OF_ENUMS: Mapping[Symbol | None, frozenset[str]] = {
    External("enum.Enum"): frozenset({"mro"}),
    External("enum.IntEnum"): BUILTIN_ATTRIBUTES,
    External("enum.StrEnum"): BUILTIN_ATTRIBUTES,
}
"""What classes of enums have beside their members."""
_OF_ITEMS = frozenset(
    {"all", "any", "dict", "enumerate", "frozenset", "iter", "len", "list", "set", "sorted", "sum", "tuple"}
)
"""The builtins that take no number, no bool and no None as their one argument."""
_FORMS = frozenset(
    f"typing.{name}"
    for name in ("Annotated", "Any", "ClassVar", "Final", "Literal", "NotRequired", "Optional", "Required", "Union")
)
_OF_REGISTERED = ("args", "export", "handler", "kind", "loads", "name", "returns", "visibility")
"""What registered functions have."""

_OPERATIONS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "|": "or_",
    "&": "and_",
    "^": "xor",
    "<<": "lshift",
    ">>": "rshift",
}
"""The functions of the module `operator`."""


def refusal_of_operation(sign: str, left: Value, right: Value) -> str | None:
    """Return why Python refuses an operation of two values; None where it may have a result."""
    ours, theirs = _operand(sign, left), _operand(sign, right)
    if sign not in _OPERATIONS or ours is None or theirs is None:
        return None
    if sign == "%" and isinstance(left, Text | Bytes):  # what that takes, the text says
        return None
    operation: Callable[[object, object], object] = getattr(operator, _OPERATIONS[sign])
    try:
        operation(*ours, *theirs)
    except TypeError:
        return f"Python knows no `{sign}` of {described(left)} and {described(right)}"
    is_nought = isinstance(right, Integer | Float) and not right.number
    return "a number is divided by zero" if sign in ("/", "//", "%") and is_nought else None


def _operand(sign: str, value: Value) -> tuple[object] | None:
    match value:
        case Known(symbol=Builtin(name=name)) if sign != "|" and not name.startswith("_"):
            return (object(),)  # types and functions can only be joined
        case _:
            return _of_its_kind(value)


def has_no_attribute(owner: Value, name: str) -> bool:
    """Say whether a value has no attribute of a name, since nothing of Python's own has one."""
    is_builtin = _of_its_kind(owner) is not None or (isinstance(owner, Known) and isinstance(owner.symbol, Builtin))
    kind = _type_name(owner)
    return is_builtin and not name.startswith("_") and name not in ATTRIBUTES_OF.get(kind, BUILTIN_ATTRIBUTES)


def has_no_member(owner: Value, name: str, project: Project) -> bool:
    """Say whether an enum of the project has no member of a name, or a function no such attribute."""
    match owner:
        case HelperValue(module=module, function=function):
            changes = (each for each in project.statements(module, function.name) if isinstance(each, Change))
            known = _OF_REGISTERED if function.decorators else ()
            is_set = any(each.attributes for each in changes) or name in known or name.startswith("_")
            return not is_set and is_called_as_it_is(module, function, project)
        case ClassValue(module=module, statement=Class(bases=(base,)) as statement):
            others = _OF_ENUMS.get(project.symbol(module, base))
            is_of_enum = name.startswith("_") and name.endswith("_")
            return others is not None and name not in statement.names | others and not is_of_enum
        case _:
            return False


def refusal_of_call(function: Value, given: Given) -> str | None:
    """Return why Python refuses a call of a builtin or of a form of `typing`; None where it may take one."""
    match function:
        case Known(symbol=External(name=name)) if name in _FORMS:
            return f'"{name}" is there for annotations, and cannot be called'
        case Known(symbol=Builtin(name="object")) if given.positional or given.keywords:
            return 'Python\'s "object" takes no arguments'
        case Known(symbol=Builtin(name=name)) if name in _OF_ITEMS and len(given.positional) == 1:
            (value,) = given.positional
            is_one = isinstance(value, Integer | Float | Boolean | Nothing)
            return f'Python\'s "{name}" takes items, not {described(value)}' if is_one else None
        case _:
            return None


def is_called_as_it_is(module: Facts, function: Function, project: Project) -> bool:
    """Say whether a call of a function calls what is written: it has no decorators, but those that register."""
    called = (each.function if isinstance(each, Call) else each for each in function.decorators)
    return all(_registers(project.symbol(module, each)) for each in called)


def _registers(symbol: Symbol | None) -> bool:
    match symbol:
        case Generated(module="server", name=name):
            return name in SERVER_NAMES and name.islower()
        case _:
            return False


def cannot_be_called(value: Value) -> bool:
    """Say whether a value is no function and no class."""
    if isinstance(value, Known):
        return isinstance(value.symbol, Module) or value.symbol == Library("v")
    of_library = isinstance(value, Int64 | Missing | SchemaValue | TableValue | Validator)
    return of_library or _of_its_kind(value) is not None


def cannot_be_indexed(owner: Value, index: Value) -> bool:
    """Say whether a value has no entries, or none by such an index."""
    match owner:
        case Text() | Bytes() | Items():
            return not isinstance(index, Integer | Boolean) and _of_its_kind(index) is not None
        case _:
            return isinstance(owner, Integer | Float | Boolean | Nothing)


def _type_name(value: Value) -> str:
    """Return the name of Python's type of a value, for those whose attributes are listed."""
    match value:
        case Items(kind=kind):
            return kind
        case Dict():
            return "dict"
        case Integer() | Boolean():
            return "int"
        case Float():
            return "float"
        case Nothing():
            return "None"
        case _:
            return ""


def _of_its_kind(value: Value) -> tuple[object] | None:
    """Return a value of Python with the same operations, in a tuple; None for what is none of Python's own."""
    match value:
        case Text():
            return ("",)
        case Integer():
            return (1,)
        case Float():
            return (1.0,)
        case Boolean():
            return (True,)
        case Nothing():
            return (None,)
        case Bytes():
            return (b"",)
        case Items(kind="list"):
            return ([],)
        case Items():
            return ((),)
        case Dict():
            return ({},)
        case _:
            return None
