"""Which lines of a text only a call of its functions runs."""

import ast


def lines_of_bodies(text: str) -> set[int]:
    """Return the lines of the bodies of all functions."""
    return {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line in range(node.body[0].lineno, (node.body[-1].end_lineno or 0) + 1)
    }
