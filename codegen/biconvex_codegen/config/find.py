"""Which folder is the project: the nearest one upward that has a `pyproject.toml`."""

import os
from pathlib import Path

CONFIG_FILE = "pyproject.toml"


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, from this one upward, that has a `pyproject.toml`; None in a folder that is gone."""
    try:
        absolute = start.absolute()
    except FileNotFoundError:
        return None
    return next((folder for folder in (absolute, *absolute.parents) if is_file(folder / CONFIG_FILE)), None)


def find_repository(project: Path) -> Path:
    """Return the git work tree that holds a project; the project itself where there is none."""
    return next((folder for folder in (project, *project.parents) if _is_work_tree(folder)), project)


def _is_work_tree(folder: Path) -> bool:
    """Say whether a folder is the top of a work tree; that of a linked one and of a submodule has a file `.git`."""
    return is_folder(folder / ".git") or is_file(folder / ".git")


def is_file(path: Path) -> bool:
    """Say whether a file stands at a path; at one that the system refuses, too long for it or closed, stands none."""
    return os.path.isfile(path)  # noqa: PTH113  `Path.is_file` raises where the system refuses


def is_folder(path: Path) -> bool:
    """Say whether a folder stands at a path; at one that the system refuses stands none."""
    return os.path.isdir(path)  # noqa: PTH112  `Path.is_dir` raises where the system refuses
