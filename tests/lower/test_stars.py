"""Star imports give the names that Python would take through them, and no others."""

from pkgutil import iter_modules

import biconvex
from biconvex import lazy
from biconvex_codegen.ir.types import IntegerType, LiteralKind, LiteralType, ObjectType, StringType, UnionType
from biconvex_codegen.lower.library_names import LIBRARY_MODULES, LIBRARY_NAMES, SERVER_NAMES

from .sources import built, found

MONEY = """
from typing import TypeAlias, Literal
from biconvex import v
CURRENCIES = ["EUR", "USD"]
Currency: TypeAlias = "Literal['EUR', 'USD']"
def amount_of(currency):
    return v.object({"minor": v.int64(), "currency": v.literal(currency)})
"""
SCHEMA = """
from biconvex import *
from .money import *
schema = define_schema({
    "payslips": define_table({"net": amount_of("EUR")} | {f"rate_{n}": v.number() for n in range(2)})
})
"""
PAYSLIPS = """
import enum
from dataclasses import dataclass, field
from biconvex import *
from ._generated.data_model import *
from ._generated.server import *
from .money import *

class State(enum.Enum):
    OPEN = "open"
    PAID = "paid"

@dataclass
class Line:
    note: str
    state: State = State.OPEN
    tags: list[str] = field(default_factory=list)
    days: int | Unset = UNSET

@query
async def count(ctx: QueryCtx, *, currency: Currency, of: PayslipsId | None = None, line: Line | None = None) -> int:
    return 0
"""


def test_names_come_through_several_stars() -> None:
    files = {"backend/money.py": MONEY, "backend/schema.py": SCHEMA, "backend/payslips.py": PAYSLIPS}
    result, places = built(files)
    assert found(result, places) == []
    [function] = result.app.functions
    assert function.returns == IntegerType()
    literals = tuple(LiteralType(LiteralKind.STRING, text) for text in ("EUR", "USD"))
    assert {each.field.name: each.field.type for each in function.args or ()}["currency"] == UnionType(literals)
    [line] = result.app.shapes
    assert isinstance(line.type, ObjectType)
    optional = {field.name: field.optional for field in line.type.fields}
    assert optional == {"note": False, "state": True, "tags": True, "days": True}
    assert line.type.fields[0].type == StringType()


def test_the_last_star_wins() -> None:
    files = {
        "backend/first.py": "LIMIT = 'first'\n",
        "backend/second.py": "LIMIT = 'second'\n_HIDDEN = 'hidden'\n",
        "backend/schema.py": (
            "from biconvex import *\nfrom .first import *\nfrom .second import *\n"
            'schema = define_schema({LIMIT: define_table({"a": v.string()}), _HIDDEN: define_table({})})\n'
        ),
    }
    result, places = built(files)
    assert [code for code, _ in found(result, places)] == ["unknown-name"]
    assert result.app.schema is not None
    assert result.app.schema.tables[0].name == "second"


def test_the_names_of_the_library_are_its_own() -> None:
    assert frozenset(biconvex.__all__) == LIBRARY_NAMES
    assert frozenset(module.name for module in iter_modules(biconvex.__path__)) == LIBRARY_MODULES
    assert lazy.server({"__name__": "server"})("__all__") == sorted(SERVER_NAMES)
