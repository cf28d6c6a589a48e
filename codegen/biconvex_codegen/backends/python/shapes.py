"""Prints `shapes/<module>.pyi`: the named types of a module, as callers of its functions see them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ...ir.nodes import CheckedApp, Shape
from ...ir.types import ObjectType
from ..artifact import Artifact
from ..layout import concat, print_text
from ..names import Taken
from .directory import Directory
from .imports import Imports
from .located import Located
from .scope import Scope
from .stub import stub
from .typed_dict import notes_text, typed_dict
from .types import object_keys, operands, parenthesized


def shape_stubs(app: CheckedApp, directory: Directory) -> Iterator[Artifact]:
    """Yield the stubs of all modules that have shapes, and of the folders that they are in."""
    shapes_in_order = sorted(app.shapes, key=lambda shape: (shape.module, shape.name))
    by_module = {module: tuple(shapes) for module, shapes in groupby(shapes_in_order, key=lambda shape: shape.module)}
    folders = {"/".join(parts[:length]) for parts in map(_parts, by_module) for length in range(len(parts))}
    for module in sorted({*by_module, *folders}):
        shapes = by_module.get(module, ())
        yield _stub(module, shapes, directory, is_package=module in folders or not module)


def _parts(module: str) -> Sequence[str]:
    return module.split("/") if module else ("",)


def _stub(module: str, shapes: Sequence[Shape], directory: Directory, *, is_package: bool) -> Artifact:
    parts = ("shapes", *directory.stubs[module])
    names = Taken(directory.shapes[shape.module, shape.name].name for shape in shapes)
    scope = Scope(directory, Imports(depth=len(parts) - (not is_package)), names, module=module)
    blocks = [_shape(shape, scope) for shape in shapes]
    path = "/".join(parts)
    ending = "/__init__.pyi" if is_package else ".pyi"
    return stub(f"{path}{ending}", scope.imports, (*blocks, *scope.classes))


def _shape(shape: Shape, scope: Scope) -> str:
    name = scope.directory.shapes[shape.module, shape.name].name
    if isinstance(shape.type, ObjectType):
        said = next(notes_text(shape.notes), "")
        return typed_dict(name, object_keys(shape.type, name, scope), scope.imports, doc=said)
    alternatives = operands((Located(shape.type, name),), scope)
    return print_text(concat(f"{name}: ", scope.imports.typing("TypeAlias"), " = ", parenthesized(alternatives, scope)))
