"""SQLite: the physical model of an app in its dialect, and the text of it."""

from ....ir.nodes import CheckedApp
from .schema import physical_schema
from .script import script

__all__ = ["emit_text", "physical_schema"]


def emit_text(app: CheckedApp) -> str:
    """Return the DDL of an app for SQLite."""
    return script(physical_schema(app))
