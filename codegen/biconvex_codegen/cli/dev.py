"""`biconvex dev`: compiles, serves in a process of its own, and does both again when a source file changes."""

import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from ..config import CONFIG_FILE, find_project
from ..diagnostics.render.escape import escape
from .command import UP_TO_DATE, WRONG
from .command import execute as generate
from .local_app import LocalApp, find_app
from .modules import is_source
from .options import DevOptions, Options
from .streams import Streams

_FIRST_PORT = 3210
_PORTS = 100
_LOOK = 500
"""How often to see whether the server still runs, in milliseconds."""
_PATIENCE = 5
"""How long a server may take to end what it does, in seconds."""


def execute(options: DevOptions, streams: Streams) -> int:
    """Compile, serve and watch until interrupted; return the exit code."""
    root = find_project(options.start)
    if root is None:
        return _wrong("there is no pyproject.toml in this folder or above it", streams)
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        return _wrong("serving needs more packages: pip install 'biconvex[serve]'", streams)
    local = find_app(root.resolve(), streams)
    port = _free_port(options.host, options.port)
    if local is None:
        return WRONG
    if port is None:
        return _wrong(
            f"nothing can listen at {options.host}:{options.port or _FIRST_PORT}: name another port by --port", streams
        )
    local.prepare()
    if options.reset:
        _reset(local)
    server = _Server(local, options, port, streams)
    with _ended_by_signals():
        try:
            _serve(root.resolve(), local, server, streams)
        finally:
            server.stop()
    streams.remark("stopped")
    return UP_TO_DATE


def _serve(root: Path, local: LocalApp, server: "_Server", streams: Streams) -> None:
    """Build and serve, then again after each change, until interrupted."""
    from watchfiles import watch

    _build(root, server, streams)
    changes = watch(
        local.source,
        root / CONFIG_FILE,
        watch_filter=lambda _, path: _matters(Path(path)),
        rust_timeout=_LOOK,
        yield_on_timeout=True,
    )
    for changed in changes:
        if changed:
            _build(root, server, streams)
        else:
            server.look()


def _build(root: Path, server: "_Server", streams: Streams) -> None:
    """Compile, and serve what came out; a mistake leaves the server as it is."""
    if generate(Options(root), streams) == UP_TO_DATE:
        server.restart()
    else:
        streams.remark("waiting for changes")
    streams.flush()


def _matters(path: Path) -> bool:
    return path.name == CONFIG_FILE or (is_source(path.name) and not {"_generated", "__pycache__"} & {*path.parts})


class _Server:
    """The process that serves; it ends when this one does, however that happens, because its input ends then."""

    def __init__(self, local: LocalApp, options: DevOptions, port: int, streams: Streams) -> None:
        self._streams = streams
        self._is_own = options.database is None
        self._process: subprocess.Popen[bytes] | None = None
        self._command = [
            *(sys.executable, "-m", "biconvex.serve", str(local.source)),
            *("--database", local.database(options.database)),
            *("--host", options.host, "--port", str(port)),
            *("--announce", str(local.server_file), "--key", secrets.token_urlsafe(24)),
            *("--show-errors", "--until-input-ends"),
        ]

    def restart(self) -> None:
        """Start the server, in place of the one that runs."""
        self.stop()
        # In a session of its own, so that Ctrl-C reaches this process alone, which then ends the other in order.
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)

    def look(self) -> None:
        """Say it, once, if the server has ended by itself."""
        if self._process is None or self._process.poll() is None:
            return
        refused = self._process.returncode == WRONG
        hint = ", or with `biconvex dev --reset` on an empty database" if refused and self._is_own else ""
        self._streams.remark(f"the server has ended; it starts again after the next change{hint}")
        self._process = None

    def stop(self) -> None:
        """End the server, and wait for what it does."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a signal that ends processes end this one as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _free_port(host: str, wanted: int | None) -> int | None:
    """Return the port to listen at: the one that is wanted, or the first free one; None where it is taken."""
    candidates = range(_FIRST_PORT, _FIRST_PORT + _PORTS) if wanted is None else (wanted,)
    return next((port for port in candidates if _is_free(host, port)), None)


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _reset(local: LocalApp) -> None:
    """Remove the project's own local data."""
    for path in local.folder.glob("dev.db*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _wrong(message: str, streams: Streams) -> int:
    streams.remark(f"error: {escape(message)}")
    return WRONG
