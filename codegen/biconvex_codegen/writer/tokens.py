"""Whether two texts say the same and differ in white space and punctuation of style alone, as after a formatter."""

import json
import re

# Any of the emitted languages, roughly: a string, a word, or one other character.
_TOKEN = re.compile(r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\w+|[^\w\s]""")
_CLOSING = frozenset(")]}>")


def is_reformatted(path: str, before: str, after: str) -> bool:
    """Say whether one text of a file is the other one reformatted."""
    if path.endswith(".json"):
        return _same_json(before, after)
    return _tokens(before) == _tokens(after)


def _same_json(before: str, after: str) -> bool:
    try:
        return bool(json.loads(before) == json.loads(after))
    except ValueError:
        return False


def _tokens(text: str) -> list[str]:
    """Return the tokens without what formatters add and remove: the kind of quotes, semicolons, last commas."""
    words: list[str] = []
    for found in _TOKEN.finditer(text):
        word = found.group()
        if word in _CLOSING and words and words[-1] == ",":
            words.pop()
        if word != ";":
            words.append(f"'{word[1:-1]}'" if found.group("text") is not None else word)
    return words
