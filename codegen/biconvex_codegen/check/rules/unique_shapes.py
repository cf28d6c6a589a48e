"""The rule that the named shapes of a module differ."""

from collections.abc import Iterator

from ...diagnostics import Code, Diagnostic, Related
from ...source import At, Part
from ..index import AppIndex


def unique_shapes(known: AppIndex) -> Iterator[Diagnostic]:
    """Report every shape whose name another shape has, in a module of the same wire path."""
    for shape in known.app.shapes:
        first = known.shapes[shape.module, shape.name]
        if first is not shape:
            yield Diagnostic(
                Code.WIRE_NAME_CLASH,
                f'two classes are "{shape.name}" of the module "{shape.module}" on the wire',
                At(shape.id, Part.NAME),
                related=(Related(At(first.id, Part.NAME), "the first one"),),
                help="rename one of them, or its module",
            )
