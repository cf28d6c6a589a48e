"""Python is the judge: apps say the same to the compiler that reads them and to the interpreter that imports them."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

from .. import markdown_cases
from ..compiled import checked, outputs, sources
from ..every_case import CASES, EXAMPLES
from ..interpreters import environments
from ..markdown_cases import Case
from .agreement import compiled, differences, disagreement
from .judge import Judge

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [
    page
    for page in (CHECKOUT / "README.md", *sorted(CHECKOUT.glob("docs/*.md")))
    if "```python" in page.read_text(encoding="utf-8")
]
FENCE = re.compile(r"^```python\n# (?P<path>backend/\S+\.py)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def judged(app: Sequence[SourceFile], judge: Judge) -> str | None:
    """Return in what the compiler and Python disagree about an app, with the package that was generated for it."""
    analysis = analyse(app)
    texts = {source.path: source.text for source in app}
    generated = {} if analysis.app is None else outputs(analysis)
    return disagreement(
        app, analysis, judge({**texts, **{p: text for p, text in generated.items() if p.endswith(".py")}})
    )


def test_fixtures_say_what_the_compiler_says(judge: Judge, fixture_apps: tuple[Path, ...]) -> None:
    for app in fixture_apps:
        said = compiled(checked(analyse(sources(app))))
        files = {path.relative_to(app).as_posix(): path.read_text(encoding="utf-8") for path in app.rglob("*.py")}
        verdict = judge(files)
        assert verdict.said is not None, verdict.raised
        assert differences(said, verdict.said) == []
        assert len(verdict.said["functions"]) > 5
        assert verdict.said["crons"]


@pytest.mark.parametrize("python", environments()[1:], ids=lambda path: path.parent.parent.name)
def test_fixtures_say_it_to_every_interpreter(python: Path, fixture_apps: tuple[Path, ...]) -> None:
    with Judge(python) as judge:
        test_fixtures_say_what_the_compiler_says(judge, fixture_apps)
        assert [
            (case.title, said)
            for case in (*CASES, *EXAMPLES)
            if case.holds and (said := judged(markdown_cases.sources(case.code), judge))
        ] == []


@pytest.mark.parametrize(
    "case", [case for case in (*CASES, *EXAMPLES) if case.holds], ids=lambda case: f"{case.file}:{case.title}"
)
def test_a_case_is_the_same_to_both(case: Case, judge: Judge) -> None:
    assert judged(markdown_cases.sources(case.code), judge) is None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_are_the_same_to_both(page: Path, judge: Judge) -> None:
    files = {fence["path"]: fence["code"] for fence in FENCE.finditer(page.read_text(encoding="utf-8"))}
    app = [SourceFile(path, text) for path, text in {"backend/__init__.py": "", **files}.items()]
    assert judged(app, judge) is None
