"""Apps with one token changed: renamed, deleted, swapped with another one, or of another type; it judges nothing."""

import ast
import io
import keyword
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from random import Random

from biconvex_codegen.source import SourceFile

from .written import lines_of_bodies

VALIDATORS = (
    *("any", "array", "boolean", "bytes", "float64", "id", "int64", "integer", "literal", "null", "nullable"),
    *("number", "object", "optional", "record", "string", "union"),
)
TYPES = ("str", "int", "float", "bool", "bytes", "None", "list", "dict", "Any", "object", "Unset", "str | None")
TEXTS = ('""', '"_id"', '"a b"', "None", "1", 'f"x"')
NUMBERS = ("0", "-1", "1.5", "24", "61", "10**20", '"1"', "None", "True")
_SKIPPED = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
_IN_BODIES = 0.05
"""The share of the tokens of handlers that are changed: what a handler does is no part of the app to Python."""
_NO_PYTHON = 0.15
"""The share of changes that are tried although no Python comes of them: most deletions make none."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one file: what stands from `start` to `end` becomes `text`."""

    path: str
    kind: str
    start: int
    end: int
    text: str

    def of(self, app: Sequence[SourceFile]) -> list[SourceFile]:
        """Return an app with the change."""
        return [SourceFile(each.path, self.within(each.text)) if each.path == self.path else each for each in app]

    def within(self, text: str) -> str:
        """Return the text of the file with the change."""
        return text[: self.start] + self.text + text[self.end :]

    def shown(self, app: Sequence[SourceFile]) -> str:
        """Return the change in one line."""
        (text,) = (each.text for each in app if each.path == self.path)
        line = text.count("\n", 0, self.start) + 1
        return f"{self.path}:{line}: {self.kind} {text[self.start : self.end]!r} -> {self.text!r}"


@dataclass(frozen=True, slots=True)
class _Token:
    type: int
    text: str
    start: int
    end: int
    line: int


def mutations(app: Sequence[SourceFile], count: int, random: Random) -> list[Mutation]:
    """Return so many changes of an app, as far as there are, evenly of all its files and of all kinds."""
    groups: dict[tuple[str, str], list[Mutation]] = defaultdict(list)
    for each in _every(app, random):
        groups[each.path, each.kind].append(each)
    texts = {source.path: source.text for source in app}
    tried = [_tried(group, texts[path], random) for (path, _), group in sorted(groups.items())]
    in_turn = (each for rank in zip_longest(*tried) for each in rank if each is not None)
    return list(islice(in_turn, count))


def _tried(group: list[Mutation], text: str, random: Random) -> Iterator[Mutation]:
    """Yield changes in any order, most of those that leave no Python aside."""
    random.shuffle(group)
    for each in group:
        luck = random.random()
        if luck < _NO_PYTHON or _is_python(each.within(text)):
            yield each


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _every(app: Sequence[SourceFile], random: Random) -> Iterator[Mutation]:
    """Yield changes of everything that an app says, and now and then of what its handlers do."""
    tokens = {source.path: _tokens(source.text) for source in app}
    strings = sorted({each.text for found in tokens.values() for each in found if each.type == tokenize.STRING})
    for source in app:
        inside, docstrings = lines_of_bodies(source.text), _lines_of_docstrings(source.text)
        said = (each for each in tokens[source.path] if each.line not in docstrings)
        found = [each for each in said if each.line not in inside or random.random() < _IN_BODIES]
        names = sorted({each.text for each in found if _is_name(each)})
        for number, token in enumerate(found):
            yield Mutation(source.path, "delete", token.start, token.end, "")
            for other in _partners(token, found[number + 1 :]):
                between = source.text[token.end : other.start]
                yield Mutation(source.path, "swap", token.start, other.end, other.text + between + token.text)
            for kind, text in _replacements(token, names, strings, random):
                if text != token.text:
                    yield Mutation(source.path, kind, token.start, token.end, text)


def _partners(token: _Token, following: Sequence[_Token]) -> Iterator[_Token]:
    """Yield the tokens of a line that one is swapped with: the next one, and the next one of its type."""
    on_line = [each for each in following[:20] if each.line == token.line]
    yield from on_line[:1]
    alike = (each for each in on_line[1:] if each.type == token.type != tokenize.OP)
    yield from islice((each for each in alike if each.text != token.text), 1)


def _is_name(token: _Token) -> bool:
    return token.type == tokenize.NAME and not keyword.iskeyword(token.text)


def _replacements(token: _Token, names: list[str], strings: list[str], random: Random) -> Iterator[tuple[str, str]]:
    match token.type:
        case tokenize.STRING:
            yield "rename", f'"{_misspelt(token.text[1:-1], random)}"'
            yield "rename", random.choice(strings)
            yield "retype", random.choice(TEXTS)
        case tokenize.NUMBER:
            yield "retype", random.choice(NUMBERS)
        case tokenize.NAME if _is_name(token) or token.text == "None":
            yield "rename", _misspelt(token.text, random)
            yield "rename", random.choice(names)
            if token.text in VALIDATORS:
                yield "retype", random.choice(VALIDATORS)
            elif token.text in TYPES or token.text[:1].isupper():
                yield "retype", random.choice(TYPES)
        case _:
            pass


def _misspelt(text: str, random: Random) -> str:
    if not text:
        return "x"
    place = random.randrange(len(text))
    slips = text[:place] + text[place + 1 :] or "y", text[:place] + text[place] + text[place:], f"{text}_"
    return random.choice((*slips, text.swapcase()))


def _lines_of_docstrings(text: str) -> set[int]:
    return {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }


def _tokens(text: str) -> list[_Token]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(at: tuple[int, int]) -> int:
        return starts[at[0] - 1] + at[1]

    return [
        _Token(each.type, each.string, place(each.start), place(each.end), each.start[0])
        for each in tokenize.generate_tokens(io.StringIO(text).readline)
        if each.type not in _SKIPPED
    ]
