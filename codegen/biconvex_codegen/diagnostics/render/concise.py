"""Diagnostics one line each: `path:line:column: error[code] headline`."""

from collections.abc import Iterable

from ..located import Located
from .escape import escape


def render(diagnostics: Iterable[Located]) -> str:
    """Return one line for each diagnostic, its line end included."""
    return "".join(f"{_line(diagnostic)}\n" for diagnostic in diagnostics)


def _line(diagnostic: Located) -> str:
    span, code = diagnostic.span, diagnostic.code
    place = f"{escape(span.path)}:{span.line}:{span.column}"
    return f"{place}: {code.severity.value}[{code.value}] {escape(diagnostic.message)}"
