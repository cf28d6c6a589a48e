"""What the stages may not do: read, write, print, look at the clock or the machine; and nobody runs user code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

COMPILER = Path("codegen/biconvex_codegen")
AT_THE_BORDER = ("cli/", "config/", "writer/", "__main__.py", "config.py", "resources.py", "writer.py")

EFFECTS = {"open", "print", "input", "breakpoint"}
METHODS = {
    "exists", "is_dir", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rename", "rglob", "stat",
    "unlink", "write_bytes", "write_text",
}  # fmt: skip
MODULES = {
    "asyncio", "builtins", "datetime", "fileinput", "glob", "inspect", "locale", "logging", "multiprocessing", "os",
    "platform", "random", "secrets", "shutil", "socket", "subprocess", "tempfile", "threading", "time", "uuid",
}  # fmt: skip
PURE_PARTS = {
    "io": {"StringIO"},
    "pathlib": {"PurePath", "PurePosixPath"},
    "sys": {"version_info"},
    "warnings": {"catch_warnings", "simplefilter"},
}
EXECUTION = {"eval", "exec", "__import__"}  # `compile` makes code, and runs none
EXECUTING_MODULES = ("code.", "importlib.import_module", "importlib.util.", "pkgutil.", "runpy.")

EFFECTFUL = [
    "print(1)",
    "import os; os.environ",
    "from pathlib import Path",
    "import sys; sys.stdout",
    "from time import time_ns",
    "path.read_text()",
]


def test_stages_have_no_effects(checkout: Path) -> None:
    stages = [path for path in modules(checkout) if not relative(path, checkout).startswith(AT_THE_BORDER)]
    assert stages
    assert [found for path in stages for found in effects(path, checkout)] == []


def test_no_module_runs_user_code(checkout: Path) -> None:
    found = [
        f"{relative(path, checkout)}:{node.lineno} {name}"
        for path in modules(checkout)
        for node, name in uses(path)
        if name in EXECUTION or name.startswith(EXECUTING_MODULES)
    ]
    assert found == []


@pytest.mark.parametrize("line", EFFECTFUL)
def test_an_effect_is_found(line: str, tmp_path: Path) -> None:
    module = tmp_path / "stage.py"
    module.write_text(line + "\n", encoding="utf-8")
    assert len(list(effects(module, tmp_path))) == 1


def modules(checkout: Path) -> list[Path]:
    """Return the modules of the compiler."""
    return sorted((checkout / COMPILER).rglob("*.py"))


def relative(path: Path, checkout: Path) -> str:
    """Return the path of a module below the compiler's folder."""
    base = checkout / COMPILER
    return (path.relative_to(base) if path.is_relative_to(base) else path.relative_to(checkout)).as_posix()


def effects(path: Path, checkout: Path) -> Iterator[str]:
    """Yield each use of something that a stage may not use."""
    for node, name in uses(path):
        module, _, part = name.partition(".")
        effect = module in METHODS if part == "()" else module in MODULES
        if effect or name in EFFECTS or part not in PURE_PARTS.get(module, {part}):
            yield f"{relative(path, checkout)}:{node.lineno} {name}"


def uses(path: Path) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield `module.part` for what is used of a module, `name` for a call of a name, `name.()` for one of a method."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.asname or alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(level=0, module=str(module)):
                yield from ((node, f"{module}.{alias.name}") for alias in node.names)
            case ast.Attribute(value=ast.Name(id=name)) if name in imported:
                yield node, f"{name}.{node.attr}"
            case ast.Call(func=ast.Name(id=name)):
                yield node, name
            case ast.Call(func=ast.Attribute(attr=name)):
                yield node, f"{name}.()"
            case _:
                pass
