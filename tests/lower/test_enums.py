"""What `enum.auto()` stands for: the name's lower case in a StrEnum, and no literal anywhere else."""

from biconvex_codegen.ir.types import LiteralKind, LiteralType

from .sources import built, found

MODULE = """
from enum import {base}, auto
from ._generated.server import QueryCtx, query

class Seat({base}):
    WINDOW = auto()

@query
async def book(ctx: QueryCtx, *, seat: Seat) -> None: ...
"""


def test_auto_in_a_str_enum_is_the_name() -> None:
    result, places = built({"backend/seats.py": MODULE.format(base="StrEnum")})
    assert found(result, places) == []
    [argument] = result.app.functions[0].args or ()
    assert argument.field.type == LiteralType(LiteralKind.STRING, "window")


def test_auto_elsewhere_is_no_literal() -> None:
    result, places = built({"backend/seats.py": MODULE.format(base="Enum")})
    [(code, span)] = found(result, places)
    assert (code, span.line, span.column) == ("unsupported-annotation", 6, 14)
