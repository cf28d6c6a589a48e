"""What `gen init` makes is judged by those who will read it: type checkers, linters, its own tests, a browser."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from biconvex_codegen.cli import main
from tests.cli.projects import git, process_environment
from tests.cli.test_dev import running, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("init")]  # one process makes the project

NODE = Path(__file__).parents[1] / "node"
BIN = NODE / "node_modules" / ".bin"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with everything, in a repository, with the npm packages of the tests."""
    root = tmp_path_factory.mktemp("init") / "Reading list"
    assert main(("init", str(root), "--react", "--pre-commit", "--github")) == 0
    (root / "web" / "node_modules").symlink_to(NODE / "node_modules")
    git(root, "init", "--quiet")
    git(root, "add", "--all", "--", ":!web/node_modules")
    return root


def run(folder: Path, *command: str | Path, **environment: str) -> str:
    """Run a program that has to find nothing wrong; return what it prints."""
    done = subprocess.run(
        command, cwd=folder, env=process_environment(environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("biconvex_codegen", "--check"),
        ("mypy", "--no-incremental"),
        ("pytest", "-q", "-p", "no:cacheprovider"),
        ("ruff", "check", "--no-cache", "--extend-select", "ANN,ARG,ASYNC,B,C4,D1,E,F,I,N,PT,RET,SIM,UP,W", "backend"),
        ("ruff", "check", "--no-cache", "--extend-select", "I"),
        ("ruff", "format", "--no-cache", "--check"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_python_is_as_it_should_be(project: Path, arguments: tuple[str, ...]) -> None:
    run(project, sys.executable, "-m", *arguments)


def test_pyright_finds_nothing(project: Path) -> None:
    (project / "pyrightconfig.json").write_text('{"include": ["backend", "tests"], "typeCheckingMode": "strict"}')
    run(project, BIN / "pyright", "--pythonpath", sys.executable)


def test_prettier_changes_nothing(project: Path) -> None:
    run(project, BIN / "prettier", "--check", "web", ".pre-commit-config.yaml", ".github")


def test_the_smallest_project_passes_too(tmp_path: Path) -> None:
    assert main(("init", str(tmp_path / "small"))) == 0
    for arguments in (("biconvex_codegen", "--check"), ("mypy", "--no-incremental"), ("pytest", "-q")):
        run(tmp_path / "small", sys.executable, "-m", *arguments)


def test_a_page_of_ones_own_compiles(tmp_path: Path) -> None:
    own = '[tool.biconvex]\ntypescript = "web/src/_generated"\n'
    (tmp_path / "backend").mkdir()
    (tmp_path / "pyproject.toml").write_text(own)
    (tmp_path / "backend" / "schema.py").write_text(
        "from biconvex import define_schema\n\nschema = define_schema({})\n"
    )
    assert main(("init", str(tmp_path), "--react")) == 0
    (tmp_path / "web" / "node_modules").symlink_to(NODE / "node_modules")
    run(tmp_path / "web", BIN / "tsc", "--noEmit")
    run(tmp_path / "web", BIN / "prettier", "--check", ".")


def test_the_page_calls_the_backend(project: Path) -> None:
    with running(project) as dev, served(project / "web" / "dist") as url:
        wait_for(dev.serves)
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
        run(project / "web", "npm", "run", "build", VITE_CONVEX_URL=dev.url, PATH=path)
        run(NODE, "node", "page.mjs", url)


@contextmanager
def served(folder: Path) -> Generator[str]:
    """Serve the files of a folder, which need not be there yet; give the address."""
    folder.mkdir(exist_ok=True)
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
