"""Random projects of the language, written by a grammar of texts whose wrong forms are mistakes; it judges nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from biconvex_codegen.source import SourceFile

from .bindings import MODULES, PACKAGES, SPECIAL, STATEMENTS
from .forms import BAD, GOOD
from .odd_forms import NESTS, ODD

_PART = re.compile(r"<(\w+)>")
_DEPTH = 6
_SCHEMA = """from biconvex import define_schema, define_table, v
from .parts import LIMIT, STATES, audit, one_of, state
<head><statement>schema = define_schema({
    "users": define_table({<fields>, "vector": v.array(v.float64())}, doc="Users"),
    #: What they write.
    "posts": define_table({"name": v.string(), "total": v.number(), "b": <field>, **{<fields>}})<index><index>,
    <row>
})
<tail>"""
_PARTS = """from biconvex import v
LIMIT = 3
STATES = ["open", "closed"]
audit = {"createdAt": v.number(), "createdBy": v.string()}
def one_of(names):
    return v.union(*[v.literal(each) for each in names])
state = one_of(STATES)
<tail>"""
_MODULE = """import enum, functools, typing
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import *
from biconvex import UNSET, Int64, Unset, v
from pydantic import BaseModel, Field
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
<statement><class><function><function><tail>"""
_CRONS = """from biconvex import cron_jobs
from ._generated.api import api, internal
from .parts import LIMIT, STATES
crons = cron_jobs()
<cron><cron><tail>"""
_ROUTES = """from biconvex import Request, Response, http_router
from ._generated.server import ActionCtx, http_action
@http_action
async def hook(ctx: ActionCtx, request: Request) -> Response:
    return Response("ok")
http = http_router()
<route><route><tail>"""
_FILES = {"schema": _SCHEMA, "parts": _PARTS, "one": _MODULE, "two": _MODULE, "crons": _CRONS, "routes": _ROUTES}


def project(random: Random) -> list[SourceFile]:
    """Return a project: of some the whole is right, in others every third part is wrong."""
    writer = Writer(random, random.choice((0.0, 0.0, 0.02, 0.1, 0.3)))
    kept = ["schema", "parts", *(name for name in ("one", "two", "crons", "routes") if random.random() < 0.6)]
    return [SourceFile(f"backend/{name}.py", writer.written(_FILES[name])) for name in kept]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes texts out, part by part; of the parts that may be wrong the share `wrong` is, and `names` are bound."""

    random: Random
    wrong: float
    names: Sequence[str] = SPECIAL

    def written(self, text: str, depth: int = 0) -> str:
        """Return a text with forms instead of its parts, each as far to the right as the line that it begins in."""

        def form(part: re.Match[str]) -> str:
            line = text[text.rfind("\n", 0, part.start()) + 1 : part.start()]
            return self._form(part[1], depth).replace("\n", "\n" + line[: len(line) - len(line.lstrip())])

        return _PART.sub(form, text)

    def _form(self, part: str, depth: int) -> str:
        match part:
            case "bound":
                form = self.random.choice(STATEMENTS).replace("$", self.random.choice(self.names))
            case "special":
                return self.random.choice(self.names)
            case "module" | "package":
                return self.random.choice(MODULES if part == "module" else PACKAGES)
            case "nested":
                before, after = self.random.choice(NESTS)
                times = self.random.choice((3, 20, 70, 150, 1200))
                form = f"{before * times}<anything>{after * times}"
            case _:
                is_wrong = part not in GOOD or ((part in BAD or part in ODD) and self.random.random() < self.wrong)
                forms = (*BAD.get(part, ()), *ODD.get(part, ())) if is_wrong else GOOD[part]
                form = forms[0] if depth > _DEPTH else self.random.choice(forms)
        return self.written(form, depth + 1)
