"""Where `run` and `dev` find a project's app and keep its data: `.biconvex/`, which git ignores."""

import json
from dataclasses import dataclass
from pathlib import Path

from ..config import read_config
from .streams import Streams

FOLDER = ".biconvex"
_SERVER = "server.json"


@dataclass(frozen=True, slots=True)
class LocalApp:
    """A project's source folder, and the folder of its local data."""

    source: Path
    folder: Path

    def database(self, given: str | None) -> str:
        """Return the URL of the database: the one given, else that of the project's own local data."""
        return f"sqlite:///{self.folder / 'dev.db'}" if given is None else given

    def prepare(self) -> None:
        """Make the folder of local data, with the file that keeps it out of git."""
        self.folder.mkdir(exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    @property
    def server_file(self) -> Path:
        """The file in which a running `dev` says where it serves."""
        return self.folder / _SERVER

    def server(self) -> tuple[str, str] | None:
        """Return where a running `dev` serves, and the key to it; None where none says so."""
        try:
            said = json.loads(self.server_file.read_text(encoding="utf-8"))
            return str(said["url"]), str(said["key"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def find_app(root: Path, streams: Streams) -> LocalApp | None:
    """Return the app of a project's folder; None, with a remark, where its configuration is wrong."""
    config = read_config(root).config
    if config is None:
        streams.remark("error: [tool.biconvex] is not right: run `gen` to see why")
        return None
    return LocalApp(root / config.source, root / FOLDER)
