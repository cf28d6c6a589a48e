"""`biconvex dev` compiles, serves, and does both again when a file changes; ended, it leaves nothing running."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from .projects import interruptible, make_project, process_environment, run_gen
from .test_run import FILES, NOTES, SCHEMA

pytestmark = pytest.mark.slow

PATIENCE = 30.0


class Dev:
    """A running `biconvex dev`."""

    def __init__(self, project: Path, port: int, process: subprocess.Popen[bytes]) -> None:
        self.project, self.process = project, process
        self.url = f"http://127.0.0.1:{port}"

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return (self.project / "dev.log").read_text(encoding="utf-8")

    def ask(self, path: str) -> object:
        """Run a query over HTTP and give its result."""
        body = json.dumps({"path": path, "args": {}}).encode()
        request = Request(f"{self.url}/api/query", body, {"Content-Type": "application/json"})
        with urlopen(request) as response:
            answer = json.load(response)
        return answer["value"] if answer["status"] == "success" else answer["errorMessage"]

    def serves(self) -> bool:
        """Say whether something answers."""
        try:
            with urlopen(f"{self.url}/version"):
                return True
        except URLError:
            return False

    def write(self, path: str, text: str) -> None:
        """Change a file of the project."""
        (self.project / path).write_text(text, encoding="utf-8")


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something holds; a refused connection is not yet."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if what():
                return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.05)
    raise AssertionError("it never came to hold")


@contextmanager
def running(project: Path, *arguments: str) -> Iterator[Dev]:
    """Run `dev` in a project, and end it as Ctrl-C does."""
    port = free_port()
    command = [sys.executable, "-m", "biconvex_codegen", "dev", "--port", str(port), *arguments]
    with (project / "dev.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=project,
            stdout=log,
            stderr=log,
            env=process_environment(None),
            preexec_fn=interruptible,  # noqa: PLW1509  this process has one thread
        )
        dev = Dev(project, port, process)
        try:
            yield dev
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0, dev.said
        finally:
            process.kill()
            process.wait()


def test_it_serves_what_was_saved_last(tmp_path: Path) -> None:
    project = make_project(tmp_path, FILES)
    with running(project) as dev:
        wait_for(dev.serves)
        assert dev.ask("notes:list") == []
        assert f"serving {dev.url}" in dev.said
        added = run_gen(project, "run", "notes:add", '{"text": "x"}', "--identity", '{"name": "Ada"}')
        assert (added.code, added.err) == (0, "")
        assert json.loads(run_gen(project, "run", "notes:count").out) == "1"
        refused = run_gen(project, "run", "notes:add", "{}")
        assert (refused.code, "ArgumentValidationError: .text" in refused.err) == (1, True)

        dev.write("backend/notes.py", NOTES.replace("the moon is full", "the moon is new"))
        wait_for(lambda: "the moon is new" in str(dev.ask("notes:broken")))
        assert dev.ask("notes:list") != []

        dev.write("backend/notes.py", f"{NOTES}\nsyntax(")
        wait_for(lambda: "waiting for changes" in dev.said)
        assert "error[syntax-error]" in dev.said
        assert "the moon is new" in str(dev.ask("notes:broken"))

        dev.write("backend/notes.py", NOTES)
        wait_for(lambda: "the moon is full" in str(dev.ask("notes:broken")))
    assert not dev.serves()
    assert dev.said.endswith("stopped\n")
    assert not (project / ".biconvex/server.json").exists()
    assert json.loads(run_gen(project, "run", "notes:count").out) == "1"


def test_it_serves_anew_when_there_is_something_new(tmp_path: Path) -> None:
    project = make_project(tmp_path, FILES)
    with running(project) as dev:
        wait_for(dev.serves)
        dev.write("pyproject.toml", "[project]\nname = 'other'\n")
        wait_for(lambda: "up to date in " in dev.said)
        assert dev.said.count(f"serving {dev.url}") == 1
        (project / "backend").rename(project / "server")
        dev.write("pyproject.toml", "[tool.biconvex]\nsource = 'server'\n")
        wait_for(lambda: dev.said.count(f"serving {dev.url}") == 2)
        dev.write("server/notes.py", NOTES.replace("the moon is full", "the moon is new"))
        wait_for(lambda: "the moon is new" in str(dev.ask("notes:broken")))


def test_another_schema_wants_another_database(tmp_path: Path) -> None:
    project = make_project(tmp_path, FILES)
    with running(project) as dev:
        wait_for(dev.serves)
        dev.write(
            "backend/schema.py", SCHEMA.replace('"notes": define_table({', '"notes": define_table({"at": v.number(),')
        )
        wait_for(lambda: "biconvex dev --reset" in dev.said)
        assert 'the table "notes" has no column "at"' in dev.said
    with running(project, "--reset") as dev:
        wait_for(dev.serves)
        assert dev.ask("notes:list") == []


def test_the_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    project = make_project(tmp_path, FILES)
    port = free_port()
    command = [sys.executable, "-m", "biconvex_codegen", "dev", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=process_environment(None)
    )
    dev = Dev(project, port, process)
    wait_for(dev.serves)
    process.kill()
    process.wait()
    wait_for(lambda: not dev.serves())
    assert run_gen(project, "run", "notes:count").code == 0


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    project = make_project(tmp_path, FILES)
    with running(project) as dev:
        wait_for(dev.serves)
        other = run_gen(project, "dev", "--port", dev.url.rpartition(":")[2])
    assert (other.code, "name another port by --port" in other.err) == (2, True)
