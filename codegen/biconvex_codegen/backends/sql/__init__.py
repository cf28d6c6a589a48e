"""The SQL backend: the tables of an app as DDL, one file for each dialect; those of SQLite also as data."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

from ...ir.nodes import CheckedApp
from ..artifact import Artifact
from . import postgres, sqlite

Dialect: TypeAlias = Literal["postgres", "sqlite"]

_EMITTERS: Mapping[Dialect, Callable[[CheckedApp], tuple[Artifact, ...]]] = {
    "postgres": postgres.emit,
    "sqlite": sqlite.emit,
}


def emit(app: CheckedApp, dialects: Sequence[Dialect] = ("postgres", "sqlite")) -> tuple[Artifact, ...]:
    """Return the files of each dialect asked for: `schema.<dialect>.sql`, and for SQLite `schema.sqlite.json`."""
    return tuple(artifact for dialect in sorted(set(dialects)) for artifact in _EMITTERS[dialect](app))
