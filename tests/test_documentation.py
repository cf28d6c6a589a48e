"""The examples of the documentation: those of one page are one app, which compiles and type-checks as it is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from biconvex_codegen.diagnostics.located import locate
from biconvex_codegen.pipeline import analyse
from biconvex_codegen.source import SourceFile

FENCE = re.compile(r"```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = ("README.md", "docs/testing.md", "docs/writing-a-backend.md")


def examples(page: Path) -> dict[str, str]:
    """Return the files of a page: each Python fence begins with the path of its file."""
    fences = [
        fence["code"] for fence in FENCE.finditer(page.read_text(encoding="utf-8")) if fence["language"] == "python"
    ]
    files = {code.split("\n", 1)[0].removeprefix("# "): code for code in fences}
    return {"backend/__init__.py": "", **files}


@pytest.mark.parametrize("page", PAGES)
def test_examples_compile(page: str, checkout: Path) -> None:
    files = {path: text for path, text in examples(checkout / page).items() if path.startswith("backend/")}
    assert len(files) > 2
    analysis = analyse([SourceFile(path, text) for path, text in files.items()])
    assert [(each.span, each.message) for each in locate(analysis.diagnostics, analysis.places)] == []


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_examples_type_check(page: str, checkout: Path, tmp_path: Path) -> None:
    for path, text in {"pyproject.toml": "", **examples(checkout / page)}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for command in (("biconvex_codegen",), ("mypy", "--strict", "--no-incremental", "backend")):
        done = subprocess.run(
            (sys.executable, "-m", *command), cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_mistake_is_reported_as_shown(checkout: Path, tmp_path: Path) -> None:
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    (shown,) = [fence["code"] for fence in FENCE.finditer(readme) if fence["code"].startswith("error[")]
    for path, text in {"pyproject.toml": "", **examples(checkout / "README.md")}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text.replace('v.id("users")', 'v.id("user")'), encoding="utf-8")
    done = subprocess.run(
        (sys.executable, "-m", "biconvex_codegen"), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (2, shown.strip())


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/testing.md"])
def test_the_tests_of_a_page_pass(page: str, checkout: Path, tmp_path: Path) -> None:
    project = {"pyproject.toml": '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'}
    for path, text in {**project, **examples(checkout / page)}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for command in (("biconvex_codegen",), ("pytest", "-q"), ("mypy", "--strict", "--no-incremental", "tests")):
        done = subprocess.run(
            (sys.executable, "-m", *command), cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_links_lead_somewhere(checkout: Path) -> None:
    pages = [*checkout.glob("*.md"), *checkout.glob("docs/*.md"), *checkout.glob("benchmarks/*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
