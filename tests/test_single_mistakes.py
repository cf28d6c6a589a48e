"""One mistake gives one diagnostic: each kind is planted alone into each fixture app where it applies, then three."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.located import Located, locate
from biconvex_codegen.diagnostics.render import concise
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

from .compiled import sources
from .mistakes import in_crons_and_routes, in_functions, in_imports, in_schemas
from .mistakes.planted import APPS, Edit, Planted, applied, place

pytestmark = pytest.mark.slow

KINDS = (*in_schemas.MISTAKES, *in_functions.MISTAKES, *in_imports.MISTAKES, *in_crons_and_routes.MISTAKES)
FIXTURES = Path(__file__).parent.parent / "fixtures"
TEXTS = {app: {source.path: source.text for source in sources(FIXTURES / app)} for app in APPS}

Mistake = tuple[Planted, Edit]
MISTAKES: list[Mistake] = [(kind, edit) for kind in KINDS for edit in kind.edits]

# What is about the whole project, and has tests of its own.
OF_THE_PROJECT = {
    Code.FOREIGN_FILE,
    Code.INVALID_CONFIG,
    Code.MISSING_PROJECT,
    Code.MISSING_SCHEMA,
    Code.MISSING_SOURCE,
    Code.NO_FUNCTIONS,
    Code.SYNTAX_TOO_NEW,
    Code.TOO_DEEP,
    Code.UNKNOWN_CONFIG_KEY,
    Code.UNREADABLE_FILE,
    Code.VERSION_MISMATCH,
}
# A schema that cannot be known in all its parts says nothing of the parts that nobody can see.
HIDING = {"syntax-error", "merge-conflict", "evaluation-too-large", "unknown-name", "circular-definition", "not-static"}
HIDING |= {"invalid-schema", "duplicate-name"}


def title(mistake: Mistake) -> str:
    kind, edit = mistake
    return f"{edit.app}: {kind.code}: {kind.title}"


def compiled(texts: dict[str, str]) -> tuple[Located, ...]:
    analysis = analyse([SourceFile(path, text) for path, text in texts.items()])
    return locate(analysis.diagnostics, analysis.places)


@pytest.mark.parametrize("mistake", MISTAKES, ids=title)
def test_one_mistake_is_one_diagnostic(mistake: Mistake) -> None:
    kind, edit = mistake
    found = compiled(applied([edit], TEXTS[edit.app]))
    assert len(found) == 1, concise.render(found)
    assert found[0].code.value == kind.code
    if found[0].code is not Code.SYNTAX_ERROR:
        assert found[0].span == place(edit, TEXTS[edit.app])
    assert found[0].help
    assert len({found[0].span, *(note.span for note in found[0].related)}) == 1 + len(found[0].related)


def test_every_code_is_planted() -> None:
    assert {kind.code for kind in KINDS} == {code.value for code in Code if code not in OF_THE_PROJECT}


def threes(app: str, chance: random.Random) -> Iterator[list[Mistake]]:
    """Yield three mistakes in three files, none of which can hide another."""
    parts = (in_schemas.MISTAKES, in_functions.MISTAKES, in_crons_and_routes.MISTAKES)
    of_app = [[(kind, edit) for kind in kinds for edit in kind.edits if edit.app == app] for kinds in parts]
    of_app[0] = [(kind, edit) for kind, edit in of_app[0] if kind.code not in HIDING]
    # A function that cannot be registered has arguments that nobody knows.
    of_app[1] = [(kind, edit) for kind, edit in of_app[1] if kind.code not in ("syntax-error", "invalid-registration")]
    while True:
        three = [chance.choice(mistakes) for mistakes in of_app]
        files = {path for _, edit in three for path in (edit.path, place(edit, TEXTS[app]).path)}
        if len(files) == 3:
            yield three


@pytest.mark.parametrize("app", APPS)
def test_three_mistakes_in_three_files_are_three_diagnostics(app: str) -> None:
    for three, _ in zip(threes(app, random.Random(app)), range(20), strict=False):
        texts = applied([edit for _, edit in three], TEXTS[app])
        found = compiled(texts)
        expected = sorted(kind.code for kind, _ in three)
        assert sorted(each.code.value for each in found) == expected, [*map(title, three), concise.render(found)]
