"""Every emitted file: its head, its layout, its imports, and that nothing but names and types moves it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from biconvex_codegen.backends.marker import MARKER
from biconvex_codegen.backends.python import emit
from biconvex_codegen.ir.nodes import CheckedApp
from tests.apps import QUERY, STRING, app, chat_app, documents_app, function, obj, shop_app, table

from .odd_apps import edge_app, empty_app, hostile_app, reserved_app, schemaless_app
from .test_quoting import HOSTILE
from .trees import texts, without_head

pytestmark = pytest.mark.slow

APPS = {
    "documents": documents_app(),
    "chat": chat_app(),
    "shop": shop_app(),
    "edge": edge_app(),
    "reserved": reserved_app(),
    "hostile": hostile_app("\n".join(HOSTILE)),
    "schemaless": schemaless_app(),
    "empty": empty_app(),
}
CONSTANT = {"__init__.py", "api.py", "data_model.py", "server.py", "api.pyi", "server.pyi"}


@pytest.fixture(params=APPS, scope="module")
def checked(request: pytest.FixtureRequest) -> CheckedApp:
    """Return each app in turn."""
    return APPS[request.param]


def test_each_file_is_python_with_the_marker_and_ends_in_one_line_end(checked: CheckedApp) -> None:
    for path, text in texts(emit(checked)).items():
        compile(text, path, "exec")
        assert text.startswith(f"# {MARKER}")
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text
        assert not [line for line in text.split("\n") if line != line.rstrip()]


def test_ruff_would_change_nothing_and_finds_no_mistake(checked: CheckedApp, tmp_path: Path) -> None:
    for path, text in texts(emit(checked)).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(without_head(text), encoding="utf-8", newline="\n")
    assert _ruff("format", "--diff", folder=tmp_path) == ""
    # Docstrings in stubs are for people; a functional TypedDict is for keys that would hide types in a class.
    # Names are sorted by code unit, which is isort's order wherever names look like names.
    order = () if checked is APPS["reserved"] else ("--extend-select=I",)
    rules = (*order, "--select=F,W,UP,B,PYI", "--ignore=PYI021,UP013", "--target-version=py311")
    assert _ruff("check", "--quiet", "--output-format=concise", *rules, folder=tmp_path) == ""


def _ruff(*arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache", "--line-length=100", "."]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder).stdout


def test_no_stub_imports_what_users_write(checked: CheckedApp) -> None:
    own = ("biconvex.", "builtins ", "typing_extensions ", ".")
    for path, text in texts(emit(checked)).items():
        for line in text.splitlines():
            if line.startswith(("import ", "from ")):
                module = line.split(" ", 1)[1]
                assert module.startswith(own), line
                dots = len(module) - len(module.lstrip("."))
                assert dots <= path.count("/") + 1, (path, line)


def test_the_modules_do_not_grow() -> None:
    sizes = [{path: texts(emit(each))[path] for path in CONSTANT} for each in (empty_app(), reserved_app())]
    assert sizes[0] == sizes[1]


def test_the_order_of_the_app_is_the_only_order() -> None:
    assert emit(shop_app()) == emit(shop_app())
    program = (
        "import hashlib; from biconvex_codegen.backends.python import emit; from tests.python_backend import odd_apps;"
        "print(hashlib.sha256(repr(emit(odd_apps.reserved_app())).encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'codegen'}"},
        ).stdout
        for seed in ("0", "7", "4711")
    }
    assert len(runs) == 1


def _changed(before: CheckedApp, after: CheckedApp) -> set[str]:
    first, second = texts(emit(before)), texts(emit(after))
    return {path for path in first.keys() | second.keys() if first.get(path) != second.get(path)}


def test_one_change_touches_one_file() -> None:
    def made(*, more: bool, returned: bool) -> CheckedApp:
        notes = table("notes", "Note", obj({"text": STRING, **({"mood": STRING} if more else {})}))
        users = table("users", "User", obj({"name": STRING}))
        read = function("notes:read", QUERY, {"text": STRING}, STRING if returned else None)
        return app(tables=(notes, users), functions=(read, function("users:read", QUERY, {}, STRING)))

    plain = made(more=False, returned=False)
    assert _changed(plain, made(more=True, returned=False)) == {"tables/notes.pyi"}
    assert _changed(plain, made(more=False, returned=True)) == {"refs/notes.pyi"}


def test_names_are_sorted_one_a_line() -> None:
    text = texts(emit(shop_app()))["_names.py"]
    entries = [line for line in text.splitlines() if line.startswith("    ")]
    names: dict[str, tuple[str, str]] = ast.literal_eval(text[text.index("{") :])
    assert list(names) == sorted(names)
    assert len(entries) == len(names)
    assert names["OrderId"] == ("id", "order")
    assert names["ProductsPhysicalFields"] == ("object", "products")
    assert names["StorageId"] == ("system", "StorageId")
