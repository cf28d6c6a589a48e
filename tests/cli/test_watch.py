"""`gen --watch` as a process: what it says of each build, what it notices, and that little can end it."""

import json
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Gen
from tests.cli.projects import ORDERS, SCHEMA, make_project, run_gen
from tests.cli.watching import PATIENCE, watching

BROKEN = SCHEMA.replace('v.id("customers")', 'v.id("customer")')
POLLING = {"WATCHFILES_FORCE_POLLING": "1"}
DEAF = {**POLLING, "WATCHFILES_POLL_DELAY_MS": "3600000"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--watch", "--check"),
        ("--watch", "--list"),
        ("--watch", "--exit-non-zero-on-change"),
        ("--watch", "--if-staged"),
    ],
)
def test_it_goes_with_no_other_mode(gen: Gen, arguments: tuple[str, ...]) -> None:
    result = gen(*arguments)
    assert (result.code, result.out, "choose one of" in result.err) == (2, "", True)


def test_it_needs_a_project(tmp_path: Path) -> None:
    result = run_gen(tmp_path, "--watch", "--output-format", "concise")
    assert (result.code, result.out.split("] ")[0]) == (2, "pyproject.toml:1:1: error[missing-project")


@pytest.mark.slow
def test_what_it_says(project: Path) -> None:
    once = run_gen(project)
    shutil.rmtree(project / "backend" / "_generated")
    with watching(project, "--output-format", "concise") as watch:
        assert (watch.out, watch.err) == (once.out, f"{once.err}watching for changes\n")
        assert watch.write("backend/schema.py", SCHEMA.replace("note", "remark")).startswith("wrote 6 files in 0.")
        assert watch.write("backend/schema.py", f"# nothing new\n{SCHEMA}".replace("note", "remark")).startswith(
            "up to date in 0."
        )
        assert watch.out == ""

        line = watch.write("backend/schema.py", BROKEN)
        table = 'backend/schema.py:5:28: error[unknown-table] there is no table "customer"\n'
        assert (watch.out, line.partition(" in ")[0]) == (table, "1 error")
        assert line.endswith(" s; nothing was written")

        line = watch.write("backend/orders.py", ORDERS.replace(") -> OrdersId", ") -> OrderId"))
        name = 'backend/orders.py:13:106: error[unknown-name] there is no name "OrderId" here\n'
        assert (watch.out, line.partition(" in ")[0]) == (table + name, "2 errors (1 as before)")

        line = watch.write("backend/schema.py", f"\n\n{BROKEN}")
        assert (watch.out, line.partition(" in ")[0]) == (table + name, "2 errors (2 as before)")

        line = watch.write("backend/schema.py", SCHEMA)
        assert (watch.out, line.partition(" in ")[0]) == (table + name, "1 error (1 as before)")
        assert 'gone: backend/schema.py: error[unknown-table] there is no table "customer"\n' in watch.err
        assert watch.write("backend/orders.py", ORDERS).startswith("wrote 6 files in 0.")


@pytest.mark.slow
def test_for_programs_each_build_is_an_object_on_a_line(project: Path) -> None:
    with watching(project, "--output-format", "json") as watch:
        watch.write("backend/schema.py", BROKEN)
        watch.write("backend/orders.py", f"{ORDERS}\n")
        watch.write("backend/schema.py", SCHEMA)
        objects = [json.loads(line) for line in watch.out.splitlines()]
    assert [[each["code"] for each in found["diagnostics"]] for found in objects] == [
        [],
        ["unknown-table"],
        ["unknown-table"],
        [],
    ]
    assert [len(found["files"]) for found in objects] == [24, 0, 0, 0]


@pytest.mark.slow
def test_it_can_be_terminated(project: Path) -> None:
    with watching(project) as watch:
        watch.process.send_signal(signal.SIGTERM)
        assert watch.process.wait(PATIENCE) == 0


@pytest.mark.slow
@pytest.mark.parametrize("environment", [POLLING, DEAF], ids=["polling", "deaf"])
def test_it_works_where_the_system_tells_of_nothing(project: Path, environment: dict[str, str]) -> None:
    with watching(project, environment=environment) as watch:
        assert watch.write("backend/schema.py", SCHEMA.replace("note", "remark")).startswith("wrote")
        assert watch.after(lambda: shutil.rmtree(project / "backend")).startswith("1 error")
        assert watch.after(lambda: make_project(project)).startswith("wrote 24 files")
        assert watch.stays_quiet()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which folders are watched")
def test_it_watches_no_more_than_it_has_to(project: Path) -> None:
    for number in range(200):
        (project / "node_modules" / f"package{number}" / "dist").mkdir(parents=True)
    schema = SCHEMA.replace("v.string()", "v.literal(KIND)").replace("\n\n", "\nfrom shared.kinds import KIND\n\n", 1)
    make_project(project, {"shared/__init__.py": "", "backend/billing/__init__.py": "", "backend/schema.py": schema})
    with watching(project, "--output-format", "concise") as watch:
        assert "error[" in watch.out
        assert watch.write("shared/kinds.py", "KIND = 'new'\n").startswith("wrote")
        assert watch.stays_quiet()
        notices = Path(f"/proc/{watch.process.pid}/fdinfo").iterdir()
        watched = sum(each.read_text().count("inotify wd:") for each in notices)
        assert watched == len([project, project / "backend", project / "backend/billing", project / "shared"])


@pytest.mark.slow
def test_files_that_cannot_be_read_or_written_do_not_end_it(project: Path) -> None:
    with watching(project, "--output-format", "concise") as watch:
        latin = project / "backend" / "latin.py"
        assert watch.after(lambda: latin.write_bytes(b"# sch\xf6n\n")).startswith("1 error")
        assert watch.after(lambda: latin.write_text("# schön\n", encoding="utf-8")).startswith("up to date")
        foreign = project / "backend" / "_generated" / "api.py"
        foreign.write_text("mine = 1\n", encoding="utf-8")
        assert watch.stays_quiet()
        assert watch.write("backend/schema.py", SCHEMA.replace("note", "remark")).startswith("1 error")
        assert "error[foreign-file]" in watch.out
        assert watch.after(foreign.unlink).startswith("wrote")


@pytest.mark.slow
def test_a_full_disk_does_not_end_it(project: Path) -> None:
    kinds = ", ".join(f"v.literal('{number:050}')" for number in range(500))
    large = SCHEMA.replace("v.string()", f"v.union({kinds})")
    with watching(project, largest_file=16) as watch:
        line = watch.write("backend/schema.py", large)
        assert line.startswith("error: cannot write ")
        assert line.endswith(": File too large; save a file to try again")
        assert watch.write("backend/schema.py", SCHEMA.replace("note", "remark")).startswith("wrote 6 files")
