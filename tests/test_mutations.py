"""Whatever is wrong with a source, the compiler says so: it never fails itself, and every diagnostic has a place."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from biconvex_codegen.diagnostics.located import locate
from biconvex_codegen.pipeline import Targets, analyse, emit
from biconvex_codegen.source import SourceFile

from .compiled import sources

TOKEN = re.compile(r"\w+|\"[^\"\n]*\"|[^\w\s]")
ROUNDS = 20


@pytest.mark.parametrize("seed", range(5))
def test_a_mutated_app_is_analysed(seed: int, fixture_apps: tuple[Path, ...]) -> None:
    chance = random.Random(seed)
    apps = [sources(app) for app in fixture_apps]
    words = sorted({match[0] for app in apps for source in app for match in TOKEN.finditer(source.text)})
    for _ in range(ROUNDS):
        mutated = list(mutations(chance.choice(apps), words, chance))
        analysis = analyse(mutated)
        lengths = {source.path: len(source.text.split("\n")) for source in mutated}
        for each in locate(analysis.diagnostics, analysis.places):
            assert each.message.isprintable()
            assert each.span.line <= each.span.end_line <= lengths[each.span.path]
        if analysis.app is not None:
            assert emit(analysis.app, analysis.places, Targets())


def mutations(app: Sequence[SourceFile], words: Sequence[str], chance: random.Random) -> Iterator[SourceFile]:
    """Yield the files of an app, about two of them with a token or a line removed, doubled or replaced."""
    for source in app:
        if source.text and chance.random() < 2 / len(app):
            yield SourceFile(source.path, mutation(source.text, words, chance))
        else:
            yield source


def mutation(text: str, words: Sequence[str], chance: random.Random) -> str:
    """Return a text with one small change."""
    token = chance.choice(list(TOKEN.finditer(text)))
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    return chance.choice(
        (
            text[: token.start()] + text[token.end() :],
            text[: token.start()] + chance.choice(words) + text[token.end() :],
            text[: token.end()] + " " + text[token.start() :],
            "\n".join(lines[:line] + lines[line + 1 :]),
            "\n".join([*lines[:line], chance.choice(lines), *lines[line:]]),
        )
    )
