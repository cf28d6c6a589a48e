"""A project that changes at random, as people and their tools change one; the same seed makes the same edits."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from random import Random

from tests.cli.projects import git, make_project

CONFIG = '[project]\nname = "shop"\n[tool.biconvex]\nsource = "{source}"\noutputs = [{outputs}]\n{more}'
OUTPUTS = ("python", "typescript", "sql", "ir")
SCHEMA = """\
from biconvex import define_schema, define_table, v
from shared.kinds import KINDS

schema = define_schema({{
    "orders": define_table({{"kind": v.union(*[v.literal(kind) for kind in KINDS]), "field{number}": v.string()}}),
}})
"""
MODULE = '''\
from {up}_generated.server import QueryCtx, query


@query
async def count{number}(ctx: QueryCtx, *, text: str) -> int:
    """Count {number}."""
    return {number}
'''


class Project:
    """The project and its source of chance."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = make_project(root, {"pyproject.toml": "", "shared/kinds.py": "KINDS = ['new', 'old']\n"})
        self.source = "backend"
        self._random = Random(seed)
        self._edits = (
            *(self._save_some, self._save_as_editors_do, self._touch, self._save_many, self._add_or_delete),
            *(self._rename, self._rename_folder, self._break_or_mend, self._change_schema),
            *(self._change_beside_the_source, self._configure, self._move_source_folder, self._switch_branches),
        )
        self._configure()
        for path in ("__init__.py", "billing/__init__.py", "billing/deep/__init__.py"):
            self._save(path, "")
        self._save("schema.py", SCHEMA.format(number=0))
        for path in ("orders.py", "users.py", "billing/invoices.py", "billing/deep/taxes.py"):
            self._save(path, self._module(path))
        self._commit_two_branches()

    @property
    def top(self) -> Path:
        """The source folder."""
        return self.root / self.source

    def edit(self) -> None:
        """Make some edit; a project that does not compile is mended more often than not."""
        broken = (self.top / "broken.py").exists() or not (self.root / "shared" / "kinds.py").exists()
        mending = (self._break_or_mend, self._change_beside_the_source)
        self._random.choice(mending if broken and self._random.random() < 0.5 else self._edits)()

    def lose(self, aside: Path) -> None:
        """Move the source folder or the configuration away."""
        aside.mkdir(exist_ok=True)
        lost = self._random.choice((self.top, self._config))
        lost.rename(aside / lost.name)

    def restore(self, aside: Path) -> None:
        """Put back what was moved away, as new files."""
        for lost in aside.iterdir():
            if lost.is_dir():
                shutil.copytree(lost, self.root / lost.name)
                shutil.rmtree(lost)
            else:
                (self.root / lost.name).write_bytes(lost.read_bytes())
                lost.unlink()

    def disturb(self) -> None:
        """Do what is none of the watcher's business."""
        for path in (
            *("node_modules/a/index.py", ".git/x.py", ".biconvex/dev.db", "notes.txt", "other/module.py"),
            *(f"{self.source}/test_orders.py", f"{self.source}/__pycache__/orders.py", f"{self.source}/.hidden.py"),
            *(f"{self.source}/_generated/notes.txt", f"{self.source}/template.html"),
        ):
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(str(self._number()), encoding="utf-8")

    def _save_some(self) -> None:
        path = self._some_module()
        self._save(path, self._module(path))

    def _save_as_editors_do(self) -> None:
        path = self._some_module()
        temporary = self.top / f"{path}.tmp{self._number()}~"
        temporary.write_text(self._module(path), encoding="utf-8")
        if self._random.random() < 0.5:
            (self.top / path).unlink()
        temporary.replace(self.top / path)

    def _touch(self) -> None:
        os.utime(self.top / self._some_module())

    def _save_many(self) -> None:
        for _ in range(self._random.randint(2, 6)):
            self._save_some()
            time.sleep(self._random.choice((0, 0.01, 0.04)))

    def _add_or_delete(self) -> None:
        path = self._random.choice(("extra.py", "billing/extra.py", "fresh/extra.py"))
        if (self.top / path).exists():
            (self.top / path).unlink()
        else:
            self._save(path, self._module(path))
            self._save(f"{path.rpartition('/')[0]}/__init__.py".lstrip("/"), "")

    def _rename(self) -> None:
        old = self.top / self._some_module()
        old.rename(old.with_name(f"module{self._number()}.py"))

    def _rename_folder(self) -> None:
        folder = next(path for path in sorted(self.top.iterdir()) if (path / "deep").is_dir())
        folder.rename(self.top / f"accounts{self._number()}")

    def _break_or_mend(self) -> None:
        broken = self.top / "broken.py"
        if broken.exists():
            broken.unlink()
        else:
            broken.write_text("def broken(:\n", encoding="utf-8")

    def _change_schema(self) -> None:
        self._save("schema.py", SCHEMA.format(number=self._number()))

    def _change_beside_the_source(self) -> None:
        kinds = self.root / "shared" / "kinds.py"
        if kinds.exists() and self._random.random() < 0.3:
            shutil.rmtree(kinds.parent)
        else:
            kinds.parent.mkdir(exist_ok=True)
            kinds.write_text(f"KINDS = ['new', 'kind{self._number()}']\n", encoding="utf-8")

    def _move_source_folder(self) -> None:
        old = self.top
        self.source = "server" if self.source == "backend" else "backend"
        shutil.rmtree(self.top, ignore_errors=True)  # what git ignores, and left behind in another branch
        old.rename(self.top)
        self._configure()

    def _switch_branches(self) -> None:
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "work in progress")
        branch = subprocess.run(
            ["git", "branch", "--show-current"], cwd=self.root, check=True, capture_output=True, text=True
        )
        git(self.root, "switch", "--quiet", "one" if branch.stdout.strip() == "two" else "two")
        self.source = "backend" if 'source = "backend"' in self._config.read_text(encoding="utf-8") else "server"

    @property
    def _config(self) -> Path:
        return self.root / "pyproject.toml"

    def _commit_two_branches(self) -> None:
        git(self.root, "init", "--quiet", "--initial-branch", "one")
        for name, value in (("user.name", "Ada"), ("user.email", "a@b.c"), ("commit.gpgsign", "false")):
            git(self.root, "config", name, value)
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", "one")
        git(self.root, "switch", "--quiet", "--create", "two")
        for _ in range(4):
            self._save_some()
        self._change_schema()
        self._rename_folder()

    def _configure(self) -> None:
        chosen = sorted(self._random.sample(OUTPUTS, 3))
        more = self._random.choice(("", 'typescript = "web/api"\n', 'wire_names = "as-written"\n'))
        outputs = ", ".join(f'"{each}"' for each in chosen)
        text = CONFIG.format(source=self.source, outputs=outputs, more=f"{more}# {self._number()}\n")
        self._config.write_text(text, encoding="utf-8")

    def _some_module(self) -> str:
        paths = (path.relative_to(self.top).as_posix() for path in self.top.rglob("*.py"))
        never = ("_generated", "schema", "test_", ".", "broken")
        return self._random.choice(sorted(each for each in paths if not each.startswith(never) and "__" not in each))

    def _module(self, path: str) -> str:
        return MODULE.format(up="." * (path.count("/") + 1), number=self._number())

    def _save(self, path: str, text: str) -> None:
        (self.top / path).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).write_text(text, encoding="utf-8")

    def _number(self) -> int:
        return self._random.randrange(10**6)
