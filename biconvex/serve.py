"""`python -m biconvex.serve backend`: serves a compiled app with uvicorn, as `biconvex dev` does."""

import argparse
import asyncio
import json
import os
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from uvicorn import Config, Server

from .asgi import application
from .errors import UsageError
from .runtime import App

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from socket import socket


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Serve until interrupted, and return the exit code: 2 where the app cannot be opened."""
    given = _parser().parse_args(arguments)
    origin = f"http://{f'[{given.host}]' if ':' in given.host else given.host}:{given.port}"
    try:
        app = App.open(given.folder, given.database, origin=origin)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201  a command
        return 2
    with app, _announced(given.announce, origin, given.key):
        asyncio.run(_serve(app, given, origin))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m biconvex.serve", description=__doc__)
    parser.add_argument("folder", help="the source folder of the app, which gen has compiled")
    parser.add_argument("--database", help="such as sqlite:///app.db; by default in memory")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at")
    parser.add_argument("--port", type=int, default=3210, help="the port")
    parser.add_argument("--key", help="who sends this key may call internal functions, as anybody")
    parser.add_argument("--announce", type=Path, help="a file to say in where this serves, and the key")
    parser.add_argument("--show-errors", action="store_true", help="tell clients what a handler raised")
    parser.add_argument("--until-input-ends", action="store_true", help="end when standard input does")
    return parser


async def _serve(app: App, given: argparse.Namespace, origin: str) -> None:
    made = application(app, shows_errors=given.show_errors, admin_key=given.key)
    server = _Server(Config(made, host=given.host, port=given.port, log_level="warning", lifespan="on"), origin)
    if given.until_input_ends:
        threading.Thread(target=_stop_when_input_ends, args=(server,), daemon=True).start()
    await server.serve()


class _Server(Server):
    """A server that says where it is once it listens."""

    def __init__(self, config: Config, origin: str) -> None:
        super().__init__(config)
        self._origin = origin

    async def startup(self, sockets: "list[socket] | None" = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        if self.started:
            print(f"serving {self._origin}", file=sys.stderr, flush=True)  # noqa: T201  a command


def _stop_when_input_ends(server: "Server") -> None:
    """Wait for the end of standard input, which comes when whoever started this ends, however that happens."""
    while sys.stdin.buffer.read(1):
        pass
    server.should_exit = True


@contextmanager
def _announced(file: Path | None, origin: str, key: str | None) -> "Generator[None]":
    """Say in a file, which nobody else may read, where this serves, as long as it does."""
    if file is None:
        yield
        return
    unfinished = file.with_suffix(".part")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps({"url": origin, "key": key, "process": os.getpid()}), encoding="utf-8")
    unfinished.replace(file)
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            file.unlink()


if __name__ == "__main__":
    sys.exit(main())
