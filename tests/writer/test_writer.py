"""The writer on a real disk: each status, what it leaves alone, and runs that are killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from biconvex_codegen.backends import git_files
from biconvex_codegen.backends.artifact import Artifact
from biconvex_codegen.backends.marker import CONFIG_HEAD, JSON_NOTICE, PYTHON_HEAD
from biconvex_codegen.writer import (
    OutputFolder,
    Plan,
    Scope,
    WriteError,
    disk,
    plan,
    unified,
    write,
)
from tests.writer.outputs import API, ARTIFACTS, DDL, FOLDER, IR, TYPES, out, planned


def statuses(project: Path, folder: OutputFolder = FOLDER) -> dict[str, str]:
    found = planned(project, folder)
    assert found.refusals == ()
    return {change.path.removeprefix("backend/_generated/"): change.status.value for change in found.changes}


def refused(project: Path, folder: OutputFolder = FOLDER) -> list[str]:
    return [f"{refusal.path}: {refusal.message}" for refusal in planned(project, folder).refusals]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def repair(project: Path) -> None:
    """Write, and see that everything is as it should be."""
    write(project, planned(project))
    assert statuses(project) == {}
    assert {f"{path}": text for path, text in tree(out(project, "")).items()} == {
        artifact.path: artifact.text.encode() for artifact in ARTIFACTS
    }


def test_everything_is_missing_at_first_and_nothing_later(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    assert statuses(root) == {artifact.path: "missing" for artifact in ARTIFACTS}
    repair(root)


def test_a_second_run_touches_nothing(project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    write(project, planned(project))
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


def test_one_byte_changed(project: Path) -> None:
    out(project, "api.pyi").write_text(API.replace("2]", "3]"))
    assert statuses(project) == {"api.pyi": "changed"}
    assert list(unified(planned(project).changes[0])) == [
        "--- a/backend/_generated/api.pyi",
        "+++ b/backend/_generated/api.pyi",
        "@@ -6,4 +6,4 @@",
        " class documents:",
        "     '''Documents of one owner.'''",
        " ",
        "-    limit = [1, 3]",
        "+    limit = [1, 2]",
    ]
    repair(project)


def test_a_byte_that_is_no_text(project: Path) -> None:
    out(project, "api.pyi").write_bytes(API.encode().replace(b"owner", b"own\xff\xfer"))
    assert statuses(project) == {"api.pyi": "changed"}
    repair(project)


def test_a_missing_line_end_is_shown(project: Path) -> None:
    out(project, "ir.json").write_text(IR.rstrip("\n"))
    assert list(unified(planned(project).changes[0]))[-2:] == ["-} (no line end)", "+}"]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
def test_an_emptied_output(project: Path, text: str) -> None:
    out(project, "api.pyi").write_text(text, encoding="utf-8")
    assert list(statuses(project)) == ["api.pyi"]
    repair(project)


def test_deleted_outputs(project: Path) -> None:
    out(project, "refs/billing/orders.pyi").unlink()
    out(project, "refs/billing").rmdir()
    out(project, "api.d.ts").unlink()
    assert statuses(project) == {"api.d.ts": "missing", "refs/billing/orders.pyi": "missing"}
    repair(project)


def test_orphans_and_their_folders_go(project: Path) -> None:
    gone = ("refs/billing/orders.pyi", "api.d.ts", "api.d.ts.map")
    fewer = OutputFolder(
        FOLDER.path,
        tuple(each for each in ARTIFACTS if each.path not in gone),
    )
    assert statuses(project, fewer) == {
        "api.d.ts": "orphaned",
        "api.d.ts.map": "orphaned",
        "refs/billing/orders.pyi": "orphaned",
    }
    write(project, planned(project, fewer))
    assert sorted(tree(out(project, ""))) == [".gitattributes", ".gitignore", "api.pyi", "ir.json", "schema.sqlite.sql"]
    assert not out(project, "refs").exists()


def test_what_is_not_ours_is_left_alone(project: Path) -> None:
    kept = {
        "notes.md": b"# ours\n",
        "refs/theirs.pyi": b"x: int\n",
        "refs/__pycache__/old.py": PYTHON_HEAD.encode(),
        "other.d.ts.map": b"{}",
        "README": b"",
    }
    for path, text in kept.items():
        out(project, path).parent.mkdir(exist_ok=True)
        out(project, path).write_bytes(text)
    out(project, "link.pyi").symlink_to(out(project, "api.pyi"))
    assert statuses(project) == {}
    none = OutputFolder(FOLDER.path, ())
    write(project, planned(project, none))
    assert tree(out(project, "")) == kept
    assert out(project, "link.pyi").is_symlink()


def test_an_empty_generated_file_without_its_source_goes(project: Path) -> None:
    out(project, "refs/gone.pyi").touch()
    assert statuses(project) == {"refs/gone.pyi": "orphaned"}
    repair(project)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "api.pyi",
            API.replace("    limit = [1, 2]", "    limit = [\n        1,\n        2,\n    ]")
            .replace("'''", '"""')
            .replace('"""', "'''"),
        ),
        (
            "api.d.ts",
            TYPES.replace('{ list: FunctionReference<"query"> };', "{\n  list: FunctionReference<'query'>,\n}"),
        ),
        ("schema.sqlite.sql", DDL.replace("(", "(\n  ")),
        ("ir.json", IR.replace("[]", "[\n    ]")),
        ("ir.json", "".join(IR.split("\n"))),
    ],
)
def test_reformatted(project: Path, path: str, text: str) -> None:
    out(project, path).write_text(text)
    assert statuses(project) == {path: "reformatted"}
    repair(project)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("api.pyi", API.replace("[1, 2]", "[12]")),
        ("api.d.ts", TYPES.replace("list", "search")),
        ("ir.json", IR.replace("[]", "[1]")),
        ("ir.json", IR.replace("]", "")),
    ],
)
def test_changed_is_not_reformatted(project: Path, path: str, text: str) -> None:
    out(project, path).write_text(text)
    assert statuses(project) == {path: "changed"}


def test_a_difference_in_line_ends_alone_is_up_to_date(project: Path) -> None:
    for artifact in ARTIFACTS:
        out(project, artifact.path).write_bytes(artifact.text.replace("\n", "\r\n").encode())
    before = tree(project)
    assert statuses(project) == {}
    write(project, planned(project))
    assert tree(project) == before


def conflict(mine: str, theirs: str, base: str | None = None) -> str:
    middle = "" if base is None else f"||||||| merged common ancestors\n{base}"
    return f"<<<<<<< HEAD\n{mine}{middle}=======\n{theirs}>>>>>>> feature\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("api.pyi", API.replace("    limit = [1, 2]\n", conflict("    limit = 1\n", "    limit = 2\n"))),
        ("api.pyi", conflict(API, API.replace("1", "2"))),
        ("api.pyi", conflict("", API)),
        ("api.pyi", conflict(API, "", base=API)),
        ("api.pyi", conflict(API, API).replace("\n", "\r\n")),
        ("ir.json", conflict(IR, IR)),
        ("ir.json", conflict(IR, IR, base=IR)),
        ("ir.json", IR.replace('  "app": {"functions": []}\n', conflict('  "app": 1\n', '  "app": 2\n'))),
        ("schema.sqlite.sql", conflict(DDL.split("\n")[0] + "\n", DDL.split("\n")[0] + "\n") + "rest\n"),
        (".gitignore", conflict(CONFIG_HEAD, CONFIG_HEAD)),
    ],
)
def test_conflicts_are_mended(project: Path, path: str, text: str) -> None:
    out(project, path).write_bytes(text.encode())
    assert statuses(project) == {path: "conflicted"}
    repair(project)


@pytest.mark.parametrize(
    "text",
    [
        "x: int\n",
        API.replace("@generated by biconvex", "@generated by hand"),
        "\n" + API,
        "# a comment above\n" + API,
        conflict("x: int\n", "y: int\n") + API,
        "<<<<<<< HEAD\n" + API,
    ],
)
def test_a_file_without_our_marker_stops_everything(project: Path, text: str) -> None:
    out(project, "api.pyi").write_text(text)
    assert refused(project) == [
        "backend/_generated/api.pyi: a file that is not generated stands where an output belongs"
    ]


def test_json_with_the_marker_elsewhere_is_foreign(project: Path) -> None:
    out(project, "ir.json").write_text(f'{{"version": 1, "$generated": "{JSON_NOTICE}"}}')
    assert len(refused(project)) == 1


@pytest.mark.parametrize("path", ["api.pyi", "refs/billing/orders.pyi", "refs/billing", "refs", "."])
def test_a_link_is_never_followed(project: Path, path: str) -> None:
    elsewhere = project / "elsewhere"
    out(project, path).rename(elsewhere)
    before = tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()
    out(project, path).symlink_to(elsewhere)
    (message,) = refused(project)
    assert message.startswith(f"backend/_generated/{path}: a symbolic link".replace("/.", ""))
    assert (tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()) == before


def test_a_dangling_link_is_refused(project: Path) -> None:
    out(project, "api.pyi").unlink()
    out(project, "api.pyi").symlink_to("nowhere")
    assert len(refused(project)) == 1


def test_folders_and_files_in_the_way_are_refused(project: Path) -> None:
    out(project, "api.pyi").unlink()
    out(project, "api.pyi").mkdir()
    out(project, "refs/billing/orders.pyi").unlink()
    out(project, "refs/billing").rmdir()
    out(project, "refs/billing").write_text("mine")
    assert refused(project) == [
        "backend/_generated/api.pyi: something that is no file stands where an output belongs",
        "backend/_generated/refs/billing: a file stands where an output folder belongs",
    ]


def test_a_pipe_in_the_way_is_not_read(project: Path) -> None:
    out(project, "api.pyi").unlink()
    os.mkfifo(out(project, "api.pyi"))
    assert len(refused(project)) == 1


def test_a_folder_outside_the_repository_is_refused(project: Path) -> None:
    outside = OutputFolder("../web", ARTIFACTS)
    assert {message.partition(": ")[2] for message in refused(project, outside)} == {
        "an output folder lies outside the repository"
    }
    beside = plan(project, project.parent, (outside,))
    assert beside.refusals == ()
    write(project, beside)
    assert (project.parent / "web" / "api.pyi").read_text() == API


def test_only_the_top_of_an_extra_folder_is_searched(project: Path) -> None:
    extra = OutputFolder("web", ARTIFACTS[:3], Scope.TOP)
    write(project, planned(project, extra))
    (project / "web" / "old.d.ts").write_text(TYPES)
    (project / "web" / "src").mkdir()
    (project / "web" / "src" / "api.d.ts").write_text(TYPES)
    assert statuses(project, extra) == {"web/old.d.ts": "orphaned"}


def test_what_the_system_does_not_let_us_read_is_refused(project: Path) -> None:
    # A name that is too long is refused to everybody, to root too.
    folder = OutputFolder(FOLDER.path, (Artifact(f"{'x' * 300}.py", API),))
    assert refused(project, folder)[0].endswith(": an output cannot be read: file name too long")


def test_a_folder_that_the_system_does_not_let_us_read_is_refused(project: Path) -> None:
    folder = OutputFolder("x" * 300, ARTIFACTS)
    assert refused(project, folder)[0].endswith(": an output folder cannot be read: file name too long")


def test_an_orphan_that_another_run_deletes_meanwhile(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(_folder: Path, _passed_over: frozenset[str]) -> Iterator[PurePosixPath]:
        yield PurePosixPath("gone.py")

    monkeypatch.setattr(disk, "files_below", listed)
    assert statuses(project) == {}


def test_what_the_system_does_not_let_us_write_is_an_error(project: Path) -> None:
    found = planned(project)
    out(project, "api.pyi").unlink()
    missing = planned(project).changes
    out(project, "api.pyi").mkdir()
    (out(project, "api.pyi") / "mine").touch()
    with pytest.raises(WriteError, match='cannot write "'):
        write(project, Plan(found.folders, missing, ()))
    assert not out(project, git_files.STAGING).exists()


KILLED = """
import os, sys
from pathlib import Path
from tests.writer.outputs import planned
from biconvex_codegen.writer import write

project, countdown = Path(sys.argv[1]), int(sys.argv[2])
replace = Path.replace

def killed(source, target):
    global countdown
    if countdown == 0:
        os.kill(os.getpid(), 9)
    countdown -= 1
    return replace(source, target)

Path.replace = killed
write(project, planned(project))
"""


@pytest.mark.parametrize("renames", [0, 1, 3, len(ARTIFACTS) - 1])
def test_killed_between_renames(project: Path, renames: int) -> None:
    old = {artifact.path: artifact.text.replace("\n", "\n\n").encode() for artifact in ARTIFACTS}
    for path, text in old.items():
        out(project, path).write_bytes(text)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(project), str(renames)], cwd=Path(__file__).parents[2], check=False
    )
    assert done.returncode == -9
    new = {artifact.path: artifact.text.encode() for artifact in ARTIFACTS}
    found = {path: out(project, path).read_bytes() for path in new}
    assert sum(found[path] == new[path] for path in new) == renames
    assert all(found[path] in (old[path], new[path]) for path in new)
    repair(project)


def test_an_output_under_a_name_in_another_case_is_written_anew(project: Path) -> None:
    # Two names of one file are what a file system without case makes of them.
    output = project / "backend/_generated/refs/billing/orders.pyi"
    spelt = output.with_name("Orders.pyi")
    os.link(output, spelt)
    assert statuses(project) == {"refs/billing/Orders.pyi": "orphaned", "refs/billing/orders.pyi": "missing"}
    write(project, planned(project))
    assert [path.name for path in output.parent.iterdir()] == ["orders.pyi"]
    assert output.read_text(encoding="utf-8") == API
    assert statuses(project) == {}


def test_an_orphan_in_another_case_beside_its_output_is_an_orphan(project: Path) -> None:
    output = project / "backend/_generated/refs/billing/orders.pyi"
    output.with_name("Orders.pyi").write_text(API, encoding="utf-8")
    assert statuses(project) == {"refs/billing/Orders.pyi": "orphaned"}
    write(project, planned(project))
    assert [path.name for path in output.parent.iterdir()] == ["orders.pyi"]
