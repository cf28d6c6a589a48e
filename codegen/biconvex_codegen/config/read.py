"""Reads `[tool.biconvex]` of a project's `pyproject.toml`; what is wrong with it is a diagnostic at its key."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from ..diagnostics import Code, Diagnostic
from ..frontend.conflicts import merge_conflict
from ..source import At, Part, Places, Positions
from .find import CONFIG_FILE
from .judge import invalid, leads_out, other_version
from .model import Config, Lint
from .problem import Problem, placed, position

if TYPE_CHECKING:
    from .table import BiconvexTable

# Says what holds without it. Importing pydantic for it took a fifth of the time of a `gen --check` of a new project.
_WRITTEN_BY_INIT = {"source": Config(Path()).source}


@dataclass(frozen=True, slots=True)
class ConfigReading:
    """What reading gave: the configuration unless something is wrong, its diagnostics and their places, the text."""

    config: Config | None
    diagnostics: tuple[Diagnostic, ...]
    places: Places
    text: str


def read_config(root: Path) -> ConfigReading:
    """Read the configuration of the project in a folder that has a `pyproject.toml`."""
    try:
        raw = (root / CONFIG_FILE).read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return _broken(f"{CONFIG_FILE} cannot be read: {reason}", "make the file readable")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return _broken(f"{CONFIG_FILE} is not UTF-8", "save the file as UTF-8")
    return _read_text(root, text)


def _read_text(root: Path, text: str) -> ConfigReading:
    import tomli

    try:
        whole = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        if (conflict := merge_conflict(text)) is not None:
            return _conflicting(text, conflict)
        message = f"{CONFIG_FILE} is not valid TOML: {error.msg[:1].lower()}{error.msg[1:]}"
        end = error.pos if text.startswith("\n", error.pos) else min(error.pos + 1, len(text))
        return _broken(message, "mend the file", text, error.pos, end)
    except RecursionError:
        return _too_deep(text)
    except ValueError:
        # Of a number of thousands of digits, which TOML allows.
        return _broken(f"{CONFIG_FILE} holds a number that Python cannot read", "write fewer digits", text)
    outcome = _judged(root, _table(whole))
    if isinstance(outcome, Config):
        return ConfigReading(outcome, (), Places({}, {}), text)
    try:
        return ConfigReading(None, *placed(outcome, text), text)
    except RecursionError:
        return _too_deep(text)


def _table(whole: Mapping[str, object]) -> object:
    tool = whole.get("tool")
    return tool.get("biconvex", {}) if _is_table(tool) else {}


def _is_table(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping)


def _judged(root: Path, table: object) -> Config | list[Problem]:
    """Return the configuration, or what is wrong: another version stands alone, since it may know other keys."""
    if not _is_table(table):
        message = '"tool.biconvex" must be a table'
        return [Problem(Code.INVALID_CONFIG, message, (), Part.VALUE, "write [tool.biconvex]")]
    if not table or table == _WRITTEN_BY_INIT:
        return Config(root)
    if (problem := other_version(table.get("required-version"))) is not None:
        return [problem]
    from pydantic import ValidationError

    from .table import BiconvexTable

    try:
        config = _config(root, BiconvexTable.model_validate(table))
    except ValidationError as error:
        return list(invalid(error))
    return list(leads_out(config)) or config


def _config(root: Path, table: "BiconvexTable") -> Config:
    config = replace(
        Config(root), typescript=table.typescript, required_version=table.required_version, lint=_lint(table)
    )
    if table.source is not None:
        config = replace(config, source=table.source)
    if table.outputs is not None:
        config = replace(config, outputs=tuple(dict.fromkeys(table.outputs)))
    if table.sql is not None:
        config = replace(config, sql=tuple(dict.fromkeys(table.sql)))
    return config if table.wire_names is None else replace(config, wire_names=table.wire_names)


def _lint(table: "BiconvexTable") -> Lint:
    if table.lint is None:
        return Lint()
    select = table.lint.select
    return Lint(None if select is None else tuple(select), tuple(table.lint.ignore))


def _conflicting(text: str, span: tuple[int, int, int, int]) -> ConfigReading:
    advice = "choose what is to stay, and remove the lines <<<<<<<, ======= and >>>>>>>"
    diagnostic = Diagnostic(Code.MERGE_CONFLICT, "this file holds a merge conflict", At(CONFIG_FILE), help=advice)
    places = Places({CONFIG_FILE: Positions(CONFIG_FILE, span)}, {})
    return ConfigReading(None, (diagnostic,), places, text)


def _too_deep(text: str) -> ConfigReading:
    return _broken(f"{CONFIG_FILE} is nested too deeply", "mend the file", text)


def _broken(message: str, advice: str, text: str = "", start: int = 0, end: int = 0) -> ConfigReading:
    diagnostic = Diagnostic(Code.INVALID_CONFIG, message, At(CONFIG_FILE), help=advice)
    places = Places({CONFIG_FILE: position(text, (start, end))}, {})
    return ConfigReading(None, (diagnostic,), places, text)
