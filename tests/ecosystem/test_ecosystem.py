"""Apps of our own invention, as facts, with the rarest features and the worst names: the machinery without a corpus."""

import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.postgres import Database
from tests.programs import ran

from .case import Case, prepared
from .facts import read
from .judges import JUDGES
from .judges.agreement import as_the_facts
from .judges.databases import applied
from .plan import planned
from .project import CHECKOUT
from .report import line, summary
from .run import asked, judged, of_files

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data"
APPS = {path.stem: path for path in sorted(DATA.glob("*.json"))}
QUICK = ("facts", "writings", "ruff", "sqlite")
"""The judges that take no time."""

FORCED = {"as_written": 1, "folders": 7, "indexes": 0, "loose": 9, "names": 8, "shop": 2, "types": 0}
"""How many changes each app needs so that it can be written in this language."""


@pytest.mark.parametrize("name", APPS)
def test_both_writings_say_what_the_facts_say(name: str, tmp_path: Path) -> None:
    verdict = judged(read(APPS[name]), QUICK, tmp_path / name)
    assert verdict.problems == tuple((judge, ()) for judge in QUICK)
    assert len(verdict.changes) == FORCED[name], verdict.changes


@pytest.mark.parametrize("name", APPS)
def test_every_other_judge_accepts_them(name: str, tmp_path: Path) -> None:
    judges = tuple(judge for judge in JUDGES if judge not in (*QUICK, "postgres"))
    verdict = judged(read(APPS[name]), judges, tmp_path / name)
    assert verdict.problems == tuple((judge, ()) for judge in judges)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return [prepared(planned(read(path)), tmp_path_factory.mktemp(name)) for name, path in APPS.items()]


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


def test_a_program_that_goes_on_for_too_long_is_a_failure_of_its_judge(tmp_path: Path) -> None:
    case = prepared(planned(read(APPS["loose"])), tmp_path)
    started = tmp_path / "started"
    inner = f"import os, time; open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    outer = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"]
    (said,) = asked(lambda _: ran(outer, seconds=3).stdout.splitlines(), case)
    assert said.startswith(sys.executable)
    assert said.endswith("is not done after 3 s")
    ends_by = monotonic() + 10
    while is_running(int(started.read_text())) and monotonic() < ends_by:
        sleep(0.05)
    assert not is_running(int(started.read_text()))


def is_running(process: int) -> bool:
    """Say whether there is a process that has not ended, though nobody may have asked for its end yet."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(") ")[2][0] not in "ZX"


def test_a_file_that_is_no_app_leaves_the_others_be(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text('{"schema": {"tables": []}}')
    (tmp_path / "loose.json").write_bytes(APPS["loose"].read_bytes())
    verdicts = {each.app: each for each in of_files(tmp_path.glob("*.json"), ["facts"], None)}
    assert verdicts["odd"].problems[0][0] == "read"
    assert verdicts["odd"].problems[0][1][-1] == "KeyError: 'functions'"
    assert verdicts["loose"].failed == ()


@pytest.mark.parametrize("arguments", [["nowhere"], [str(DATA), "--judges", "taste"], [str(DATA), "--only", "nothing"]])
def test_the_command_says_what_it_needs(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "tests.ecosystem", *arguments]
    done = ran(command, CHECKOUT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no" in done.stderr
