"""What is wrong with a configuration, at a key of it; becomes a diagnostic with a place in the TOML text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..diagnostics import Code, Diagnostic
from ..source import At, Part, Places, Positions
from . import toml_places
from .find import CONFIG_FILE

TABLE = ("tool", "biconvex")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: at the name or the value of a key below `[tool.biconvex]`."""

    code: Code
    message: str
    key: tuple[str, ...]
    part: Part
    help: str


def placed(problems: Iterable[Problem], text: str) -> tuple[tuple[Diagnostic, ...], Places]:
    """Return problems as diagnostics, and where they stand in the text of `pyproject.toml`."""
    entries = toml_places.entries(text)
    diagnostics: list[Diagnostic] = []
    positions: dict[str, Positions] = {}
    for number, problem in enumerate(problems):
        at = At(f"{CONFIG_FILE}#{number}")
        positions[at.id] = position(text, _offsets(problem, entries))
        diagnostics.append(Diagnostic(problem.code, problem.message, at, help=problem.help))
    return tuple(diagnostics), Places(positions, {})


def position(text: str, offsets: tuple[int, int]) -> Positions:
    """Return two offsets into the text of `pyproject.toml` as a place."""
    span = toml_places.span(CONFIG_FILE, text, offsets)
    return Positions(CONFIG_FILE, (span.line, span.column, span.end_line, span.end_column))


def _offsets(problem: Problem, entries: Mapping[tuple[str, ...], toml_places.Entry]) -> tuple[int, int]:
    """Return where a key stands; where it is not written out, the nearest table around it."""
    key = (*TABLE, *problem.key)
    while key and key not in entries:
        key = key[:-1]
    entry = entries.get(key, toml_places.Entry((0, 0), (0, 0)))
    return entry.value if problem.part is Part.VALUE else entry.key
