"""What stands at a place of a text, as Python's own parser reads it: bodies, names bound twice, explicit validators."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from biconvex_codegen.source import Span

KNOWN = ("_generated", "backend", "biconvex", "collections", "dataclasses", "enum", "typing", "typing_extensions")
"""The packages whose names the compiler knows, as far as an app needs them."""

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Texts: TypeAlias = Mapping[str, str]
"""The files of an app by path."""


def lines_of_bodies(text: str) -> set[int]:
    """Return the lines of the bodies of all functions, which only a call of them runs."""
    return {
        line for node in _functions(text) for line in range(node.body[0].lineno, (node.body[-1].end_lineno or 0) + 1)
    }


def is_in_a_body(app: Texts, span: Span) -> bool:
    """Say whether a place is in the body of a function."""
    return span.line in lines_of_bodies(app.get(span.path, ""))


def is_bound_twice(app: Texts, span: Span) -> bool:
    """Say whether a name stands at a place, bare or in front of brackets, that the module binds twice.

    One of Python's own names is bound once without the module.
    """
    text = app.get(span.path, "")
    line = text.split("\n")[span.line - 1][span.column - 1 :]
    name = line[: len(line) - len(line.lstrip("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))]
    return Counter(_bound(text))[name] + hasattr(builtins, name) > 1


def stands_beside_validators(app: Texts, span: Span) -> bool:
    """Say whether a place is in a signature beside validators, or gives a name to a type that stands in such alone."""
    signatures = [node for node in _functions(app.get(span.path, "")) if node.lineno <= span.line < node.body[0].lineno]
    if not signatures:
        named = [*_bound(app.get(span.path, ""), span.line)]
        everywhere = (node for text in app.values() for node in _functions(text))
        signatures = [node for node in everywhere if _names(node) & {*named}]
    return bool(signatures) and all(map(_has_validators, signatures))


def uses_others(app: Texts, path: str, line: int) -> bool:
    """Say whether what stands in a line uses a package of which the compiler knows nothing."""
    tree = _parsed(app.get(path, ""))
    standing = [node for node in tree.body if node.lineno <= line <= (node.end_lineno or 0)]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and _is_other(node)]
    brought = {each.asname or each.name.partition(".")[0] for node in imports for each in node.names}
    used = {each.id for node in standing for each in ast.walk(node) if isinstance(each, ast.Name)}
    return any(node in imports for node in standing) or bool(used & brought)


def _is_other(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return not node.level and (node.module or "").partition(".")[0] not in KNOWN
    return all(each.name.partition(".")[0] not in KNOWN for each in node.names)


def _has_validators(function: Function) -> bool:
    calls = (each for each in function.decorator_list if isinstance(each, ast.Call))
    return any({"args", "returns"} & {keyword.arg for keyword in call.keywords} for call in calls)


def _names(function: Function) -> set[str]:
    """Return the names in the annotations of a function."""
    every = [argument.annotation for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]
    annotations = [each for each in (*every, function.returns) if each is not None]
    return {node.id for each in annotations for node in ast.walk(each) if isinstance(node, ast.Name)}


def _functions(text: str) -> Iterator[Function]:
    return (node for node in ast.walk(_parsed(text)) if isinstance(node, Function))


def _bound(text: str, line: int | None = None) -> Iterator[str]:
    """Yield the names that the statements of a module bind, or the one of a line, each as often as it is bound."""
    for node in _parsed(text).body:
        if line is not None and not node.lineno <= line <= (node.end_lineno or 0):
            continue
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (each.asname or each.name.partition(".")[0] for each in names)
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


@lru_cache(maxsize=256)
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)
