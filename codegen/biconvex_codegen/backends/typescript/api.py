"""Emits `api.js` and `api.d.ts`: the references of all functions, and the named shapes of their signatures."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ...ir.nodes import CheckedApp, Function, Shape, Visibility
from ...ir.types import ObjectType
from ...source import At, Part
from ..artifact import Artifact
from ..layout import HARD, Doc, Mark, Printed, concat, indent
from ..marker import TYPESCRIPT_HEAD
from ..quoting.typescript import key
from ..templating import render
from .imports import API, SERVER, Imports
from .names import namespace_name, shape_name
from .statements import file_of, statement
from .types import assigned_doc, comment_doc, fields_doc, generic_doc, lines_doc, object_doc, property_doc, type_doc


def emit_api(app: CheckedApp) -> tuple[Artifact, ...]:
    """Return the module that calls go through, and its types."""
    imports = Imports(API)
    namespaces = tuple(_namespaces(app.shapes, imports))
    public = _references("api", app.functions, Visibility.PUBLIC, imports)
    internal = _references("internal", app.functions, Visibility.INTERNAL, imports)
    view = {
        "head": TYPESCRIPT_HEAD,
        "imports": imports.statements(),
        "namespaces": namespaces,
        "public": public,
        "internal": internal,
    }
    return (
        file_of("api.d.ts", "typescript/api.d.ts.j2", view, (*namespaces, public, internal)),
        Artifact("api.js", render("typescript/api.js.j2", {"head": TYPESCRIPT_HEAD})),
    )


def _namespaces(shapes: Iterable[Shape], imports: Imports) -> Iterable[Printed]:
    """Yield the namespace of each module that has shapes."""
    in_order = sorted(shapes, key=lambda shape: (shape.module.split("/"), shape.name))
    for module, several in groupby(in_order, key=lambda shape: shape.module):
        aliases = (concat(HARD, _alias(shape, imports)) for shape in several)
        yield statement(concat(f"export declare namespace {namespace_name(module)} {{", indent(*aliases), HARD, "}"))


def _alias(shape: Shape, imports: Imports) -> Doc:
    """Return a shape as an alias: an interface would have no index signature, and so be no value of a document."""
    name = concat("type ", Mark(At(shape.id, Part.NAME)), shape_name(shape.name), " = ")
    if isinstance(shape.type, ObjectType):
        printed = lines_doc(fields_doc(shape.type.fields, shape.id, imports))
    else:
        printed = assigned_doc(shape.type, shape.id, imports)
    return concat(comment_doc(shape.notes), name, printed, ";")


@dataclass(slots=True)
class _Folder:
    """What one object of the API holds; private state of `_references`."""

    functions: dict[str, Function]
    folders: "dict[str, _Folder]"


def _references(name: str, functions: Iterable[Function], visibility: Visibility, imports: Imports) -> Printed:
    root = _Folder({}, {})
    for function in functions:
        if function.visibility is visibility:
            folder = root
            for part in filter(None, function.module.split("/")):
                folder = folder.folders.setdefault(part, _Folder({}, {}))
            folder.functions[function.name] = function
    return statement(concat(f"export declare const {name}: ", _folder(root, imports)))


def _folder(folder: _Folder, imports: Imports) -> Doc:
    names = sorted(folder.functions.keys() | folder.folders.keys())
    return lines_doc(_member(name, folder, imports) for name in names)


def _member(name: str, folder: _Folder, imports: Imports) -> Doc:
    if name not in folder.functions:
        return concat(key(name), ": ", _folder(folder.folders[name], imports))
    function = folder.functions[name]
    inner = (" & ", _folder(folder.folders[name], imports)) if name in folder.folders else ()
    place = Mark(At(function.id, Part.NAME))
    return concat(comment_doc(function.notes), place, key(name), ": ", _reference(function, imports), *inner)


def _reference(function: Function, imports: Imports) -> Doc:
    kind = f'"{function.kind.value}"'
    visibility = f'"{function.visibility.value}"'
    returns = "any" if function.returns is None else type_doc(function.returns, f"{function.id}->", imports)
    return generic_doc(
        imports.use(SERVER, "FunctionReference"), kind, visibility, _arguments(function, imports), returns
    )


def _arguments(function: Function, imports: Imports) -> Doc:
    if function.args is None:
        return "any"
    return object_doc(property_doc(argument.field, argument.id, imports) for argument in function.args)
