"""Checks an app by rules and puts it into canonical order: IR in, diagnostics and checked IR out; knows no places."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Severity
from ..ir.nodes import App, CheckedApp
from .index import index_of
from .order import in_order
from .rules import RULES

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found, and the app for the backends; there is none where anything is an error."""

    app: CheckedApp | None
    diagnostics: tuple[Diagnostic, ...]


def check(app: App, earlier: Iterable[Diagnostic] = ()) -> Checked:
    """Apply every rule; `earlier` is what other stages reported: an error among it may have left holes in the app."""
    failed = _has_error(earlier)
    known = index_of(app, has_holes=failed)
    found = tuple(diagnostic for rule in RULES for diagnostic in rule(known))
    return Checked(None if failed or _has_error(found) else in_order(app), found)


def _has_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.code.severity is Severity.ERROR for diagnostic in diagnostics)
