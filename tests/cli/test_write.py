"""`gen`: what it writes, when it writes nothing, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Gen
from tests.cli.projects import ORDERS, SCHEMA, git, process_environment


def outputs(project: Path) -> dict[str, bytes]:
    folder = project / "backend" / "_generated"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_first_run_writes_and_the_second_does_not(project: Path, gen: Gen) -> None:
    first = gen()
    assert (first.code, first.out) == (0, "")
    assert first.err.splitlines()[-1].startswith("2 tables, 2 functions; wrote ")
    assert "wrote backend/_generated/api.pyi" in first.err
    before = outputs(project)
    assert {"api.pyi", "api.d.ts", "ir.json", "schema.sqlite.sql", ".gitignore", "api.d.ts.map"} <= set(before)
    times = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    second = gen()
    assert (second.code, second.out, second.err) == (0, "", "2 tables, 2 functions; everything was up to date\n")
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == times


def test_outputs_are_the_same_wherever_the_command_is_called(project: Path, gen: Gen) -> None:
    gen()
    before = outputs(project)
    for path in before:
        (project / "backend" / "_generated" / path).unlink()
    gen("--project", str(project / "backend"))
    assert outputs(project) == before


def test_a_mistake_writes_nothing(project: Path, gen: Gen) -> None:
    gen()
    before = outputs(project)
    (project / "backend" / "schema.py").write_text(SCHEMA.replace('v.id("customers")', 'v.id("customer")'))
    result = gen()
    assert result.code == 2
    assert result.out == (
        'error[unknown-table]: there is no table "customer"\n'
        " --> backend/schema.py:5:28\n"
        "  |\n"
        '5 |         "customerId": v.id("customer"),\n'
        "  |                            ^^^^^^^^^^\n"
        'help: did you mean "customers"?\n'
        "\n"
        "`gen explain unknown-table` says more\n"
    )
    assert result.err == "1 error; nothing was written\n"
    assert outputs(project) == before


def test_three_mistakes_in_three_files_are_three_diagnostics(project: Path, gen: Gen) -> None:
    twice = '    "customers": define_table({"name": v.string()}),\n})'
    (project / "backend" / "schema.py").write_text(SCHEMA.removesuffix("})\n") + twice)
    (project / "backend" / "orders.py").write_text(ORDERS.replace("list[Orders]", "list[Ordres]"))
    (project / "backend" / "broken.py").write_text("def broken(:\n")
    result = gen("--output-format", "concise")
    assert result.code == 2
    assert [line.split("] ")[0] for line in result.out.splitlines()] == [
        "backend/broken.py:1:12: error[syntax-error",
        "backend/orders.py:7:75: error[unknown-name",
        "backend/schema.py:10:5: error[duplicate-table",
    ]


def test_warnings_do_not_stop(project: Path, gen: Gen) -> None:
    (project / "backend" / "orders.py").write_text(ORDERS.replace(" -> OrdersId", ""))
    result = gen()
    assert result.code == 0
    assert result.out.startswith("warning[missing-return-type]: ")
    assert result.err.endswith("; 1 warning\n")


def test_ignored_warnings_are_not_shown(project: Path, gen: Gen) -> None:
    (project / "backend" / "orders.py").write_text(ORDERS.replace(" -> OrdersId", ""))
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.biconvex.lint]\nignore = ["missing-return-type"]\n')
    result = gen()
    assert (result.code, result.out) == (0, "")


def test_for_hooks_any_change_is_exit_1(project: Path, gen: Gen) -> None:
    assert gen("--exit-non-zero-on-change").code == 1
    assert gen("--exit-non-zero-on-change").code == 0
    (project / "backend" / "_generated" / "api.d.ts.map").unlink()
    assert gen("--exit-non-zero-on-change").code == 0
    assert (project / "backend" / "_generated" / "api.d.ts.map").exists()
    (project / "backend" / "orders.py").unlink()
    result = gen("--exit-non-zero-on-change")
    assert result.code == 1
    assert "deleted backend/_generated/refs/orders.pyi (orphaned)" in result.err


def test_for_hooks_a_mistake_is_exit_2(project: Path, gen: Gen) -> None:
    (project / "backend" / "orders.py").write_text("def broken(:\n")
    assert gen("--exit-non-zero-on-change").code == 2


def test_a_file_that_is_not_generated_is_left_alone(project: Path, gen: Gen) -> None:
    gen()
    mine = project / "backend" / "_generated" / "api.pyi"
    mine.write_text("x: int\n")
    (project / "backend" / "orders.py").unlink()
    before = outputs(project)
    for arguments in ((), ("--check",)):
        result = gen(*arguments)
        assert result.code == 2
        assert "error[foreign-file]: a file that is not generated stands where an output belongs" in result.out
        assert " --> backend/_generated/api.pyi:1:1" in result.out
        assert "help: move it elsewhere" in result.out
        assert outputs(project) == before


def test_a_linked_output_folder_is_refused(project: Path, gen: Gen, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / "backend" / "_generated").symlink_to(elsewhere)
    result = gen()
    assert result.code == 2
    assert result.out.count("error[foreign-file]") == 1
    assert list(elsewhere.iterdir()) == []


def test_outputs_that_are_no_longer_wanted_go(project: Path, gen: Gen) -> None:
    gen()
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.biconvex]\noutputs = ["sql"]\nsql = ["sqlite"]\n')
    assert gen().code == 0
    assert sorted(outputs(project)) == [".gitattributes", ".gitignore", "schema.sqlite.json", "schema.sqlite.sql"]


def test_a_second_folder_for_typescript(project: Path, gen: Gen) -> None:
    git(project.parent, "init", "-q")
    (project / "pyproject.toml").write_text('[tool.biconvex]\ntypescript = "../web/src/backend"\n')
    assert gen().code == 0
    web = project.parent / "web" / "src" / "backend"
    assert (web / "api.d.ts").read_bytes() == outputs(project)["api.d.ts"]
    assert (web / "dataModel.d.ts").read_bytes() == outputs(project)["dataModel.d.ts"]
    assert (web / "api.d.ts.map").read_bytes() != outputs(project)["api.d.ts.map"]
    assert (web / ".gitignore").read_bytes() == outputs(project)[".gitignore"]
    sources = json.loads((web / "dataModel.d.ts.map").read_text())["sources"]
    assert [(web / source).resolve() for source in sources] == [(project / "backend" / "schema.py").resolve()]
    git(project.parent, "add", ".")
    assert gen("--check").code == 0
    (web / "api.d.ts").unlink()
    result = gen("--check")
    assert (result.code, result.out) == (1, "../web/src/backend/api.d.ts: missing\n")


def test_the_folder_may_have_another_name(project: Path, gen: Gen) -> None:
    (project / "src").mkdir()
    (project / "backend").rename(project / "src" / "server")
    (project / "pyproject.toml").write_text('[tool.biconvex]\nsource = "src/server"\n')
    assert gen().code == 0
    assert (project / "src" / "server" / "_generated" / "api.pyi").exists()
    assert gen("--check").code == 0


NO_ROOM = """
import resource, sys
from biconvex_codegen.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.exit(main([]))
"""


def test_a_disk_without_room(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM], env=process_environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('error: cannot write "')
    assert outputs(project) == {}
