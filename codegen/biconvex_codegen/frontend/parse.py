"""Parses text as Python, or says in CPython's own words why it cannot; knows which syntax came with which version."""

import ast
import re
from dataclasses import dataclass

from ..diagnostics import Code, Diagnostic
from ..source import At, Places, Positioner, SourceFile
from .conflicts import merge_conflict
from .newer_syntax import newer_syntax

_DEEPEST = 20
_FOR = re.compile(r"\bfor\b[^:#\"']*?\bin\b")


@dataclass(frozen=True, slots=True)
class ParsedModule:
    """A module's tree."""

    tree: ast.Module


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """Why a text is no module, and where."""

    diagnostic: Diagnostic
    places: Places


def parse(source: SourceFile) -> ParsedModule | ParseFailure:
    """Parse a text, and compile it."""
    try:
        tree = ast.parse(source.text)
        if len(_FOR.findall(source.text)) > _DEEPEST and _has_deep_comprehension(tree):
            return too_deep(source)
        # The code is thrown away: only this finds an `await` outside a coroutine and its kin. Nothing runs.
        compile(source.text, source.path, "exec", dont_inherit=True)
        return ParsedModule(tree)
    except SyntaxError as error:
        return _syntax_failure(source, error)
    except ValueError as error:
        return _failure(source, Code.SYNTAX_ERROR, str(error), (1, 1, 1, 1), "remove what Python cannot read")
    except (RecursionError, MemoryError):
        return too_deep(source)


def _has_deep_comprehension(tree: ast.Module) -> bool:
    """Say whether comprehensions stand in each other so deeply that compiling them kills Python 3.12 and 3.13."""
    pending: list[tuple[ast.AST, int]] = [(tree, 0)]
    while pending:
        node, depth = pending.pop()
        depth += isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp)
        if depth > _DEEPEST:
            return True
        pending += [(child, depth) for child in ast.iter_child_nodes(node)]
    return False


def too_deep(source: SourceFile) -> ParseFailure:
    """Return the failure of a text whose nesting is beyond what the parser can follow."""
    message = "this file is nested too deeply to be read"
    return _failure(source, Code.TOO_DEEP, message, (1, 1, 1, 1), "split the deepest expression into named parts")


def _syntax_failure(source: SourceFile, error: SyntaxError) -> ParseFailure:
    conflict = merge_conflict(source.text)
    if conflict is not None:
        advice = "choose what is to stay, and remove the lines <<<<<<<, ======= and >>>>>>>"
        return _failure(source, Code.MERGE_CONFLICT, "this file holds a merge conflict", conflict, advice)
    line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
    end_line, end_column = error.end_lineno or line, error.end_offset or column
    if (end_line, end_column) <= (line, column):
        end_line, end_column = line, column + 1
    span = (line, column, end_line, end_column)
    newer = newer_syntax(source.text, line)
    if newer is not None:
        what, version = newer
        message = f"{what} needs Python {version}, and this is an older one"
        return _failure(source, Code.SYNTAX_TOO_NEW, message, span, f"run gen with Python {version} or newer")
    return _failure(source, Code.SYNTAX_ERROR, error.msg, span, _advice(source, error))


def _advice(source: SourceFile, error: SyntaxError) -> str:
    """Return how to mend an error: an `await` in a plain function by the word that it lacks."""
    if "outside async function" in error.msg:
        functions = [node for node in ast.walk(ast.parse(source.text)) if isinstance(node, ast.FunctionDef)]
        around = [each for each in functions if each.lineno <= (error.lineno or 0) <= (each.end_lineno or 0)]
        if around:
            return f"write async def {max(around, key=lambda each: each.lineno).name}"
    return "mend the syntax; the rest of the app was still read"


def _failure(source: SourceFile, code: Code, message: str, span: tuple[int, int, int, int], help_: str) -> ParseFailure:
    id_ = f"{source.path}:"
    line, column, end_line, end_column = span
    positioner = Positioner(source.path, None)
    positioner.add(line, column - 1, end_line, end_column - 1)
    diagnostic = Diagnostic(code, message, At(id_), help=help_)
    return ParseFailure(diagnostic, Places({id_: positioner.positions()}, {}))
