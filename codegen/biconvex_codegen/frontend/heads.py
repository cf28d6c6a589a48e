"""What the heads of functions and classes say: parameters, and what a helper returns."""

import ast

from .comments import doc_of
from .convert import Converter
from .facts import Parameter, ParameterKind


def parameters_of(
    node: ast.FunctionDef | ast.AsyncFunctionDef, convert: Converter, docs: dict[int, str]
) -> list[Parameter]:
    """Return the parameters of a function, in the order in which they stand."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = len(positional) - len(arguments.defaults)
    found: list[Parameter] = []

    def add(argument: ast.arg, kind: ParameterKind, default: ast.expr | None) -> None:
        place = convert.place_name(argument, argument.arg)
        annotation = convert.annotation(argument.annotation) if argument.annotation is not None else None
        value = convert.expression(default) if default is not None else None
        doc = doc_of(docs, argument) if argument.lineno != node.lineno else None
        found.append(Parameter(place, argument.arg, kind, annotation, value, doc))

    for number, argument in enumerate(positional):
        kind = ParameterKind.POSITIONAL_ONLY if number < len(arguments.posonlyargs) else ParameterKind.ORDINARY
        add(argument, kind, arguments.defaults[number - missing] if number >= missing else None)
    if arguments.vararg is not None:
        add(arguments.vararg, ParameterKind.REST, None)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        add(argument, ParameterKind.KEYWORD_ONLY, default)
    if arguments.kwarg is not None:
        add(arguments.kwarg, ParameterKind.KEYWORDS, None)
    return found


def single_return(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.expr | None:
    """Return what a helper returns: the value of a plain function that does nothing else."""
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    if isinstance(node, ast.AsyncFunctionDef) or node.decorator_list or len(body) != 1:
        return None
    return body[0].value if isinstance(body[0], ast.Return) else None
