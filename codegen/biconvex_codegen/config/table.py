"""What `[tool.biconvex]` may hold, for pydantic to judge: imported only where the table is not empty."""

from posixpath import normpath
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ..diagnostics import Code, Severity
from .model import Dialect, Output, WireNames
from .versions import is_requirement


def _source(value: object) -> object:
    if isinstance(value, str):
        parts = value.rstrip("/").split("/")
        if not value or any(not part.isidentifier() or part.startswith("_") for part in parts):
            raise ValueError('must be a folder inside the project, named like a Python package, such as "backend"')
        return "/".join(parts)
    return value


def _folder(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value.isprintable() or not value or value.startswith("/") or "\\" in value or ":" in value:
        raise ValueError('must be a folder relative to the project, with "/", such as "web/src/backend"')
    return normpath(value)


def _requirement(value: object) -> object:
    if isinstance(value, str) and not is_requirement(value):
        raise ValueError('must be a version or version clauses, such as ">=0.1,<0.2"')
    return value


def _warning(value: object) -> object:
    if not isinstance(value, str):
        return value
    known = {code.value: code.severity for code in Code}
    if value not in known:
        raise ValueError("names no diagnostic")
    if known[value] is Severity.ERROR:
        raise ValueError("names an error; only warnings can be chosen")
    return value


_Warnings = list[Annotated[str, BeforeValidator(_warning)]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LintTable(_Strict):
    """The keys of `[tool.biconvex.lint]`."""

    select: _Warnings | None = None
    ignore: _Warnings = []


class BiconvexTable(_Strict):
    """The keys of `[tool.biconvex]`; a default stands in `Config`, and None here means that the key is missing."""

    source: Annotated[str, BeforeValidator(_source)] | None = None
    outputs: list[Output] | None = None
    sql: list[Dialect] | None = None
    typescript: Annotated[str, BeforeValidator(_folder)] | None = None
    wire_names: WireNames | None = None
    required_version: Annotated[str, BeforeValidator(_requirement)] | None = Field(None, alias="required-version")
    lint: LintTable | None = None
