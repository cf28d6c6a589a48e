"""Makes whole apps that compile, in every form that the language has; what they mean is for others to say.

Everything is chosen by one `random.Random`: a seed is an app, and hypothesis may choose instead (`st.randoms()`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

KEYS = ("title", "ownerId", "class", "from", "x_1", "is", "createdAt", "tagList", "None_", "zip")
PARAMETERS = ("title", "owner_id", "class_", "from_", "x_1", "is_public", "a_b_c", "tagList", "id_", "list_")
TABLES = ("notes", "user_files", "class", "orderItems", "x1", "list")
TEXTS = tuple(map(repr, ("a", "B c", "", "it's", '"', "\n", "ß", "{braces}", "#", "true")))
NUMBERS = ("0", "1", "-2", "1.5", "-0.0", "1e300", "True", "False", "Int64(5)", "Int64(-(2**63))")

SHARED = '''\
"""What the schema and the functions share."""

from biconvex import Int64, v

ROLES = ["owner", "member"]
STEPS = {"first": 1, "second": 2}
audit = {"createdBy": v.string(), "changedAt": v.optional(v.number())}
role = v.union(*[v.literal(name) for name in ROLES], v.literal("none"))
address = v.object({"city": v.string(), "zip": v.optional(v.string()), "lines": v.array(v.string())})
rates = {f"rate_{name}": v.field(v.number(), doc=f"Rate {number}") for name, number in STEPS.items() if number > 0}


def money(currency, note=v.string()):
    """Return the validator of an amount."""
    return v.object({"minor": v.int64(), "currency": v.literal(currency)} | {"note": v.optional(note)})
'''

SCHEMA_HEAD = """\
from dataclasses import dataclass
from typing import TypedDict

from biconvex import Int64, define_schema, define_table, v

from .validators import address, audit, money, rates, role


@dataclass
class Plain:
    text: str
    embedding: list[float]
    size_of: int = 0


class Keyed(TypedDict, total=False):
    text: str
    embedding: list[float]


"""

IMPORTS = """\
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum, auto
from typing import Annotated, Any, ClassVar, Dict, List, Literal, NewType, NotRequired, Optional, Required
from typing import TypeAlias, TypedDict, Union

import pydantic
import typing_extensions
from pydantic import BaseModel, Field

from biconvex import UNSET, Int64, PaginationOpts, PaginationResult, Unset, v

"""

LOAD = """\


async def with_user(ctx: QueryCtx, *, user_token: str, days: int = 3) -> QueryCtx:
    return ctx


user_query = query.wrap(with_user)
"""

CRONS_HEAD = """\
from typing import TypedDict

from biconvex import UNSET, Int64, Unset, cron_jobs

from ._generated.api import internal
from ._generated.server import MutationCtx, internal_mutation


class Shape(TypedDict):
    size_of: int


@internal_mutation
async def sweep_(
    ctx: MutationCtx,
    *,
    limit: float = 3,
    label: str | None = None,
    big: Int64 = Int64(1),
    flags: list[bool] = [],
    by_name: dict[str, float] | None = None,
    maybe: str | None | Unset = UNSET,
    content: bytes = b"",
    shape: Shape | None = None,
) -> None:
    return None


crons = cron_jobs()
"""

ROUTES_HEAD = """\
from biconvex import Request, Response, http_router

from ._generated.server import ActionCtx, http_action


@http_action
async def answer_it_(ctx: ActionCtx, request: Request) -> Response:
    return Response()


http = http_router()
"""

SHARED_VALIDATORS = ("role", "address", 'money("EUR")', 'money("USD", v.null())', 'address.extend({"more": v.any()})')
SIMPLE_VALIDATORS = (
    *("v.string()", "v.number()", "v.float64()", "v.integer()", "v.int64()", "v.bigint()", "v.boolean()", "v.null()"),
    *("v.bytes()", "v.any()", "v.commit_ts()", 'v.id("_storage")'),
)
SIMPLE_TYPES = ("str", "int", "float", "bool", "bytes", "Int64", "Any", "StorageId", "list", "Dict", "Mapping")
INDEXES = (
    '.index("by_text", ["text"])',
    '.index("by_both", ["text", "embedding"], unique=True)',
    '.search_index("search", search_field="text", filter_fields=["embedding"])',
    '.search_index("staged", search_field="text", staged=True)',
    '.vector_index("near", vector_field="embedding", dimensions=3)',
)
DECORATORS = (
    *(("query", "QueryCtx"), ("user_query", "QueryCtx"), ("internal_mutation", "MutationCtx"), ("action", "ActionCtx")),
)
SCHEDULES = (
    *('interval("{}", {}, seconds=90)', 'interval("{}", {}, hours=2)', 'hourly("{}", {}, minute_utc=5)'),
    *('hourly("{}", {})', 'daily("{}", {}, hour_utc=3)', 'monthly("{}", {}, day=31, hour_utc=0)'),
    *('weekly("{}", {}, day_of_week="friday", hour_utc=1, minute_utc=0)', 'cron("{}", "*/5 1-3 * JAN MON", {})'),
)
ARGUMENTS = (
    *("limit=5", "limit=-1.0", "limit=24 * 60", 'label="ß"', "label=None", "big=Int64(7)", "flags=[True, False]"),
    *("by_name={'a': 1.5}", "maybe=None", "maybe='x'", "content=b'abc'", "shape={'size_of': 2}"),
)
PLACES = ('path="/a"', 'path="/a/b"', 'path_prefix="/a/"', 'path_prefix="/"')


@dataclass(frozen=True, slots=True)
class Scope:
    """What a module may name: tables, the class of the rows of each, and the types that it has defined above."""

    tables: tuple[str, ...]
    rows: tuple[str, ...]
    types: tuple[str, ...] = ()


def program(chance: Random) -> dict[str, str]:
    """Return the files of an app: a schema, two modules of types and functions, crons and routes."""
    tables = tuple(chance.sample(TABLES, chance.randint(1, 3)))
    scope = Scope(tables, tuple(f"Row{number}" for number in range(len(tables))))
    return {
        "backend/__init__.py": "",
        "backend/validators.py": SHARED,
        "backend/schema.py": schema(scope, chance),
        "backend/work.py": module(scope, ".", chance),
        "backend/desk/__init__.py": "",
        "backend/desk/list_.py": module(scope, "..", chance),
        "backend/crons.py": crons(chance),
        "backend/routes.py": routes(chance),
    }


def schema(scope: Scope, chance: Random) -> str:
    """Return the text of a schema."""
    pairs = zip(scope.tables, scope.rows, strict=True)
    tables = "".join(f"    {name!r}: {table(scope, row, chance)},\n" for name, row in pairs)
    option = chance.choice(("", ", schema_validation=False", ", strict_table_name_types=False"))
    return f"{SCHEMA_HEAD}schema = define_schema({{\n{tables}}}{option})\n"


def table(scope: Scope, row: str, chance: Random) -> str:
    """Return the definition of a table, which has a text, an embedding, and more."""
    fields = some(KEYS, 4, chance)
    entries = ", ".join(f"{name!r}: {field(scope, chance)}" for name in fields)
    own = f'"text": v.string(), "embedding": v.array(v.float64()), {entries}'
    other = 'v.object({"text": v.string(), "kind": v.literal("x")})'
    forms = (
        *(f"{{{own}}}", f"{{**audit, {own}}}", f"{{{own}}} | rates", f"v.object({{{own}}})"),
        *(f"v.union(v.object({{{own}}}), {other})", "v.any()", "Plain", "Keyed"),
    )
    return f'define_table({chance.choice(forms)}, doc="{row}"){"".join(some(INDEXES, 3, chance))}'


def field(scope: Scope, chance: Random) -> str:
    """Return a validator at a field's place."""
    forms = ("{}", "{}", "v.optional({})", 'v.field({}, doc="x")', 'v.optional(v.field({}, deprecated="x"))')
    return chance.choice(forms).format(validator(scope, chance))


def validator(scope: Scope, chance: Random, depth: int = 3) -> str:
    """Return a validator as it is written."""
    if not depth or chance.random() < 0.5:
        literal = f"v.literal({chance.choice(TEXTS + NUMBERS)})"
        simple = chance.choice(
            (SIMPLE_VALIDATORS, SHARED_VALIDATORS, (literal, f"v.id({chance.choice(scope.tables)!r})"))
        )
        return chance.choice(simple)

    def inner() -> str:
        return validator(scope, chance, depth - 1)

    keys = some(KEYS, 3, chance) or ["title"]
    entries = ", ".join(f"{key!r}: {chance.choice(('{}', 'v.optional({})')).format(inner())}" for key in keys)
    return chance.choice(
        (
            f"v.array({inner()})",
            f"v.nullable({inner()})",
            f"v.union({', '.join(inner() for _ in keys)})",
            f"v.record(v.string(), {inner()})",
            f"v.record(v.union(v.string(), v.id('_storage')), {inner()})",
            f"v.object({{{entries}}})",
            f"v.object({{{entries}}}).partial()",
            f"v.object({{{entries}}}).omit({keys[0]!r}, 'nothing')",
            f"v.object({{**audit, {entries}}}).pick({keys[0]!r}, 'createdBy')",
        )
    )


def module(scope: Scope, dots: str, chance: Random) -> str:
    """Return the text of a module of types and functions; `dots` lead to the source folder."""
    names = ", ".join(["StorageId", *(f"{row}{ending}" for row in scope.rows for ending in ("", "Id"))])
    text = (
        f"{chance.choice(('from __future__ import annotations', ''))}\n\n{IMPORTS}"
        f"from {dots}_generated.data_model import {names}\n"
        f"from {dots}_generated.server import ActionCtx, MutationCtx, QueryCtx, action, internal_mutation, query\n"
        f"from {dots}validators import ROLES, address, audit, money, role\n"
    )
    for number in range(chance.randint(0, 6)):
        text += f"\n\n{definition(scope, f'Type{number}', chance)}"
        scope = replace(scope, types=(*scope.types, f"Type{number}"))
    functions = (function(scope, f"do_{number}_", chance) for number in range(chance.randint(1, 5)))
    return text + LOAD + "".join(f"\n\n{each}" for each in functions)


def definition(scope: Scope, name: str, chance: Random) -> str:
    """Return the definition of a type."""
    match chance.choice(("alias", "newtype", "enum", "typed dict", "functional", "dataclass", "checked", "model")):
        case "alias":
            return f"{name}{chance.choice(('', ': TypeAlias'))} = {hint(scope, chance)}\n"
        case "newtype":
            return f'{name} = NewType("{name}", {chance.choice(("str", "int", "list[str]"))})\n'
        case "enum":
            return enum(name, chance)
        case "typed dict":
            return typed_dict(scope, name, chance)
        case "functional":
            entries = ", ".join(f"{key!r}: {qualified(scope, chance)}" for key in some(KEYS, 3, chance))
            return f'{name} = TypedDict("{name}", {{{entries}}}{total(chance)})\n'
        case "dataclass":
            options = chance.choice(("", "(frozen=True, slots=True)"))
            return f"@dataclass{options}\nclass {name}:\n{attributes(scope, 'field', chance)}"
        case "checked":
            return f"@pydantic.dataclasses.dataclass\nclass {name}:\n{attributes(_seen(scope), 'field', chance)}"
        case _:
            return f"class {name}(BaseModel):\n{attributes(_seen(scope), 'Field', chance)}"


def _seen(scope: Scope) -> Scope:
    """Return what pydantic takes: on Python 3.11 no TypedDict of typing's."""
    return replace(scope, types=())


def enum(name: str, chance: Random) -> str:
    """Return a class of an Enum."""
    base, values = chance.choice(
        (
            ("StrEnum", ("auto()", '"x"', '"y"')),
            ("IntEnum", ("1", "2", "-3")),
            ("Enum", ('"x"', "1", "1.5", "True", "Int64(7)")),
            ("str, Enum", ('"x"', '"y"', "ROLES[0]")),
        )
    )
    members = "".join(f"    MEMBER_{number} = {value}\n" for number, value in enumerate(chance.choices(values, k=3)))
    method = "    def shown(self) -> str:\n        return self.name\n"
    return f'class {name}({base}):\n    """Some values."""\n\n{members}\n{method}'


def typed_dict(scope: Scope, name: str, chance: Random) -> str:
    """Return a class of a TypedDict, and now and then its base."""
    classes: list[str] = []
    base = chance.choice(("TypedDict", "typing_extensions.TypedDict"))
    for each in chance.choice(((name,), (f"{name}Base", name))):
        names = some(("title", "ownerId", "x_1", "tagList"), 3, chance)
        body = "".join(f"    {key}: {qualified(scope, chance)}\n" for key in names) or "    pass\n"
        classes.append(f"class {each}({base}{total(chance)}):\n{body}")
        base = each
    return "\n\n".join(classes)


def total(chance: Random) -> str:
    """Return what is said of all keys of a TypedDict."""
    return chance.choice(("", ", total=False", ", total=True"))


def qualified(scope: Scope, chance: Random) -> str:
    """Return the annotation of a key."""
    forms = ("{}", "{}", "NotRequired[{}]", "Required[{}]", "typing_extensions.ReadOnly[{}]")
    return chance.choice(forms).format(hint(scope, chance))


def attributes(scope: Scope, call: str, chance: Random) -> str:
    """Return the body of a dataclass or a model, whose attributes all have defaults or all have none."""
    optional = (
        *(f"{{}} | str | None = {call}(default=None)", f"list[{{}}] = {call}(default_factory=list)"),
        *("{} | str | None = None", "{} | int = 0"),
        *(f"{{}} | Unset = {call}(default=UNSET)", "{} | Unset | None = UNSET", "ClassVar[int] = 3"),
    )
    required = ("{}", "{} | None", f"list[{{}}] = {call}()", 'Annotated[list[{}], "said"]')
    forms = chance.choice((optional, required))
    names = some(PARAMETERS, 4, chance) or ["title"]
    return "".join(f"    {name}: {chance.choice(forms).format(hint(scope, chance))}\n" for name in names)


def hint(scope: Scope, chance: Random, depth: int = 2) -> str:
    """Return an annotation that can be evaluated as it stands, and that is not None."""
    if not depth or chance.random() < 0.5:
        literals = ", ".join(chance.choices((*TEXTS, "1", "-2", "True", "None"), k=3))
        named = (*scope.types, *scope.rows, *(f"{row}Id" for row in scope.rows))
        other = (f"Literal[{literals}, 'z']", f"Annotated[Any, 'said', {validator(scope, chance)}]")
        return chance.choice(chance.choice((SIMPLE_TYPES, named, named, other)))

    def inner() -> str:
        return hint(scope, chance, depth - 1)

    forms = (
        *("list[{}]", "Sequence[{}]", "List[{}]", "Iterable[{}]", "tuple[{}, ...]", "dict[str, {}]"),
        *("Mapping[str, {}]", "Dict[StorageId, {}]", "Optional[{}]", "Annotated[{}, 'said']", "{} | None"),
    )
    return chance.choice((chance.choice(forms).format(inner()), f"Union[{inner()}, {inner()}, None]"))


def function(scope: Scope, name: str, chance: Random) -> str:
    """Return a registered function."""
    decorator, context = chance.choice(DECORATORS)
    given = [f'name="named{name}x"'] if chance.random() < 0.3 else []
    parameters: list[str] = []
    result = hint(scope, chance)
    names = some(PARAMETERS, 4, chance)
    match chance.choice(("signature", "signature", "explicit", "anything", "page")):
        case "explicit":
            optional = [each for each in names if chance.random() < 0.5]
            parameters = [f"{each}=None" if each in optional else each for each in names]
            validators = {each: validator(scope, chance) for each in names}
            forms = {each: "v.optional({})" if each in optional else "{}" for each in names}
            entries = (f"{each.removesuffix('_')!r}: {forms[each].format(validators[each])}" for each in names)
            given += [f"args={{{', '.join(entries)}}}", f"returns={validator(scope, chance)}"]
            result = "Any"
        case "anything":
            given.append("args=v.any()")
            parameters = ["**args: Any"]
        case "page":
            parameters = ["pagination_opts: PaginationOpts", *(f"{each}: str" for each in names)]
            result = f"PaginationResult[{result}]"
        case _:
            parameters = [parameter(scope, each, chance) for each in names]
    star = ["*"] if parameters and not parameters[0].startswith("**") else []
    options = f"({', '.join(given)})" if given else ""
    head = f"async def {name}({', '.join([f'ctx: {context}', *star, *parameters])}) -> {result}:"
    return f"@{decorator}{options}\n{head}\n    raise NotImplementedError\n"


def parameter(scope: Scope, name: str, chance: Random) -> str:
    """Return a parameter with its annotation and its default."""
    written = hint(scope, chance)
    forms = (
        *(
            written,
            f"{written} | None",
            f"{written} | int | None = None",
            f"{written} | Unset = UNSET",
            'str = "x"',
            "int = 3",
        ),
        *(
            f"{written} | None | Unset = UNSET",
            "None | Unset = UNSET",
            "Int64 = Int64(2)",
            "list[int] = []",
            "str = None",
        ),
    )
    return f"{name}: {chance.choice(forms)}"


def crons(chance: Random) -> str:
    """Return the text of `crons.py`, with the function that its crons run."""
    text = CRONS_HEAD
    for number, schedule in enumerate(some(SCHEDULES, 4, chance)):
        given = {each.partition("=")[0]: each for each in some(ARGUMENTS, 4, chance)}
        call = f"internal.crons.sweep({', '.join(given.values())})"
        text += f"crons.{schedule.format(f'job {number}', call)}\n"
    return text


def routes(chance: Random) -> str:
    """Return the text of `routes.py`."""
    methods = ("GET", "POST", "PATCH")
    return ROUTES_HEAD + "".join(
        f'http.route({place}, method="{chance.choice(methods)}", handler=answer_it_)\n'
        for place in some(PLACES, 4, chance)
    )


def some(of: Sequence[str], most: int, chance: Random) -> list[str]:
    """Return different ones of several texts, at most so many, in any order."""
    return chance.sample(of, chance.randint(0, min(most, len(of))))
