"""PostgreSQL: the physical model of an app in its dialect, and the text of it."""

from ....ir.nodes import CheckedApp
from ...artifact import Artifact
from .schema import physical_schema
from .script import script

__all__ = ["emit", "physical_schema", "script"]


def emit(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return `schema.postgres.sql`."""
    return (Artifact("schema.postgres.sql", script(physical_schema(app))),)
