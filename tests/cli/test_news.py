"""What is new of diagnostics between two builds, and the lines that say so."""

import pytest

from biconvex_codegen.cli import summary
from biconvex_codegen.cli.build import Outcome
from biconvex_codegen.cli.compile import Compilation
from biconvex_codegen.cli.news import News, compare
from biconvex_codegen.diagnostics import Code
from biconvex_codegen.diagnostics.located import Located
from biconvex_codegen.source import Span


def mistake(name: str, line: int, path: str = "backend/orders.py") -> Located:
    return Located(Code.UNKNOWN_TABLE, f'there is no table "{name}"', Span(path, line, 1, line, 2))


@pytest.mark.parametrize(
    ("before", "after", "came", "went"),
    [
        ([], [], [], []),
        ([], [("a", 1)], [("a", 1)], []),
        ([("a", 1)], [], [], [("a", 1)]),
        ([("a", 1)], [("a", 1)], [], []),
        ([("a", 1)], [("a", 7)], [], []),
        ([("a", 1)], [("b", 1)], [("b", 1)], [("a", 1)]),
        ([("a", 1)], [("a", 1), ("a", 7)], [("a", 7)], []),
        ([("a", 7)], [("a", 1), ("a", 7)], [("a", 1)], []),
        ([("a", 1), ("a", 7)], [("a", 8)], [], [("a", 7)]),
        ([("a", 1), ("b", 2), ("c", 3)], [("c", 1), ("d", 2)], [("d", 2)], [("a", 1), ("b", 2)]),
    ],
)
def test_what_came_and_what_went(
    before: list[tuple[str, int]],
    after: list[tuple[str, int]],
    came: list[tuple[str, int]],
    went: list[tuple[str, int]],
) -> None:
    found = compare([mistake(*each) for each in before], [mistake(*each) for each in after])
    assert found == News(
        tuple(mistake(*each) for each in came), tuple(mistake(*each) for each in went), len(after) - len(came)
    )


def test_the_same_mistake_in_another_file_is_another() -> None:
    here, there = mistake("a", 1), mistake("a", 1, "backend/users.py")
    assert compare([here], [there]) == News((there,), (here,), 0)


@pytest.mark.parametrize(
    ("count", "same", "line"),
    [
        (1, 0, "1 error in 0.25 s; nothing was written"),
        (3, 2, "3 errors (2 as before) in 0.25 s; nothing was written"),
    ],
)
def test_the_line_of_a_build(count: int, same: int, line: str) -> None:
    found = tuple(mistake("a", number) for number in range(count))
    assert summary.built_again(Outcome(Compilation(found, {})), same, 0.25) == line


def test_the_line_of_what_went_is_short_and_clean() -> None:
    went = [mistake(name, 1) for name in ("a", "b\x1b", "c", "d", "e")]
    shown = [f'backend/orders.py: error[unknown-table] there is no table "{name}"' for name in ("a", "b\\x1b", "c")]
    assert summary.gone(went[:1]) == f"gone: {shown[0]}"
    assert summary.gone(went) == f"gone: {'; '.join(shown)}; and 2 more"
