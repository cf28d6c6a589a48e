"""What may be imported: by each stage, by the library, and which packages at all."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

COMPILER = "biconvex_codegen"
LIBRARY = "biconvex"

#: What parts of the library may import beside: they are for those who have it installed.
PARTS = {"asgi": {"starlette"}, "serve.py": {"uvicorn"}, "testing": {"pytest"}}


def test_layers(checkout: Path) -> None:
    # In a process of its own, since it switches off the loggers of the one that it runs in.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_library_imports_only_the_standard_library(checkout: Path) -> None:
    imported = {
        f"{path.relative_to(checkout)} imports {name}"
        for path in (checkout / LIBRARY).rglob("*.py")
        for name in run_time_imports(path)
        if name not in {LIBRARY, *sys.stdlib_module_names, *PARTS.get(path.relative_to(checkout).parts[1], ())}
    }
    assert imported == set()


def test_dependencies_are_the_ones_imported(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w-]", dependency)[0] for dependency in project["dependencies"]}
    imported = {
        name
        for path in (checkout / "codegen" / COMPILER).rglob("*.py")
        for name in run_time_imports(path)
        if name not in {COMPILER, LIBRARY, *sys.stdlib_module_names}
    }
    assert imported == declared


def run_time_imports(path: Path) -> Iterator[str]:
    """Yield the top-level name of each absolute import of a module, those for type checkers aside."""
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                pending.extend(node.orelse)
                continue
            case ast.Import():
                yield from (alias.name.partition(".")[0] for alias in node.names)
            case ast.ImportFrom(level=0, module=str(module)):
                yield module.partition(".")[0]
            case _:
                pass
        pending.extend(ast.iter_child_nodes(node))
