"""Prints `refs/<module>.pyi`: the functions of a module as static methods that make typed calls, and its submodules."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ...ir.naming import reference_name
from ...ir.nodes import Argument, CheckedApp, Function, FunctionKind, Visibility
from ...ir.types import PaginationOptionsType, PaginationResultType
from ..artifact import Artifact
from ..layout import Doc, concat
from ..names import Taken, pascal
from .callables import deprecated, method
from .directory import Directory
from .imports import Imports
from .located import Located
from .scope import Scope
from .stub import stub
from .types import annotation, either, operands, parenthesized, subscript

_CLASSES = {
    (FunctionKind.QUERY, Visibility.PUBLIC): "PublicQuery",
    (FunctionKind.QUERY, Visibility.INTERNAL): "Query",
    (FunctionKind.MUTATION, Visibility.PUBLIC): "PublicMutation",
    (FunctionKind.MUTATION, Visibility.INTERNAL): "Mutation",
    (FunctionKind.ACTION, Visibility.PUBLIC): "PublicAction",
    (FunctionKind.ACTION, Visibility.INTERNAL): "Action",
}
_PAGINATED = {Visibility.PUBLIC: "PublicPaginated", Visibility.INTERNAL: "Paginated"}
_ROOTS = {Visibility.PUBLIC: "Public", Visibility.INTERNAL: "Internal"}


@dataclass(slots=True)
class _Module:
    """A module or a folder of modules, while the tree of all is put together."""

    path: str = ""
    attribute: str = ""
    functions: list[Function] = field(default_factory=list[Function])
    children: "dict[str, _Module]" = field(default_factory=dict[str, "_Module"])

    def below(self, visibility: Visibility) -> bool:
        """Say whether there is a function of this visibility here or further below."""
        here = any(function.visibility is visibility for function in self.functions)
        return here or any(child.below(visibility) for child in self.children.values())


def reference_stubs(app: CheckedApp, directory: Directory) -> Iterator[Artifact]:
    """Yield the stubs of all references, each folder's own stub before what is inside; the root is always there."""
    yield from _stubs(_tree(app.functions), directory)


def _tree(functions: Sequence[Function]) -> _Module:
    root = _Module()
    for function in functions:
        here = root
        wire = function.module.split("/") if function.module else []
        python = function.python_module.split(".") if function.python_module else []
        for segment, name in zip(wire, python, strict=True):
            path = f"{here.path}/{segment}" if here.path else segment
            here = here.children.setdefault(segment, _Module(path, reference_name(name)))
        here.functions.append(function)
    return root


def _stubs(module: _Module, directory: Directory) -> Iterator[Artifact]:
    yield _stub(module, directory)
    for _, child in sorted(module.children.items()):
        yield from _stubs(child, directory)


def _stub(module: _Module, directory: Directory) -> Artifact:
    parts = ("refs", *directory.stubs[module.path])
    is_package = bool(module.children) or not module.path
    names = {*(each.python_name for each in module.functions), *(each.attribute for each in module.children.values())}
    imports = Imports(depth=len(parts) - (not is_package), taken=names)
    scope = Scope(directory, imports, Taken((*names, *_ROOTS.values())))
    blocks = [
        _class(module, visibility, scope) for visibility in Visibility if not module.path or module.below(visibility)
    ]
    path = "/".join(parts)
    return stub(f"{path}/__init__.pyi" if is_package else f"{path}.pyi", imports, (*blocks, *scope.classes))


def _class(module: _Module, visibility: Visibility, scope: Scope) -> str:
    members = {
        function.python_name: _function(function, scope)
        for function in module.functions
        if function.visibility is visibility
    }
    for child in module.children.values():
        if child.below(visibility):
            module_alias = scope.imports.submodule(scope.directory.stubs[child.path][-1])
            members[child.attribute] = f"    {child.attribute}: {module_alias}.{_ROOTS[visibility]}"
    head = f"class {_ROOTS[visibility]}:"
    return "\n".join((head, *(text for _, text in sorted(members.items())))) if members else f"{head} ..."


def _function(function: Function, scope: Scope) -> str:
    page = _page(function)
    if page is None:
        return _method(function, _parameters(function, scope), _call(function, scope), scope)
    path = f"{pascal(function.name)}Result"
    item = annotation(page.item, path, scope)
    paginated = subscript(scope.imports.library("refs", _PAGINATED[function.visibility]), item)
    without = _parameters(function, scope, leaving_out=_is_page_options)
    overload = scope.imports.typing("overload")
    return "\n".join(
        (
            _method(function, without, paginated, scope, overload),
            _method(function, _parameters(function, scope), _call(function, scope), scope, overload),
        )
    )


def _method(function: Function, parameters: Sequence[Doc], returns: Doc, scope: Scope, *overload: str) -> str:
    decorators = (*overload, scope.imports.builtin("staticmethod"), *deprecated(function.notes, scope.imports))
    return method(function.python_name, parameters, returns, decorators=decorators, doc=function.notes.doc or "")


def _call(function: Function, scope: Scope) -> Doc:
    name = scope.imports.library("refs", _CLASSES[function.kind, function.visibility])
    if function.returns is None:
        return subscript(name, scope.imports.typing("Any"))
    return subscript(name, annotation(function.returns, f"{pascal(function.name)}Result", scope))


def _parameters(
    function: Function, scope: Scope, *, leaving_out: Callable[[Argument], bool] = lambda _: False
) -> tuple[Doc, ...]:
    if function.args is None:
        return (f"**args: {scope.imports.typing('Any')}",)
    taken = [_parameter(each, function, scope) for each in function.args if not leaving_out(each)]
    return ("*", *taken) if taken else ()


def _parameter(argument: Argument, function: Function, scope: Scope) -> Doc:
    """Return one keyword; None stands for leaving it out, unless null is a value that it may have."""
    path = pascal(function.name) + pascal(argument.field.name)
    alternatives = operands((Located(argument.field.type, path),), scope)
    if not argument.field.optional:
        return concat(argument.python_name, ": ", parenthesized(alternatives, scope))
    missing = scope.imports.library("values", "Unset") if "None" in alternatives else "None"
    return concat(argument.python_name, ": ", parenthesized(either(alternatives, missing), scope), " = ...")


def _page(function: Function) -> PaginationResultType | None:
    """Return the result of a query that takes the options of a page and gives a page."""
    options = any(_is_page_options(argument) for argument in function.args or ())
    is_page = function.kind is FunctionKind.QUERY and options and isinstance(function.returns, PaginationResultType)
    return function.returns if is_page and isinstance(function.returns, PaginationResultType) else None


def _is_page_options(argument: Argument) -> bool:
    return isinstance(argument.field.type, PaginationOptionsType) and not argument.field.optional
