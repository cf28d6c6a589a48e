"""`biconvex dev`: compiles, serves in a process of its own, and does both again when a source file changes."""

import secrets
import shutil
import socket
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

from ..config import CONFIG_FILE, find_project
from ..diagnostics.render.escape import escape
from .build import Outcome
from .builds import builds
from .command import UP_TO_DATE, WRONG
from .inputs import Inputs, Stamp
from .interruption import until_interrupted
from .local_app import LocalApp, find_app
from .options import DevOptions, Mode, Options
from .report import Report
from .streams import Streams

_FIRST_PORT = 3210
_PORTS = 100
_PATIENCE = 5
"""How long a server may take to end what it does, in seconds."""


def execute(options: DevOptions, streams: Streams) -> int:
    """Compile, serve and watch until interrupted; return the exit code."""
    root = find_project(options.start)
    if root is None:
        return _wrong("there is no pyproject.toml in this folder or above it", streams)
    if PathFinder.find_spec("starlette") is None or PathFinder.find_spec("uvicorn") is None:
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
    with until_interrupted():
        try:
            _serve(root.resolve(), server, streams)
        finally:
            server.stop()
    streams.remark("stopped")
    return UP_TO_DATE


def _serve(root: Path, server: "_Server", streams: Streams) -> None:
    """Build and serve, then again after each change, until interrupted; a mistake leaves the server as it is."""
    report = Report(Options(root, Mode.WATCH), streams)
    for build in builds(root, streams, server.look):
        report.add(build)
        if isinstance(build.result, Outcome) and build.result.is_good:
            if build.result.changes:
                server.stop()
            server.serve(root, build.inputs)
        else:
            streams.remark("waiting for changes")
        del build  # or its app would stay while the next is made


class _Server:
    """The process that serves; it ends when this one does, however that happens, because its input ends then."""

    def __init__(self, local: LocalApp, options: DevOptions, port: int, streams: Streams) -> None:
        self._streams = streams
        self._is_own = options.database is None
        self._process: subprocess.Popen[bytes] | None = None
        self._served: dict[str, Stamp | None] = {}
        self._command = [
            *(sys.executable, "-m", "biconvex.serve"),
            *("--database", local.database(options.database)),
            *("--host", options.host, "--port", str(port)),
            *("--announce", str(local.server_file), "--key", secrets.token_urlsafe(24)),
            *("--show-errors", "--until-input-ends"),
        ]

    def serve(self, root: Path, inputs: Inputs) -> None:
        """Start the server in place of the one that runs, unless that serves the very same files."""
        files = {path: stamp for path, stamp in inputs.stamps.items() if path != CONFIG_FILE}
        if self._process is not None and files == self._served:
            return
        self.stop()
        command = [*self._command, str(root / (inputs.source or ""))]
        # In a session of its own, so that Ctrl-C reaches this process alone, which then ends the other in order.
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self._served = files

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
