"""Prettier leaves emitted files alone, whatever a project sets, because each statement tells it to."""

from pathlib import Path

import pytest

from biconvex_codegen.backends.typescript import emit
from tests.apps import app, chat_app, documents_app, shop_app
from tests.typescript_backend.judges import Workspace
from tests.typescript_backend.odd_apps import edge_app, hostile_app

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    apps = {
        "chat": chat_app(),
        "documents": documents_app(),
        "edge": edge_app(),
        "hostile": hostile_app(),
        "shop": shop_app(),
        "unschemed": app(),
    }
    return {f"{name}/{artifact.path}": artifact.text for name, each in apps.items() for artifact in emit(each)}


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--print-width=40", "--single-quote", "--no-semi", "--use-tabs"),
        ("--print-width=140", "--tab-width=8", "--quote-props=consistent", "--object-wrap=collapse"),
    ],
    ids=["as it is", "narrow", "wide"],
)
def test_prettier_changes_nothing(
    tmp_path: Path, checkout: Path, files: dict[str, str], options: tuple[str, ...]
) -> None:
    assert Workspace.of(tmp_path, checkout, files).reformatted(*options) == []


def test_without_the_word_to_prettier_it_would(tmp_path: Path, checkout: Path, files: dict[str, str]) -> None:
    bare = {path: text.replace("// prettier-ignore\n", "") for path, text in files.items() if path.startswith("chat/")}
    workspace = Workspace.of(tmp_path, checkout, bare)
    assert sorted(workspace.reformatted("--print-width=40")) == sorted(bare)
