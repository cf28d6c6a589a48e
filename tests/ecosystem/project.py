"""A writing of an app as a project on disk, compiled by the command as users run it."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from biconvex_codegen.ir.dump import load
from biconvex_codegen.ir.nodes import CheckedApp
from tests.programs import ran

from .plan import Plan

CHECKOUT = Path(__file__).resolve().parents[2]


class NotCompiledError(Exception):
    """What the compiler says of an app that should compile."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project on disk, and the name of its source folder."""

    root: Path
    source: str

    @property
    def folder(self) -> Path:
        """The source folder."""
        return self.root / self.source

    @property
    def outputs(self) -> Path:
        """The folder of what the compiler wrote."""
        return self.folder / "_generated"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A project whose outputs are there: what they say, how long it took in seconds, and which warnings came."""

    project: Project
    app: CheckedApp
    seconds: float
    warnings: tuple[str, ...]


def write(plan: Plan, texts: Mapping[str, str], root: Path) -> Project:
    """Write the files of a source folder, by path below it, and what makes a project of them; format them."""
    project = Project(root, plan.source)
    wire_names = "" if plan.camel else 'wire_names = "as-written"\n'
    config = f'[tool.biconvex]\nsource = "{plan.source}"\n{wire_names}[tool.ruff]\nline-length = 100\n'
    _write(root / "pyproject.toml", config)
    for path, text in texts.items():
        _write(project.folder / path, text)
    for folder in {parent for path in texts for parent in (project.folder / path).parents} & {
        project.folder,
        *(each for each in project.folder.rglob("*") if each.is_dir()),
    }:
        if not (folder / "__init__.py").exists():
            _write(folder / "__init__.py", f'"""The backend of {plan.app.name}."""\n')
    _run("ruff", "check", "--quiet", "--isolated", "--fix", "--select=F401,I001", str(project.folder))
    done = _run("ruff", "format", "--quiet", "--isolated", "--line-length=100", str(project.folder))
    if done.returncode:
        raise NotCompiledError(f"ruff does not parse the source:\n{done.stderr}")
    return project


def compiled(project: Project) -> Compiled:
    """Compile a project."""
    begin = perf_counter()
    done = _run("biconvex_codegen", "--project", str(project.root), "--output-format=concise")
    seconds = perf_counter() - begin
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        raise NotCompiledError("\n".join(sorted(lines, key=lambda line: ": warning[" in line)))
    warnings = tuple(line for line in done.stdout.splitlines() if ": warning[" in line)
    return Compiled(project, load((project.outputs / "ir.json").read_text(encoding="utf-8")), seconds, warnings)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return ran([sys.executable, "-m", module, *arguments], CHECKOUT)
