"""What a folder is before `gen init` adds to it: a project with its configuration, or none yet."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from ...config import CONFIG_FILE, Config, find_project, find_repository, is_file, is_folder, read_config
from .names import distribution_name
from .steps import Refuse

_SETUP = ("setup.py", "setup.cfg")


@dataclass(frozen=True, slots=True)
class Site:
    """A folder that is a project or becomes one; `document` is its `pyproject.toml`, None where there is none."""

    root: Path
    repository: Path
    config: Config
    document: Mapping[str, object] | None

    @property
    def is_new(self) -> bool:
        """Whether nothing yet says what kind of a project this is."""
        return self.document is None and not any(is_file(self.root / name) for name in _SETUP)

    @property
    def name(self) -> str:
        """The folder's name as that of a distribution."""
        return distribution_name(self.root.name)

    @property
    def folder(self) -> str:
        """The project's folder, relative to the repository; `.` where they are the same."""
        return self.root.relative_to(self.repository).as_posix()

    def path(self, relative: str) -> Path:
        """Return where a path relative to the project leads, `..` taken by its name alone."""
        return Path(os.path.normpath(self.root / relative))

    def in_repository(self, relative: str) -> str:
        """Return a path relative to the repository as one relative to the project."""
        return Path(os.path.relpath(self.repository / relative, self.root)).as_posix()

    def setting(self, *keys: str) -> object:
        """Return what `pyproject.toml` says for a dotted key; None where it says nothing."""
        value: object = self.document
        for key in keys:
            value = value.get(key) if is_table(value) else None
        return value


@dataclass(frozen=True, slots=True)
class WrongConfiguration:
    """A project whose `pyproject.toml` has mistakes, which `gen` names."""

    root: Path


def survey(folder: Path) -> Site | Refuse | WrongConfiguration:
    """Look at a folder, which need not be there yet."""
    root = Path(os.path.realpath(folder))
    nearest = next(each for each in (root, *root.parents) if os.path.lexists(each))
    if not is_folder(nearest):
        return Refuse(f'"{nearest.name}" is no folder', "name another folder")
    project = _project_around(root)
    if project is not None:
        return Refuse(f'this folder is part of the backend of "{project}"', "call `gen init` there, or name a folder")
    repository = find_repository(root)
    if not is_file(root / CONFIG_FILE):
        return Site(root, repository, Config(root), None)
    reading = read_config(root)
    if reading.config is None:
        return WrongConfiguration(root)
    import tomli

    return Site(root, repository, reading.config, tomli.loads(reading.text))


def is_table(value: object) -> TypeGuard[Mapping[str, object]]:
    """Say whether a value of TOML is a table."""
    return isinstance(value, Mapping)


def is_array(value: object) -> TypeGuard[Sequence[object]]:
    """Say whether a value of TOML is an array."""
    return isinstance(value, list)


def _project_around(root: Path) -> Path | None:
    """Return the project further up whose source folder this is, or holds this."""
    project = find_project(root.parent)
    config = None if project is None else read_config(project).config
    return project if config is not None and root.is_relative_to(config.root / config.source) else None
