"""The configuration of a project: finds its `pyproject.toml` and reads `[tool.biconvex]`; compiles nothing."""

from .find import CONFIG_FILE, find_project, find_repository, is_file, is_folder
from .model import Config, Dialect, Lint, Output, WireNames
from .read import ConfigReading, read_config
from .versions import installed

__all__ = [
    "CONFIG_FILE",
    "Config",
    "ConfigReading",
    "Dialect",
    "Lint",
    "Output",
    "WireNames",
    "find_project",
    "find_repository",
    "installed",
    "is_file",
    "is_folder",
    "read_config",
]
