"""The IR itself as a generated file, for a runtime, another emitter or a diff."""

from ..ir.dump import dump
from ..ir.nodes import CheckedApp
from .artifact import Artifact
from .marker import JSON_KEY, JSON_NOTICE


def emit(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return `ir.json`."""
    return (Artifact("ir.json", dump(app, {JSON_KEY: JSON_NOTICE})),)
