"""Apps of our own invention, as facts, with the rarest features and the worst names: the machinery without a corpus."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.postgres import Database

from .case import Case, prepared
from .facts import read
from .judges import JUDGES
from .judges.agreement import as_the_facts
from .judges.databases import applied
from .plan import planned
from .project import CHECKOUT
from .report import line, summary
from .run import judged

DATA = Path(__file__).parent / "data"
APPS = {path.stem: path for path in sorted(DATA.glob("*.json"))}
QUICK = ("facts", "writings", "ruff", "sqlite")
"""The judges that take no time."""

FORCED = {"as_written": 1, "indexes": 0, "loose": 9, "names": 8, "shop": 2, "types": 0}
"""How many changes each app needs so that it can be written in this language."""


@pytest.mark.parametrize("name", APPS)
def test_both_writings_say_what_the_facts_say(name: str, tmp_path: Path) -> None:
    verdict = judged(read(APPS[name]), QUICK, tmp_path / name)
    assert verdict.problems == tuple((judge, ()) for judge in QUICK)
    assert len(verdict.changes) == FORCED[name], verdict.changes


@pytest.mark.slow
@pytest.mark.parametrize("name", APPS)
def test_every_other_judge_accepts_them(name: str, tmp_path: Path) -> None:
    judges = tuple(judge for judge in JUDGES if judge not in (*QUICK, "postgres"))
    verdict = judged(read(APPS[name]), judges, tmp_path / name)
    assert verdict.problems == tuple((judge, ()) for judge in judges)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return [prepared(planned(read(path)), tmp_path_factory.mktemp(name)) for name, path in APPS.items()]


@pytest.mark.slow
def test_postgres_takes_their_tables(cases: list[Case], postgres: Database) -> None:
    for case in cases:
        assert applied(case, postgres) == []
        with postgres.connect() as connection:
            connection.execute("DROP SCHEMA app CASCADE")


def test_a_difference_from_the_facts_is_noticed(tmp_path: Path) -> None:
    case = prepared(planned(read(APPS["shop"])), tmp_path)
    first, *others = case.plan.app.tables
    facts = replace(case.plan.app, validation=False, tables=(replace(first, indexes=first.indexes[1:]), *others))
    noticed = as_the_facts(replace(case, plan=replace(case.plan, app=facts)))
    assert {each.partition(": ")[2].partition(" ")[0] for each in noticed} == {"schema:", "table"}
    assert len(noticed) == 4


def test_an_app_that_does_not_compile_is_a_failure(tmp_path: Path) -> None:
    facts = read(APPS["shop"])
    twice = replace(facts, tables=(*facts.tables, facts.tables[0]))
    verdict = judged(twice, QUICK, tmp_path / "shop")
    assert verdict.failed == ("compile",)
    assert line(verdict) == "shop: 4 tables, 32 functions; not compiled; 0 of 1 judges; failed: compile"
    assert "1 of 1 apps failed:" in [*summary([verdict])]


@pytest.mark.parametrize("arguments", [["nowhere"], [str(DATA), "--judges", "taste"], [str(DATA), "--only", "nothing"]])
def test_the_command_says_what_it_needs(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "tests.ecosystem", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no" in done.stderr
