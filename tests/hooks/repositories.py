"""Real git repositories with a small compiled project, and real pre-commit in them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.cli.projects import FILES, make_project, process_environment

CHECKOUT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree, and the environment in which git and its hooks run there."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program in the work tree."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Call git, which has to succeed, and return what it prints."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def gen(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call the command in the work tree."""
        return self.run("gen", *arguments)

    def commit(self, message: str = "change") -> subprocess.CompletedProcess[str]:
        """Try to commit what is staged, with all hooks."""
        return self.run("git", "commit", "-m", message)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8", newline="")

    def read(self, path: str) -> str:
        """Read a file as it is, line ends included."""
        return (self.folder / path).read_bytes().decode()

    def change(self, path: str, before: str, after: str) -> None:
        """Replace a text in a file."""
        text = self.read(path)
        assert before in text
        self.write(path, text.replace(before, after))


def repository(folder: Path, files: Mapping[str, str] = FILES, home: Path | None = None) -> Repository:
    """Make a repository with a compiled project, everything committed."""
    environment = {
        **process_environment(),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home or folder.with_name(f"{folder.name}-hooks")),
    }
    for person in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{person}_NAME": "Ada", f"GIT_{person}_EMAIL": "ada@example.com"}
    made = Repository(folder, environment)
    folder.mkdir(parents=True, exist_ok=True)
    make_project(folder, files)
    made.git("init", "--quiet", "--initial-branch", "main")
    assert made.gen().returncode == 0
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "begin")
    return made


def use_hooks(made: Repository, *hooks: Mapping[str, object]) -> None:
    """Let local hooks run at every commit."""
    made.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": list(hooks)}]}))
    done = made.run("pre-commit", "install")
    assert done.returncode == 0, done.stdout + done.stderr
    made.git("add", ".pre-commit-config.yaml")
    made.git("commit", "--quiet", "--no-verify", "--message", "use hooks")


def own_hook(id_: str) -> dict[str, object]:
    """Return one of the hooks that the project ships, run from this environment instead of one of its own."""
    shipped = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = (each for each in shipped if each["id"] == id_)
    return {**hook, "language": "system"}
