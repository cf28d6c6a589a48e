"""Carries a plan out: all new texts are staged, then renamed one by one, so that each file is old or new."""

import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ..backends.git_files import STAGING
from . import disk
from .change import Change, Plan, Status
from .disk import Kind
from .plan import absolute


class WriteError(Exception):
    """The system refused to write; says which file and why."""


def write(project: Path, plan: Plan) -> None:
    """Write what is missing or differs, delete orphans, and clear up what a killed run left behind.

    Raises WriteError; every file is then old or new, and another run completes.
    """
    for folder in plan.folders:
        below = [change for change in plan.changes if change.path.startswith(f"{folder}/")]
        top = absolute(project, folder)
        if not below and disk.kind_of(top / STAGING) is Kind.NOTHING:
            continue
        try:
            _write_folder(project, top, below)
        except OSError as error:
            reason = error.strerror or str(error)
            raise WriteError(f'cannot write "{error.filename or folder}": {reason}') from error


def _write_folder(project: Path, top: Path, changes: Sequence[Change]) -> None:
    top.mkdir(parents=True, exist_ok=True)
    staging = top / STAGING
    with _locked(top):
        _clear(staging)
        staging.mkdir()
        try:
            staged = [
                (_stage(staging / str(number), change.after), absolute(project, change.path))
                for number, change in enumerate(changes)
                if change.status is not Status.ORPHANED
            ]
            # Where case does not tell names apart, an orphan may be the old spelling of what is written now.
            written = {change.path.casefold() for change in changes if change.status is not Status.ORPHANED}
            orphans = [change.path for change in changes if change.status is Status.ORPHANED]
            for path in orphans:
                if path.casefold() in written:
                    _delete(absolute(project, path), top)
            for source, target in staged:
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
        finally:
            _clear(staging)
        for path in orphans:
            if path.casefold() not in written:
                _delete(absolute(project, path), top)


def _stage(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def _clear(staging: Path) -> None:
    """Remove the staging folder, whose name is ours; a link of that name is removed, not followed."""
    match disk.kind_of(staging):
        case Kind.NOTHING:
            return
        case Kind.FOLDER:
            shutil.rmtree(staging)
        case _:
            staging.unlink()


def _delete(path: Path, top: Path) -> None:
    """Delete a file and the folders that this empties; a file that is gone already is fine."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # not empty, or somebody else was quicker
        for folder in path.parents:
            if folder == top:
                return
            folder.rmdir()


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Hold the folder against another `gen`; the system lets go when a run is killed. Without locks there, go on."""
    try:
        import fcntl
    except ImportError:  # Windows: two runs at one time are then not kept apart
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
