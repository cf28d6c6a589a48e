"""The configuration as a value, with its defaults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Output: TypeAlias = Literal["python", "typescript", "sql", "ir"]
Dialect: TypeAlias = Literal["sqlite", "postgres"]
WireNames: TypeAlias = Literal["camel", "as-written"]


@dataclass(frozen=True, slots=True)
class Lint:
    """Which warnings are shown: those selected (all where nothing is), without those ignored."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()

    def shows(self, code: str) -> bool:
        """Say whether a warning of this code is shown."""
        return code not in self.ignore and (self.select is None or code in self.select)


@dataclass(frozen=True, slots=True)
class Config:
    """What `[tool.biconvex]` says; paths are relative to `root`, the folder of `pyproject.toml`, with `/`."""

    root: Path
    source: str = "backend"
    outputs: tuple[Output, ...] = ("python", "typescript", "sql", "ir")
    sql: tuple[Dialect, ...] = ("sqlite", "postgres")
    typescript: str | None = None
    wire_names: WireNames = "camel"
    required_version: str | None = None
    lint: Lint = Lint()

    @property
    def generated(self) -> str:
        """The output folder, relative to the project."""
        return f"{self.source}/_generated"
