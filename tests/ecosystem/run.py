"""Judges apps: one at a time as a value, or a folder of them in two processes."""

import os
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import current_process
from pathlib import Path

from tests.postgres import Servers
from tests.programs import OverLimitError

from .case import Case, prepared
from .compare import narrowed
from .facts import AppFacts, read
from .judges import JUDGES
from .judges.checkers import CACHE
from .judges.databases import SERVERS
from .plan import planned
from .project import NotCompiledError

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one app: its size, how long each writing took to compile, and what each judge has against it.

    `narrowed` counts the numbers that an `int` of the second writing narrows; `changes` are those that were forced.
    """

    app: str
    tables: int
    functions: int
    changes: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    narrowed: int = 0
    problems: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def failed(self) -> tuple[str, ...]:
        """The judges that have something against it."""
        return tuple(judge for judge, problems in self.problems if problems)


def judged(facts: AppFacts, judges: Sequence[str], folder: Path) -> Verdict:
    """Write an app both ways into an empty folder, compile it, and let it be judged."""
    size = (len(facts.tables), sum(len(module.functions) for module in facts.modules))
    try:
        plan = planned(facts)
        case = prepared(plan, folder)
    except (NotCompiledError, OverLimitError) as error:
        return Verdict(facts.name, *size, problems=(("compile", tuple(str(error).splitlines())),))
    except Exception:  # noqa: BLE001  an app that cannot even be written is one that failed
        return Verdict(facts.name, *size, problems=(("compile", _raised()),))
    problems = tuple((judge, tuple(asked(JUDGES[judge], case))) for judge in judges)
    seconds = tuple(each.seconds for each in case.writings.values())
    return Verdict(facts.name, *size, plan.changes, seconds, narrowed(case.annotated.app), problems)


def asked(judge: Callable[[Case], Sequence[str]], case: Case) -> Sequence[str]:
    """Return what a judge has against an app, or why it could not say."""
    try:
        return judge(case)
    except OverLimitError as error:
        return [str(error)]
    except Exception:  # noqa: BLE001  a judge that fails is one that has something to say
        return _raised()


def _raised() -> tuple[str, ...]:
    return tuple(traceback.format_exc().splitlines()[-3:])


def of_files(paths: Iterable[Path], judges: Sequence[str], keep: Path | None) -> Iterator[Verdict]:
    """Judge the apps of files, the largest first, and yield each verdict when it is there."""
    largest_first = sorted(paths, key=lambda path: -path.stat().st_size)
    with _servers(), _folder(keep) as folder, ProcessPoolExecutor(PROCESSES, initializer=_begin) as pool:
        asked = [pool.submit(_judged, path, tuple(judges), folder / path.stem) for path in largest_first]
        yield from (each.result() for each in as_completed(asked))


def _judged(path: Path, judges: Sequence[str], folder: Path) -> Verdict:
    try:
        facts = read(path)
    except Exception:  # noqa: BLE001  a file that is no app is a failure of its own, and the others are judged
        return Verdict(path.stem, 0, 0, problems=(("read", _raised()),))
    return judged(facts, judges, folder)


def _begin() -> None:
    """Give a process a cache of its own for mypy, which must not be shared."""
    os.environ[CACHE] = str(Path(os.environ[CACHE]) / current_process().name)


@contextmanager
def _servers() -> Iterator[None]:
    """Have PostgreSQL at hand, and a folder for what mypy knows."""
    servers = Servers.prepared()
    os.environ[SERVERS] = str(servers.folder)
    try:
        with tempfile.TemporaryDirectory() as cache:
            os.environ[CACHE] = cache
            yield
    finally:
        servers.stop()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
