"""Diagnostics and stale files as workflow commands, which GitHub shows as annotations of a commit's lines."""

from collections.abc import Iterable

from ..located import Located
from .escape import escape
from .stale import Stale


def render(diagnostics: Iterable[Located], prefix: str = "") -> str:
    """Return one command for each diagnostic; `prefix` leads from the repository to the project, `api/` or nothing."""
    return "".join(_diagnostic(diagnostic, prefix) for diagnostic in diagnostics)


def render_stale(stale: Iterable[Stale], prefix: str = "") -> str:
    """Return one command for each file that is not up to date, at the first line that differs."""
    return "".join(_stale(each, prefix) for each in stale)


def _diagnostic(diagnostic: Located, prefix: str) -> str:
    span = diagnostic.span
    properties = {
        "file": f"{prefix}{span.path}",
        "line": str(span.line),
        "endLine": str(span.end_line),
        # GitHub takes columns only where a span is on one line.
        **({"col": str(span.column), "endColumn": str(span.end_column)} if span.line == span.end_line else {}),
        "title": f"biconvex: {diagnostic.code.value}",
    }
    advice = "" if diagnostic.help is None else f"\nhelp: {escape(diagnostic.help)}"
    return _command(diagnostic.code.severity.value, properties, f"{escape(diagnostic.message)}{advice}")


def _stale(stale: Stale, prefix: str) -> str:
    line = {} if stale.line is None else {"line": str(stale.line)}
    properties = {"file": f"{prefix}{stale.path}", **line, "title": "biconvex: not up to date"}
    return _command("error", properties, escape(stale.message))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(escape(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
