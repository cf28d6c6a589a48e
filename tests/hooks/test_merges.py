"""After a merge by real git, clean or not, one `gen` makes of the outputs what a fresh compile would."""

import shutil
from pathlib import Path

import pytest

from tests.cli.projects import FILES
from tests.trees import generated

from .repositories import Repository, repository

pytestmark = pytest.mark.slow

FUNCTION = '''

@query
async def {name}(ctx: QueryCtx, *, customer_id: CustomersId) -> list[Orders]:
    """The {name} orders of one customer."""
    return await ctx.db.orders.index.by_customer.eq("customerId", customer_id).collect()
'''
SCHEMA = FILES["backend/schema.py"].replace(
    '    "customers": define_table({"name": v.string(), "email": v.string()}),\n',
    '    "customers": define_table({\n        "name": v.string(),\n        "email": v.string(),\n    }),\n',
)


def extended(made: Repository, branch: str, *, after: str, field_after: str, table_after: str) -> None:
    """On a new branch, add a function, a field and a table behind given lines, and commit them with their outputs."""
    made.git("switch", "--quiet", "--create", branch, "main")
    made.change("backend/orders.py", after, after + FUNCTION.format(name=branch))
    made.change("backend/schema.py", field_after, f'{field_after}\n        "{branch}At": v.optional(v.number()),')
    table = f'    "{branch}": define_table({{"at": v.number()}}),\n'
    made.change("backend/schema.py", table_after, table + table_after)
    assert made.gen().returncode == 0
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", branch)


def assert_as_fresh(made: Repository, scratch: Path) -> None:
    """Assert that the outputs are those of a compile in a folder that never had any."""
    shutil.copytree(made.folder, scratch, ignore=shutil.ignore_patterns(".git", "_generated"))
    fresh = Repository(scratch, made.environment)
    assert fresh.gen().returncode == 0
    assert generated(made.folder) == generated(scratch)
    assert made.gen("--check").returncode in {0, 1}


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """Give a repository of a shop."""
    return repository(tmp_path / "shop", {**FILES, "backend/schema.py": SCHEMA})


def test_sources_that_merge_cleanly(shop: Repository, tmp_path: Path) -> None:
    last = 'await ctx.db.orders.insert({"customerId": customer_id, "total": total})'
    assert last in shop.read("backend/orders.py")
    extended(shop, "late", after=last, field_after='"total": v.int64(),', table_after='    "orders": define_table({\n')
    extended(
        shop,
        "open",
        after="from biconvex import Int64\n",
        field_after='"name": v.string(),',
        table_after='    "customers": define_table({\n',
    )
    shop.git("switch", "--quiet", "late")
    merged = shop.run("git", "merge", "--no-edit", "open")
    assert "backend/orders.py" not in conflicts(shop), merged.stdout
    assert "backend/schema.py" not in conflicts(shop), merged.stdout
    assert shop.gen().returncode == 0
    assert_as_fresh(shop, tmp_path / "fresh")
    shop.git("add", "--all")
    assert shop.gen("--check").returncode == 0


def test_sources_in_conflict(shop: Repository, tmp_path: Path) -> None:
    for branch in ("late", "open"):
        extended(
            shop,
            branch,
            after='await ctx.db.orders.insert({"customerId": customer_id, "total": total})',
            field_after='"note": v.optional(v.string()),',
            table_after='    "orders": define_table({\n',
        )
    shop.git("switch", "--quiet", "late")
    assert shop.run("git", "merge", "--no-edit", "open").returncode == 1
    assert {"backend/orders.py", "backend/schema.py", "backend/_generated/ir.json"} <= conflicts(shop)

    refused = shop.gen()
    assert refused.returncode == 2
    assert refused.stdout.count("error[merge-conflict]") == 2
    assert refused.stdout.count("error[") == 2
    assert "<<<<<<<" in shop.read("backend/_generated/ir.json")

    for path in ("backend/orders.py", "backend/schema.py"):
        kept = [line for line in shop.read(path).splitlines(keepends=True) if line[:7] not in MARKERS]
        shop.write(path, "".join(kept))
    checked = shop.gen("--check")
    assert (checked.returncode, "backend/_generated/ir.json: conflicted" in checked.stdout) == (1, True)
    assert shop.gen().returncode == 0
    assert_as_fresh(shop, tmp_path / "fresh")
    shop.git("add", "--all")
    assert shop.gen("--check").returncode == 0
    shop.git("commit", "--quiet", "--no-edit")


MARKERS = ("<<<<<<<", "=======", ">>>>>>>")


def conflicts(made: Repository) -> set[str]:
    """Return the files that git could not merge."""
    return {*made.git("diff", "--name-only", "--diff-filter=U").split()}
