"""Which folder is the project: the nearest one upward that has a `pyproject.toml`."""

from pathlib import Path

CONFIG_FILE = "pyproject.toml"


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, from this one upward, that has a `pyproject.toml`; None in a folder that is gone."""
    try:
        absolute = start.absolute()
    except FileNotFoundError:
        return None
    return next((folder for folder in (absolute, *absolute.parents) if (folder / CONFIG_FILE).is_file()), None)


def find_repository(project: Path) -> Path:
    """Return the git work tree that holds a project; the project itself where there is none."""
    return next((folder for folder in (project, *project.parents) if (folder / ".git").exists()), project)
