"""Where nothing can be written, the command says so in one line, and what is up to date is up to date all the same."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .projects import make_project, run_gen


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a tree read-only: by its modes or, for root, who needs none, by a mount of its own."""
    if os.geteuid() == 0:
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        try:
            yield
        finally:
            subprocess.run(["umount", folder], check=True)
        return
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield
    finally:
        for path in everything:
            path.chmod(path.stat().st_mode | 0o200)


def test_a_read_only_tree(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop")
    assert run_gen(project).code == 0
    with read_only(project):
        assert run_gen(project, "--check").code == 0
        assert run_gen(project).code == 0
    schema = project / "backend/schema.py"
    schema.write_text(schema.read_text(encoding="utf-8").replace("v.int64()", "v.number()"), encoding="utf-8")
    with read_only(project):
        assert run_gen(project, "--check").code == 1
        refused = run_gen(project)
    assert refused.code == 2
    assert refused.err.strip().startswith('error: cannot write "')
    assert len(refused.err.strip().splitlines()) == 1
    assert run_gen(project).code == 0
