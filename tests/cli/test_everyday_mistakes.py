"""The mistakes that everybody makes first, each in every format: code, place to the column, and a help line."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Gen
from tests.cli.projects import SCHEMA


@dataclass(frozen=True, slots=True)
class Mistake:
    """What a file says instead (nothing: the file is gone), and what the command says of it."""

    file: str
    text: str | None
    code: str
    place: tuple[str, int, int, int, int]
    exits: int = 2


SCHEMA_PATH = "backend/schema.py"
TWICE = SCHEMA.replace(
    '    "customers": define_table', '    "orders": define_table({"total": v.int64()}),\n    "customers": define_table'
)
MISTAKES = [
    Mistake("backend/orders.py", "async def place(ctx\n", "syntax-error", ("backend/orders.py", 1, 16, 1, 17)),
    Mistake(SCHEMA_PATH, None, "missing-schema", ("backend", 1, 1, 1, 1), exits=0),
    Mistake("backend/orders.py", None, "no-functions", ("backend", 1, 1, 1, 1), exits=0),
    Mistake(SCHEMA_PATH, TWICE, "duplicate-table", (SCHEMA_PATH, 9, 5, 9, 13)),
    Mistake(
        SCHEMA_PATH,
        SCHEMA.replace('["customerId"]', '["custmerId"]'),
        "unknown-index-field",
        (SCHEMA_PATH, 8, 30, 8, 41),
    ),
    Mistake(
        SCHEMA_PATH, SCHEMA.replace('id("customers")', 'id("customer")'), "unknown-table", (SCHEMA_PATH, 5, 28, 5, 38)
    ),
]


def plant(project: Path, mistake: Mistake) -> None:
    """Put a mistake into a project that has none."""
    path = project / mistake.file
    if mistake.text is None:
        path.unlink()
        if mistake.code == "missing-schema":  # what the functions name would be unknown as well
            (project / "backend" / "orders.py").write_text(
                "from ._generated.server import query\n\n\n@query\nasync def count(ctx) -> int:\n    return 0\n"
            )
    else:
        path.write_text(mistake.text, encoding="utf-8")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.code)
def test_each_says_the_same_in_every_format(project: Path, gen: Gen, mistake: Mistake) -> None:
    plant(project, mistake)
    path, line, column, end_line, end_column = mistake.place

    machine = gen("--output-format", "json")
    assert machine.code == mistake.exits
    [found] = machine.json["diagnostics"]
    assert found["code"] == mistake.code
    assert (found["path"], found["line"], found["column"]) == (path, line, column)
    assert (found["end_line"], found["end_column"]) == (end_line, end_column)
    assert found["help"]

    severity = "error" if mistake.exits else "warning"
    assert found["severity"] == severity
    short = gen("--output-format", "concise")
    assert short.code == mistake.exits
    assert short.out == f"{path}:{line}:{column}: {severity}[{mistake.code}] {found['message']}\n"

    full = gen()
    assert full.code == mistake.exits
    assert full.out.startswith(f"{severity}[{mistake.code}]: {found['message']}\n --> {path}:{line}:{column}\n")
    assert f"help: {found['help']}\n" in full.out
    if path != "backend":
        assert " " * (column - 1) + "^" * (end_column - column) + "\n" in full.out
