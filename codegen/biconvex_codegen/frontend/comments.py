"""The `#:` comments of a file: documentation for the line below, or for the line that they stand on."""

import ast
import io
import tokenize


def doc_comments(text: str) -> dict[int, str]:
    """Return documentation by line: a block of `#:` lines under the line below it, a trailing one under minus its line.

    Only a text that holds `#:` is tokenized at all; one that the tokenizer refuses has none.
    """
    if "#:" not in text:
        return {}
    found: dict[int, list[str]] = {}
    block: list[str] = []
    block_end = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type != tokenize.COMMENT or not token.string.startswith("#:"):
                continue
            line, column = token.start
            words = token.string[2:].strip()
            if token.line[:column].strip():
                found[-line] = [words]
                continue
            block = block if block_end == line - 1 else []
            block.append(words)
            block_end = line
            found.pop(line, None)
            found[line + 1] = block
    except (tokenize.TokenError, SyntaxError):
        pass
    return {line: "\n".join(words) for line, words in found.items()}


def doc_of(docs: dict[int, str], node: ast.stmt | ast.expr | ast.arg) -> str | None:
    """Return the comment above a node, or the one behind it on its last line."""
    return docs.get(node.lineno) or docs.get(-(node.end_lineno or node.lineno))


def docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str | None:
    """Return the docstring with its indentation removed, alike on every version of Python; None if it says nothing."""
    raw = ast.get_docstring(node, clean=False)
    if raw is None:
        return None
    first, *rest = (line.rstrip() for line in raw.expandtabs().split("\n"))
    margin = min((len(line) - len(line.lstrip(" ")) for line in rest if line), default=0)
    return "\n".join([first.lstrip(" "), *(line[margin:] for line in rest)]).strip("\n ") or None
