"""Random projects of the language: a grammar of texts, whose `!` forms are mistakes; it judges nothing."""

import re
from random import Random

from biconvex_codegen.source import SourceFile

_PART = re.compile(r"<(\w+)>")
_DEPTH = 6
_NAMES = (
    "users",
    "posts",
    "STATES",
    "audit",
    "one_of",
    "Draft",
    "count",
    "total",
    "name",
    "state",
    "LIMIT",
    "v",
    "id_",
)

# The first form of each part ends: it is taken where the nesting is deep enough.
_GOOD: dict[str, tuple[str, ...]] = {
    "word": ("name", "total", "state", "ownerId", "tags", "createdAt"),
    "table": ("users", "posts"),
    "text": ('"open"', '"<word>"', 'f"<word>{LIMIT}"', '"a" + "b"', '"é日🎉"', "STATES[0]", '", ".join(STATES)'),
    "number": ("1", "LIMIT", "0", "-2", "1.5", "LIMIT * 2", "7 // 2", "2 ** 10", "len(STATES)", "0x10", "1e300"),
    "constant": ("<text>", "<number>", "True", "None"),
    "list": ("STATES", "[]", "[<text>, <text>]", "[*STATES, <text>]", "sorted(STATES)", "STATES + [<text>]"),
    "validator": (
        "v.string()", "v.number()", "v.integer()", "v.int64()", "v.boolean()", "v.null()", "v.bytes()", "v.any()",
        "state", 'v.id("<table>")', "v.literal(<text>)", "v.literal(<number>)", "v.array(<validator>)",
        "v.object({<fields>})", "v.record(v.string(), <validator>)", "v.union(<validator>, <validator>)",
        "v.nullable(<validator>)", "one_of(<list>)", "v.union(*[v.literal(each) for each in <list>])",
        "v.object(audit)", "v.object({<fields>}).partial()", 'v.object({**audit, "z": <validator>}).omit("createdBy")',
    ),
    "field": (
        "<validator>", "v.optional(<validator>)", "v.field(<validator>, doc=<text>)",
        'v.field(<validator>, deprecated=<text>, renamed_from="old")',
    ),
    "fields": ('"a": <field>', '"name": v.string(), "b": <field>', '**audit, "c": <field>',
               '"d": <field>, "e": <field>'),
    "index": (
        "", '.index("by_name", ["name"])', '.index("by_total", ["total", "name"], unique=True)',
        '.search_index("find", search_field="name", filter_fields=["total"])',
        '.vector_index("near", vector_field="vector", dimensions=3, filter_fields=["name"])', "<index>",
    ),
    "type": (
        "str", "int", "float", "bool", "bytes", "None", "Int64", "Any", "list[<type>]", "dict[str, <type>]", "Draft",
        '"<type>"', "<type> | None", "Optional[<type>]", 'Literal["a", "b"]', "UsersId", "Users", "Posts | None",
        "Annotated[<type>, <validator>]", "Union[<type>, <type>]", "Color", "Point", "Sequence[<type>]",
    ),
    "parameter": (
        "a: <type>", "b: int = 1", "c: str | None = None", "d: <type> | Unset = UNSET", "e: list[str] | None",
        "f: float = <number>", "g: str = <text>",
    ),
    "decorator": ("@query", "@mutation", "@action", "@internal_query", "@internal_mutation", '@query(name="x<word>")',
                  '@query(args={"a": <field>}, returns=<validator>)', "@named_query"),
    "function": (
        "<decorator>\nasync def f_<word>(ctx) -> <type>:\n    return 1\n",
        "<decorator>\nasync def g_<word>(ctx: QueryCtx, *, <parameter>) -> <type>:\n    '''Say it.'''\n    return 1\n",
        "<decorator>\nasync def h_<word>(ctx, *, <parameter>, z: <type>) -> list[<type>]:\n    return []\n",
    ),
    "class": (
        "class Draft(TypedDict):\n    x: <type>\n", "class Draft(TypedDict, total=False):\n    x: Required[<type>]\n",
        "@dataclass\nclass Draft:\n    x: <type>\n    y: int = 0\n", "class Draft(BaseModel):\n    x: <type> = None\n",
        'Draft = TypedDict("Draft", {"x": <type>})\n', "Draft = <type>\n",
    ),
    "call": ("internal.one.f_<word>()", "api.one.g_<word>(a=<constant>)",
             "internal.two.h_<word>(a=<list>, z=<number>)"),
    "cron": (
        'crons.interval("every", <call>, hours=<number>)\n', 'crons.cron("nightly", "0 3 * * *", <call>)\n',
        'crons.daily(<text>, <call>, hour_utc=3, minute_utc=0)\n', 'crons.cron("odd", "*/5 1-5 L 1,2 MON#2", <call>)\n',
    ),
    "route": (
        'http.route(path="/<word>", method="GET", handler=hook)\n',
        'http.route(path_prefix="/<word>/", method="POST", handler=hook)\n',
    ),
    "statement": (
        "LIMIT = 3\n", "MORE = <list>\n", "def helper(x):\n    return <validator>\n", "SETTINGS = {<fields>}\n",
        "FOUND = [<text> for each in <list> if each != <text>]\n",
        "if TYPE_CHECKING:\n    from .two import Draft as D\n",
        "import enum\n", "Alias = <type>\n",
    ),
}  # fmt: skip
_BAD: dict[str, tuple[str, ...]] = {
    "word": ("class", "_hidden", "from_", "Name", "é", "x" * 70),
    "table": ("usrs", "_storage", "none"),
    "text": ('"$a"', "b'x'", "''", '"\\ud800"', "'\\0'", "name", "3", 'f"{<validator>}"', "None", '"x" * <number>'),
    "number": ("1 / 0", "10**400 / 3", "2 ** 5000", "1 << 1024", '"3"', "1e999", "1j",
               "9" * 5000, "-LIMIT ** 9", "..."),
    "constant": ("[]", "{}", "<validator>", "lambda: 1", "UNSET", "<name>", "{1, 2}", "object()"),
    "list": ("<text>", "<number>", "[*<list>, *<number>]", "range(<number>)", "MORE", "STATES * <number>", "zip(1)",
             "[<list> for each in <list> for each in each]", "enumerate(STATES)", "dict(<list>).items()"),
    "validator": (
        "v.strng()", "v", "v.string", "v.id(<text>)", "v.array()", "v.object(<list>)", "v.record(<validator>, 1)",
        "v.union()", "v.optional(<validator>)", "v.array(v.optional(<validator>))", "<validator>.fields", "None",
        "v.literal(<constant>)", "<validator>.partial()", "<name>", "<name>(<validator>)", "v.union(*<list>)",
        "<validator>.pick(<text>).extend({<fields>})", "define_table({<fields>})", "v.object(**{<fields>})",
    ),
    "field": ("v.field(<field>)", "<constant>", "v.optional(v.optional(<validator>))", "v.field(doc=<constant>)"),
    "fields": ("<text>: <field>", "<constant>: 1, <text>: <field>", '"a": <field>, "a": <field>', "**<name>", "<list>"),
    "index": ('.index("by_x", ["x.y.z"])', ".index(<constant>, <list>)", ".index()", '.search_index("a")', ".foo(1)",
              '.vector_index("n", vector_field=<text>, dimensions=<number>)', '.index("by_a", ["a"])' * 3),
    "type": ("set[<type>]", "tuple[<type>, <type>]", "datetime", "Undefined", "list", "dict[<type>, <type>]", "Literal",
             "list[<type>, 3]", "'list['", "1", "<name>", "Literal[<constant>]", "Self", "<type> | 3", "*<type>", "[]"),
    "parameter": ("a", "*args", "**more", "a: <type> = <constant>", "a_: <type>, a: <type>", "*, b",
                  "b: <name> = <list>"),
    "decorator": ("@<name>", "@query()", "@query(args=<constant>)", "@query\n@query", "@action(returns=<field>, foo=1)",
                  "@property", "@query(name=<constant>)", ""),
    "function": ("def <word>(ctx):\n    return <validator>\n", "async def <name>(): pass\n", "    <function>"),
    "class": ("class Draft(Draft):\n    x: <type>\n", "class Draft(<name>, TypedDict):\n    x: 'Draft'\n", "<function>",
              "class Draft(TypedDict):\n    def f(self): ...\n    x = <constant>\n    x: <type>\n    x: Draft\n"),
    "call": ("internal.one.nothing()", "<name>", "internal", "internal.one.f_<word>", "api.one.g_<word>(<constant>)",
             "internal.one.f_<word>(**{<fields>})"),
    "cron": ("crons.interval(<call>)\n", "crons.cron(<text>, <text>, <call>)\n", "crons.weekly()\n", "crons = <name>\n",
             'crons.cron("a", "' + "9" * 4400 + ' * L-1 * 7", <call>)\n',
             "crons.interval('b', <call>, hours=<constant>)\n",
             "crons.monthly('m', <call>, day=<number>, hour_utc=<number>, minute_utc=<number>)\n"),
    "route": ("http.route(path=<text>, method=<text>, handler=<name>)\n", "http.route()\n", "http = <name>\n",
              "http.route(path_prefix='x', path='/', method='PUT', handler=<call>)\n"),
    "statement": ("from .two import *\n", "from . import nothing\n", "LIMIT = LIMIT + <number>\n",
                  "del LIMIT\n", "<class>",
                  "for LIMIT in <list>: pass\n", "import one.two as STATES\n", "global LIMIT\n", "return <name>\n",
                  "STATES[<number>] = <text>\n", "from .one import Draft, LIMIT\n", "type X = <type>\n",
                  "<word>: <type>\n",
                  "a, (b, *LIMIT) = <list>\n", "try:\n    LIMIT = <number>\nexcept* E as audit: pass\n",
                  "<cron>", "<route>",
                  "def r(x): return r(<list>)\nMORE = r(<text>)\n", "with <name> as v: pass\n",
                  "print(q := <number>)\n"),
    "name": _NAMES,
}  # fmt: skip
_SCHEMA = """from biconvex import define_schema, define_table, v
from .parts import LIMIT, STATES, audit, one_of, state
<statement>schema = define_schema({
    "users": define_table({<fields>, "vector": v.array(v.float64())}, doc="Users"),
    #: What they write.
    "posts": define_table({"name": v.string(), "total": v.number(), "b": <field>, **{<fields>}})<index><index>,
})
"""
_PARTS = """from biconvex import v
LIMIT = 3
STATES = ["open", "closed"]
audit = {"createdAt": v.number(), "createdBy": v.string()}
def one_of(names):
    return v.union(*[v.literal(each) for each in names])
state = one_of(STATES)
"""
_MODULE = """import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Optional, Required, Sequence, TypedDict, Union
from biconvex import UNSET, Int64, Unset, v
from pydantic import BaseModel
from ._generated.api import api, internal
from ._generated.data_model import Posts, Users, UsersId
from ._generated.server import QueryCtx, action, internal_mutation, internal_query, mutation, query
from .parts import LIMIT, STATES, audit, one_of, state
class Color(enum.Enum):
    RED = "red"
class Point(TypedDict):
    x: float
async def load(ctx: QueryCtx, *, w: <type>): return ctx
named_query = query.wrap(load)
<statement><class><function><function>"""
_CRONS = """from biconvex import cron_jobs
from ._generated.api import api, internal
from .parts import LIMIT, STATES
crons = cron_jobs()
<cron><cron>"""
_ROUTES = """from biconvex import Request, Response, http_router
from ._generated.server import ActionCtx, http_action
@http_action
async def hook(ctx: ActionCtx, request: Request) -> Response:
    return Response("ok")
http = http_router()
<route><route>"""
_FILES = {"schema": _SCHEMA, "parts": _PARTS, "one": _MODULE, "two": _MODULE, "crons": _CRONS, "routes": _ROUTES}


def project(random: Random) -> list[SourceFile]:
    """Return a project: of some the whole is right, in others every third part is wrong."""
    wrong = random.choice((0.0, 0.0, 0.02, 0.1, 0.3))
    kept = ["schema", "parts", *(name for name in ("one", "two", "crons", "routes") if random.random() < 0.6)]
    return [SourceFile(f"backend/{name}.py", _written(random, _FILES[name], wrong, 0)) for name in kept]


def _written(random: Random, text: str, wrong: float, depth: int) -> str:
    return _PART.sub(lambda part: _written(random, _form(random, part[1], wrong, depth), wrong, depth + 1), text)


def _form(random: Random, part: str, wrong: float, depth: int) -> str:
    is_wrong = part not in _GOOD or (part in _BAD and random.random() < wrong)
    forms = _BAD[part] if is_wrong else _GOOD[part]
    return forms[0] if depth > _DEPTH else random.choice(forms)
