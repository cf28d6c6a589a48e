"""`gen init`: which files it makes in a new folder and in a project, and that it overwrites nothing."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from biconvex_codegen.cli import main
from biconvex_codegen.cli.init.names import distribution_name
from tests.cli.conftest import Init
from tests.cli.projects import ORDERS, SCHEMA, TABLE, git, make_project, run_gen_in_a_gone_folder

EVERYTHING = ("--react", "--pre-commit", "--github")
ALWAYS = {
    ".gitignore", ".prettierignore", "README.md", "backend/__init__.py", "backend/books.py", "backend/schema.py",
    "pyproject.toml", "tests/test_books.py",
}  # fmt: skip
OF_PAGE = {
    "web/index.html", "web/package.json", "web/src/App.tsx", "web/src/convex.ts", "web/src/main.tsx",
    "web/src/style.css", "web/tsconfig.json",
}  # fmt: skip
OF_CHECKS = {".pre-commit-config.yaml", ".github/workflows/biconvex.yml"}
HOOK = "entry: gen --check --if-staged"


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, without what `gen` wrote and git keeps."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {"_generated", ".git"} & {*path.relative_to(folder).parts}
    }


def test_a_new_project(folder: Path, init: Init) -> None:
    result = init()
    assert (result.code, result.out) == (0, "")
    assert set(files(folder)) == ALWAYS
    assert (folder / "backend" / "_generated" / "api.pyi").is_file()
    assert result.err.endswith(
        "1 table, 4 functions; wrote 23 files\n"
        "next:\n    pip install --upgrade pip && pip install --editable . --group dev\n    biconvex dev\n"
    )
    assert main(("--check",)) == 0


def test_a_folder_that_is_not_there_yet(folder: Path, init: Init) -> None:
    result = init("apps/my books", *EVERYTHING)
    assert (result.code, result.out) == (0, "")
    assert set(files(folder / "apps" / "my books")) == ALWAYS | OF_PAGE | OF_CHECKS
    assert "    cd 'apps/my books'\n" in result.err
    assert (folder / "apps" / "my books" / "web" / "src" / "_generated" / "api.d.ts").is_file()


@pytest.mark.parametrize("arguments", [(), EVERYTHING])
def test_a_second_run_changes_nothing(folder: Path, init: Init, arguments: tuple[str, ...]) -> None:
    init(*arguments)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = init(*arguments)
    assert (again.code, again.out) == (0, "")
    assert again.err == (
        "nothing to add; what is there is left as it is\n1 table, 4 functions; everything was up to date\n"
    )
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == times


def test_a_dry_run_shows_all_and_writes_nothing(folder: Path, init: Init) -> None:
    trial = init("new", *EVERYTHING, "--dry-run")
    assert (trial.code, trial.err) == (0, "")
    assert list(folder.iterdir()) == []
    shown = {line.removeprefix("would create ") for line in trial.out.splitlines() if line.startswith("would create ")}
    init("new", *EVERYTHING)
    assert shown == set(files(folder / "new"))


def test_a_dry_run_shows_what_it_would_add_to_files(folder: Path, init: Init) -> None:
    make_project(
        folder, {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["biconvex"]\n', ".gitignore": "a\n"}
    )
    before = files(folder)
    shown = init("--dry-run").out
    assert '+++ b/pyproject.toml\n@@ -1,3 +1,6 @@\n [project]\n name = "x"\n' in shown
    assert f"+\n+{TABLE.replace(chr(10), chr(10) + '+', 1)}" in shown
    assert "+++ b/.gitignore\n@@ -1 +1,2 @@\n a\n+.biconvex/\n" in shown
    assert files(folder) == before


def test_nothing_is_overwritten(folder: Path, init: Init) -> None:
    theirs = dict.fromkeys((ALWAYS | OF_PAGE | OF_CHECKS) - {"pyproject.toml"}, "theirs\n")
    theirs |= {"backend/__init__.py": "", "backend/schema.py": SCHEMA, "backend/books.py": ORDERS}
    make_project(folder, {"pyproject.toml": TABLE, **theirs})
    result = init(*EVERYTHING)
    assert result.code == 0
    appended = {".gitignore", ".prettierignore"}
    assert {path: content for path, content in files(folder).items() if path not in {*appended, "pyproject.toml"}} == {
        path: text.encode() for path, text in theirs.items() if path not in appended
    }


def test_own_modules_get_no_sample(folder: Path, init: Init) -> None:
    make_project(folder, {"pyproject.toml": TABLE, "backend/schema.py": SCHEMA, "backend/orders.py": ORDERS})
    assert init("--react").code == 0
    added = {".gitignore", ".prettierignore", "backend/__init__.py"} | OF_PAGE
    assert set(files(folder)) == {"pyproject.toml", "backend/schema.py", "backend/orders.py"} | added
    assert "api.books" not in (folder / "web" / "src" / "App.tsx").read_text()


def test_the_sample_gets_its_page_later(folder: Path, init: Init) -> None:
    init()
    later = init("--react")
    assert (
        later.out
        == 'add to pyproject.toml, in [tool.biconvex], and run `gen`:\n    typescript = "web/src/_generated"\n'
    )
    assert "api.books" in (folder / "web" / "src" / "App.tsx").read_text()


@pytest.mark.parametrize("source", ["server", "src/books"])
def test_the_configured_folder_is_used(folder: Path, init: Init, source: str) -> None:
    make_project(folder, {"pyproject.toml": f'[tool.biconvex]\nsource = "{source}"\n'})
    result = init()
    assert result.code == 0
    assert {f"{source}/schema.py", f"{source}/books.py", f"{source}/__init__.py"} <= set(files(folder))
    parent, _, package = source.rpartition("/")
    assert f"from {package}._generated.api import api\n" in (folder / "tests" / "test_books.py").read_text()
    assert f'asyncio_mode = "auto"\n    pythonpath = ["{parent or "."}"]\n' in result.out


def test_a_project_inside_a_repository(folder: Path, init: Init) -> None:
    git(folder, "init", "--quiet")
    make_project(folder, {"pyproject.toml": '[project]\nname = "all"\n'})
    above = files(folder)
    assert init("apps/größe 1", *EVERYTHING).code == 0
    inside = {f"apps/größe 1/{path}" for path in ALWAYS | OF_PAGE}
    assert set(files(folder)) == set(above) | inside | OF_CHECKS
    assert (folder / "pyproject.toml").read_bytes() == above["pyproject.toml"]
    hooks = (folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert f"{HOOK.replace('gen', chr(34) + 'gen', 1)} --project 'apps/größe 1'\"\n" in hooks
    workflow = (folder / ".github" / "workflows" / "biconvex.yml").read_text(encoding="utf-8")
    assert 'working-directory: "apps/größe 1"\n' in workflow
    assert 'working-directory: "apps/größe 1/web"\n' in workflow
    assert init("apps/größe 1", *EVERYTHING).err.startswith("nothing to add")


@pytest.mark.parametrize(
    ("obstacles", "arguments", "problem"),
    [
        ({"backend": ""}, (), 'a file stands at "backend", where a folder is needed'),
        ({"tests": ""}, (), 'a file stands at "tests", where a folder is needed'),
        ({"web": ""}, ("--react",), 'a file stands at "web", where a folder is needed'),
        ({".github": ""}, ("--github",), 'a file stands at ".github", where a folder is needed'),
        ({"pyproject.toml/x": ""}, (), 'a folder stands at "pyproject.toml", where a file is needed'),
        ({".gitignore/x": ""}, (), 'a folder stands at ".gitignore", where a file is needed'),
        ({"file": ""}, ("file",), '"file" is no folder'),
        ({"file": ""}, ("file/below",), '"file" is no folder'),
        ({"pyproject.toml": "", "backend/x/y": ""}, ("backend",), "this folder is part of the backend of "),
        ({"pyproject.toml": "", "backend/x/y": ""}, ("backend/x/new",), "this folder is part of the backend of "),
        ({}, ("x" * 300,), 'cannot look at "'),
        (
            {"pyproject.toml": '[tool.biconvex]\ntypescript = "client/types"\n'},
            ("--react",),
            '"typescript" names "client/types", outside "web/src", where --react makes its page',
        ),
        (
            {"pyproject.toml": '[tool.biconvex]\noutputs = ["python", "sql", "ir"]\n'},
            ("--react",),
            'the page needs the output "typescript"',
        ),
    ],
)
def test_what_stands_in_the_way_refuses_all(
    folder: Path, init: Init, obstacles: Mapping[str, str], arguments: tuple[str, ...], problem: str
) -> None:
    make_project(folder, obstacles)
    result = init(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {problem}")
    assert result.err.endswith("\nnothing was written\n")
    assert set(files(folder)) == set(obstacles)


def test_a_link_on_the_way_is_not_followed(folder: Path, init: Init, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "tests").symlink_to(tmp_path / "elsewhere")
    assert init().err.startswith('error: a symbolic link stands at "tests", where a folder is needed\n')
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="/proc, in which not even root can make a folder")
def test_a_folder_that_cannot_be_made(init: Init) -> None:
    result = init("/proc/new/project")
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("nothing was written\n")


def test_a_wrong_configuration_is_shown(folder: Path, init: Init) -> None:
    make_project(folder, {"pyproject.toml": "[tool.biconvex]\nsorce = 1\n"})
    result = init()
    assert result.code == 2
    assert result.out.startswith('error[unknown-config-key]: there is no key "sorce"\n')
    assert set(files(folder)) == {"pyproject.toml"}


def test_a_backend_with_a_mistake_gets_the_rest(folder: Path, init: Init) -> None:
    make_project(folder, {"backend/schema.py": SCHEMA.replace('"customers": ', '"clients": ')})
    result = init()
    assert result.code == 2
    assert "error[unknown-table]" in result.out
    assert result.err.endswith("nothing was written\nwhat was added stays; run `gen` when this is mended\n")


def test_in_a_folder_that_is_gone(folder: Path) -> None:
    result = run_gen_in_a_gone_folder(folder, "init")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: cannot look at ")


@pytest.mark.parametrize(
    ("folder_name", "name"),
    [
        ("Reading List", "reading-list"),
        ("café_2", "cafe-2"),
        ("2024", "2024"),
        ("class", "class"),
        ("--x..y--", "x-y"),
        ("本", "app"),
        ("", "app"),
        ("Biconvex", "biconvex-app"),
        ("pytest_asyncio", "pytest-asyncio-app"),
        ("x" * 63 + "-y", "x" * 63),
    ],
)
def test_a_name_is_made_of_the_folder(folder_name: str, name: str) -> None:
    assert distribution_name(folder_name) == name


@pytest.mark.parametrize("name", ["Größe 1", "日本", "class", "2024", 'it\'s "quoted"', "{{ name }}", "-x"])
def test_odd_folders(folder: Path, init: Init, name: str) -> None:
    assert init("--react", "--", name).code == 0
    assert main(("--check", "--project", str(folder / name))) == 0


def test_the_page_is_pinned_to_what_the_tests_judge(folder: Path, init: Init, checkout: Path) -> None:
    init("--react")
    judged = json.loads((checkout / "tests" / "node" / "package.json").read_text())["devDependencies"]
    page = json.loads((folder / "web" / "package.json").read_text())
    pins = {**page["dependencies"], **page["devDependencies"]}
    assert pins == {name: judged[name] for name in pins}
