"""The SQL backend: the tables of an app as DDL, one file for each dialect."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

from ...ir.nodes import CheckedApp
from ..artifact import Artifact
from . import postgres, sqlite

Dialect: TypeAlias = Literal["postgres", "sqlite"]

_EMITTERS: Mapping[Dialect, Callable[[CheckedApp], str]] = {
    "postgres": postgres.emit_text,
    "sqlite": sqlite.emit_text,
}


def emit(app: CheckedApp, dialects: Sequence[Dialect] = ("postgres", "sqlite")) -> tuple[Artifact, ...]:
    """Return `schema.<dialect>.sql` for each dialect asked for."""
    return tuple(Artifact(f"schema.{dialect}.sql", _EMITTERS[dialect](app)) for dialect in sorted(set(dialects)))
