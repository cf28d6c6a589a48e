"""Which types of an app get a name of their own in the writing by annotations, where it stands, and in which form.

An object is a TypedDict, or a dataclass where every field is an attribute that comes back from the wire; strings of
which one is chosen are an alias of a `Literal`, or an Enum, where they come more than once. What several modules use
stands in a module of models.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from biconvex_codegen.ir.reserved import PYTHON_BUILTINS, PYTHON_KEYWORDS
from biconvex_codegen.ir.types import LiteralKind, LiteralType, ObjectType, Type, UnionType

from .facts import TableFacts
from .names import free, identifier, pascal
from .plan import Plan
from .validator_text import inside, of_functions
from .variety import chosen, happens


class Form(Enum):
    """How a named type is written."""

    TYPED_DICT = "class of TypedDict"
    FUNCTIONAL = "TypedDict of a dict"
    DATACLASS = "dataclass"
    ALIAS = "alias"
    ENUM = "Enum"


@dataclass(frozen=True, slots=True)
class Named:
    """A named type: its name, the dotted path of its module, and its form."""

    name: str
    home: tuple[str, ...]
    form: Form


def named_types(plan: Plan, tables: Iterable[TableFacts], others: AbstractSet[str]) -> dict[Type, Named]:
    """Return the named types of an app; `tables` are those with classes, `others` names that no attribute may have."""
    models = (plan.helper("models", "shapes", "common_models"),)
    users: dict[Type, list[tuple[str, ...]]] = defaultdict(list)
    hints: dict[Type, str] = {}
    for user, type_, hint in _uses(plan, tables, models):
        if isinstance(type_, ObjectType) or is_choice(type_):
            users[type_].append(user)
            hints.setdefault(type_, hint)
    found: dict[Type, Named] = {}
    taken: dict[tuple[str, ...], set[str]] = defaultdict(set)
    shared = {type_ for type_, several in users.items() if models in several or len(set(several)) > 1}
    for type_ in sorted(users, key=lambda each: each not in shared):
        if is_choice(type_) and len(users[type_]) < 2:
            continue
        home = models if type_ in shared else users[type_][0]
        name = free(_class_name(hints[type_]), plan.taken | taken[models] | taken[home])
        taken[home].add(name)
        found[type_] = Named(name, home, _form(plan, type_, name, others))
    return found


def _uses(
    plan: Plan, tables: Iterable[TableFacts], models: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Type, str]]:
    """Yield what is used where, choices as what they are in a larger union."""
    for table in tables:
        hint = f"{plan.rows[table.name]}Document"
        yield models, table.document, hint
        yield from ((models, part, each) for type_, each in inside(table.document, hint) for part in _choices(type_))
    for module in plan.modules:
        functions = [each.facts for each in module.functions]
        for type_, hint in of_functions(functions):
            yield from ((module.python, part, hint) for part in _choices(type_))


def _choices(type_: Type) -> Iterator[Type]:
    yield type_
    if isinstance(type_, UnionType):
        yield from (each for each in runs(type_) if is_choice(each) and each != type_)


def is_choice(type_: Type) -> bool:
    """Say whether a type is one of some strings, at least two."""
    if not isinstance(type_, UnionType) or len(type_.members) < 2 or len({*type_.members}) < len(type_.members):
        return False
    return all(isinstance(each, LiteralType) and each.literal is LiteralKind.STRING for each in type_.members)


def runs(union: UnionType) -> Iterator[Type]:
    """Yield the members of a union, strings that follow each other as one choice."""

    def is_string(member: Type) -> bool:
        return isinstance(member, LiteralType) and member.literal is LiteralKind.STRING

    for are_strings, members in groupby(union.members, is_string):
        several = tuple(members)
        if are_strings and len(several) > 1:
            yield UnionType(several)
        else:
            yield from several


def _class_name(hint: str) -> str:
    name = pascal(hint)
    return f"{name}_" if name in PYTHON_KEYWORDS or name in PYTHON_BUILTINS else name


def _form(plan: Plan, type_: Type, name: str, others: AbstractSet[str]) -> Form:
    if isinstance(type_, UnionType):
        texts = [each.text for each in type_.members if isinstance(each, LiteralType)]
        are_names = all(text.isidentifier() and text.isascii() and not text.startswith("_") for text in texts)
        is_enum = are_names and len({text.upper() for text in texts}) == len(texts)
        return Form.ENUM if is_enum and happens(40, "enum", plan.app.name, name) else Form.ALIAS
    fields = [each.name for each in type_.fields] if isinstance(type_, ObjectType) else []
    attributes = attributes_of(plan, fields, others)
    if attributes is not None and fields and happens(30, "dataclass", plan.app.name, name):
        return Form.DATACLASS
    hiding = {*PYTHON_KEYWORDS, *PYTHON_BUILTINS, *plan.taken}
    if any(field in hiding or field.startswith("__") for field in fields):
        return Form.FUNCTIONAL
    return chosen((Form.TYPED_DICT,) * 9 + (Form.FUNCTIONAL,), plan.app.name, name)


def attributes_of(plan: Plan, fields: Iterable[str], others: AbstractSet[str]) -> dict[str, str] | None:
    """Return the attributes of a dataclass with these fields; None where one of them has no name in Python.

    An attribute hides what the module calls by its name, for the annotations of its class.
    """
    found: dict[str, str] = {}
    for field in fields:
        taken = {*found.values(), *plan.taken, *others}
        name = identifier(field, camel=plan.camel, taken=taken)
        if name is None or name.startswith("__") or name[0].isupper():
            return None
        found[field] = name
    return found
