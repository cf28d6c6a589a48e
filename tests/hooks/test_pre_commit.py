"""Under real pre-commit: a commit whose generated code is stale fails and says what to run, and then passes."""

from pathlib import Path

import pytest

from .repositories import Repository, own_hook, repository, use_hooks

pytestmark = pytest.mark.slow

NODE = Path(__file__).parents[1] / "node"
FIELD = '"note": v.optional(v.string()),'
MODULE = """\
from ._generated.server import QueryCtx, query


@query
async def ping(ctx: QueryCtx) -> str:
    \"\"\"Answer.\"\"\"
    return "pong"
"""


@pytest.fixture
def checked(tmp_path: Path) -> Repository:
    """Give a repository with the hook `gen-check`."""
    made = repository(tmp_path / "shop")
    use_hooks(made, own_hook("gen-check"))
    return made


def refused(made: Repository, *texts: str) -> None:
    """Assert that a commit fails, and that it says these texts."""
    done = made.commit()
    assert done.returncode == 1, done.stdout + done.stderr
    for text in texts:
        assert text in done.stdout + done.stderr


def passes(made: Repository) -> None:
    """Assert that a commit passes."""
    done = made.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_stale_outputs(checked: Repository) -> None:
    checked.change("backend/schema.py", FIELD, FIELD + '\n        "weight": v.number(),')
    checked.git("add", "backend/schema.py")
    refused(checked, "backend/_generated/tables/orders.pyi: changed", "run: gen")
    assert checked.gen().returncode == 0
    refused(checked, "run: gen")  # pre-commit puts what is not staged aside: the outputs have to be added
    checked.git("add", "backend")
    passes(checked)


def test_missing_outputs(checked: Repository) -> None:
    checked.git("rm", "--quiet", "backend/_generated/api.pyi")
    refused(checked, "backend/_generated/api.pyi: missing", "run: gen")
    assert checked.gen().returncode == 0
    checked.git("add", "backend")
    checked.write("notes.txt", "something else")
    checked.git("add", "notes.txt")
    passes(checked)


def test_orphaned_outputs_when_a_source_is_deleted(checked: Repository) -> None:
    checked.git("rm", "--quiet", "backend/orders.py")
    refused(checked, "backend/_generated/refs/orders.pyi: orphaned", "run: gen")
    assert checked.gen().returncode == 0
    checked.git("add", "backend")
    passes(checked)


def test_untracked_outputs(checked: Repository) -> None:
    checked.write("backend/health.py", MODULE)
    assert checked.gen().returncode == 0
    checked.git("add", "backend/health.py")
    checked.git("add", "--update")
    refused(checked, "backend/_generated/refs/health.pyi: untracked", "run: git add backend/_generated/refs/health.pyi")
    checked.git("add", "backend/_generated/refs/health.pyi")
    passes(checked)


def test_a_mistake_in_a_source(checked: Repository) -> None:
    checked.change("backend/schema.py", 'v.id("customers")', 'v.id("custmers")')
    checked.git("add", "backend/schema.py")
    refused(checked, "error[unknown-table]", 'did you mean "customers"?')


def test_a_commit_of_something_else_is_not_held_up(checked: Repository) -> None:
    checked.write("README.md", "# Shop\n")
    checked.git("add", "README.md")
    done = checked.commit()
    assert done.returncode == 0
    shown = checked.run("pre-commit", "run", "--verbose", "gen-check")
    assert "up to date" in shown.stdout  # nothing is staged: somebody asks, and gets an answer


def test_a_commit_of_one_file_sees_its_own_index(checked: Repository) -> None:
    checked.write("README.md", "# Shop\n")
    checked.git("add", "README.md")
    checked.change("backend/schema.py", FIELD, FIELD + '\n        "weight": v.number(),')
    done = checked.run("git", "commit", "-m", "one file", "backend/schema.py")
    assert done.returncode == 1
    assert "run: gen" in done.stdout + done.stderr


def test_the_hook_that_generates(tmp_path: Path) -> None:
    made = repository(tmp_path / "shop")
    use_hooks(made, own_hook("gen"))
    made.write("backend/health.py", MODULE)
    made.git("add", "backend/health.py")
    refused(made, "wrote backend/_generated/refs/health.pyi")
    made.git("add", "backend")
    passes(made)
    assert made.git("status", "--porcelain") == ""


def test_nothing_fights_with_the_hooks_of_others(tmp_path: Path, checkout: Path) -> None:
    made = repository(tmp_path / "shop")
    made.write(".prettierignore", "**/_generated/\n")
    prettier = f"node {NODE}/node_modules/prettier/bin/prettier.cjs"
    others = (
        ("end-of-file-fixer", "text", ""),
        ("trailing-whitespace-fixer", "text", ""),
        ("mixed-line-ending", "text", "--fix=lf"),
        ("check-json", "json", ""),
        ("check-added-large-files", "file", ""),
        ("ruff check", "python", "--fix --force-exclude"),
        ("ruff format", "python", "--force-exclude"),
        ("black", "python", ""),
        ("isort --profile black", "python", ""),
        (f"{prettier} --write --ignore-unknown", "text", ""),
    )
    hooks = [
        {"id": f"other-{number}", "name": entry, "entry": f"{entry} {options}", "language": "system", "types": [type_]}
        for number, (entry, type_, options) in enumerate(others)
    ]
    use_hooks(made, *hooks, own_hook("gen-check"))
    generated = made.git("ls-files", "backend/_generated").split()
    first = made.run("pre-commit", "run", "--all-files", "--verbose")
    touched = made.git("status", "--porcelain").split()
    assert not set(touched) & set(generated), first.stdout
    assert "generated code is up to date" in first.stdout
    made.git("add", "--all")
    second = made.run("pre-commit", "run", "--all-files")
    assert second.returncode == 0, second.stdout
    assert second.stdout.count("Passed") == len(others) + 1


def test_the_hook_installs_itself_from_the_repository(tmp_path: Path, checkout: Path) -> None:
    source = tmp_path / "biconvex"
    copied = repository(tmp_path / "shop", home=tmp_path / "hooks")
    files = copied.run("git", "-C", str(checkout), "ls-files", "-z").stdout.split("\0")
    for path in filter(None, files):
        if (checkout / path).is_file() and not path.startswith(("tests/", "fixtures/")):
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_bytes((checkout / path).read_bytes())
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "a release")):
        copied.git("-C", str(source), *command)
    revision = copied.git("-C", str(source), "rev-parse", "HEAD").strip()
    copied.write(
        ".pre-commit-config.yaml",
        f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n      - id: gen-check\n",
    )
    assert copied.run("pre-commit", "install").returncode == 0
    copied.git("add", ".pre-commit-config.yaml")
    passes(copied)
    copied.change("backend/schema.py", FIELD, FIELD + '\n        "weight": v.number(),')
    copied.git("add", "backend")
    refused(copied, "run: gen")
