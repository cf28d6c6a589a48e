"""The `#:` comments of a file: documentation for the line below, or for the line that they stand on."""

import io
import tokenize


def doc_comments(text: str) -> dict[int, str]:
    """Return documentation by line: a block of `#:` lines under the line below it, a trailing one under minus its line.

    Only a text that holds `#:` is tokenized at all; one that the tokenizer refuses has none.
    """
    if "#:" not in text:
        return {}
    found: dict[int, str] = {}
    block: list[str] = []
    block_end = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type != tokenize.COMMENT or not token.string.startswith("#:"):
                continue
            line, column = token.start
            words = token.string[2:].strip()
            if token.line[:column].strip():
                found[-line] = words
                continue
            block = [*block, words] if block_end == line - 1 else [words]
            block_end = line
            found.pop(line, None)
            found[line + 1] = "\n".join(block)
    except (tokenize.TokenError, SyntaxError):
        return found
    return found
