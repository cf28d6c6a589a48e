"""What the fuzzer found, made small by hand: modules of a project, and the codes of what they must say."""

from dataclasses import dataclass

_SCHEMA = "from biconvex import define_schema, define_table, v\n{above}\nschema = define_schema({{{tables}}})\n"
_MODULE = "import enum\nfrom typing import Literal\nfrom ._generated.data_model import TFields\n"
_QUERY = "from ._generated.server import query\n{above}\n@query\nasync def f(ctx, *, x: {type_}) -> None: ...\n"


@dataclass(frozen=True, slots=True)
class Found:
    """One input that the compiler once failed with."""

    title: str
    files: dict[str, str]
    codes: frozenset[str]


def _schema(above: str, field: str) -> str:
    return _SCHEMA.format(above=above, tables=f'"t": define_table({{"a": {field}}})')


def _in_schema(title: str, above: str, field: str, *codes: str) -> Found:
    return Found(title, {"backend/schema.py": _schema(above, field)}, frozenset(codes))


def _in_argument(title: str, above: str, type_: str, *codes: str, field: str = "v.string()") -> Found:
    module = _MODULE + _QUERY.format(above=above, type_=type_)
    return Found(title, {"backend/schema.py": _schema("", field), "backend/m.py": module}, frozenset(codes))


def _cron(schedule: str) -> dict[str, str]:
    return _crons(f'crons.cron("a", "{schedule}", internal.m.f())')


def _crons(call: str) -> dict[str, str]:
    crons = "from biconvex import cron_jobs\nfrom ._generated.api import internal\ncrons = cron_jobs()\n"
    handler = "from ._generated.server import internal_mutation\n@internal_mutation\n"
    return {
        "backend/schema.py": _schema("", "v.string()"),
        "backend/m.py": f"{handler}async def f(ctx, *, a: float = 0) -> None: ...\n",
        "backend/crons.py": f"{crons}{call}\n",
    }


def _doubled(step: str, first: str) -> str:
    """Return a name that is made of the one before it, forty times."""
    return "\n".join([f"a0 = {first}", *(f"a{number + 1} = {step.replace('@', f'a{number}')}" for number in range(40))])


def _aliases(count: int) -> str:
    return "\n".join(["A0 = str", *(f"A{number + 1} = list[A{number}]" for number in range(count))])


def _classes(count: int) -> str:
    classes = (f"class C{number}(TypedDict):\n    x: 'C{number + 1}'" for number in range(count))
    return "\n".join(["from typing import TypedDict", *classes, f"C{count} = str"])


def _line_of(classes: str, count: int) -> str:
    """Return classes, each of which inherits from the one before it, up to the last."""
    return "\n".join([classes, *(f"class C{number + 1}(C{number}):\n    x{number}: int" for number in range(count))])


_LARGE = "evaluation-too-large"
_HUGE = "0x" + "f" * 4000
FOUND = (
    _in_schema("a quotient that is no float", "X = 10**400 / 3", "v.literal(X)", "not-static"),
    _in_schema("a range of numbers beyond machine words", "", "v.literal(range(1 << 1024))", _LARGE),
    _in_argument("a record whose key is several literals", "", 'dict[Literal["a", "b"], int]', "invalid-validator"),
    _in_argument("a record whose key is an enum", 'class C(enum.Enum):\n    A = "a"\n    B = "b"', "dict[C, int]",
                 "invalid-validator"),
    _in_argument("a record in the data model", "", "TFields", "invalid-validator",
                 field="v.record(v.number(), v.null())"),
    _in_schema("lists that are unpacked into lists", _doubled("[*@, *@]", "[1]"), "v.literal(a40)", _LARGE),
    _in_schema("f-strings of f-strings", _doubled('f"{@}{@}"', '"x"'), "v.literal(a40)", _LARGE),
    _in_schema("joined texts", _doubled('"".join([@, @])', '"x"'), "v.literal(a40)", _LARGE),
    _in_schema("replaced texts", _doubled('@.replace("x", @ + "x")', '"x"'), "v.literal(a40)", _LARGE),
    _in_schema("pairs of pairs", _doubled("(@, @)", "1"), "v.literal(a40)", "invalid-validator"),
    _in_schema("unions of unions", _doubled("v.union(@, @)", "v.string()"), "a40", _LARGE),
    _in_schema("objects of objects", _doubled('v.object({"a": @, "b": @})', "v.string()"), "a40", _LARGE),
    _in_schema("lists of long lists", "X = [[0] * 10**6 for _ in range(10**5)]", "v.literal(X)", _LARGE),
    _in_schema("lists of long ranges", "X = [list(range(10**5)) for _ in range(10**5)]", "v.literal(X)", _LARGE),
    _in_schema("a long list searched for each item", "X = [x for x in range(999) if x in list(range(10**5))]",
               "v.literal(X)", _LARGE),
    _in_schema("a dict of many pairs", "X = dict(enumerate(range(10**5)))", "v.literal(X)", "invalid-validator"),
    _in_schema("a long text in capitals, many times", "T = 'ab' * 400000\nX = [T.upper() for _ in range(30000)]",
               "v.literal(X)", _LARGE),
    _in_schema("a long text split, many times", "T = 'a ' * 400000\nX = [T.split() for _ in range(20)]",
               "v.literal(X)", _LARGE),
    _in_schema("a large dict asked for each item",
               "D = {str(x): x for x in range(50000)}\nX = [D.get('') for _ in range(1000)]", "v.literal(X)", _LARGE),
    _in_schema("the fields of a large object, many times",
               "O = v.object({f'a{x}': v.string() for x in range(500)})\nX = [O.fields for _ in range(1000)]",
               "v.literal(X)", _LARGE),
    _in_schema("a condition for each of many items",
               "S = ['open']\nX = ['name' for each in 'x' * 100_000 if each != S[0]]", "v.literal(X)", _LARGE),
    _in_schema("a helper that calls itself twice", "def f(n): return n and f(n - 1) + f(n - 1)\nX = f(60)",
               "v.literal(X)", _LARGE),
    _in_schema("validators inside each other", "", "v.array(" * 180 + "v.string()" + ")" * 180, "limit-exceeded"),
    _in_argument("annotations inside each other", "", "list[" * 180 + "str" + "]" * 180, "too-deep"),
    _in_argument("aliases of aliases", _aliases(500), "A500", "too-deep"),
    _in_argument("classes that hold classes", _classes(500), "C0", "too-deep", "limit-exceeded"),
    Found("a cron string of thousands of digits", _cron("9" * 5000 + " 0 * * *"), frozenset({"invalid-cron"})),
    Found("a step of thousands of digits", _cron("*/" + "9" * 5000 + " 0 * * *"), frozenset({"invalid-cron"})),
    Found("an hour of thousands of digits", _crons(f"crons.daily('a', internal.m.f(), hour_utc={_HUGE})"),
          frozenset({"not-static"})),
    Found("an interval that is a power of a power", _crons("crons.interval('a', internal.m.f(), hours=(10**300)**300)"),
          frozenset({"not-static"})),
    Found("an argument of a cron that no float holds", _crons("crons.interval('a', internal.m.f(a=10**400), hours=1)"),
          frozenset({"argument-mismatch"})),
    Found("dimensions of thousands of digits", {"backend/schema.py": _SCHEMA.format(above="", tables=(
        f'"t": define_table({{"a": v.any()}}).vector_index("v", vector_field="a", dimensions={_HUGE})'
    ))}, frozenset({"not-static"})),
    _in_schema("a text repeated less often than a machine word holds", "X = 'abc' * -2**64", "v.literal(X)",
               "not-static"),
    _in_schema("an empty list repeated more often than a machine word holds", "X = [1, *[] * 2**64]",
               "v.literal(X[0])", "not-static"),
    _in_schema("a long line that is not ASCII", 'X = ["é", ' + '"a", ' * 40_000 + "]", "v.literal(X[0])"),
    _in_argument("a long line with mistakes from end to end", "",
                 "|".join(f"Literal[{number}, None, None, {{}}]" for number in range(800)), "invalid-validator"),
    _in_argument("classes that inherit in a long line", "from typing import TypedDict\n"
                 + _line_of("class C0(TypedDict): ...", 1000), "C1000", "too-deep"),
    _in_schema("comprehensions inside each other", "X = " + "[" * 30 + "1" + " for x in 'ab']" * 30, "v.literal(X)",
               "too-deep"),
    _in_argument("wraps of wraps", "async def load(ctx): return ctx\nw0 = query\n"
                 + "\n".join(f"w{number + 1} = w{number}.wrap(load)" for number in range(1000))
                 + "\n@w1000\nasync def g(ctx) -> None: ...", "str", "too-deep"),
    Found("an attribute whose letter Python reads as another one",
          {"backend/routes.py": "from biconvex import http_router\nhttp = http_router()\nhttp.ℌ()\n"},
          frozenset({"invalid-route"})),
    _in_argument("an annotation in quotes that the interpreter warns of", "", "\"Literal['\\\\d']\""),
    _in_schema("an await in a plain function, beside what the interpreter warns of", "def f(): await '\\d'",
               "v.string()", "syntax-error"),
    Found(
        "a name that is handed from module to module",
        {
            "backend/schema.py": _schema("", "v.string()"),
            **{f"backend/m{number}.py": f"from .m{number + 1} import A\n" for number in range(400)},
            "backend/m400.py": "A = str\n",
            "backend/m.py": _QUERY.format(above="from .m0 import A", type_="A"),
        },
        frozenset({"unsupported-annotation"}),
    ),
)  # fmt: skip
