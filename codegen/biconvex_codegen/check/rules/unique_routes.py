"""The rule that no two routes answer the same requests."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...ir.nodes import Route
from ...source import At, Part
from ..index import AppIndex


def unique_routes(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every route whose path, or prefix, and method another one has; a path and a prefix may be equal."""
    first: dict[tuple[bool, str, str], Route] = {}
    for route in known.app.routes:
        previous = first.setdefault((route.is_prefix, route.path, route.method), route)
        if previous is not route:
            yield Diagnostic(
                Code.DUPLICATE_ROUTE,
                f'the route {route.method} "{route.path}" is defined twice',
                At(route.id, Part.PATH),
                related=(Related(At(previous.id, Part.PATH), "first defined here"),),
                help="remove one of them",
            )
