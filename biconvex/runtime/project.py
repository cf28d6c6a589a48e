"""Where an app is on disk: its folder, its package, and what `gen` wrote into `_generated`; it imports no module."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import UsageError
from ..wire import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from ..wire import Json

GENERATED: Final = "_generated"
CONFIG_FILE: Final = "pyproject.toml"
_VERSION: Final = 1


class Project(NamedTuple):
    """An app's source folder, and the folder of its `pyproject.toml` (that of the source folder's parent, if none)."""

    source: Path
    root: Path

    @property
    def package(self) -> str:
        """The name by which the app's modules are imported."""
        return self.source.name

    def generated(self, name: str) -> Path:
        """Return the path of a generated file."""
        return self.source / GENERATED / name

    def read_json(self, name: str) -> "Mapping[str, Json]":
        """Return what a generated JSON file says; a `UsageError` where it is missing, broken or of another version."""
        text = self.read_text(name)
        try:
            document: Json = json.loads(text)
        except ValueError as error:
            raise UsageError(f"{self.generated(name)} is no JSON ({error}): run `gen`") from None
        if not isinstance(document, dict) or document.get("version") != _VERSION:
            raise UsageError(f"{self.generated(name)} is not of version {_VERSION}: run `gen` of this biconvex")
        return document

    def read_text(self, name: str) -> str:
        """Return the text of a generated file; a `UsageError` where it is missing."""
        path = self.generated(name)
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise UsageError(f"there is no {path}: run `gen`{_wanted_output(name)}") from None


def find_project(folder: "str | PathLike[str]") -> Project:
    """Return the project of a source folder, which has to be there."""
    source = Path(folder).resolve()
    if not source.is_dir():
        raise UsageError(f"there is no folder {source}")
    for above in source.parents:
        if (above / CONFIG_FILE).is_file():
            return Project(source, above)
    return Project(source, source.parent)


def configured_source(start: Path) -> Path:
    """Return the source folder that the nearest `pyproject.toml` names, from a folder upward."""
    for folder in (start, *start.parents):
        file = folder / CONFIG_FILE
        if file.is_file():
            return folder / _source(file)
    raise UsageError(f"there is no {CONFIG_FILE} in {start} or above it")


def _source(file: Path) -> str:
    import tomllib  # here: an app that is opened by its folder asks for no configuration

    try:
        document: object = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from None
    for key in ("tool", "biconvex", "source"):
        document = document.get(key) if is_object(document) else None
    return document if isinstance(document, str) else "backend"


def _wanted_output(name: str) -> str:
    """Return which output has to be configured for a file to be written."""
    output = {"ir.json": "ir", "schema.sqlite.sql": "sql", "schema.sqlite.json": "sql"}.get(name)
    return "" if output is None else f', with "{output}" among its outputs'
