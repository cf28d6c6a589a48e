"""SQLite: the physical model of an app in its dialect, and the texts of it: the DDL, and the tables as data."""

from ....ir.nodes import CheckedApp
from ...artifact import Artifact
from .description import description
from .schema import physical_schema
from .script import script

__all__ = ["description", "emit", "physical_schema", "script"]


def emit(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return `schema.sqlite.sql`, and `schema.sqlite.json`, which describes the same tables."""
    schema = physical_schema(app)
    return (Artifact("schema.sqlite.json", description(schema)), Artifact("schema.sqlite.sql", script(schema)))
