"""What is wrong with `[tool.biconvex]`: another version, unknown keys, bad values, folders outside the repository."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Code, Severity, did_you_mean
from ..source import Part
from .find import find_repository
from .model import Config
from .problem import Problem
from .versions import installed, is_requirement, satisfies

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def other_version(wanted: object) -> Problem | None:
    """Return the problem of a project that asks for another version of the compiler than this one."""
    if not isinstance(wanted, str) or not is_requirement(wanted) or satisfies(installed(), wanted):
        return None
    requirement = wanted if wanted.strip()[:1] in "=!<>~" else f"=={wanted}"
    message = f"this is biconvex {installed()}, and the project asks for {requirement}"
    advice = f'run: pip install "biconvex{requirement}"'
    return Problem(Code.VERSION_MISMATCH, message, ("required-version",), Part.VALUE, advice)


def invalid(error: "ValidationError") -> Iterator[Problem]:
    """Yield the problems that pydantic found, in our words."""
    for detail in error.errors(include_url=False):
        key = tuple(str(part) for part in detail["loc"])
        yield _unknown_key(key) if detail["type"] == "extra_forbidden" else _bad_value(key, detail)


def leads_out(config: Config) -> Iterator[Problem]:
    """Yield the problem of an output folder outside the repository, or inside the source folder."""
    if config.typescript is None:
        return
    root = config.root.resolve()
    repository = find_repository(root)
    folder = _without_dots(root, config.typescript)
    if folder is None or not folder.is_relative_to(repository):
        message = f'"typescript" leads outside the repository: {config.typescript}'
        advice = f'name a folder inside "{repository.name}"'
        yield Problem(Code.INVALID_CONFIG, message, ("typescript",), Part.VALUE, advice)
    elif (root / config.source).is_relative_to(folder):
        message = f'"typescript" holds the source folder: {config.typescript}'
        advice = "name a folder of its own: the one in which outputs stand has a .gitattributes for generated files"
        yield Problem(Code.INVALID_CONFIG, message, ("typescript",), Part.VALUE, advice)
    elif ".git" in folder.relative_to(repository).parts:
        message = f'"typescript" lies inside the folder of git: {config.typescript}'
        yield Problem(Code.INVALID_CONFIG, message, ("typescript",), Part.VALUE, "name a folder elsewhere")
    elif folder.is_relative_to(root / config.source):
        message = f'"typescript" lies inside the source folder: {config.typescript}'
        advice = f'name a folder elsewhere, or remove the key: the types are in "{config.generated}" already'
        yield Problem(Code.INVALID_CONFIG, message, ("typescript",), Part.VALUE, advice)


def _without_dots(root: Path, relative: str) -> Path | None:
    """Return a path without `..` by its names alone, so that no link is followed; None above the top."""
    folder = root
    for name in relative.split("/"):
        if name == ".." and folder == folder.parent:
            return None
        if name not in ("", "."):
            folder = folder.parent if name == ".." else folder / name
    return folder


def _unknown_key(key: tuple[str, ...]) -> Problem:
    from .table import BiconvexTable, LintTable

    model = LintTable if key[:-1] == ("lint",) else BiconvexTable
    known = sorted(field.alias or name for name, field in model.model_fields.items())
    near = did_you_mean(key[-1], known)
    advice = f'write "{near}"' if near else f"remove it; the keys are {', '.join(known)}"
    return Problem(Code.UNKNOWN_CONFIG_KEY, f'there is no key "{".".join(key)}"', key, Part.NAME, advice)


def _bad_value(key: tuple[str, ...], detail: "ErrorDetails") -> Problem:
    name = ".".join(part for part in key if not part.isdigit())
    context = detail.get("ctx", {})
    choices = str(context.get("expected", "")).replace(chr(39), chr(34))
    warnings = [code.value for code in Code if code.severity is Severity.WARNING]
    problem, advice = {
        "literal_error": (f"must be one of {choices}", _nearest(detail, choices.split('"')[1::2])),
        "string_type": ("must be text in quotes", "put it in quotes"),
        "list_type": ("must be a list in brackets", "put it in brackets"),
        "model_type": ("must be a table", f"write [tool.biconvex.{name}]"),
        "value_error": (str(context.get("error", "")), _nearest(detail, warnings)),
    }.get(detail["type"], (detail["msg"], "change the value"))
    return Problem(Code.INVALID_CONFIG, f'"{name}" {problem}', key, Part.VALUE, advice)


def _nearest(detail: "ErrorDetails", known: Iterable[str]) -> str:
    given = detail["input"]
    near = did_you_mean(given, known) if isinstance(given, str) else None
    return f'did you mean "{near}"?' if near else "change the value"
