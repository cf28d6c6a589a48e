"""Apps with one token changed: renamed, deleted, swapped with its neighbour, or of another type; it judges nothing."""

import ast
import io
import keyword
import random
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biconvex_codegen.source import SourceFile

VALIDATORS = (
    *("any", "array", "boolean", "bytes", "float64", "id", "int64", "integer", "literal", "null", "nullable"),
    *("number", "object", "optional", "record", "string", "union"),
)
TYPES = ("str", "int", "float", "bool", "bytes", "None", "list", "dict", "Any", "object", "Unset", "str | None")
NUMBERS = ("0", "-1", "1.5", "24", "61", "10**20", '"1"', "None", "True")
_SKIPPED = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


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
        return [SourceFile(each.path, self._changed(each.text)) if each.path == self.path else each for each in app]

    def shown(self, app: Sequence[SourceFile]) -> str:
        """Return the change in one line."""
        (text,) = (each.text for each in app if each.path == self.path)
        line = text.count("\n", 0, self.start) + 1
        return f"{self.path}:{line}: {self.kind} {text[self.start : self.end]!r} -> {self.text!r}"

    def _changed(self, text: str) -> str:
        return text[: self.start] + self.text + text[self.end :]


@dataclass(frozen=True, slots=True)
class _Token:
    type: int
    text: str
    start: int
    end: int
    line: int


def mutations(app: Sequence[SourceFile], chance: random.Random) -> Iterator[Mutation]:
    """Yield changes of everything that an app says, and now and then of what its handlers do."""
    tokens = {source.path: _tokens(source.text) for source in app}
    strings = sorted({each.text for found in tokens.values() for each in found if each.type == tokenize.STRING})
    for source in app:
        inside = _handler_lines(source.text)
        found = [each for each in tokens[source.path] if each.line not in inside or chance.random() < 0.05]
        names = sorted({each.text for each in found if each.type == tokenize.NAME and not keyword.iskeyword(each.text)})
        for token, following in zip(found, [*found[1:], None], strict=False):
            yield Mutation(source.path, "delete", token.start, token.end, "")
            if following is not None and following.line == token.line:
                between = source.text[token.end : following.start]
                yield Mutation(source.path, "swap", token.start, following.end, following.text + between + token.text)
            for kind, text in _replacements(token, names, strings, chance):
                if text != token.text:
                    yield Mutation(source.path, kind, token.start, token.end, text)


def _replacements(
    token: _Token, names: list[str], strings: list[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    match token.type:
        case tokenize.NAME if token.text in VALIDATORS:
            yield "validator", chance.choice(VALIDATORS)
            yield "rename", _misspelt(token.text, chance)
        case tokenize.NAME if token.text in TYPES or token.text[:1].isupper():
            yield "annotation", chance.choice(TYPES)
            yield "rename", _misspelt(token.text, chance)
            yield "rename", chance.choice(names)
        case tokenize.NAME if not keyword.iskeyword(token.text):
            yield "rename", _misspelt(token.text, chance)
            yield "rename", chance.choice(names)
        case tokenize.STRING:
            yield "string", f'"{_misspelt(token.text[1:-1], chance)}"'
            yield "string", chance.choice(strings)
            yield "string", chance.choice(('""', '"_id"', '"a b"', "None", "1", 'f"x"'))
        case tokenize.NUMBER:
            yield "number", chance.choice(NUMBERS)
        case _:
            pass


def _misspelt(text: str, chance: random.Random) -> str:
    if not text:
        return "x"
    place = chance.randrange(len(text))
    return chance.choice(
        (
            text[:place] + text[place + 1 :] or "y",
            text[:place] + text[place] + text[place:],
            f"{text}_",
            text.swapcase(),
        )
    )


def _handler_lines(text: str) -> set[int]:
    """Return the lines inside functions, and those of docstrings."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines.update(range(node.body[0].lineno, (node.end_lineno or 0) + 1))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.update(range(node.lineno, (node.end_lineno or 0) + 1))
    return lines


def _tokens(text: str) -> list[_Token]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return [
        _Token(
            each.type,
            each.string,
            starts[each.start[0] - 1] + each.start[1],
            starts[each.end[0] - 1] + each.end[1],
            each.start[0],
        )
        for each in tokenize.generate_tokens(io.StringIO(text).readline)
        if each.type not in _SKIPPED
    ]
