"""Fixtures of the whole suite; nothing here knows a stage of the compiler."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from .judge.shares import table
from .postgres import INSTALLATIONS, Database, Servers

# A busy machine is no failure: what takes how long is for the benchmarks.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

_SERVERS = pytest.StashKey[Servers]()
_KEY = "postgres_folder"


class WorkerNode(Protocol):
    """What is used of xdist's handle on a worker; xdist publishes no types."""

    config: pytest.Config
    workerinput: dict[str, object]


def pytest_configure(config: pytest.Config) -> None:
    """Agree with the other processes of the session on the folder of its PostgreSQL servers; none starts here."""
    worker_input: dict[str, str] | None = getattr(config, "workerinput", None)
    config.stash[_SERVERS] = Servers.prepared() if worker_input is None else Servers(Path(worker_input[_KEY]))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerNode) -> None:
    """Tell a worker the folder."""
    node.workerinput[_KEY] = str(node.config.stash[_SERVERS].folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted under the name `mutants`, in whichever process they ran."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    recorded = (each for report in reports if report.when == "call" for each in report.user_properties)
    total = Counter[str]()
    for name, counts in recorded:
        if name == "mutants" and isinstance(counts, dict):
            total.update(counts)
    if total:
        terminalreporter.section("mutants of the fixture apps")
        terminalreporter.write("\n".join((*table(total), "")))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers, in the one process that outlives the others."""
    if not hasattr(config, "workerinput"):
        config.stash[_SERVERS].stop()


@pytest.fixture(params=sorted(INSTALLATIONS, reverse=True), ids=lambda version: f"postgres{version}")
def postgres(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give an empty database; the test runs once for each version of PostgreSQL."""
    with request.config.stash[_SERVERS].database(request.param) as database:
        yield database


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the root of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def fixture_apps(checkout: Path) -> tuple[Path, ...]:
    """Return the folders of the fixture apps: whole small projects."""
    return tuple(sorted(path.parent for path in checkout.glob("fixtures/*/pyproject.toml")))
