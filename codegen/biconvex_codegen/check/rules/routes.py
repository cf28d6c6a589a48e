"""The rule for HTTP routes: paths, prefixes and methods that requests can have, and that are not the system's."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, did_you_mean
from ...ir.nodes import Route
from ...source import At, Part
from ..index import AppIndex

METHODS = ("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT")


def routes(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every route whose path or method no request can have, or that belongs to the system."""
    for route in known.app.routes:
        fault = _path_fault(route)
        if fault is not None:
            message, help_ = fault
            yield Diagnostic(Code.INVALID_ROUTE, message, At(route.id, Part.PATH), help=help_)
        if route.method not in METHODS:
            message = f'a route has no method "{route.method}"'
            yield Diagnostic(Code.INVALID_ROUTE, message, At(route.id, Part.METHOD), help=_method_help(route.method))


def _path_fault(route: Route) -> tuple[str, str] | None:
    what = "prefix" if route.is_prefix else "path"
    path = route.path
    if not path.startswith("/"):
        return f'the {what} "{path}" does not begin with "/"', f'write "/{path}"'
    if route.is_prefix and not path.endswith("/"):
        return f'the prefix "{path}" does not end in "/"', f'write "{path}/"'
    if path == "/.files" or path.startswith("/.files/"):
        return f'the {what} "{path}" is below "/.files", which serves stored files', "use another path"
    wrong = next((mark for mark in "?#" if mark in path), None)
    if wrong is not None:
        return f'the {what} "{path}" holds "{wrong}", which no path has', "read the rest from the request's URL"
    if not route.is_prefix and path.endswith("*"):
        return f'the path "{path}" ends in "*", and matches nothing', f'write path_prefix="{path.rstrip("*")}"'
    return None


def _method_help(written: str) -> str:
    if written.upper() == "HEAD":
        return 'write "GET": its route answers HEAD, too'
    meant = did_you_mean(written.upper(), METHODS)
    if written.upper() in METHODS:
        return f'write it in capitals: "{written.upper()}"'
    return f'did you mean "{meant}"?' if meant else f"use one of {', '.join(METHODS)}"
