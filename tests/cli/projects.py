"""A small project on disk and calls of the command in it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = """\
from biconvex import define_schema, define_table, v

schema = define_schema({
    "orders": define_table({
        "customerId": v.id("customers"),
        "total": v.int64(),
        "note": v.optional(v.string()),
    }).index("by_customer", ["customerId"]),
    "customers": define_table({"name": v.string(), "email": v.string()}),
})
"""

ORDERS = '''\
from ._generated.data_model import CustomersId, Orders, OrdersId
from ._generated.server import MutationCtx, QueryCtx, mutation, query
from biconvex import Int64


@query
async def of_customer(ctx: QueryCtx, *, customer_id: CustomersId) -> list[Orders]:
    """The orders of one customer."""
    return await ctx.db.orders.index.by_customer.eq("customerId", customer_id).collect()


@mutation
async def place(ctx: MutationCtx, *, customer_id: CustomersId, total: Int64, note: str | None = None) -> OrdersId:
    """Place an order."""
    return await ctx.db.orders.insert({"customerId": customer_id, "total": total})
'''

TABLE = '[tool.biconvex]\nsource = "backend"\n'
"""What `gen init` adds to a configuration."""

FILES = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "backend/__init__.py": "",
    "backend/schema.py": SCHEMA,
    "backend/orders.py": ORDERS,
}


@dataclass(frozen=True, slots=True)
class Result:
    """What one call gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  whatever the object holds: the tests say what they expect
        return json.loads(self.out)


def make_project(root: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write a project and return its folder."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def run_gen(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Result:
    """Call the command as a process in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "biconvex_codegen", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=process_environment(environment),
    )
    return Result(done.returncode, done.stdout, done.stderr)


def run_gen_in_a_gone_folder(folder: Path, *arguments: str) -> Result:
    """Call the command in a folder below this one that was deleted before."""
    call = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m biconvex_codegen "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", call, sys.executable, *arguments],
        cwd=folder,
        env=process_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def process_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which the compiler of this checkout is found, without settings of colours."""
    checkout = Path(__file__).parents[2]
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": f"{checkout / 'codegen'}{os.pathsep}{checkout}", **(more or {})}


def interruptible() -> None:
    """Let a new process, which calls this first, be interrupted: what a suite in the background inherits ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def git(folder: Path, *arguments: str) -> None:
    """Call git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
