"""`gen --check`: each status, its exit code, its text in each format, and the command that mends it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Gen
from tests.cli.projects import ORDERS, SCHEMA, git

OUT = "backend/_generated"


@pytest.fixture
def compiled(project: Path, gen: Gen) -> Path:
    """Return the output folder of a project that is up to date."""
    assert gen().code == 0
    return project / OUT


def stale(gen: Gen) -> list[str]:
    result = gen("--check", "--output-format", "concise")
    assert result.code == (1 if result.out else 0)
    return result.out.splitlines()


def test_up_to_date(compiled: Path, gen: Gen) -> None:
    result = gen("--check")
    assert (result.code, result.out, result.err) == (0, "", "2 tables, 2 functions; everything is up to date\n")


def test_nothing_is_written(project: Path, gen: Gen) -> None:
    result = gen("--check")
    assert result.code == 1
    assert f"{OUT}/api.py: missing\n{OUT}/api.pyi: missing\n" in result.out
    assert "\n\n" not in result.out
    assert result.err.endswith(" missing\nrun: gen\n")
    assert not (project / OUT).exists()


def test_a_byte_changed_by_hand(compiled: Path, gen: Gen) -> None:
    path = compiled / "schema.sqlite.sql"
    path.write_text(path.read_text().replace('CREATE TABLE "orders"', 'CREATE TABLE "Orders"', 1))
    result = gen("--check")
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0] == f"{OUT}/schema.sqlite.sql: changed"
    assert lines[1:3] == [f"--- a/{OUT}/schema.sqlite.sql", f"+++ b/{OUT}/schema.sqlite.sql"]
    removed, added = (line for line in lines[3:] if line.startswith(("-", "+")))
    assert removed[1:].replace("Orders", "orders") == added[1:]
    assert result.err == "1 file is not as the source says: 1 changed\nrun: gen\n"


def test_a_blank_line_stands_around_what_has_a_diff(compiled: Path, gen: Gen) -> None:
    (compiled / "api.py").unlink()
    (compiled / "api.pyi").unlink()
    (compiled / "data_model.pyi").write_text((compiled / "data_model.pyi").read_text() + "x: int\n")
    (compiled / "server.py").unlink()
    first, diff, last = gen("--check").out.split("\n\n")
    assert first == f"{OUT}/api.py: missing\n{OUT}/api.pyi: missing"
    assert diff.startswith(f"{OUT}/data_model.pyi: changed\n--- a/")
    assert last == f"{OUT}/server.py: missing\n"


def test_hand_edited_where_git_knows(compiled: Path, project: Path, gen: Gen) -> None:
    git(project, "init", "-q")
    git(project, "add", ".")
    path = compiled / "api.pyi"
    path.write_text(path.read_text() + "x: int\n")
    assert stale(gen) == [f"{OUT}/api.pyi: hand-edited"]


def test_a_deleted_output(compiled: Path, gen: Gen) -> None:
    (compiled / "refs" / "orders.pyi").unlink()
    (compiled / "api.d.ts.map").unlink()
    assert stale(gen) == [f"{OUT}/refs/orders.pyi: missing"]


def test_a_deleted_module_leaves_orphans(compiled: Path, project: Path, gen: Gen) -> None:
    (project / "backend" / "orders.py").unlink()
    assert f"{OUT}/refs/orders.pyi: orphaned" in stale(gen)
    assert gen().code == 0
    assert not (compiled / "refs" / "orders.pyi").exists()
    assert gen("--check").code == 0


def test_a_signature_a_type_and_a_doc_count_and_a_body_does_not(compiled: Path, project: Path, gen: Gen) -> None:
    orders = project / "backend" / "orders.py"
    orders.write_text(ORDERS.replace(".collect()", ".take(100)").replace("@mutation", "\n\n# more\n\n@mutation"))
    assert stale(gen) == []
    for before, after in (
        ("note: str | None = None", "note: str | None = None, gift: bool = False"),
        ("-> OrdersId", "-> str"),
        ("Place an order.", "Place one order."),
    ):
        orders.write_text(ORDERS.replace(before, after))
        assert stale(gen)
    orders.write_text(ORDERS)
    (project / "backend" / "schema.py").write_text(SCHEMA.replace("v.int64()", "v.number()"))
    assert stale(gen)


def test_conflict_markers_are_mended_by_one_run(compiled: Path, gen: Gen) -> None:
    path = compiled / "ir.json"
    text = path.read_text()
    path.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n")
    assert stale(gen) == [f"{OUT}/ir.json: conflicted"]
    result = gen()
    assert (result.code, result.err.splitlines()[0]) == (0, f"wrote {OUT}/ir.json (conflicted)")
    assert path.read_text() == text
    assert stale(gen) == []


def test_a_formatter_went_over_the_json(compiled: Path, gen: Gen) -> None:
    import json

    path = compiled / "ir.json"
    path.write_text(json.dumps(json.loads(path.read_text()), indent=4))
    assert stale(gen) == [f"{OUT}/ir.json: reformatted"]
    assert 'put the line "**/_generated/" into .prettierignore' in gen("--check").err


def test_outputs_that_git_does_not_track(compiled: Path, project: Path, gen: Gen) -> None:
    git(project, "init", "-q")
    git(project, "add", ".")
    assert stale(gen) == []
    git(project, "rm", "-q", "--cached", f"{OUT}/api.pyi")
    assert stale(gen) == [f"{OUT}/api.pyi: untracked"]
    assert gen("--check").err.endswith(f"1 untracked\nrun: git add {OUT}/api.pyi\n")
    (project / ".gitignore").write_text("_generated/\n")
    assert stale(gen) == []
    (project / ".gitignore").unlink()
    git(project, "rm", "-rq", "--cached", OUT)
    assert gen("--check").err.endswith(f"run: git add {OUT}\n")


def test_json_names_files_and_statuses(compiled: Path, gen: Gen) -> None:
    (compiled / "api.pyi").unlink()
    result = gen("--check", "--output-format", "json")
    assert result.code == 1
    assert result.json == {"version": 1, "diagnostics": [], "files": [{"path": f"{OUT}/api.pyi", "status": "missing"}]}


def test_a_mistake_is_exit_2_and_compares_nothing(compiled: Path, project: Path, gen: Gen) -> None:
    (compiled / "api.pyi").unlink()
    (project / "backend" / "orders.py").write_text("def broken(:\n")
    result = gen("--check", "--output-format", "json")
    assert result.code == 2
    assert [each["code"] for each in result.json["diagnostics"]] == ["syntax-error"]
    assert result.json["files"] == []


def test_warnings_do_not_make_outputs_stale(project: Path, gen: Gen) -> None:
    (project / "backend" / "orders.py").write_text(ORDERS.replace(" -> OrdersId", ""))
    gen()
    result = gen("--check")
    assert result.code == 0
    assert result.out.startswith("warning[missing-return-type]")


def test_the_remedy_names_the_project(project: Path, gen: Gen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert gen("--check", "--project", str(project)).err.endswith(f"run: gen --project {project}\n")


def test_a_diff_is_no_way_to_forge_a_line(compiled: Path, gen: Gen) -> None:
    path = compiled / "api.pyi"
    path.write_bytes(path.read_bytes() + b"# \x1b[2J\r::error::owned\n# \xff\n")
    result = gen("--check")
    assert result.code == 1
    assert result.out.replace("\n", "").isprintable()
    assert "\\x1b[2J\\r::error" in result.out
