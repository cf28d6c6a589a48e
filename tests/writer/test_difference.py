"""Diffs: applied to what stood there they give what should, and long texts take no time."""

import re
import shutil
import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from biconvex_codegen.writer import Change, Status, unified

LINES = st.lists(st.sampled_from(["a", "b", "c", "}", "", "alpha", "beta", "gamma"]) | st.text("xyz", max_size=3))


def lines_of(before: list[str], after: list[str]) -> list[str]:
    change = Change(
        "api.pyi", Status.CHANGED, "".join(f"{line}\n" for line in before), "".join(f"{x}\n" for x in after)
    )
    return list(unified(change))


def applied(before: list[str], diff: list[str]) -> list[str]:
    """Return the text that a diff makes of another, and see that the diff is about that text."""
    result: list[str] = []
    place = 0
    for line in diff[2:]:
        head = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line)
        if head is not None:
            start = int(head[1]) - (head[2] != "0")
            result += before[place:start]
            place = start
            assert len(result) == int(head[3]) - (head[4] != "0")
        elif line[0] == "+":
            result.append(line[1:])
        else:
            assert before[place] == line[1:]
            place += 1
            result += [line[1:]] if line[0] == " " else []
    return result + before[place:]


@given(LINES, LINES)
def test_a_diff_leads_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    assert applied(before, lines_of(before, after)) == after


@given(LINES, LINES, LINES, LINES)
def test_what_is_the_same_is_not_in_the_diff(head: list[str], old: list[str], new: list[str], tail: list[str]) -> None:
    around = [f"line {number}" for number in range(20)]
    diff = lines_of([*head, *around, *old, *tail], [*head, *around, *new, *tail])
    assert [line for line in diff[2:] if line in {f"-{each}" for each in around}] == []


def test_a_long_text_that_changes_everywhere() -> None:
    before = [line for number in range(30_000) for line in (f"name {number}", "{", '"kind": "query"', "}")]
    after = [line.replace("query", "mutation") for line in before]
    diff = lines_of(before, after)
    assert sum(line.startswith("+") for line in diff[2:]) == 30_000
    assert applied(before, diff) == after


def test_long_texts_that_have_nothing_in_common() -> None:
    before, after = ["old", "same"] * 20_000, ["new"] * 30_000
    assert applied(before, lines_of(before, after)) == after


def test_git_reads_it(tmp_path: Path) -> None:
    git = shutil.which("git")
    assert git is not None
    before, after = (
        [str(number) for number in range(40)],
        [str(number) for number in range(40) if number not in (3, 30)],
    )
    (tmp_path / "api.pyi").write_text("".join(f"{line}\n" for line in before))
    diff = "".join(f"{line}\n" for line in lines_of(before, [*after, "last"]))
    subprocess.run([git, "apply", "-"], cwd=tmp_path, input=diff, text=True, check=True)
    assert (tmp_path / "api.pyi").read_text().split() == [*after, "last"]
